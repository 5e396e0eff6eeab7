/**
 * What it is: days of a market of ZIP traders without messages, for comparison with published experiments: the same traders and limits
 * each day. A trader that has not traded shouts its price; any of the other side who would trade at it may be the one that does,
 * and everybody hears what happened. A day ends when nobody left could trade, or after STEPS_MOST shouts.
 * Source: D. Cliff, "Minimal-Intelligence Agents for Bargaining Behaviors in Market-Based Environments" (1997).
 */

import type { Choices } from '../../../../base/choices.ts';
import type { BookNews } from '../../../../contract/consultation.ts';
import { hearShout, openZip, zipPrice } from '../../../../agents/bidding/traders.ts';
import { largestSurplus } from './period.testing.ts';
import type { Schedule } from './period.testing.ts';

const STEPS_MOST = 200;

export interface ZipDay {
  /** In percent of the largest possible. */
  readonly efficiency: number;
  /** Smith's alpha, in percent of the equilibrium price. */
  readonly alpha: number;
}

/** So many days of one market. */
export function playZipDays(schedule: Schedule, count: number, choices: Choices): ZipDay[] {
  const buyers = schedule.b.length;
  const limits = [...schedule.b, ...schedule.s];
  const traders = limits.map((limit, i) => openZip(i < buyers, limit, choices));
  return Array.from({ length: count }, () => {
    const open = new Set(limits.keys());
    const prices: number[] = [];
    let surplus = 0;
    for (let step = 0; step < STEPS_MOST && canTrade(open, limits, buyers); step++) {
      const able = [...open];
      const who = able[choices.below(able.length)]!;
      const isBuy = who < buyers;
      const price = zipPrice(traders[who]!);
      const willing = able.filter((i) => {
        const own = zipPrice(traders[i]!);
        return i < buyers !== isBuy && (isBuy ? own <= price : own >= price);
      });
      const other = willing.length === 0 ? undefined : willing[choices.below(willing.length)]!;
      if (other !== undefined) {
        prices.push(price);
        surplus += Math.abs(limits[who]! - limits[other]!);
        open.delete(who);
        open.delete(other);
      }
      const happened = other !== undefined ? 'trade' : isBuy ? 'bid' : 'ask';
      const shout: BookNews = { happened, price, isBuy };
      traders.forEach((trader, i) => hearShout(trader, shout, open.has(i), choices));
    }
    const squares = prices.reduce((sum, price) => sum + (price - schedule.P0) ** 2, 0);
    return {
      efficiency: (100 * surplus) / largestSurplus(schedule),
      alpha: (100 * Math.sqrt(squares / prices.length)) / schedule.P0,
    };
  });
}

function canTrade(open: ReadonlySet<number>, limits: readonly number[], buyers: number): boolean {
  const able = [...open];
  const value = Math.max(0, ...able.filter((i) => i < buyers).map((i) => limits[i]!));
  return able.some((i) => i >= buyers && limits[i]! <= value);
}
