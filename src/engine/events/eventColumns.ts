/**
 * What it is: the columns in which events are kept and handed over: a fixed number of rows side by side.
 * Shapes: `ints` has four and `reals` two places for each row, row-major. Rows not yet written are zero. In a block
 * all columns but the reals lie in one buffer; few kinds of event have reals, so a block keeps them of those rows alone
 * (sparseReals.ts). It is hashed as one run of words: `at`, the reals of all rows, `ints`, `actor`, `cause`, `kind`.
 * Units: `at` in Micros. Words are in the byte order of the machine, which is little-endian wherever
 * this runs; the hash says so by what it is.
 */

import { WordHash } from '../base/digest.ts';
import type { BlockHash } from '../base/digest.ts';
import { INT_COLUMNS, REAL_COLUMNS } from './shape.ts';
import { SparseReals } from './sparseReals.ts';

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

/** Tells the hashes of blocks apart from other hashes of words. */
const BLOCK_LANE = 7;
const NO_WORDS = new Uint32Array(0);

const AT_BYTES = BLOCK_ROWS * 8;
const REAL_BYTES = BLOCK_ROWS * REAL_COLUMNS * 8;
const INT_BYTES = BLOCK_ROWS * INT_COLUMNS * 4;
const WORD_BYTES = BLOCK_ROWS * 4;
const KIND_BYTES = BLOCK_ROWS * 2;

/** A block of the log, zero at first. */
export class EventBlock {
  readonly at: Float64Array;
  readonly reals = new SparseReals();
  readonly ints: Int32Array;
  readonly actor: Int32Array;
  readonly cause: Int32Array;
  readonly kind: Uint16Array;
  /** `ints`, then `actor`, then `cause`, which lie side by side, as one array: a row is written with fewer look-ups. */
  readonly cells: Int32Array;
  /** All columns but the reals as one run of words, for hashing. */
  private readonly words: Uint32Array;

  constructor() {
    const buffer = new ArrayBuffer(AT_BYTES + INT_BYTES + 2 * WORD_BYTES + KIND_BYTES);
    let offset = 0;
    this.at = new Float64Array(buffer, offset, BLOCK_ROWS);
    offset += AT_BYTES;
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

  /** The hash of all columns, rows not written included. */
  hash(): BlockHash {
    const { words, reals } = this;
    const realWords = REAL_BYTES / 4;
    const hash = new WordHash(words.length + realWords, BLOCK_LANE);
    hash.take(words, 0, AT_BYTES / 4);
    reals.hashInto(hash, realWords);
    hash.take(words, AT_BYTES / 4, words.length);
    return hash.close(NO_WORDS);
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
      reals: this.reals.slice(row, count),
    };
  }

  /** Overwrites `count` rows from `row` on, not written before, with those of `columns` from its row `first` on. */
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
    this.reals.write(row, columns.reals, first, count);
  }
}
