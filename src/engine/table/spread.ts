/** What it is: how numbers are spread: counted in equal parts from the least to the most, for small histograms. */

/** Rows counted in equal parts. */
export interface Spread {
  readonly least: number;
  readonly most: number;
  readonly counts: readonly number[];
}

/** Bars of a small histogram. */
const BINS = 8;

/** Numbers counted in equal parts from the least to the most; what is missing is left out. */
export function spreadOf(values: ArrayLike<number>): Spread {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const counts = Array.from({ length: BINS }, () => 0);
  const width = (most - least) / BINS || 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    const bin = Math.min(BINS - 1, Math.floor((value - least) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { least, most, counts };
}
