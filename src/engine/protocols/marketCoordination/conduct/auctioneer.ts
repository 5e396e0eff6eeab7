/**
 * What it is: the auctioneer's machine. It opens, takes or refuses what arrives (its own sequence number is
 * the only clock that decides), ends rounds, and hands a closed auction to settlement.ts.
 *   english: each taken bid gives everybody a new quote. A round ends at its limit, or as soon as all but
 *   the leader have passed on the newest quote; the auction ends after a round without a bid, when all
 *   others have left, or after the last round.
 *   vickrey, sealed_bid: one round, one bid each; it ends at its limit or when all have bid or passed.
 *   dutch: the round's limit is shared evenly among the clock's prices; the first bid ends it.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Context, Input, Outbox } from '../../../contract/protocol.ts';
import type { MarketParameters } from '../card.ts';
import { auctionOpened, roundEnded, roundStarted } from '../events.ts';
import { ticksOf } from '../mechanism/dutch.ts';
import { SINGLE_ITEM, weightMilliOf } from '../mechanism/mechanism.ts';
import { emptyHistory } from '../mechanism/priceStatistics.ts';
import { roundBase, roundLimit } from '../mechanism/rounds.ts';
import { isRoundDone, takeBid, takePass } from './bids.ts';
import { ignoreMessage } from './ignoring.ts';
import type { MarketMessage } from './messages.ts';
import { clockOf, goodOf, leaderOf, recordClock, sendQuotes } from './quoting.ts';
import { closeAuction, repeatResult, takeSettlement } from './settlement.ts';
import type { AuctioneerState, BiddingStage, PersistedAuctioneer } from './state.ts';

type Market = Context<MarketParameters>;
type Effects = Outbox<MarketMessage>;

const ROUND_TIMER = 'round';
const TICK_TIMER = 'tick';

/** The auctioneer before it opens; the weights are frozen here. */
export function startAuctioneer(context: Market): AuctioneerState {
  const seats = context.seats.filter((seat) => seat.role === 'bidder');
  const { isWeighted } = context.parameters;
  return {
    role: 'auctioneer',
    weights: seats.map((seat) => weightMilliOf(seat.reputationMilli, isWeighted)),
    bids: [],
    heard: seats.map(() => 0),
    accepted: 0,
    rejected: 0,
    history: emptyHistory(),
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
  const { bids, heard, accepted, rejected, history, stage } = state;
  const kept: PersistedAuctioneer = { bids, heard, accepted, rejected, history, stage };
  outbox.persist(kept);
}

function open(state: AuctioneerState, context: Market, outbox: Effects): void {
  const { name, reserve } = goodOf(context);
  const { format } = context.parameters;
  const bidders = state.weights.length;
  outbox.record(auctionOpened, { format, good: name, bidders, reserve });
  startRound(
    state,
    1,
    0,
    state.weights.map(() => false),
    context,
    outbox,
  );
}

function startRound(
  state: AuctioneerState,
  round: number,
  quote: number,
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
    quote,
    roundBids: 0,
    passedOn: hasLeft.map(() => -1),
    hasLeft,
  };
  state.stage = stage;
  outbox.record(roundStarted, { round, limit });
  outbox.setTimer(ROUND_TIMER, limit);
  if (format === 'dutch') {
    recordClock(state, stage, context, outbox);
    outbox.setTimer(TICK_TIMER, tickMicros(stage.endsAt - context.now, context));
  }
  sendQuotes(state, stage, context, outbox);
}

/** Every price of the clock is shown for the same time. */
function tickMicros(limit: number, context: Market): number {
  return Math.max(1, Math.floor(limit / ticksOf(clockOf(context))));
}

function resume(
  state: AuctioneerState,
  kept: PersistedAuctioneer | undefined,
  context: Market,
  outbox: Effects,
): void {
  if (kept === undefined) return open(state, context, outbox);
  state.bids = kept.bids.slice();
  kept.heard.forEach((number, i) => (state.heard[i] = number));
  state.accepted = kept.accepted;
  state.rejected = kept.rejected;
  state.history = { ...kept.history };
  const { stage } = kept;
  if (stage.phase === 'settling') {
    const settlements = stage.settlements.slice();
    state.stage = { ...stage, attempts: 0, settlements };
    return repeatResult(state, state.stage, context, outbox);
  }
  if (stage.phase !== 'bidding') {
    state.stage = stage;
    return;
  }
  const again = { ...stage, passedOn: stage.passedOn.slice(), hasLeft: stage.hasLeft.slice() };
  state.stage = again;
  outbox.setTimer(ROUND_TIMER, Math.max(1, stage.endsAt - context.now));
  if (context.parameters.format === 'dutch') return nextTick(state, again, context, outbox);
  again.quote += 1;
  sendQuotes(state, again, context, outbox);
}

function expire(state: AuctioneerState, timer: string, context: Market, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase === 'settling') return repeatResult(state, stage, context, outbox);
  if (stage.phase !== 'bidding') return;
  if (timer === TICK_TIMER) return nextTick(state, stage, context, outbox);
  // A clock that is still running is ended by its own last tick.
  if (context.parameters.format !== 'dutch') endRound(state, stage, context, outbox);
}

function nextTick(
  state: AuctioneerState,
  stage: BiddingStage,
  context: Market,
  outbox: Effects,
): void {
  const { format, roundMicros, roundShrink } = context.parameters;
  if (stage.quote + 1 >= ticksOf(clockOf(context))) return endRound(state, stage, context, outbox);
  stage.quote += 1;
  recordClock(state, stage, context, outbox);
  const limit = roundLimit(roundBase(format, roundMicros), stage.round, roundShrink);
  outbox.setTimer(TICK_TIMER, tickMicros(limit, context));
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
  const isBid = message.kind === 'bid';
  if (bidder < 0 && !isBid) return ignoreMessage(from, message, 'notBidder', outbox);
  if (isBid || message.kind === 'pass') {
    const hasMoved = isBid
      ? takeBid(state, from, bidder, message, context, outbox)
      : takePass(state, from, bidder, message, outbox);
    const { stage } = state;
    if (hasMoved && stage.phase === 'bidding' && isRoundDone(state, stage, context))
      endRound(state, stage, context, outbox);
    return;
  }
  if (message.kind !== 'settlement') return ignoreMessage(from, message, 'notAuctioneer', outbox);
  const { stage } = state;
  if (stage.phase !== 'settling') return ignoreMessage(from, message, 'late', outbox);
  if (stage.settlements[bidder] !== undefined)
    return ignoreMessage(from, message, 'duplicate', outbox);
  takeSettlement(state, stage, bidder, message, context, outbox);
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
  if (goesOn) {
    startRound(state, stage.round + 1, stage.quote + 1, stage.hasLeft, context, outbox);
    return;
  }
  closeAuction(state, stage, SINGLE_ITEM[format], context, outbox);
}
