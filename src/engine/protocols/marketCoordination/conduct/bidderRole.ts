/**
 * What it is: the bidder's machine: it shows its agent the newest quote, one at a time, and sends what the
 * agent says if that still makes sense when it is said. It believes the auctioneer alone, pays once, and no
 * more than it has bid. Trading in a book is in trader.ts, paying in paying.ts.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex, MinorUnits } from '../../../base/units.ts';
import type { Answer, Question } from '../../../contract/consultation.ts';
import type { Input, Outbox } from '../../../contract/protocol.ts';
import { hasOffers } from '../mechanism/formats.ts';
import { ignoreMessage } from './ignoring.ts';
import type { MarketMessage, QuoteMessage, ReceiptMessage, RejectionMessage } from './messages.ts';
import { payNow, settle } from './paying.ts';
import type { BidderStage, BidderState, PersistedBidder } from './state.ts';
import { hearBook, keepUnheard, takeOrderAnswer } from './trader.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;
type Bidding = Extract<BidderStage, { phase: 'bidding' }>;

const RESEND_TIMER = 'resend';
const RETRACT_TIMER = 'retract';
/** A bluffer takes its bid back when this share of what was left of the round has passed. */
const BLUFF_SHARE = 0.9;

/** A bidder that has heard nothing yet. */
export function startBidder(): BidderState {
  return {
    role: 'bidder',
    auction: -1,
    number: 0,
    most: 0,
    offers: [],
    wants: undefined,
    spent: 0,
    terms: { isWilling: true, delayMicros: 0 },
    pending: undefined,
    unheard: { news: [], hadLeft: false },
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
      if (input.timer === RESEND_TIMER) return resend(state, context, outbox);
      if (input.timer === RETRACT_TIMER) return retract(state, context, outbox);
      return payNow(state, context, outbox);
    case 'answered':
      return answer(state, input.question, input.answer, context, outbox);
    default:
      return assertNever(input);
  }
}

function resume(state: BidderState, kept: PersistedBidder | undefined): void {
  if (kept === undefined) return;
  const { settlement, ...own } = kept;
  Object.assign(state, own);
  if (settlement !== undefined) state.stage = { phase: 'settled', settlement };
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
    case 'book':
      if (message.auction > state.auction) enter(state, message.auction, outbox);
      return hearBook(state, from, message, context, outbox);
    case 'receipt':
    case 'rejection':
      return hearReply(state, message, outbox);
    case 'result':
      if (message.auction > state.auction) enter(state, message.auction, outbox);
      outbox.cancelTimer(RETRACT_TIMER);
      if (state.stage.phase === 'trading') keepUnheard(state, state.stage);
      return settle(state, from, message, context, outbox);
    default:
      return ignoreMessage(from, message, 'notBidder', outbox);
  }
}

/** Another auction of the series: what it did in the last one no longer matters. */
function enter(state: BidderState, auction: number, outbox: Effects): void {
  state.auction = auction;
  state.most = 0;
  state.offers = [];
  state.wants = undefined;
  state.pending = undefined;
  state.stage = { phase: 'waiting' };
  outbox.cancelTimer(RESEND_TIMER);
  outbox.cancelTimer(RETRACT_TIMER);
}

function hearQuote(
  state: BidderState,
  from: ActorIndex,
  quote: QuoteMessage,
  context: Market,
  outbox: Effects,
): void {
  if (quote.auction > state.auction) enter(state, quote.auction, outbox);
  const { stage } = state;
  if (quote.auction < state.auction || (stage.phase !== 'waiting' && stage.phase !== 'bidding'))
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
    isBluffing: false,
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
  if (state.pending !== undefined && quote.format !== 'english') return;
  stage.isAsking = true;
  outbox.consult(questionOf(state, quote, context));
}

function questionOf(state: BidderState, quote: QuoteMessage, context: Market): Question {
  const { format, good, auction, bidderCount } = quote;
  const remainingMicros = Math.max(0, quote.endsAt - context.now);
  const spent = state.spent - (quote.returned ?? 0);
  if (format === 'double_auction' || hasOffers(format)) {
    const { units, items, minimum } = quote;
    const asked = { good, auction, units, items, minimum, bidderCount, remainingMicros, spent };
    return { kind: 'offers', format: format === 'double_auction' ? 'vcg' : format, ...asked };
  }
  return {
    kind: 'bid',
    format,
    round: quote.round,
    good,
    minimum: quote.least,
    isLeading: quote.isLeading,
    leadingEffective: quote.leadingEffective,
    weightMilli: quote.weightMilli,
    bidderCount,
    remainingMicros,
    auction,
    seller: quote.seller,
    spent,
    signal: quote.signal,
    signalSpread: context.parameters.signalSpread,
    areBidsRetractable: context.parameters.areBidsRetractable,
  };
}

function answer(
  state: BidderState,
  question: Question,
  given: Answer,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (stage.phase === 'trading')
    return takeOrderAnswer(state, stage, question, given, context, outbox);
  // What it thought of an auction that it has left, or that is over, no longer matters.
  if (stage.phase !== 'bidding' || (question.kind !== 'bid' && question.kind !== 'offers')) return;
  stage.isAsking = false;
  if (question.auction !== state.auction) return consider(state, stage, context, outbox);
  if (given.kind === 'offers') return takeOffers(state, stage, given, context, outbox);
  if (given.kind !== 'bid') return pass(state, stage, false, context, outbox);
  takeBidAnswer(state, stage, given, context, outbox);
}

function takeOffers(
  state: BidderState,
  stage: Bidding,
  given: Extract<Answer, { kind: 'offers' }>,
  context: Market,
  outbox: Effects,
): void {
  state.wants = given.wants;
  state.terms = given.terms;
  if (given.offers.length === 0) return pass(state, stage, true, context, outbox);
  state.offers = given.offers;
  const content = { agentId: context.self.agentId, offers: given.offers };
  send(state, stage, content, 0, context, outbox);
}

function takeBidAnswer(
  state: BidderState,
  stage: Bidding,
  given: Extract<Answer, { kind: 'bid' }>,
  context: Market,
  outbox: Effects,
): void {
  state.wants = [{ amount: given.value, items: [] }];
  if (given.terms !== undefined) state.terms = given.terms;
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
  if (given.isBluff === true && !stage.isBluffing) {
    stage.isBluffing = true;
    const left = Math.max(1, quote.endsAt - context.now);
    outbox.setTimer(RETRACT_TIMER, Math.max(1, Math.floor(left * BLUFF_SHARE)));
  }
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
  send(state, stage, { agentId: context.self.agentId, amount }, amount, context, outbox);
}

function send(
  state: BidderState,
  stage: Bidding,
  content: unknown,
  amount: MinorUnits,
  context: Market,
  outbox: Effects,
): void {
  const { quote, round } = stage.quote;
  stage.answered = quote;
  state.number += 1;
  state.most = Math.max(state.most, amount);
  const { number } = state;
  state.pending = { number, round, quote, content };
  sendPending(state, context, outbox);
}

function sendPending(state: BidderState, context: Market, outbox: Effects): void {
  const { pending, stage } = state;
  if (pending === undefined || stage.phase !== 'bidding') return;
  const { number, round, quote, content } = pending;
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

/** Takes back the bid with which it bluffed. */
function retract(state: BidderState, context: Market, outbox: Effects): void {
  const { stage } = state;
  if (stage.phase !== 'bidding') return;
  state.number += 1;
  state.most = 0;
  state.pending = undefined;
  const { number } = state;
  const { round, quote } = stage.quote;
  for (const auctioneer of context.role('auctioneer'))
    outbox.send(auctioneer, { kind: 'retraction', number, round, quote });
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
