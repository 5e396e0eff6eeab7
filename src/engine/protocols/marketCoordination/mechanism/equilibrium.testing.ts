/** What it is: one auction of a single good in which all bid as theory says, for comparison with the closed forms. */

import { equilibriumBid } from '../../../agents/bidding/shading.ts';
import { clockPrice } from './dutch.ts';
import { proxyOutcome } from './english.ts';
import { SINGLE_ITEM, standingBid } from './mechanism.ts';
import type { AuctionRules, StandingBid } from './mechanism.ts';

export const SINGLE_FORMATS = ['english', 'vickrey', 'sealed_bid', 'dutch'] as const;
export type SingleFormat = (typeof SINGLE_FORMATS)[number];

/** Values are drawn from 1 to this. */
export const TOP = 1_000_000;
const CLOCK = { start: TOP, decrement: TOP / 10_000, floor: 1 };

/** No reserve, and the least raise there is. */
export const PLAIN_RULES: AuctionRules = {
  reserve: 0,
  start: 1,
  increment: 1,
  isReserveHidden: false,
  units: 1,
};

/** What the winner pays: truth where the second price is paid, (n − 1)/n of it where the own is. */
export function equilibriumPrice(format: SingleFormat, values: readonly number[]): number {
  const shaded = values.map((value) => equilibriumBid(value, 0, 0, values.length));
  switch (format) {
    case 'english':
      return proxyOutcome(PLAIN_RULES, bidsOf(values))?.price ?? 0;
    case 'vickrey':
      return paid(format, bidsOf(values));
    case 'sealed_bid':
      return paid(format, bidsOf(shaded));
    case 'dutch': {
      const stops = shaded.map((bid) => Math.ceil((TOP - bid) / CLOCK.decrement));
      const first = Math.min(...stops);
      const price = clockPrice(CLOCK, first);
      const takers = stops.flatMap((tick, i) =>
        tick === first ? [standingBid(i, price, 1_000, i)] : [],
      );
      return paid(format, takers);
    }
  }
}

function bidsOf(amounts: readonly number[]): readonly StandingBid[] {
  return amounts.map((amount, i) => standingBid(i, Math.max(1, amount), 1_000, i));
}

function paid(format: SingleFormat, bids: readonly StandingBid[]): number {
  const winners = SINGLE_ITEM[format].allocate(PLAIN_RULES, bids);
  return SINGLE_ITEM[format].payments(PLAIN_RULES, winners, bids)[0] ?? 0;
}
