/**
 * What it is: what the auctioneer does with each bid and pass that arrives: its own sequence number orders
 * them, and nothing that a stranger or a liar sends is believed before it is read.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Context, Outbox } from '../../../contract/protocol.ts';
import type { MarketParameters, RejectionCode } from '../card.ts';
import { bidAccepted, bidRejected, bidderPassed, tieBroken } from '../events.ts';
import { refuseRaise } from '../mechanism/english.ts';
import { WEIGHT_ONE, standingBid } from '../mechanism/mechanism.ts';
import type { StandingBid } from '../mechanism/mechanism.ts';
import { readBid } from '../mechanism/validation.ts';
import { ignoreMessage } from './ignoring.ts';
import { amountIn } from './messages.ts';
import type { BidMessage, MarketMessage, PassMessage } from './messages.ts';
import { leaderOf, minimumFor, recordPrice, rulesOf, sendQuotes } from './quoting.ts';
import type { AuctioneerState, BiddingStage } from './state.ts';

type Market = Context<MarketParameters>;
type Effects = Outbox<MarketMessage>;

/** Takes a bid or refuses it; whether how things stand has changed. */
export function takeBid(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: BidMessage,
  context: Market,
  outbox: Effects,
): boolean {
  if (bidder >= 0 && message.number <= (state.heard[bidder] ?? 0)) {
    ignoreMessage(from, message, 'duplicate', outbox);
    // The bidder sends again because it has no receipt: that one was lost.
    const isEnglish = context.parameters.format === 'english';
    if (!isEnglish && state.bids.some((bid) => bid.bidder === from))
      outbox.send(from, { kind: 'receipt', number: message.number });
    return false;
  }
  if (bidder >= 0) state.heard[bidder] = message.number;
  const judged = judge(state, from, bidder, message, context);
  if (typeof judged === 'string') {
    reject(state, from, bidder, message, judged, context, outbox);
    return false;
  }
  accept(state, judged, message, context, outbox);
  return true;
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
}

/** Takes a pass; whether how things stand has changed. */
export function takePass(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: PassMessage,
  outbox: Effects,
): boolean {
  const { stage } = state;
  const isKnown = message.number <= (state.heard[bidder] ?? 0);
  if (isKnown || stage.phase !== 'bidding' || message.round !== stage.round) {
    ignoreMessage(from, message, isKnown ? 'duplicate' : 'late', outbox);
    return false;
  }
  state.heard[bidder] = message.number;
  stage.passedOn[bidder] = message.quote;
  if (message.isFinal) stage.hasLeft[bidder] = true;
  outbox.record(bidderPassed, { bidder: from, round: stage.round });
  return true;
}

/** Whether nobody is left from whom anything could come in this round. */
export function isRoundDone(state: AuctioneerState, stage: BiddingStage, context: Market): boolean {
  const { format } = context.parameters;
  if (format === 'dutch' && state.bids.length > 0) return true;
  return context.role('bidder').every((bidder, i) => {
    if (stage.hasLeft[i] === true) return true;
    if (state.bids.some((bid) => bid.bidder === bidder)) return true;
    return format !== 'dutch' && stage.passedOn[i] === stage.quote;
  });
}
