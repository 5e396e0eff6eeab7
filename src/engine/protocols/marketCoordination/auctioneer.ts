/**
 * What it is: the auctioneer's machine. It opens, takes or refuses what arrives (its own sequence number is
 * the only clock that decides), ends rounds, and hands a closed auction to settlement.ts.
 *   english: each taken bid gives everybody a new quote. A round ends at its limit, or as soon as all but
 *   the leader have passed on the newest quote; the auction ends after a round without a bid, when all
 *   others have left, or after the last round.
 *   vickrey, sealed_bid: one round, one bid each; it ends at its limit or when all have bid or passed.
 *   dutch: the round's limit is shared evenly among the clock's prices; the first bid ends it.
 */

import { assertNever } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { Context, Input, Outbox } from '../../contract/protocol.ts';
import { messageIgnored } from '../../events/kernelEvents.ts';
import type { IgnoreReason, MarketParameters, RejectionCode } from './card.ts';
import { ticksOf } from './dutch.ts';
import { refuseRaise } from './english.ts';
import {
  auctionOpened,
  bidAccepted,
  bidRejected,
  bidderPassed,
  roundEnded,
  roundStarted,
  tieBroken,
} from './events.ts';
import { MECHANISMS, WEIGHT_ONE, standingBid, weightMilliOf } from './mechanism.ts';
import type { StandingBid } from './mechanism.ts';
import { amountIn, detailOf } from './messages.ts';
import type { BidMessage, MarketMessage, PassMessage } from './messages.ts';
import { emptyHistory } from './priceStatistics.ts';
import {
  clockOf,
  goodOf,
  leaderOf,
  minimumFor,
  recordClock,
  recordPrice,
  rulesOf,
  sendQuotes,
} from './quoting.ts';
import { roundBase, roundLimit } from './rounds.ts';
import { closeAuction, repeatResult, takeSettlement } from './settlement.ts';
import type { AuctioneerState, BiddingStage, PersistedAuctioneer } from './state.ts';
import { readBid } from './validation.ts';

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

function ignore(
  from: ActorIndex,
  message: MarketMessage,
  reason: IgnoreReason,
  outbox: Effects,
): void {
  outbox.record(messageIgnored, { from, message: message.kind, detail: detailOf(message), reason });
}

function receive(
  state: AuctioneerState,
  from: ActorIndex,
  message: MarketMessage,
  context: Market,
  outbox: Effects,
): void {
  const bidder = context.role('bidder').indexOf(from);
  if (message.kind === 'bid') return takeBid(state, from, bidder, message, context, outbox);
  if (bidder < 0) return ignore(from, message, 'notBidder', outbox);
  if (message.kind === 'pass') return takePass(state, from, bidder, message, context, outbox);
  if (message.kind !== 'settlement') return ignore(from, message, 'notAuctioneer', outbox);
  const { stage } = state;
  if (stage.phase !== 'settling') return ignore(from, message, 'late', outbox);
  if (stage.settlements[bidder] !== undefined) return ignore(from, message, 'duplicate', outbox);
  takeSettlement(state, stage, bidder, message, context, outbox);
}

function takeBid(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: BidMessage,
  context: Market,
  outbox: Effects,
): void {
  if (bidder >= 0 && message.number <= (state.heard[bidder] ?? 0)) {
    ignore(from, message, 'duplicate', outbox);
    // The bidder sends again because it has no receipt: that one was lost.
    const isEnglish = context.parameters.format === 'english';
    if (!isEnglish && state.bids.some((bid) => bid.bidder === from))
      outbox.send(from, { kind: 'receipt', number: message.number });
    return;
  }
  if (bidder >= 0) state.heard[bidder] = message.number;
  const judged = judge(state, from, bidder, message, context);
  if (typeof judged === 'string')
    return reject(state, from, bidder, message, judged, context, outbox);
  accept(state, judged, message, context, outbox);
}

/** The bid as it would stand, or the code for which it is refused. Late bids are not even read. */
function judge(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: BidMessage,
  context: Market,
): StandingBid | RejectionCode {
  const { stage } = state;
  if (stage.phase !== 'bidding' || message.round !== stage.round) return 'bidding_closed';
  const seat = context.seats.find((one) => one.actor === from && one.role === 'bidder');
  const read = readBid(message.content, seat?.agentId);
  if (read.kind === 'refused') return read.code;
  const weightMilli = state.weights[bidder] ?? WEIGHT_ONE;
  const bid = standingBid(from, read.amount, weightMilli, state.accepted + 1);
  if (context.parameters.format === 'english') {
    return refuseRaise(rulesOf(context), leaderOf(state, context), bid) ?? bid;
  }
  // A sealed bidder has one bid: for another the bidding is closed.
  if (state.bids.some((one) => one.bidder === from)) return 'bidding_closed';
  return bid.amount < minimumFor(state, stage, bidder, context) ? 'bid_too_low' : bid;
}

function reject(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: BidMessage,
  code: RejectionCode,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  state.rejected += 1;
  const amount = amountIn(message.content);
  const isOpen = stage.phase === 'bidding' && bidder >= 0;
  const minimum = isOpen ? minimumFor(state, stage, bidder, context) : 0;
  outbox.record(bidRejected, { bidder: from, round: message.round, code, amount, minimum });
  const isSameTick = stage.phase === 'settling' && message.quote === stage.quote;
  if (isSameTick && stage.winner !== undefined && context.parameters.format === 'dutch') {
    outbox.record(tieBroken, { winner: stage.winner.bidder, other: from, rule: 'earlier arrival' });
  }
  outbox.send(from, { kind: 'rejection', number: message.number, code });
}

function accept(
  state: AuctioneerState,
  bid: StandingBid,
  message: BidMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (stage.phase !== 'bidding') return;
  state.accepted += 1;
  stage.roundBids += 1;
  const { bidder, order, amount, effective } = bid;
  outbox.record(bidAccepted, { bidder, round: stage.round, order, amount, effective });
  if (context.parameters.format === 'english') {
    state.bids = [bid];
    recordPrice(state, bid, amount, stage.round, outbox);
    stage.quote += 1;
    sendQuotes(state, stage, context, outbox);
  } else {
    state.bids.push(bid);
    outbox.send(bidder, { kind: 'receipt', number: message.number });
  }
  if (isRoundDone(state, stage, context)) endRound(state, stage, context, outbox);
}

function takePass(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: PassMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (message.number <= (state.heard[bidder] ?? 0))
    return ignore(from, message, 'duplicate', outbox);
  if (stage.phase !== 'bidding' || message.round !== stage.round)
    return ignore(from, message, 'late', outbox);
  state.heard[bidder] = message.number;
  stage.passedOn[bidder] = message.quote;
  if (message.isFinal) stage.hasLeft[bidder] = true;
  outbox.record(bidderPassed, { bidder: from, round: stage.round });
  if (isRoundDone(state, stage, context)) endRound(state, stage, context, outbox);
}

/** Whether nobody is left from whom anything could come in this round. */
function isRoundDone(state: AuctioneerState, stage: BiddingStage, context: Market): boolean {
  const { format } = context.parameters;
  if (format === 'dutch' && state.bids.length > 0) return true;
  return context.role('bidder').every((bidder, i) => {
    if (stage.hasLeft[i] === true) return true;
    if (state.bids.some((bid) => bid.bidder === bidder)) return true;
    return format !== 'dutch' && stage.passedOn[i] === stage.quote;
  });
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
  closeAuction(state, stage, MECHANISMS[format], context, outbox);
}
