/**
 * What it is: winner determination as weighted set packing: columns are bids, rows are items and, for each
 * bidder with several bids of which at most one may win, one more. No two winning columns share a row.
 * Shapes: sparse by column: rows of column c are `rows[starts[c]..starts[c + 1])`, ascending.
 * Units: values are whole numbers above 0 whose sum is below 2^53.
 */

import { invariant } from '../../../../base/invariant.ts';

export interface Packing {
  readonly columnCount: number;
  readonly rowCount: number;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

export interface PackingColumn {
  readonly rows: readonly number[];
  readonly value: number;
}

/** The problem in sparse form; rows are numbered from 0 and below `rowCount`. */
export function packingOf(columns: readonly PackingColumn[], rowCount: number): Packing {
  const starts = new Int32Array(columns.length + 1);
  columns.forEach(({ rows }, c) => (starts[c + 1] = (starts[c] as number) + rows.length));
  const rows = new Int32Array(starts[columns.length] as number);
  const values = new Float64Array(columns.length);
  let [at, sum] = [0, 0];
  columns.forEach((column, c) => {
    invariant(Number.isSafeInteger(column.value) && column.value > 0, `value ${column.value}`);
    sum += column.value;
    values[c] = column.value;
    for (const row of column.rows.toSorted((x, y) => x - y)) {
      invariant(row >= 0 && row < rowCount, `row ${row}`);
      rows[at++] = row;
    }
  });
  invariant(Number.isSafeInteger(sum), `values sum to ${sum}`);
  return { columnCount: columns.length, rowCount, starts, rows, values };
}

/** Whether two columns share a row; both lists are ascending. */
export function conflict(packing: Packing, one: number, other: number): boolean {
  const { starts, rows } = packing;
  let [i, j] = [starts[one] as number, starts[other] as number];
  const [iEnd, jEnd] = [starts[one + 1] as number, starts[other + 1] as number];
  while (i < iEnd && j < jEnd) {
    const difference = (rows[i] as number) - (rows[j] as number);
    if (difference === 0) return true;
    if (difference < 0) i++;
    else j++;
  }
  return false;
}
