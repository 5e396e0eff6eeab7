/**
 * What it is: how long a round lasts. Each is shorter than the one before, never under ten seconds.
 * compound: base × 0.9^(round − 1); linear: base × (1 − 0.1·(round − 1)). Both are computed in whole
 * numbers: repeated × 0.9 in doubles drifts off the microsecond.
 */

import type { Micros } from '../../../base/units.ts';
import type { AuctionFormat } from '../card.ts';

const ROUND_MICROS_LEAST: Micros = 10_000_000;

const BASES: Readonly<Record<AuctionFormat, Micros>> = {
  english: 30_000_000,
  dutch: 60_000_000,
  sealed_bid: 120_000_000,
  vickrey: 120_000_000,
  uniform_price: 60_000_000,
  vcg: 60_000_000,
  combinatorial: 60_000_000,
  double_auction: 60_000_000,
};

/** The length of the first round: the asked one, or the format's own when that is 0. */
export function roundBase(format: AuctionFormat, asked: Micros): Micros {
  return asked === 0 ? BASES[format] : asked;
}

/** How long a round lasts; `round` from 1. Half a microsecond is rounded up. */
export function roundLimit(base: Micros, round: number, shrink: 'compound' | 'linear'): Micros {
  const later = round - 1;
  const limit =
    shrink === 'linear' ? Math.round((base * Math.max(0, 10 - later)) / 10) : compound(base, later);
  return Math.max(ROUND_MICROS_LEAST, limit);
}

/** round(base × 9^times / 10^times), exactly. */
function compound(base: Micros, times: number): Micros {
  let numerator = BigInt(base);
  let denominator = 1n;
  for (let i = 0; i < times; i++) {
    numerator *= 9n;
    denominator *= 10n;
  }
  return Number((2n * numerator + denominator) / (2n * denominator));
}
