/**
 * What it is: the auctioneer of a double auction: it keeps the book by price and time, matches each order as it comes, trades at
 * the price that waited, and tells every trader what happened. A trader has one order in the book: a new one replaces it.
 * A trader's book is small, so what waits is a list; the fast book of the mechanism keeps the same rules (a test holds one
 * against the other).
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { BookNews } from '../../../contract/consultation.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import type { RejectionCode } from '../card.ts';
import {
  bidRejected,
  orderPlaced,
  orderWithdrawn,
  priceChanged,
  roundStarted,
  tradeMade,
} from '../events.ts';
import { WEIGHT_ONE } from '../mechanism/mechanism.ts';
import { addPrice } from '../mechanism/priceStatistics.ts';
import { roundBase, roundLimit } from '../mechanism/rounds.ts';
import { readOrder } from '../mechanism/validation.ts';
import { ignoreMessage } from './ignoring.ts';
import { goodOf } from './lots.ts';
import { amountIn } from './messages.ts';
import type { MarketMessage, OrderMessage } from './messages.ts';
import type { AuctioneerState, TradingStage, WaitingOrder } from './state.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

/** What a trader is told of a book's past at most. */
export const NEWS_MOST = 50;

/** Opens the book for as long as a round of this format lasts. */
export function openTrading(state: AuctioneerState, context: Market, outbox: Effects): void {
  const { format, roundMicros, roundShrink } = context.parameters;
  const limit = roundLimit(roundBase(format, roundMicros), 1, roundShrink);
  const stage: TradingStage = {
    phase: 'trading',
    endsAt: context.now + limit,
    waiting: [],
    trades: [],
    hasLeft: state.weights.map(() => false),
    missed: state.weights.map(() => []),
  };
  state.stage = stage;
  outbox.record(roundStarted, { round: 1, limit });
  outbox.setTimer('round', limit);
  tellBook(state, stage, { happened: 'opened', price: 0, isBuy: true }, context, outbox);
  state.missed = [];
}

/** Tells every trader how the book stands; for those who have left, what happened is kept until the next opening. */
export function tellBook(
  state: AuctioneerState,
  stage: TradingStage,
  news: BookNews,
  context: Market,
  outbox: Effects,
): void {
  const [bid, ask] = [bestOf(stage, true, context), bestOf(stage, false, context)];
  state.quote += 1;
  const { tick, priceMost } = context.parameters;
  const known = {
    kind: 'book',
    auction: state.lot.auction,
    version: state.quote,
    good: goodOf(context).name,
    endsAt: stage.endsAt,
    tick,
    priceMost,
    bestBid: bid?.price ?? 0,
    bestAsk: ask?.price ?? 0,
    ...news,
  } as const;
  context.role('bidder').forEach((trader, i) => {
    if (stage.hasLeft[i] === true) return keep(stage.missed[i], news);
    const missed = state.missed[i] ?? [];
    outbox.send(trader, {
      ...known,
      traded: tradesOf(stage, trader),
      standing: stage.waiting.find((one) => one.trader === trader)?.price ?? 0,
      ...(missed.length > 0 && { missed }),
    });
  });
}

function keep(missed: BookNews[] | undefined, news: BookNews): void {
  missed?.push(news);
  if (missed !== undefined && missed.length > NEWS_MOST) missed.shift();
}

/** How many units a trader has traded. */
function tradesOf({ trades }: Pick<TradingStage, 'trades'>, trader: ActorIndex): number {
  return trades.filter(({ buyer, seller }) => buyer === trader || seller === trader).length;
}

/** The order that is served first on a side. */
function bestOf(
  stage: Pick<TradingStage, 'waiting'>,
  isBuy: boolean,
  { rules }: Market,
): WaitingOrder | undefined {
  let best: WaitingOrder | undefined;
  for (const one of stage.waiting) {
    if (one.isBuy !== isBuy) continue;
    // Earlier orders come first in the list, so equal prices leave the best as it is.
    if (best === undefined || rules.isBefore(isBuy, one.price, best.price)) best = one;
  }
  return best;
}

/** Takes an order or refuses it. */
export function takeOrder(
  state: AuctioneerState,
  from: ActorIndex,
  bidder: number,
  message: OrderMessage,
  context: Market,
  outbox: Effects,
): void {
  if (bidder >= 0 && message.number <= (state.heard[bidder] ?? 0))
    return ignoreMessage(from, message, 'duplicate', outbox);
  if (bidder >= 0) state.heard[bidder] = message.number;
  const { stage } = state;
  const judged = judge(state, from, message, context);
  if (typeof judged === 'string' || stage.phase !== 'trading') {
    state.rejected += 1;
    const code = typeof judged === 'string' ? judged : 'bidding_closed';
    const amount = amountIn(message.content);
    outbox.record(bidRejected, { bidder: from, round: 1, code, amount, minimum: 0 });
    outbox.send(from, { kind: 'rejection', number: message.number, code });
    return;
  }
  withdraw(stage, (one) => one.trader === from, outbox);
  state.accepted += 1;
  state.entered[bidder] = true;
  const order = { ...judged, order: state.accepted };
  const { isBuy, price } = order;
  outbox.record(orderPlaced, { trader: from, order: order.order, isBuy, price });
  match(state, stage, order, context, outbox);
}

function judge(
  state: AuctioneerState,
  from: ActorIndex,
  message: OrderMessage,
  context: Market,
): Omit<WaitingOrder, 'order'> | RejectionCode {
  if (state.stage.phase !== 'trading' || message.auction !== state.lot.auction)
    return 'bidding_closed';
  const seat = context.seats.find((one) => one.actor === from && one.role === 'bidder');
  const read = readOrder(message.content, seat?.agentId);
  if (read.kind === 'refused') return read.code;
  const { tick, priceMost } = context.parameters;
  if (read.amount % tick !== 0 || read.amount > priceMost) return 'invalid_amount';
  // It may have traded its last unit while this order was on its way.
  if (message.traded !== tradesOf(state.stage, from)) return 'order_overtaken';
  return { trader: from, isBuy: read.isBuy, price: read.amount };
}

function withdraw(
  stage: TradingStage,
  isMeant: (order: WaitingOrder) => boolean,
  outbox: Effects,
): void {
  for (const { trader, order, isBuy, price } of stage.waiting.filter(isMeant))
    outbox.record(orderWithdrawn, { trader, order, isBuy, price });
  stage.waiting = stage.waiting.filter((one) => !isMeant(one));
}

function match(
  state: AuctioneerState,
  stage: TradingStage,
  order: WaitingOrder,
  context: Market,
  outbox: Effects,
): void {
  const { isBuy, price } = order;
  const { rules } = context;
  const other = bestOf(stage, !isBuy, context);
  if (other === undefined || !rules.meets(isBuy, price, other.price)) {
    stage.waiting.push(order);
    const happened = isBuy ? 'bid' : 'ask';
    return tellBook(state, stage, { happened, price, isBuy }, context, outbox);
  }
  if (rules.isFilledOnce) stage.waiting = stage.waiting.filter((one) => one !== other);
  const [buyer, seller] = isBuy ? [order.trader, other.trader] : [other.trader, order.trader];
  const tradedAt = rules.tradePrice(other.price, price);
  stage.trades.push({ buyer, seller, price: tradedAt });
  const [resting, incoming] = [other.order, order.order];
  outbox.record(tradeMade, { buyer, seller, resting, incoming, price: tradedAt });
  const effective = tradedAt * WEIGHT_ONE;
  addPrice(state.history, effective);
  outbox.record(priceChanged, { leader: buyer, round: 1, price: tradedAt, effective });
  if (context.parameters.isClearedByTrade) withdraw(stage, () => true, outbox);
  tellBook(state, stage, { happened: 'trade', price: tradedAt, isBuy }, context, outbox);
}
