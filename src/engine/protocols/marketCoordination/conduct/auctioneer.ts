/**
 * What it is: the auctioneer's machine. It opens, takes or refuses what arrives (its own sequence number is the only clock
 * that decides), ends rounds, hands a closed auction to settlement.ts and opens the next of its series.
 *   english: each taken bid gives everybody a new quote. A round ends at its limit, or as soon as all but
 *   the leader have passed on the newest quote; the auction ends after a round without a bid, when all
 *   others have left, or after the last round.
 *   sealed formats: one round, one bid (or list of offers) each; it ends at its limit or when all have bid or passed.
 *   dutch: the round's limit is shared evenly among the clock's prices; the first bid ends it.
 *   double auction: the book is open for one round (exchange.ts).
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Input, Outbox } from '../../../contract/protocol.ts';
import { beginAuction, openWatch } from '../detection/watch.ts';
import { auctionOpened, bidderPassed, lotOffered, roundEnded, roundStarted } from '../events.ts';
import { ticksOf } from '../mechanism/dutch.ts';
import { emptyHistory } from '../mechanism/priceStatistics.ts';
import { roundBase, roundLimit } from '../mechanism/rounds.ts';
import { isRoundDone, takeBid, takePass, takeRetraction } from './bids.ts';
import { closeAuction, closeTrading } from './closing.ts';
import { openTrading, takeOrder, tellBook } from './exchange.ts';
import { weightsOf } from './flagging.ts';
import { ignoreMessage } from './ignoring.ts';
import { clockOf, goodOf, nextLot } from './lots.ts';
import type { MarketMessage } from './messages.ts';
import { reportOutcome } from './outcome.ts';
import { leaderOf, recordClock, sendQuotes, tickOf } from './quoting.ts';
import { bookAuction, giveBack, isSettled, repeatResult, takeSettlement } from './settlement.ts';
import { openTrust, spreadTrust } from './trusting.ts';
import type {
  AuctioneerState,
  BiddingStage,
  PersistedAuctioneer,
  SettlingStage,
  TradingStage,
} from './state.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

const ROUND_TIMER = 'round';
const TICK_TIMER = 'tick';

/** The auctioneer before it opens. */
export function startAuctioneer(context: Market): AuctioneerState {
  const seats = context.seats.filter((seat) => seat.role === 'bidder');
  const reputations = seats.map((seat) => seat.reputationMilli);
  const watch = openWatch(reputations);
  const { reputationBy, sellers } = context.parameters;
  return {
    role: 'auctioneer',
    lot: { auction: -1, seller: 0, units: 0, reserve: 0, worth: undefined, signals: [] },
    weights: [],
    bids: [],
    heard: seats.map(() => 0),
    accepted: 0,
    rejected: 0,
    openedAt: 0,
    quote: 0,
    firstQuote: 0,
    roundsBefore: 0,
    history: emptyHistory(),
    closings: emptyHistory(),
    entered: [],
    series: { bidders: [], prices: [], demands: [] },
    deeds: seats.map(() => ({ owed: 0, kept: 0, flags: 0 })),
    overdue: [],
    missed: [],
    returned: seats.map(() => 0),
    bought: seats.map(() => ({ units: 0, paid: 0 })),
    trust: reputationBy === 'trust' ? openTrust(reputations, sellers) : undefined,
    totals: { sold: 0, unitsSold: 0, revenue: 0, value: 0, best: 0, known: 0, unpaid: 0, flags: 0 },
    watch,
    stage: { phase: 'waiting' },
  };
}

/** One step of the auctioneer. */
export function stepAuctioneer(
  state: AuctioneerState,
  input: Input<MarketMessage>,
  context: Market,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      open(state, context, outbox);
      break;
    case 'restarted':
      resume(state, input.persisted as PersistedAuctioneer | undefined, context, outbox);
      break;
    case 'delivered':
      receive(state, input.from, input.message, context, outbox);
      break;
    case 'expired':
      expire(state, input.timer, context, outbox);
      break;
    case 'answered':
      return; // The auctioneer has no agent to consult.
    default:
      assertNever(input);
  }
}

/** Opens the next auction: the weights are frozen here. */
function open(state: AuctioneerState, context: Market, outbox: Effects, sold = 0): void {
  const isFirst = state.lot.auction < 0;
  state.lot = isFirst ? nextLot(context) : nextLot(context, state.lot, sold);
  if (isFirst) spreadTrust(state, context, outbox);
  state.weights = weightsOf(state, context);
  state.bids = [];
  state.entered = state.weights.map(() => false);
  state.openedAt = context.now;
  beginAuction(state.watch);
  const { auction, seller, reserve, units } = state.lot;
  const { format } = context.parameters;
  const bidders = state.weights.length;
  const good = goodOf(context).name;
  outbox.record(auctionOpened, { format, good, bidders, reserve });
  outbox.record(lotOffered, { auction, seller, units });
  // A bidder believes the newest quote: those of a new auction are newer than all before.
  if (!isFirst) state.quote += 1;
  state.firstQuote = state.quote;
  if (format === 'double_auction') return openTrading(state, context, outbox);
  const hasLeft = state.weights.map(() => false);
  startRound(state, 1, hasLeft, context, outbox);
}

function startRound(
  state: AuctioneerState,
  round: number,
  hasLeft: boolean[],
  context: Market,
  outbox: Effects,
): void {
  const { format, roundMicros, roundShrink } = context.parameters;
  const limit = roundLimit(roundBase(format, roundMicros), round, roundShrink);
  const stage: BiddingStage = {
    phase: 'bidding',
    round,
    endsAt: context.now + limit,
    roundBids: 0,
    passedOn: hasLeft.map(() => -1),
    hasLeft,
  };
  state.stage = stage;
  outbox.record(roundStarted, { round, limit });
  outbox.setTimer(ROUND_TIMER, limit);
  if (format === 'dutch') {
    recordClock(state, stage, context, outbox);
    outbox.setTimer(TICK_TIMER, tickMicros(stage.endsAt - context.now, state, context));
  }
  sendQuotes(state, stage, context, outbox);
}

/** Every price of the clock is shown for the same time. */
function tickMicros(limit: number, state: AuctioneerState, context: Market): number {
  return Math.max(1, Math.floor(limit / ticksOf(clockOf(context, state.lot))));
}

function resume(
  state: AuctioneerState,
  kept: PersistedAuctioneer | undefined,
  context: Market,
  outbox: Effects,
): void {
  if (kept === undefined) return open(state, context, outbox);
  Object.assign(state, kept);
  const { stage } = state;
  if (stage.phase === 'settling') {
    stage.attempts = 0;
    return repeatResult(state, stage, context, outbox);
  }
  if (stage.phase === 'trading') {
    outbox.setTimer(ROUND_TIMER, Math.max(1, stage.endsAt - context.now));
    return tellBook(state, stage, { happened: 'opened', price: 0, isBuy: true }, context, outbox);
  }
  if (stage.phase !== 'bidding') return;
  outbox.setTimer(ROUND_TIMER, Math.max(1, stage.endsAt - context.now));
  if (context.parameters.format === 'dutch') nextTick(state, stage, context, outbox);
  else sendQuotes(state, stage, context, outbox);
}

function expire(state: AuctioneerState, timer: string, context: Market, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase === 'settling') {
    repeatResult(state, stage, context, outbox);
    if (isSettled(stage)) goOn(state, stage, context, outbox);
    return;
  }
  if (stage.phase === 'trading') {
    outbox.record(roundEnded, { round: 1, bids: stage.trades.length });
    return closeTrading(state, stage, context, outbox);
  }
  if (stage.phase !== 'bidding') return;
  if (timer === TICK_TIMER) return nextTick(state, stage, context, outbox);
  // A clock that is still running is ended by its own last tick.
  if (context.parameters.format !== 'dutch') endRound(state, stage, context, outbox);
}

/** The auction is settled: another, or the outcome. */
function goOn(
  state: AuctioneerState,
  stage: SettlingStage,
  context: Market,
  outbox: Effects,
): void {
  bookAuction(state, stage, context, outbox);
  const { auctions } = context.parameters;
  if (state.lot.auction + 1 < auctions) open(state, context, outbox, stage.awards.length);
  else reportOutcome(state, stage, context, outbox);
}

function nextTick(
  state: AuctioneerState,
  stage: BiddingStage,
  context: Market,
  outbox: Effects,
): void {
  const { format, roundMicros, roundShrink } = context.parameters;
  const ticks = ticksOf(clockOf(context, state.lot));
  if (tickOf(state) + 1 >= ticks) return endRound(state, stage, context, outbox);
  state.quote += 1;
  recordClock(state, stage, context, outbox);
  const limit = roundLimit(roundBase(format, roundMicros), stage.round, roundShrink);
  outbox.setTimer(TICK_TIMER, tickMicros(limit, state, context));
  sendQuotes(state, stage, context, outbox);
}

function receive(
  state: AuctioneerState,
  from: ActorIndex,
  message: MarketMessage,
  context: Market,
  outbox: Effects,
): void {
  const bidder = context.role('bidder').indexOf(from);
  if (message.kind === 'order') return takeOrder(state, from, bidder, message, context, outbox);
  if (bidder < 0 && message.kind !== 'bid')
    return ignoreMessage(from, message, 'notBidder', outbox);
  if (state.stage.phase === 'trading' && message.kind === 'pass')
    return leaveTrading(state, state.stage, bidder, context, outbox);
  switch (message.kind) {
    case 'bid':
    case 'pass':
    case 'retraction': {
      const hasMoved =
        message.kind === 'bid'
          ? takeBid(state, from, bidder, message, context, outbox)
          : message.kind === 'pass'
            ? takePass(state, from, bidder, message, outbox)
            : takeRetraction(state, from, bidder, message, context, outbox);
      const { stage } = state;
      if (hasMoved && stage.phase === 'bidding' && isRoundDone(state, stage, context))
        endRound(state, stage, context, outbox);
      return;
    }
    case 'settlement': {
      const { stage } = state;
      if (stage.phase !== 'settling' || message.auction !== state.lot.auction) {
        if (giveBack(state, from, bidder, message, context, outbox)) return;
        return ignoreMessage(from, message, 'late', outbox);
      }
      if (stage.settlements[bidder] !== undefined)
        return ignoreMessage(from, message, 'duplicate', outbox);
      takeSettlement(stage, bidder, message, context, outbox);
      if (isSettled(stage)) goOn(state, stage, context, outbox);
      return;
    }
    default:
      return ignoreMessage(from, message, 'notAuctioneer', outbox);
  }
}

/** A trader wants nothing more; when all have said so, the book closes. */
function leaveTrading(
  state: AuctioneerState,
  stage: TradingStage,
  bidder: number,
  context: Market,
  outbox: Effects,
): void {
  stage.hasLeft[bidder] = true;
  outbox.record(bidderPassed, { bidder: context.role('bidder')[bidder] ?? -1, round: 1 });
  if (!stage.hasLeft.every(Boolean)) return;
  outbox.cancelTimer(ROUND_TIMER);
  outbox.record(roundEnded, { round: 1, bids: stage.trades.length });
  closeTrading(state, stage, context, outbox);
}

function endRound(
  state: AuctioneerState,
  stage: BiddingStage,
  context: Market,
  outbox: Effects,
): void {
  const { format, maxRounds } = context.parameters;
  outbox.cancelTimer(ROUND_TIMER);
  outbox.cancelTimer(TICK_TIMER);
  outbox.record(roundEnded, { round: stage.round, bids: stage.roundBids });
  const leader = leaderOf(state, context);
  const bidders = context.role('bidder');
  const isAlone = bidders.every((bidder, i) => stage.hasLeft[i] || bidder === leader?.bidder);
  const goesOn = format === 'english' && stage.roundBids > 0 && stage.round < maxRounds && !isAlone;
  if (!goesOn) return closeAuction(state, stage, context, outbox);
  state.quote += 1;
  startRound(state, stage.round + 1, stage.hasLeft, context, outbox);
}
