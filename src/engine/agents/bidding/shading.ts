/**
 * What it is: what theory says to bid at first price (and on a falling clock) against rivals like oneself, whose values lie
 * evenly between `low` and `high`: the expected best of their values below one's own,
 *   b(v) = v − (v − a) · (1 − t^n) / n  with a = max(low, ...) and t = (reserve − a) / (v − a), 0 when the reserve is below a.
 * With n bidders and values from 0 that is v · (n − 1) / n.
 * Source: V. Krishna, "Auction Theory" (2002), chapter 2.
 */

import type { MinorUnits } from '../../base/units.ts';

/** The equilibrium bid of value `value` among `count` bidders with values even from `low` on. */
export function equilibriumBid(
  value: MinorUnits,
  low: MinorUnits,
  reserve: MinorUnits,
  count: number,
): MinorUnits {
  const width = value - low;
  if (width <= 0 || count < 2) return Math.min(value, Math.max(low, reserve));
  const share = Math.max(0, Math.min(1, (reserve - low) / width));
  let power = 1;
  for (let i = 0; i < count; i++) power *= share;
  return Math.round(value - (width * (1 - power)) / count);
}

/**
 * What a common value is worth to the highest of `count` signals, each off by up to `spread`: winning says that the others saw
 * less.
 */
export function cautiousEstimate(
  signal: MinorUnits,
  spread: MinorUnits,
  count: number,
): MinorUnits {
  return Math.max(0, Math.round(signal - (spread * (count - 1)) / (count + 1)));
}
