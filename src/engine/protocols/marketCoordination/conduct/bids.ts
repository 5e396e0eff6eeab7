/**
 * What it is: what the auctioneer does with each bid, retraction and pass that arrives: its own sequence number orders
 * them, and nothing that a stranger or a liar sends is believed before it is read.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import type { RejectionCode } from '../card.ts';
import { seeAccepted, seeBid, seeRetraction } from '../detection/watch.ts';
import {
  bidAccepted,
  bidRejected,
  bidRetracted,
  bidderPassed,
  bundleOffered,
  tieBroken,
} from '../events.ts';
import { hasOffers } from '../mechanism/formats.ts';
import { standingBid } from '../mechanism/mechanism.ts';
import type { StandingBid } from '../mechanism/mechanism.ts';
import { roundBase, roundLimit } from '../mechanism/rounds.ts';
import { readBid, readOffers } from '../mechanism/validation.ts';
import { recordEvidence, recordFlag, weightOf } from './flagging.ts';
import { ignoreMessage } from './ignoring.ts';
import { rulesOf } from './lots.ts';
import { amountIn, itemsText } from './messages.ts';
import type { BidMessage, MarketMessage, PassMessage, RetractionMessage } from './messages.ts';
import { leaderOf, minimumFor, recordPrice, sendQuotes, serialOf } from './quoting.ts';
import type { AuctioneerState, BiddingStage } from './state.ts';
import { spreadTrust } from './trusting.ts';
import type { Market } from './rules.ts';

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
  if (bidder >= 0) {
    state.heard[bidder] = message.number;
    const flag = seeBid(state.watch, bidder, context.now, context.parameters.bidsMost);
    recordFlag(state, flag, context, outbox);
  }
  const judged = judge(state, from, bidder, message, context);
  if (typeof judged === 'string') {
    reject(state, from, bidder, message, judged, context, outbox);
    return false;
  }
  accept(state, judged, bidder, message, context, outbox);
  return true;
}

/** The bids as they would stand, or the code for which all are refused. Late ones are not even read. */
function judge(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: BidMessage,
  context: Market,
): readonly StandingBid[] | RejectionCode {
  const { stage } = state;
  if (stage.phase !== 'bidding' || message.round !== serialOf(state, stage))
    return 'bidding_closed';
  const seat = context.seats.find((one) => one.actor === from && one.role === 'bidder');
  const { format } = context.parameters;
  if (hasOffers(format)) return judgeOffers(state, from, bidder, message, seat?.agentId, context);
  const read = readBid(message.content, seat?.agentId);
  if (read.kind === 'refused') return read.code;
  const weightMilli = weightOf(state, bidder, context);
  const bid = standingBid(from, read.amount, weightMilli, state.accepted + 1);
  if (format === 'english') {
    return (
      context.rules.refuseRaise(rulesOf(context, state.lot), leaderOf(state, context), bid) ?? [bid]
    );
  }
  // A sealed bidder has one bid: for another the bidding is closed.
  if (state.bids.some((one) => one.bidder === from)) return 'bidding_closed';
  return bid.amount < minimumFor(state, bidder, context) ? 'bid_too_low' : [bid];
}

/** Units are ranked from the highest offer down; every offer must meet the reserve of what it is for. */
function judgeOffers(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: BidMessage,
  agentId: string | undefined,
  context: Market,
): readonly StandingBid[] | RejectionCode {
  const { format, items } = context.parameters;
  const read = readOffers(message.content, agentId, format === 'combinatorial' ? items : 0);
  if (read.kind === 'refused') return read.code;
  if (state.bids.some((one) => one.bidder === from)) return 'bidding_closed';
  const minimum = minimumFor(state, bidder, context);
  const weightMilli = weightOf(state, bidder, context);
  const enough = read.offers
    .filter((offer) => offer.amount >= minimum * Math.max(1, offer.items.length))
    .toSorted((one, other) => other.amount - one.amount);
  if (enough.length === 0) return 'bid_too_low';
  return enough.map(({ amount, items: own }, i) =>
    standingBid(from, amount, weightMilli, state.accepted + 1 + i, own),
  );
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
  const minimum = isOpen ? minimumFor(state, bidder, context) : 0;
  outbox.record(bidRejected, { bidder: from, round: message.round, code, amount, minimum });
  const isSameTick = stage.phase === 'settling' && message.quote === stage.quote;
  if (isSameTick && stage.winner !== undefined && context.parameters.format === 'dutch') {
    outbox.record(tieBroken, { winner: stage.winner.bidder, other: from, rule: 'earlier arrival' });
  }
  outbox.send(from, { kind: 'rejection', number: message.number, code });
}

function accept(
  state: AuctioneerState,
  bids: readonly StandingBid[],
  number: number,
  message: BidMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  const [bid] = bids;
  if (stage.phase !== 'bidding' || bid === undefined) return;
  const { format, areBidsRetractable } = context.parameters;
  state.accepted += bids.length;
  state.entered[number] = true;
  stage.roundBids += 1;
  const { bidder } = bid;
  for (const { order, amount, effective, items: own } of bids) {
    outbox.record(bidAccepted, { bidder, round: stage.round, order, amount, effective });
    const items = itemsText(own);
    if (items !== '') outbox.record(bundleOffered, { bidder, order, items, amount });
  }
  const since = context.now - state.openedAt;
  recordFlag(state, seeAccepted(state.watch, number, since, bid.amount), context, outbox);
  if (format === 'english') {
    // What is below the leading bid matters only if that may be taken back.
    state.bids = areBidsRetractable ? [...state.bids, bid] : [bid];
    recordPrice(state, bid, bid.amount, stage.round, outbox);
    state.quote += 1;
    sendQuotes(state, stage, context, outbox);
  } else {
    state.bids.push(...bids);
    outbox.send(bidder, { kind: 'receipt', number: message.number });
  }
}

/** Takes a bidder's last bid back, where that may be done; whether how things stand has changed. */
export function takeRetraction(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: RetractionMessage,
  context: Market,
  outbox: Effects,
): boolean {
  const { stage } = state;
  const isKnown = message.number <= (state.heard[bidder] ?? 0);
  const isOver = stage.phase !== 'bidding' || message.round !== serialOf(state, stage);
  const bid = state.bids.findLast((one) => one.bidder === from);
  if (isKnown || isOver || bid === undefined) {
    ignoreMessage(from, message, isKnown ? 'duplicate' : 'late', outbox);
    return false;
  }
  state.heard[bidder] = message.number;
  const { format, areBidsRetractable, roundMicros, roundShrink } = context.parameters;
  if (format !== 'english' || !areBidsRetractable) {
    state.rejected += 1;
    const { amount } = bid;
    const code = 'not_retractable';
    outbox.record(bidRejected, { bidder: from, round: message.round, code, amount, minimum: 0 });
    outbox.send(from, { kind: 'rejection', number: message.number, code });
    return false;
  }
  const limit = roundLimit(roundBase(format, roundMicros), stage.round, roundShrink);
  const share = 1 - (stage.endsAt - context.now) / limit;
  seeRetraction(state.watch, bidder, share, bid.amount);
  state.bids = state.bids.filter((one) => one.bidder !== from);
  outbox.record(bidRetracted, {
    bidder: from,
    round: stage.round,
    order: bid.order,
    amount: bid.amount,
  });
  // It may, but whoever counts on its bids should know.
  recordEvidence(state, bidder, false, 'took a bid back', context, outbox);
  spreadTrust(state, context, outbox);
  const leader = leaderOf(state, context);
  if (leader !== undefined) recordPrice(state, leader, leader.amount, stage.round, outbox);
  state.quote += 1;
  sendQuotes(state, stage, context, outbox);
  return true;
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
  if (isKnown || stage.phase !== 'bidding' || message.round !== serialOf(state, stage)) {
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
  const { format, areBidsRetractable } = context.parameters;
  if (format === 'dutch' && state.bids.length > 0) return true;
  const leader = leaderOf(state, context);
  // Who leads may still take its bid back.
  if (format === 'english' && areBidsRetractable && leader !== undefined) return false;
  return context.role('bidder').every((bidder, i) => {
    if (stage.hasLeft[i] === true) return true;
    if (
      format === 'english'
        ? bidder === leader?.bidder
        : state.bids.some((bid) => bid.bidder === bidder)
    )
      return true;
    return format !== 'dutch' && stage.passedOn[i] === state.quote;
  });
}
