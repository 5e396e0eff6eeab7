/**
 * What it is: guesses at a cell of a row, so that only the difference need be written.
 * A row often repeats what its cause says: a delivery its sender and message, a sending its actor. For each
 * column of each kind the writer takes the guess that is right most often, and says which.
 * Rows whose cause lies in an earlier block fall back to the row before of the same kind, so that a block
 * can be read without the others.
 */

import type { EventColumns } from '../events/eventColumns.ts';
import { INT_COLUMNS } from '../events/shape.ts';

/** The columns of one block, without its texts. */
export type BlockColumns = Omit<EventColumns, 'texts' | 'textsFrom'>;

const FROM_ROW_BEFORE = 0;
const FROM_CAUSES_ACTOR = 1;
/** And the ints of the cause from here on. */
const FROM_CAUSES_INTS = 2;
export const GUESSES = FROM_CAUSES_INTS + INT_COLUMNS;

/** A guess at a cell of `row`; `before` is the same cell of the row before of its kind. */
export function guess(how: number, columns: BlockColumns, row: number, before: number): number {
  if (how === FROM_ROW_BEFORE) return before;
  const cause = (columns.cause[row] as number) - columns.from;
  if (cause < 0 || cause >= row) return before;
  if (how === FROM_CAUSES_ACTOR) return columns.actor[cause] as number;
  return columns.ints[cause * INT_COLUMNS + how - FROM_CAUSES_INTS] as number;
}

/** The guess that is right for most of `rows`; the first of equals. `cell` gives what is to be guessed. */
export function bestGuess(
  columns: BlockColumns,
  rows: readonly number[],
  cell: (row: number) => number,
): number {
  let best = FROM_ROW_BEFORE;
  let mostRight = -1;
  for (let how = 0; how < GUESSES; how++) {
    let before = 0;
    let right = 0;
    for (const row of rows) {
      const value = cell(row);
      if (guess(how, columns, row, before) === value) right++;
      before = value;
    }
    if (right > mostRight) {
      mostRight = right;
      best = how;
    }
  }
  return best;
}
