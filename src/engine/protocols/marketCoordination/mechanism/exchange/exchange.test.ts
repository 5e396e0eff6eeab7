import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../../../base/choices.ts';
import fixtureFile from '../auctions.fixtures.json' with { type: 'json' };
import { crossOrders } from './callAuction.ts';
import type { CallOrder } from './callAuction.ts';
import { cancelOrder, depthOf, openBook, placeOrder } from './orderBook.ts';
import type { OrderBook } from './orderBook.ts';
import { playDay } from './period.testing.ts';
import targets from './zeroIntelligence.fixtures.json' with { type: 'json' };
import zipTargets from './zip.fixtures.json' with { type: 'json' };
import { playZipDays } from './zipDays.testing.ts';

type Trade = readonly [resting: number, incoming: number, price: number, units: number];
interface Waiting {
  readonly order: number;
  readonly isBuy: boolean;
  readonly price: number;
  units: number;
}

/** The rules of price and time said plainly: a sorted list, searched from the front. */
class PlainBook {
  orders = 0;
  waiting: Waiting[] = [];
  readonly trades: Trade[] = [];

  place(isBuy: boolean, price: number, units: number): void {
    const order = this.orders++;
    let left = units;
    const meets = (other: Waiting): boolean =>
      other.isBuy !== isBuy &&
      (price === 0 || (isBuy ? other.price <= price : other.price >= price));
    while (left > 0) {
      const [best] = this.waiting
        .filter(meets)
        .toSorted((x, y) => (isBuy ? x.price - y.price : y.price - x.price) || x.order - y.order);
      if (best === undefined) break;
      const traded = Math.min(left, best.units);
      this.trades.push([best.order, order, best.price, traded]);
      left -= traded;
      best.units -= traded;
      this.waiting = this.waiting.filter((one) => one.units > 0);
    }
    if (left > 0 && price > 0) this.waiting.push({ order, isBuy, price, units: left });
  }

  cancel(order: number): number {
    const units = this.waiting.find((one) => one.order === order)?.units ?? 0;
    this.waiting = this.waiting.filter((one) => one.order !== order);
    return units;
  }

  depth(side: 'buy' | 'sell') {
    const levels = new Map<number, number>();
    for (const { isBuy, price, units } of this.waiting)
      if (isBuy === (side === 'buy')) levels.set(price, (levels.get(price) ?? 0) + units);
    return [...levels]
      .map(([price, units]) => ({ price, units }))
      .toSorted((x, y) => (side === 'buy' ? y.price - x.price : x.price - y.price));
  }
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      isBuy: fc.boolean(),
      price: fc.integer({ min: 0, max: 12 }),
      units: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ cancels: fc.nat(60) }) },
);

describe('MARKET-26 the order book', () => {
  test('price, then time; a trade is at the price that was there', () => {
    const book = openBook(100, 10);
    const trades: Trade[] = [];
    const place = (isBuy: boolean, price: number, units: number): number =>
      placeOrder(book, isBuy, price, units, (...trade) => trades.push(trade));
    place(false, 50, 2);
    place(false, 48, 1);
    place(false, 50, 3);
    place(true, 50, 4);
    expect(trades).toEqual([
      [1, 3, 48, 1],
      [0, 3, 50, 2],
      [2, 3, 50, 1],
    ]);
    expect(depthOf(book, 'sell', 5)).toEqual([{ price: 50, units: 2 }]);
    expect([book.bestBid, book.bestAsk]).toEqual([0, 50]);
    place(true, 60, 3);
    expect([book.bestBid, book.bestAsk, book.bidUnits]).toEqual([60, 101, 1]);
    // A market order takes what there is and does not wait for more.
    place(false, 0, 9);
    expect([book.bestBid, book.bestAsk, book.askUnits]).toEqual([0, 101, 0]);
    expect(cancelOrder(book, 2)).toBe(0);
    expect(cancelOrder(book, 99)).toBe(0);
  });

  test('any stream of orders and cancellations gives the trades of the plain rules', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const plain = new PlainBook();
        const book: OrderBook = openBook(12, 60);
        const trades: Trade[] = [];
        for (const one of steps) {
          if ('cancels' in one) {
            expect(cancelOrder(book, one.cancels)).toBe(plain.cancel(one.cancels));
          } else {
            plain.place(one.isBuy, one.price, one.units);
            placeOrder(book, one.isBuy, one.price, one.units, (...trade) => trades.push(trade));
          }
          for (const side of ['buy', 'sell'] as const)
            expect(depthOf(book, side, 99)).toEqual(plain.depth(side));
          expect(book.bestBid).toBe(plain.depth('buy')[0]?.price ?? 0);
          expect(book.bestAsk).toBe(plain.depth('sell')[0]?.price ?? 13);
          expect(book.bestBid).toBeLessThan(book.bestAsk);
        }
        expect(trades).toEqual(plain.trades);
      }),
      { numRuns: 120 },
    );
  });

  test('a full book and a price outside the ticks are our bugs', () => {
    const book = openBook(10, 1);
    expect(() => placeOrder(book, true, 11, 1)).toThrow(/order of 1 at 11/);
    placeOrder(book, true, 5, 1);
    expect(() => placeOrder(book, true, 5, 1)).toThrow(/full/);
  });
});

describe('MARKET-27 an opening cross', () => {
  test('fixture CD-02 exactly; nothing trades where nobody meets', () => {
    const { input, expected } = fixtureFile.fixtures.find(
      ({ id }) => id === 'CD-02',
    ) as unknown as { input: { bids: CallOrder[]; asks: CallOrder[] }; expected: object };
    expect(crossOrders(input.bids, input.asks)).toEqual(expected);
    expect(crossOrders([[10, 5]], [[11, 5]])).toMatchObject({ price: 0, volume: 0 });
    // As much trades at 10 as at 12; the lower price wins only as the imbalance is the same.
    expect(crossOrders([[12, 5]], [[10, 5]])).toMatchObject({ price: 10, volume: 5 });
  });
});

describe('MARKET-31 traders with zero intelligence, constrained', () => {
  test.each(Object.entries(targets))(
    '%s: efficiency, alpha, trades and price within four standard errors of 3,000 days elsewhere',
    (name, target) => {
      const days = 250;
      const choices = SeededChoices.named(1, name);
      const played = Array.from({ length: days }, () => playDay(target.schedule, choices));
      const isNear = (key: keyof (typeof played)[number], [mean, error]: readonly number[]) => {
        const values = played.map((day) => day[key]);
        const own = values.reduce((sum, value) => sum + value, 0) / days;
        const spread = values.reduce((sum, value) => sum + (value - own) ** 2, 0) / days;
        const both = Math.sqrt(spread / days + error! * error!);
        expect(Math.abs(own - mean!), key).toBeLessThanOrEqual(4 * both + 1e-9);
      };
      isNear('efficiency', target.efficiency);
      isNear('alpha', target.alpha);
      isNear('trades', target.trades);
      isNear('meanPrice', target.mean_price);
    },
  );
});

describe('MARKET-31 ZIP traders', () => {
  test.each(Object.entries(zipTargets))(
    '%s: alpha and efficiency of ten days beside 500 runs elsewhere',
    (name, { alpha, efficiency }) => {
      const runs = 60;
      const { schedule } = targets[name as keyof typeof targets];
      const played = Array.from({ length: runs }, (_, run) =>
        playZipDays(schedule, alpha.length, SeededChoices.named(run, name)),
      );
      const isNear = (key: 'alpha' | 'efficiency', day: number, target: readonly number[]) => {
        const values = played.map((days) => days[day]![key]);
        const own = values.reduce((sum, value) => sum + value, 0) / runs;
        const spread = values.reduce((sum, value) => sum + (value - own) ** 2, 0) / runs;
        const [mean = 0, error = 0] = target;
        // When a day is over elsewhere is not known to the shout: that is worth a tenth of alpha, and two percent of the gains.
        const leeway = key === 'alpha' ? 0.1 * mean : 2;
        const bound = 4 * Math.sqrt(spread / runs + error * error) + leeway;
        expect(Math.abs(own - mean), `${key} on day ${day + 1}`).toBeLessThanOrEqual(bound);
      };
      alpha.forEach((target, day) => isNear('alpha', day, target));
      efficiency.forEach((target, day) => isNear('efficiency', day, target));
    },
  );
});
