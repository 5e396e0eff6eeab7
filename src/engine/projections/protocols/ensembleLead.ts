/**
 * What it is: how far an ensemble is ahead of each of its members so far, with an interval, from what is recorded batch by batch:
 * both judge the same rows, so their differences are taken batch by batch, and the interval is that of a ratio of sums over batches.
 * Source: W. Cochran, "Sampling Techniques", 3rd edition (1977), section 6.4 (the variance of a ratio estimate); Student's quantile
 * by the expansion of E. Cornish and R. Fisher (1938).
 * Units: of classes, shares of rows; of numbers, mean squared errors, whose leads are turned into those of their roots.
 */

import type { Interval } from '../../base/intervals.ts';

/** Sums over the batches that both judged. Replaced as a whole, never changed in place. */
export interface LeadSums {
  readonly batches: number;
  readonly rows: number;
  readonly rowSquares: number;
  readonly lead: number;
  /** Of rows times the lead of the batch, and of the lead of the batch squared. */
  readonly cross: number;
  readonly squares: number;
}

/** Before the first batch. */
export const NO_LEAD: LeadSums = {
  batches: 0,
  rows: 0,
  rowSquares: 0,
  lead: 0,
  cross: 0,
  squares: 0,
};

/** With fewer an interval would say little but that there were few. */
const BATCHES_LEAST = 5;
/** The normal quantile of 97.5 %. */
const Z = 1.959963984540054;

/** After a batch of `rows` rows on which the ensemble was ahead by `lead` rows, or by so much in squared errors. */
export function withLead(sums: LeadSums, rows: number, lead: number): LeadSums {
  return {
    batches: sums.batches + 1,
    rows: sums.rows + rows,
    rowSquares: sums.rowSquares + rows * rows,
    lead: sums.lead + lead,
    cross: sums.cross + rows * lead,
    squares: sums.squares + lead * lead,
  };
}

/** The lead a row, at 95 %; undefined while there are too few batches. */
export function leadOf(sums: LeadSums): Interval | undefined {
  const { batches, rows, rowSquares, lead, cross, squares } = sums;
  if (batches < BATCHES_LEAST || rows === 0) return undefined;
  const mean = lead / rows;
  const spread = Math.max(0, squares - 2 * mean * cross + mean * mean * rowSquares);
  const half = student(batches - 1) * (Math.sqrt((batches / (batches - 1)) * spread) / rows);
  return [mean - half, mean + half];
}

/** The same as a lead in roots of mean squares, by the sum of both roots: a² − b² = (a − b)(a + b). */
export function rootLeadOf(sums: LeadSums, rootSum: number): Interval | undefined {
  const lead = leadOf(sums);
  return lead === undefined || rootSum === 0 ? undefined : [lead[0] / rootSum, lead[1] / rootSum];
}

/** Student's quantile of 97.5 % for so many degrees of freedom, from 4 on right to a hundredth. */
function student(degrees: number): number {
  const cube = Z * Z * Z;
  const fifth = cube * Z * Z;
  const first = (cube + Z) / (4 * degrees);
  const second = (5 * fifth + 16 * cube + 3 * Z) / (96 * degrees * degrees);
  const third = (3 * fifth * Z * Z + 19 * fifth + 17 * cube - 15 * Z) / 384;
  return Z + first + second + third / (degrees * degrees * degrees);
}
