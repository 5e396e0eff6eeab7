/**
 * What it is: the columns in which events are kept and handed over: a fixed number of rows side by side.
 * Shapes: `ints` has four and `reals` two places for each row, row-major. A block's columns lie in one
 * buffer, so that it can be hashed as one run of words; rows not yet written are zero.
 * Units: `at` in Micros. Words are in the byte order of the machine, which is little-endian wherever
 * this runs; the hash says so by what it is.
 */

import { INT_COLUMNS, REAL_COLUMNS } from './shape.ts';

export const BLOCK_BITS = 13;
/** Rows of one block. */
export const BLOCK_ROWS = 1 << BLOCK_BITS;
export const BLOCK_MASK = BLOCK_ROWS - 1;

/** Some rows as they travel: to exports, into files and back. */
export interface EventColumns {
  readonly from: number;
  readonly count: number;
  readonly kind: Uint16Array;
  readonly at: Float64Array;
  readonly actor: Int32Array;
  readonly cause: Int32Array;
  /** count × 4, row-major. */
  readonly ints: Int32Array;
  /** count × 2, row-major. */
  readonly reals: Float64Array;
  /** Texts with the numbers from `textsFrom` on that these rows may be the first to use. */
  readonly texts: readonly string[];
  readonly textsFrom: number;
}

/** Where the actors and the causes begin in a block's cells. */
export const ACTOR_CELLS = BLOCK_ROWS * INT_COLUMNS;
export const CAUSE_CELLS = ACTOR_CELLS + BLOCK_ROWS;

const AT_BYTES = BLOCK_ROWS * 8;
const REAL_BYTES = BLOCK_ROWS * REAL_COLUMNS * 8;
const INT_BYTES = BLOCK_ROWS * INT_COLUMNS * 4;
const WORD_BYTES = BLOCK_ROWS * 4;
const KIND_BYTES = BLOCK_ROWS * 2;

/** A block of the log, zero at first. */
export class EventBlock {
  readonly at: Float64Array;
  readonly reals: Float64Array;
  readonly ints: Int32Array;
  readonly actor: Int32Array;
  readonly cause: Int32Array;
  readonly kind: Uint16Array;
  /** `ints`, then `actor`, then `cause`, which lie side by side, as one array: a row is written with fewer look-ups. */
  readonly cells: Int32Array;
  /** All columns as one run of words, for hashing. */
  readonly words: Uint32Array;

  constructor() {
    const buffer = new ArrayBuffer(AT_BYTES + REAL_BYTES + INT_BYTES + 2 * WORD_BYTES + KIND_BYTES);
    let offset = 0;
    this.at = new Float64Array(buffer, offset, BLOCK_ROWS);
    offset += AT_BYTES;
    this.reals = new Float64Array(buffer, offset, BLOCK_ROWS * REAL_COLUMNS);
    offset += REAL_BYTES;
    this.ints = new Int32Array(buffer, offset, BLOCK_ROWS * INT_COLUMNS);
    this.cells = new Int32Array(buffer, offset, BLOCK_ROWS * (INT_COLUMNS + 2));
    offset += INT_BYTES;
    this.actor = new Int32Array(buffer, offset, BLOCK_ROWS);
    offset += WORD_BYTES;
    this.cause = new Int32Array(buffer, offset, BLOCK_ROWS);
    offset += WORD_BYTES;
    this.kind = new Uint16Array(buffer, offset, BLOCK_ROWS);
    this.words = new Uint32Array(buffer);
  }

  /** A block with the same first `rows` rows and nothing after them. */
  copy(rows: number): EventBlock {
    const twin = new EventBlock();
    twin.write(0, this.slice(0, rows), 0, rows);
    return twin;
  }

  /** Copies of the columns of `count` rows from `row` on. */
  slice(row: number, count: number): Omit<EventColumns, 'from' | 'texts' | 'textsFrom'> {
    const end = row + count;
    return {
      count,
      kind: this.kind.slice(row, end),
      at: this.at.slice(row, end),
      actor: this.actor.slice(row, end),
      cause: this.cause.slice(row, end),
      ints: this.ints.slice(row * INT_COLUMNS, end * INT_COLUMNS),
      reals: this.reals.slice(row * REAL_COLUMNS, end * REAL_COLUMNS),
    };
  }

  /** Overwrites `count` rows from `row` on with those of `columns` from its row `first` on. */
  write(
    row: number,
    columns: Omit<EventColumns, 'from' | 'texts' | 'textsFrom'>,
    first: number,
    count: number,
  ): void {
    const end = first + count;
    this.kind.set(columns.kind.subarray(first, end), row);
    this.at.set(columns.at.subarray(first, end), row);
    this.actor.set(columns.actor.subarray(first, end), row);
    this.cause.set(columns.cause.subarray(first, end), row);
    this.ints.set(columns.ints.subarray(first * INT_COLUMNS, end * INT_COLUMNS), row * INT_COLUMNS);
    this.reals.set(
      columns.reals.subarray(first * REAL_COLUMNS, end * REAL_COLUMNS),
      row * REAL_COLUMNS,
    );
  }
}
