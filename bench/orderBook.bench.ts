/**
 * What it is: one stream of orders through our order book (trades counted, and trades told one by one), through the same
 * rules written plainly with maps and lists, and through a well-known library. All must find the same trades.
 * The stream: 75 % limit orders, of which about a quarter can trade at once, 25 % cancellations of any earlier order.
 */

import { OrderBook as Library, Side } from 'nodejs-order-book';
import { SeededChoices } from '../src/engine/base/choices.ts';
import {
  cancelOrder,
  openBook,
  placeOrder,
} from '../src/engine/protocols/marketCoordination/mechanism/exchange/orderBook.ts';
import { compare } from './lib/measure.ts';
import { PlainBook } from './lib/plainBook.ts';
import { printTable } from './lib/table.ts';

const COUNT = 200_000;
const PRICE_MOST = 2_000;

/** By operation: a price above 0 to place an order, or minus the number of an order to cancel. */
interface Stream {
  readonly isBuy: Uint8Array;
  readonly prices: Int32Array;
  readonly units: Int32Array;
  /** -1: it places an order. */
  readonly cancels: Int32Array;
  readonly orders: number;
}

function makeStream(): Stream {
  const choices = SeededChoices.named(1, 'orders');
  const stream = {
    isBuy: new Uint8Array(COUNT),
    prices: new Int32Array(COUNT),
    units: new Int32Array(COUNT),
    cancels: new Int32Array(COUNT).fill(-1),
  };
  let [orders, middle] = [0, PRICE_MOST / 2];
  for (let i = 0; i < COUNT; i++) {
    if (i % 50 === 0)
      middle = Math.min(PRICE_MOST - 60, Math.max(60, middle + choices.below(3) - 1));
    if (orders > 0 && choices.below(4) === 0) {
      stream.cancels[i] = choices.below(orders);
      continue;
    }
    const isBuy = choices.below(2) === 0;
    const isMarketable = choices.below(100) < 27;
    const away = 1 + choices.below(50);
    stream.isBuy[i] = isBuy ? 1 : 0;
    stream.prices[i] = middle + (isBuy === isMarketable ? away : 0 - away);
    stream.units[i] = 1 + choices.below(50);
    orders++;
  }
  return { ...stream, orders };
}

const stream = makeStream();
const found = new Map<string, string>();

/** Runs the stream; `place` and `cancel` say what traded. */
function feed(
  name: string,
  place: (isBuy: boolean, price: number, units: number, order: number) => void,
  cancel: (order: number) => void,
  result: () => string,
): number {
  let order = 0;
  for (let i = 0; i < COUNT; i++) {
    const cancels = stream.cancels[i] ?? -1;
    if (cancels >= 0) cancel(cancels);
    else place(stream.isBuy[i] === 1, stream.prices[i] ?? 0, stream.units[i] ?? 0, order++);
  }
  found.set(name, result());
  return COUNT;
}

function ours(): number {
  const book = openBook(PRICE_MOST, stream.orders);
  let [trades, volume, turnover] = [0, 0, 0];
  const onTrade = (_resting: number, _incoming: number, price: number, units: number): void => {
    trades++;
    volume += units;
    turnover += units * price;
  };
  return feed(
    'ours',
    (isBuy, price, units) => placeOrder(book, isBuy, price, units, onTrade),
    (order) => cancelOrder(book, order),
    () => `${trades} trades, ${volume} units, ${turnover}`,
  );
}

function plain(): number {
  const book = new PlainBook();
  return feed(
    'plain',
    (isBuy, price, units, order) => book.place(order, isBuy, price, units),
    (order) => book.cancel(order),
    () => `${book.trades} trades, ${book.volume} units, ${book.turnover}`,
  );
}

function library(): number {
  const book = new Library();
  let [trades, volume, turnover] = [0, 0, 0];
  return feed(
    'library',
    (isBuy, price, size, order) => {
      const side = isBuy ? Side.BUY : Side.SELL;
      const { done, partial, partialQuantityProcessed } = book.limit({
        side,
        id: `${order}`,
        size,
        price,
      });
      for (const one of done) {
        if (one.id === `${order}` || !('price' in one)) continue;
        trades++;
        volume += one.size;
        turnover += one.size * one.price;
      }
      if (partial !== null && partial.id !== `${order}`) {
        trades++;
        volume += partialQuantityProcessed;
        turnover += partialQuantityProcessed * partial.price;
      }
    },
    (order) => book.cancel(`${order}`),
    () => `${trades} trades, ${volume} units, ${turnover}`,
  );
}

const rates = compare(
  [
    { name: 'ours, each trade told', run: ours },
    { name: 'maps and lists', run: plain },
    { name: 'nodejs-order-book 10.1.1', run: library },
  ],
  3,
);
const [own] = rates;
printTable(
  `Orders and cancellations for each CPU second (${COUNT} of them)`,
  ['order book', 'median', 'best', 'ours is faster by'],
  rates.map(({ name, median, best }) => [name, median, best, (own?.median ?? 0) / median]),
);
printTable(
  'What they found',
  ['order book', 'trades, units, turnover'],
  [...found].map(([name, result]) => [name, result]),
);
if (new Set(found.values()).size !== 1) throw new Error('the books do not find the same trades');
