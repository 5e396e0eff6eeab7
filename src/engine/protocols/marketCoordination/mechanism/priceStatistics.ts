/**
 * What it is: volatility and trend of a series of prices.
 * Volatility is the square root of the exponentially weighted mean of squared log returns (RiskMetrics 1996,
 * λ = 0.94), begun with the first squared return; the trend is the least-squares slope per step.
 * Units: prices are positive whole numbers of any one unit. Sums stay exact below 2^53.
 */

import { ln } from '../../../base/maths.ts';

const DECAY = 0.94;

/** Running sums of a price history: plain data, constant in size. */
export interface PriceHistory {
  count: number;
  last: number;
  variance: number;
  sum: number;
  /** Σ i · price, i from 0. */
  weightedSum: number;
}

/** A history without prices. */
export function emptyHistory(): PriceHistory {
  return { count: 0, last: 0, variance: 0, sum: 0, weightedSum: 0 };
}

/** Adds the next price in place; `price` is above 0. */
export function addPrice(history: PriceHistory, price: number, decay = DECAY): void {
  if (history.count > 0) {
    const change = ln(price / history.last);
    const squared = change * change;
    history.variance =
      history.count === 1 ? squared : decay * history.variance + (1 - decay) * squared;
  }
  history.sum += price;
  history.weightedSum += history.count * price;
  history.count += 1;
  history.last = price;
}

/** The weighted standard deviation of log returns; 0 before the second price. */
export function volatilityOf(history: PriceHistory): number {
  return Math.sqrt(history.variance);
}

/** The least-squares slope per step as an exact fraction; 0 / 1 before the second price. */
export function slopeOf(history: PriceHistory): {
  readonly numerator: number;
  readonly denominator: number;
} {
  const n = history.count;
  if (n < 2) return { numerator: 0, denominator: 1 };
  // Σ i = n(n − 1)/2 and Σ i² = n(n − 1)(2n − 1)/6: the usual n·Σxy − Σx·Σy over n·Σx² − (Σx)², × 12.
  const indices = (n * (n - 1)) / 2;
  return {
    numerator: 12 * (n * history.weightedSum - indices * history.sum),
    denominator: n * n * (n * n - 1),
  };
}
