/**
 * What it is: what a search for gainful lies has found, format by format, as sums that can be added up however the work was cut.
 * Units: gains in minor units: what the lie brought less what the truth would have brought in the very same situation.
 */

import type { MinorUnits } from '../base/units.ts';
import type { AuctionFormat } from '../protocols/marketCoordination/card.ts';
import type { LieKind } from './lies.ts';

/** Shares of the worth that are stated throughout, in hundredths; 100 would be the truth. */
export const SHARES: readonly number[] = [
  40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 105, 110, 115, 120,
];

/** How gains at one share are spread. */
export interface ShareTally {
  readonly share: number;
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** The most gainful lie that was found. */
export interface Find {
  readonly situation: number;
  readonly bidder: string;
  readonly kind: LieKind;
  readonly gain: MinorUnits;
  readonly honest: MinorUnits;
  /** What it wants in truth and what it states, together. */
  readonly wants: MinorUnits;
  readonly states: MinorUnits;
  readonly jump: MinorUnits;
}

export interface FormatTally {
  readonly format: AuctionFormat;
  readonly situations: number;
  readonly deviations: number;
  /** Deviations that gained. */
  readonly gainful: number;
  /** Gains of the truth. */
  readonly honestSum: number;
  readonly shares: readonly ShareTally[];
  readonly best: Find | undefined;
}

/** Nothing tried yet. */
export function emptyTally(format: AuctionFormat): FormatTally {
  const shares = SHARES.map((share): ShareTally => ({ share, count: 0, sum: 0, squares: 0 }));
  return {
    format,
    situations: 0,
    deviations: 0,
    gainful: 0,
    honestSum: 0,
    shares,
    best: undefined,
  };
}

/** Both together; of equal finds the first one stays. */
export function addTallies(one: FormatTally, other: FormatTally): FormatTally {
  const isBetter = (other.best?.gain ?? 0) > (one.best?.gain ?? 0);
  return {
    format: one.format,
    situations: one.situations + other.situations,
    deviations: one.deviations + other.deviations,
    gainful: one.gainful + other.gainful,
    honestSum: one.honestSum + other.honestSum,
    shares: one.shares.map((own, i): ShareTally => {
      const { count = 0, sum = 0, squares = 0 } = other.shares[i] ?? {};
      const { share } = own;
      return {
        share,
        count: own.count + count,
        sum: own.sum + sum,
        squares: own.squares + squares,
      };
    }),
    best: isBetter ? other.best : one.best,
  };
}

/** Mean gain at a share with its standard error; undefined before it was tried twice. */
export function gainAt({
  count,
  sum,
  squares,
}: ShareTally): { readonly mean: number; readonly error: number } | undefined {
  if (count < 2) return undefined;
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  return { mean, error: Math.sqrt(variance / (count - 1)) };
}

const ERRORS = 3;

/** The share that gains most on average, when that is more than chance: three standard errors. */
export function bestShare(
  tally: FormatTally,
): { readonly share: number; readonly mean: number; readonly error: number } | undefined {
  let best: { share: number; mean: number; error: number } | undefined;
  for (const one of tally.shares) {
    const gain = gainAt(one);
    if (gain === undefined || gain.mean <= ERRORS * gain.error) continue;
    if (best === undefined || gain.mean > best.mean) best = { share: one.share, ...gain };
  }
  return best;
}
