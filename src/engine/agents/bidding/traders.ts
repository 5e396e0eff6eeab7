/**
 * What it is: traders of a double auction with hardly any intelligence.
 *   zero intelligence, constrained: any price at which it does not lose, evenly. Source: D. Gode and S. Sunder (1993).
 *   ZIP: a margin that follows what others shout and trade. Source: D. Cliff, "Minimal-Intelligence Agents for Bargaining
 *   Behaviors in Market-Based Environments" (1997): a price moves by a share (beta) of its distance to a target near the last
 *   shout, smoothed by momentum (gamma).
 * Units: prices and limits in one unit (ticks or minor units).
 */

import type { Choices } from '../../base/choices.ts';
import type { BookNews } from '../../contract/consultation.ts';

export interface ZipTrader {
  readonly isBuyer: boolean;
  /** Its value or cost. */
  limit: number;
  /** Buyers −1..0, sellers 0 and more: price = limit · (1 + margin). */
  margin: number;
  momentum: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Largest relative and absolute steps of a target beyond the price heard; the source's 0.05 of a unit of money is 5 minor ones. */
const RELATIVE = 0.05;
const ABSOLUTE = 5;

/** Any price at which it does not lose, evenly from 1 to `most`. */
export function zeroIntelligencePrice(
  isBuyer: boolean,
  limit: number,
  most: number,
  choices: Choices,
): number {
  if (isBuyer) return limit < 1 ? 0 : 1 + choices.below(Math.min(limit, most));
  const from = Math.max(1, limit);
  return from > most ? 0 : from + choices.below(most - from + 1);
}

/** A trader with traits drawn as in the source. */
export function openZip(isBuyer: boolean, limit: number, choices: Choices): ZipTrader {
  const start = 0.05 + 0.3 * choices.fraction();
  return {
    isBuyer,
    limit,
    margin: isBuyer ? 0 - start : start,
    momentum: 0,
    beta: 0.1 + 0.4 * choices.fraction(),
    gamma: 0.1 * choices.fraction(),
  };
}

/** The price that it would shout now. */
export function zipPrice(trader: ZipTrader): number {
  return trader.limit * (1 + trader.margin);
}

/** Hears a shout; `isActive`: it still has something to trade. */
export function hearShout(
  trader: ZipTrader,
  shout: BookNews,
  isActive: boolean,
  choices: Choices,
): void {
  const { happened, price, isBuy } = shout;
  if (happened !== 'bid' && happened !== 'ask' && happened !== 'trade') return;
  const own = zipPrice(trader);
  const isTrade = happened === 'trade';
  const wasBid = isTrade ? isBuy : happened === 'bid';
  if (trader.isBuyer) {
    if (isTrade && own >= price) moveTo(trader, target(price, false, choices));
    else if (isActive && own <= price && (isTrade ? !wasBid : wasBid))
      moveTo(trader, target(price, true, choices));
    return;
  }
  if (isTrade && own <= price) moveTo(trader, target(price, true, choices));
  else if (isActive && own >= price && (isTrade ? wasBid : !wasBid))
    moveTo(trader, target(price, false, choices));
}

/** A price a little above or below the one heard. */
function target(price: number, isHigher: boolean, choices: Choices): number {
  const relative = choices.fraction() * RELATIVE;
  const absolute = choices.fraction() * ABSOLUTE;
  return isHigher ? price * (1 + relative) + absolute : price * (1 - relative) - absolute;
}

function moveTo(trader: ZipTrader, aim: number): void {
  const price = zipPrice(trader);
  const change = (1 - trader.gamma) * trader.beta * (aim - price);
  trader.momentum = trader.gamma * trader.momentum + change;
  const margin = (price + trader.momentum) / Math.max(1, trader.limit) - 1;
  trader.margin = trader.isBuyer ? Math.min(0, Math.max(-1, margin)) : Math.max(0, margin);
}
