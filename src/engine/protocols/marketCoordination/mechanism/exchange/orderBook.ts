/**
 * What it is: an order book with price–time priority: the best price is served first, at one price the earliest order;
 * a trade is at the price of the order that was there.
 * Shapes: prices are ticks 1..priceMost; each is a queue of orders, linked through arrays that are indexed by order.
 * Orders are numbered from 0 as they come. Plain data of typed arrays: it can be copied and kept.
 * Units: prices in ticks (whole), quantities in whole units.
 * Errors: an order beyond the book's capacity, or a price outside the ticks, is our bug: callers read orders first.
 * Cost: constant for adding and cancelling; matching is linear in the orders filled and the empty ticks passed.
 */

import { invariant } from '../../../../base/invariant.ts';

export type Side = 'buy' | 'sell';

const NONE = -1;

export interface OrderBook {
  readonly priceMost: number;
  /** By tick: first and last order of its queue, -1 when empty. An order is on one side only, so one array does. */
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  /** By tick: units waiting. */
  readonly depth: Float64Array;
  /** By order. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  readonly prices: Int32Array;
  /** By order: what is left of it; 0 when it is filled, cancelled or unknown. */
  readonly left: Float64Array;
  /** By order: 1 buys, 0 sells. */
  readonly isBuy: Uint8Array;
  orders: number;
  /** 0 when nobody buys. */
  bestBid: number;
  /** priceMost + 1 when nobody sells. */
  bestAsk: number;
  /** Units waiting on each side. */
  bidUnits: number;
  askUnits: number;
}

/** Told of each trade: the waiting order, the one that came, at the waiting one's price. */
export type OnTrade = (resting: number, incoming: number, price: number, units: number) => void;

/** An empty book for prices up to `priceMost` and `capacity` orders in all. */
export function openBook(priceMost: number, capacity: number): OrderBook {
  return {
    priceMost,
    heads: new Int32Array(priceMost + 2).fill(NONE),
    tails: new Int32Array(priceMost + 2).fill(NONE),
    depth: new Float64Array(priceMost + 2),
    next: new Int32Array(capacity),
    previous: new Int32Array(capacity),
    prices: new Int32Array(capacity),
    left: new Float64Array(capacity),
    isBuy: new Uint8Array(capacity),
    orders: 0,
    bestBid: 0,
    bestAsk: priceMost + 1,
    bidUnits: 0,
    askUnits: 0,
  };
}

/** Puts an order into the book after it has met all that it can; gives its number. A price of 0 takes any (market). */
export function placeOrder(
  book: OrderBook,
  isBuy: boolean,
  price: number,
  units: number,
  onTrade?: OnTrade,
): number {
  invariant(book.orders < book.next.length, 'the book is full');
  invariant(price >= 0 && price <= book.priceMost && units > 0, `an order of ${units} at ${price}`);
  const order = book.orders++;
  book.prices[order] = price;
  book.isBuy[order] = isBuy ? 1 : 0;
  book.next[order] = NONE;
  book.previous[order] = NONE;
  const rest = isBuy
    ? matchBuy(book, order, price === 0 ? book.priceMost : price, units, onTrade)
    : matchSell(book, order, price, units, onTrade);
  // What a market order cannot get at once, it does not wait for.
  if (rest > 0 && price > 0) wait(book, order, isBuy, price, rest);
  return order;
}

function matchBuy(
  book: OrderBook,
  order: number,
  price: number,
  units: number,
  onTrade: OnTrade | undefined,
): number {
  let rest = units;
  while (rest > 0 && book.bestAsk <= price) {
    const at = book.bestAsk;
    const taken = takeFrom(book, at, order, rest, onTrade);
    rest -= taken;
    book.askUnits -= taken;
    if (book.heads[at] === NONE) book.bestAsk = nextAsk(book, at + 1);
  }
  return rest;
}

function matchSell(
  book: OrderBook,
  order: number,
  price: number,
  units: number,
  onTrade: OnTrade | undefined,
): number {
  let rest = units;
  while (rest > 0 && book.bestBid >= price && book.bestBid > 0) {
    const at = book.bestBid;
    const taken = takeFrom(book, at, order, rest, onTrade);
    rest -= taken;
    book.bidUnits -= taken;
    if (book.heads[at] === NONE) book.bestBid = nextBid(book, at - 1);
  }
  return rest;
}

/** Fills the queue of a tick in its order; gives the units taken. */
function takeFrom(
  book: OrderBook,
  price: number,
  incoming: number,
  units: number,
  onTrade: OnTrade | undefined,
): number {
  let rest = units;
  let order = book.heads[price] as number;
  while (order !== NONE && rest > 0) {
    const waiting = book.left[order] as number;
    const traded = waiting < rest ? waiting : rest;
    rest -= traded;
    book.left[order] = waiting - traded;
    onTrade?.(order, incoming, price, traded);
    if (waiting > traded) break;
    order = book.next[order] as number;
  }
  book.heads[price] = order;
  if (order === NONE) book.tails[price] = NONE;
  else book.previous[order] = NONE;
  book.depth[price] = (book.depth[price] as number) - (units - rest);
  return units - rest;
}

function wait(book: OrderBook, order: number, isBuy: boolean, price: number, units: number): void {
  const last = book.tails[price] as number;
  book.previous[order] = last;
  if (last === NONE) book.heads[price] = order;
  else book.next[last] = order;
  book.tails[price] = order;
  book.left[order] = units;
  book.depth[price] = (book.depth[price] as number) + units;
  if (isBuy) {
    book.bidUnits += units;
    if (price > book.bestBid) book.bestBid = price;
  } else {
    book.askUnits += units;
    if (price < book.bestAsk) book.bestAsk = price;
  }
}

/** Takes what is left of an order out of the book; gives the units, 0 when there was nothing left. */
export function cancelOrder(book: OrderBook, order: number): number {
  const units = order < book.orders ? (book.left[order] as number) : 0;
  if (units === 0) return 0;
  const price = book.prices[order] as number;
  const [before, after] = [book.previous[order] as number, book.next[order] as number];
  if (before === NONE) book.heads[price] = after;
  else book.next[before] = after;
  if (after === NONE) book.tails[price] = before;
  else book.previous[after] = before;
  book.left[order] = 0;
  book.depth[price] = (book.depth[price] as number) - units;
  const isEmpty = book.heads[price] === NONE;
  if (book.isBuy[order] === 1) {
    book.bidUnits -= units;
    if (isEmpty && price === book.bestBid) book.bestBid = nextBid(book, price - 1);
  } else {
    book.askUnits -= units;
    if (isEmpty && price === book.bestAsk) book.bestAsk = nextAsk(book, price + 1);
  }
  return units;
}

/** The next lower tick at which somebody buys. Nobody sells at or below the best bid, so every queue there buys. */
function nextBid(book: OrderBook, from: number): number {
  if (book.bidUnits === 0) return 0;
  let price = from;
  while (price > 0 && book.heads[price] === NONE) price--;
  return price;
}

function nextAsk(book: OrderBook, from: number): number {
  if (book.askUnits === 0) return book.priceMost + 1;
  let price = from;
  while (price <= book.priceMost && book.heads[price] === NONE) price++;
  return price;
}

export interface DepthLevel {
  readonly price: number;
  readonly units: number;
}

/** The best levels of a side, best first. */
export function depthOf(book: OrderBook, side: Side, levels: number): readonly DepthLevel[] {
  const found: DepthLevel[] = [];
  const [step, end] = side === 'buy' ? [-1, 0] : [1, book.priceMost + 1];
  let price = side === 'buy' ? book.bestBid : book.bestAsk;
  for (; price !== end && found.length < levels; price += step) {
    const units = book.depth[price] as number;
    if (units > 0) found.push({ price, units });
  }
  return found;
}
