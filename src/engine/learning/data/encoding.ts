/**
 * What it is: making the columns of a user's table into numbers: each category that occurs a column of its own, 1 where it is so
 * and else 0; and something in the place of what is missing.
 * Leakage: what fills a gap, and which categories there are, is taken from the training rows alone. A category that they
 * never showed is 0 in every column.
 * Shapes: encoded rows are row-major.
 */

import type { TableColumn } from '../../table/table.ts';

/** The columns before they are numbers, one entry for each row of the data set. */
export interface RawFeatures {
  readonly columns: readonly TableColumn[];
  /** What stands for a missing number; a missing category becomes the commonest. */
  readonly missing: 'mean' | 'median' | 'mode';
}

/** What was learned of each column. Plain data. */
export type ColumnEncoding =
  | { readonly kind: 'number'; readonly fill: number }
  /** `places`: the column of each category among those of this column, −1 for one that never occurred. */
  | {
      readonly kind: 'category';
      readonly fill: number;
      readonly places: readonly number[];
      readonly width: number;
    };

export type Encoding = readonly ColumnEncoding[];

/** Looks at the training rows, and at no others. */
export function fitEncoding({ columns, missing }: RawFeatures, rows: ArrayLike<number>): Encoding {
  return columns.map((column): ColumnEncoding => {
    if (column.kind === 'number') {
      const present = Array.from(rows, (row) => column.values[row] as number).filter(
        (value) => !Number.isNaN(value),
      );
      return { kind: 'number', fill: typical(present, missing) };
    }
    const counts = column.categories.map(() => 0);
    for (let i = 0; i < rows.length; i++) {
      const code = column.codes[rows[i] as number] as number;
      if (code >= 0) counts[code] = (counts[code] as number) + 1;
    }
    let width = 0;
    const places = counts.map((count) => (count > 0 ? width++ : -1));
    return { kind: 'category', fill: counts.indexOf(Math.max(...counts)), places, width };
  });
}

function typical(values: readonly number[], rule: RawFeatures['missing']): number {
  if (values.length === 0) return 0;
  if (rule === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length;
  const sorted = values.toSorted((one, other) => one - other);
  if (rule === 'median') {
    const upper = sorted[sorted.length >> 1] as number;
    const lower = sorted[(sorted.length - 1) >> 1] as number;
    return lower + (upper - lower) / 2;
  }
  let best = sorted[0] as number;
  let most = 0;
  let run = 0;
  sorted.forEach((value, i) => {
    run = i > 0 && value === sorted[i - 1] ? run + 1 : 1;
    if (run <= most) return;
    most = run;
    best = value;
  });
  return best;
}

/** How many numbers a row becomes. */
export function encodedWidth(encoding: Encoding): number {
  return encoding.reduce((sum, one) => sum + (one.kind === 'number' ? 1 : one.width), 0);
}

/** The rows as numbers. */
export function encodeRows(
  { columns }: RawFeatures,
  encoding: Encoding,
  rows: ArrayLike<number>,
): Float64Array {
  const width = encodedWidth(encoding);
  const encoded = new Float64Array(rows.length * width);
  let from = 0;
  columns.forEach((column, j) => {
    const own = encoding[j];
    if (own === undefined) return;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if (column.kind === 'number') {
        const value = column.values[row] as number;
        encoded[i * width + from] = Number.isNaN(value) ? own.fill : value;
      } else if (own.kind === 'category') {
        const code = column.codes[row] as number;
        const place = own.places[code < 0 ? own.fill : code] ?? -1;
        if (place >= 0) encoded[i * width + from + place] = 1;
      }
    }
    from += own.kind === 'number' ? 1 : own.width;
  });
  return encoded;
}
