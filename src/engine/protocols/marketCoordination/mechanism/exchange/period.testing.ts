/**
 * What it is: one day of a double auction without messages, for comparison with published experiments: single units, one fresh
 * endowment. Each step a trader that has not traded is drawn evenly and shouts a whole price; a shout that does not improve its
 * side's best is ignored, one that crosses trades at the standing one and clears the book. It ends after 2,000 steps, or
 * when nobody left could trade.
 */

import type { Choices } from '../../../../base/choices.ts';
import { zeroIntelligencePrice } from '../../../../agents/bidding/traders.ts';
import { openBook, placeOrder } from './orderBook.ts';

const PRICE_MOST = 400;
const STEPS_MOST = 2_000;

export interface Schedule {
  readonly b: readonly number[];
  readonly s: readonly number[];
  readonly P0: number;
}

interface Day {
  /** In percent of the largest possible. */
  readonly efficiency: number;
  /** Smith's alpha, in percent of the equilibrium price. */
  readonly alpha: number;
  readonly trades: number;
  readonly meanPrice: number;
}

/** All that could be gained. */
export function largestSurplus({ b, s }: Schedule): number {
  const values = b.toSorted((x, y) => y - x);
  const costs = s.toSorted((x, y) => x - y);
  return values.reduce((sum, value, i) => sum + Math.max(0, value - (costs[i] ?? value)), 0);
}

/** Plays a day of traders with zero intelligence. */
export function playDay(schedule: Schedule, choices: Choices): Day {
  const limits = [...schedule.b, ...schedule.s];
  const buyers = schedule.b.length;
  const open = new Set(limits.keys());
  const prices: number[] = [];
  let surplus = 0;
  // A trade clears the book, so each stretch has a book of its own; orders are numbered as traders shout.
  let [book, owners] = [openBook(PRICE_MOST, STEPS_MOST), [] as number[]];
  const canTrade = (): boolean => {
    const able = [...open];
    const best = Math.max(0, ...able.filter((i) => i < buyers).map((i) => limits[i]!));
    return able.some((i) => i >= buyers && limits[i]! <= best);
  };
  for (let step = 0; step < STEPS_MOST && canTrade(); step++) {
    const able = [...open];
    const who = able[choices.below(able.length)]!;
    const isBuyer = who < buyers;
    const shout = zeroIntelligencePrice(isBuyer, limits[who]!, PRICE_MOST, choices);
    const improves = isBuyer ? shout > book.bestBid : shout < book.bestAsk;
    const crosses = isBuyer ? shout >= book.bestAsk : shout <= book.bestBid;
    let traded: number | undefined;
    if (improves || crosses) {
      owners.push(who);
      placeOrder(book, isBuyer, shout, 1, (resting, _incoming, price) => {
        const other = owners[resting]!;
        traded = price;
        surplus += Math.abs(limits[who]! - limits[other]!);
        open.delete(who);
        open.delete(other);
      });
    }
    if (traded === undefined) continue;
    prices.push(traded);
    [book, owners] = [openBook(PRICE_MOST, STEPS_MOST), []];
  }
  const squares = prices.reduce((sum, price) => sum + (price - schedule.P0) ** 2, 0);
  return {
    efficiency: (100 * surplus) / largestSurplus(schedule),
    alpha: (100 * Math.sqrt(squares / prices.length)) / schedule.P0,
    trades: prices.length,
    meanPrice: prices.reduce((sum, price) => sum + price, 0) / prices.length,
  };
}
