/**
 * What it is: every column's values replaced by their places in its sorted list of distinct values,
 * so that growing trees compares and counts small whole numbers. Made once, shared by all trees of a
 * forest.
 * Shapes: ranks are column-major, columns × rows; values[column] ascends without repetition.
 */

import type { FeatureTable } from '../data/dataset.ts';

export interface RankedColumns {
  readonly rows: number;
  readonly columns: number;
  readonly ranks: Uint32Array;
  readonly values: readonly Float64Array[];
}

/** Ranks the columns of the examples; cost is a sort for each column. */
export function rankColumns(examples: FeatureTable): RankedColumns {
  const { rows, columns, features } = examples;
  const ranks = new Uint32Array(rows * columns);
  const values: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const sorted = new Float64Array(rows);
    for (let row = 0; row < rows; row++) sorted[row] = features[row * columns + column] as number;
    sorted.sort();
    const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
    for (let row = 0; row < rows; row++) {
      ranks[column * rows + row] = placeOf(distinct, features[row * columns + column] as number);
    }
    values.push(distinct);
  }
  return { rows, columns, ranks, values };
}

/** The place of a value that is known to be in the ascending list. */
function placeOf(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
