/**
 * What it is: a bidder in a double auction: it shows its agent how the book stands and what happened since it last asked, and
 * places the order that the agent gives; then it asks again, until the agent wants nothing more.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { Answer, Question } from '../../../contract/consultation.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { NEWS_MOST } from './exchange.ts';
import { ignoreMessage } from './ignoring.ts';
import type { BookMessage, MarketMessage } from './messages.ts';
import type { BidderStage, BidderState } from './state.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;
type Trading = Extract<BidderStage, { phase: 'trading' }>;

/** Hears how the book stands. */
export function hearBook(
  state: BidderState,
  from: ActorIndex,
  book: BookMessage,
  context: Market,
  outbox: Effects,
): void {
  const { stage } = state;
  if (book.auction < state.auction || (stage.phase !== 'waiting' && stage.phase !== 'trading'))
    return ignoreMessage(from, book, 'late', outbox);
  if (stage.phase === 'trading') {
    if (book.version === stage.book.version) return ignoreMessage(from, book, 'duplicate', outbox);
    if (book.version < stage.book.version) return ignoreMessage(from, book, 'overtaken', outbox);
    stage.book = book;
    stage.tape.push({ happened: book.happened, price: book.price, isBuy: book.isBuy });
    if (stage.tape.length > NEWS_MOST) stage.tape.shift();
    return ask(stage, context, outbox);
  }
  const { news, hadLeft } = state.unheard;
  const begun: Trading = {
    phase: 'trading',
    book,
    isAsking: false,
    hasLeft: false,
    tape: hadLeft ? [] : [...news],
    missed: [...(hadLeft ? news : []), ...(book.missed ?? [])],
  };
  state.unheard = { news: [], hadLeft: false };
  state.stage = begun;
  ask(begun, context, outbox);
}

/** The book is closed: what its agent has not heard it will hear when the next one opens. */
export function keepUnheard(state: BidderState, { tape, hasLeft }: Trading): void {
  state.unheard = { news: tape, hadLeft: hasLeft };
}

function ask(stage: Trading, context: Market, outbox: Effects): void {
  if (stage.isAsking || stage.hasLeft) return;
  const { book } = stage;
  if (context.now >= book.endsAt) return;
  stage.isAsking = true;
  const { tape, missed } = stage;
  stage.tape = [];
  stage.missed = [];
  const { good, auction, tick, priceMost, bestBid, bestAsk, traded, standing } = book;
  const remainingMicros = Math.max(0, book.endsAt - context.now);
  outbox.consult({
    kind: 'order',
    good,
    auction,
    tick,
    priceMost,
    bestBid,
    bestAsk,
    traded,
    standing,
    tape,
    missed,
    remainingMicros,
  });
}

/** Places the order that its agent gave, and asks about what comes. */
export function takeOrderAnswer(
  state: BidderState,
  stage: Trading,
  question: Question,
  given: Answer,
  context: Market,
  outbox: Effects,
): void {
  stage.isAsking = false;
  if (question.kind !== 'order' || question.auction !== state.auction) return;
  if (given.kind !== 'order') return;
  state.wants = given.wants;
  state.terms = given.terms;
  if (given.isFinal) return leave(state, stage, context, outbox);
  // What was traded while it thought may have been its last unit: it is asked anew.
  const isStale = question.traded !== stage.book.traded;
  if (given.order !== undefined && !isStale && context.now < stage.book.endsAt) {
    const { isBuy, amount } = given.order;
    if (isBuy) state.most = Math.max(state.most, amount);
    state.number += 1;
    const content = { agentId: context.self.agentId, isBuy, amount };
    const { number, auction } = state;
    const { traded } = question;
    for (const auctioneer of context.role('auctioneer'))
      outbox.send(auctioneer, { kind: 'order', number, auction, traded, content });
  }
  ask(stage, context, outbox);
}

function leave(state: BidderState, stage: Trading, context: Market, outbox: Effects): void {
  stage.hasLeft = true;
  state.number += 1;
  const { number } = state;
  const quote = stage.book.version;
  for (const auctioneer of context.role('auctioneer'))
    outbox.send(auctioneer, { kind: 'pass', number, round: 0, quote, isFinal: true });
}
