/**
 * What it is: the bidder's machine: it shows its agent the newest quote, one at a time, and sends what the
 * agent says if that still makes sense when it is said. It believes the auctioneer alone, pays once, and no
 * more than it has bid.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex, MinorUnits } from '../../../base/units.ts';
import type { Answer, Question } from '../../../contract/consultation.ts';
import type { Context, Input, Outbox } from '../../../contract/protocol.ts';
import type { MarketParameters } from '../card.ts';
import { SINGLE_ITEM } from '../mechanism/mechanism.ts';
import { ignoreMessage } from './ignoring.ts';
import type {
  MarketMessage,
  QuoteMessage,
  ReceiptMessage,
  RejectionMessage,
  ResultMessage,
} from './messages.ts';
import { goodOf } from './quoting.ts';
import type { BidderStage, BidderState, PersistedBidder } from './state.ts';

type Market = Context<MarketParameters>;
type Effects = Outbox<MarketMessage>;
type Bidding = Extract<BidderStage, { phase: 'bidding' }>;

const RESEND_TIMER = 'resend';

/** A bidder that has heard nothing yet. */
export function startBidder(): BidderState {
  return {
    role: 'bidder',
    number: 0,
    most: 0,
    value: undefined,
    pending: undefined,
    stage: { phase: 'waiting' },
  };
}

/** One step of a bidder. */
export function stepBidder(
  state: BidderState,
  input: Input<MarketMessage>,
  context: Market,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      return; // It waits for the opening.
    case 'restarted':
      return resume(state, input.persisted as PersistedBidder | undefined);
    case 'delivered':
      return receive(state, input.from, input.message, context, outbox);
    case 'expired':
      return resend(state, context, outbox);
    case 'answered':
      return answer(state, input.question, input.answer, context, outbox);
    default:
      return assertNever(input);
  }
}

function persist(state: BidderState, outbox: Effects): void {
  const { number, most, value, stage } = state;
  const settlement = stage.phase === 'settled' ? stage.settlement : undefined;
  const kept: PersistedBidder = { number, most, value, settlement };
  outbox.persist(kept);
}

function resume(state: BidderState, kept: PersistedBidder | undefined): void {
  if (kept === undefined) return;
  state.number = kept.number;
  state.most = kept.most;
  state.value = kept.value;
  if (kept.settlement !== undefined)
    state.stage = { phase: 'settled', settlement: kept.settlement };
}

function receive(
  state: BidderState,
  from: ActorIndex,
  message: MarketMessage,
  context: Market,
  outbox: Effects,
): void {
  if (!context.role('auctioneer').includes(from))
    return ignoreMessage(from, message, 'notAuctioneer', outbox);
  switch (message.kind) {
    case 'quote':
      return hearQuote(state, from, message, context, outbox);
    case 'receipt':
    case 'rejection':
      return hearReply(state, message, outbox);
    case 'result':
      return settle(state, from, message, context, outbox);
    default:
      return ignoreMessage(from, message, 'notBidder', outbox);
  }
}

function hearQuote(
  state: BidderState,
  from: ActorIndex,
  quote: QuoteMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (stage.phase === 'left' || stage.phase === 'settled')
    return ignoreMessage(from, quote, 'late', outbox);
  if (stage.phase === 'bidding') {
    if (quote.quote === stage.quote.quote) return ignoreMessage(from, quote, 'duplicate', outbox);
    if (quote.quote < stage.quote.quote) return ignoreMessage(from, quote, 'overtaken', outbox);
    stage.quote = quote;
    return consider(state, stage, context, outbox);
  }
  const begun: Bidding = {
    phase: 'bidding',
    quote,
    isAsking: false,
    answered: -1,
    threshold: undefined,
  };
  state.stage = begun;
  consider(state, begun, context, outbox);
}

/** Asks the agent about the newest quote, unless it is thinking, leads or has answered it. */
function consider(state: BidderState, stage: Bidding, context: Market, outbox: Effects): void {
  const { quote } = stage;
  if (stage.threshold !== undefined) return watchClock(state, stage, context, outbox);
  if (stage.isAsking || quote.isLeading || stage.answered >= quote.quote) return;
  // Its sealed bid is on its way and will be sent again: there is nothing to think about.
  if (state.pending !== undefined && SINGLE_ITEM[quote.format].activity === 'sealed') return;
  stage.isAsking = true;
  outbox.consult({
    kind: 'bid',
    format: quote.format,
    round: quote.round,
    good: quote.good,
    minimum: quote.least,
    isLeading: quote.isLeading,
    leadingEffective: quote.leadingEffective,
    weightMilli: quote.weightMilli,
    bidderCount: quote.bidderCount,
    remainingMicros: Math.max(0, quote.endsAt - context.now),
  });
}

function answer(
  state: BidderState,
  question: Question,
  given: Answer,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  // What it thought of an auction that it has left, or that is over, no longer matters.
  if (stage.phase !== 'bidding' || question.kind !== 'bid') return;
  stage.isAsking = false;
  if (given.kind !== 'bid') return pass(state, stage, false, context, outbox);
  state.value = given.value;
  const { quote } = stage;
  if (given.amount === undefined) {
    // The price only rises, so a pass on an older quote is one on the newest.
    return quote.isLeading && !given.isFinal
      ? undefined
      : pass(state, stage, given.isFinal, context, outbox);
  }
  if (quote.format === 'dutch') {
    stage.threshold = given.amount;
    return watchClock(state, stage, context, outbox);
  }
  // It leads by now, or must bid more than it meant to: the newest quote is another question.
  if (quote.isLeading) return;
  if (given.amount < quote.minimum) return consider(state, stage, context, outbox);
  bid(state, stage, given.amount, context, outbox);
}

/** Stops the clock at the price shown once that is low enough. */
function watchClock(state: BidderState, stage: Bidding, context: Market, outbox: Effects): void {
  const { quote, threshold } = stage;
  if (threshold === undefined || quote.minimum > threshold || stage.answered >= 0) return;
  bid(state, stage, quote.minimum, context, outbox);
}

function bid(
  state: BidderState,
  stage: Bidding,
  amount: MinorUnits,
  context: Market,
  outbox: Effects,
): void {
  const { quote, round } = stage.quote;
  stage.answered = quote;
  state.number += 1;
  state.most = Math.max(state.most, amount);
  persist(state, outbox);
  const { number } = state;
  state.pending = { number, round, quote, amount };
  sendPending(state, context, outbox);
}

function sendPending(state: BidderState, context: Market, outbox: Effects): void {
  const { pending, stage } = state;
  if (pending === undefined || stage.phase !== 'bidding') return;
  const { number, round, quote, amount } = pending;
  const content = { agentId: context.self.agentId, amount };
  for (const auctioneer of context.role('auctioneer'))
    outbox.send(auctioneer, { kind: 'bid', number, round, quote, content });
  // A lost raise is overtaken by the next quote; any other bid would be lost for good.
  if (stage.quote.format !== 'english')
    outbox.setTimer(RESEND_TIMER, context.parameters.settlementMicros);
}

function resend(state: BidderState, context: Market, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase === 'bidding' && context.now < stage.quote.endsAt)
    sendPending(state, context, outbox);
}

function pass(
  state: BidderState,
  stage: Bidding,
  isFinal: boolean,
  context: Market,
  outbox: Effects,
): void {
  const { quote, round } = stage.quote;
  stage.answered = quote;
  state.number += 1;
  const { number } = state;
  if (isFinal) state.stage = { phase: 'left' };
  persist(state, outbox);
  for (const auctioneer of context.role('auctioneer'))
    outbox.send(auctioneer, { kind: 'pass', number, round, quote, isFinal });
}

function hearReply(
  state: BidderState,
  message: ReceiptMessage | RejectionMessage,
  outbox: Effects,
): void {
  if (state.pending?.number !== message.number) return;
  // A bid that came too late is answered by the quote that made it so.
  state.pending = undefined;
  outbox.cancelTimer(RESEND_TIMER);
}

function settle(
  state: BidderState,
  from: ActorIndex,
  message: ResultMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (stage.phase === 'settled') {
    // The auctioneer asks again because the confirmation was lost; it is not paid again.
    return outbox.send(from, stage.settlement);
  }
  const isOwn = message.winner === context.self.actor && message.price <= state.most;
  const paid = isOwn ? message.price : 0;
  const settlement = { kind: 'settlement', paid, value: state.value } as const;
  state.stage = { phase: 'settled', settlement };
  state.pending = undefined;
  outbox.cancelTimer(RESEND_TIMER);
  if (paid > 0) outbox.pay(from, paid, goodOf(context).name);
  persist(state, outbox);
  outbox.send(from, settlement);
}
