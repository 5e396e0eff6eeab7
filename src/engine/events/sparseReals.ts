/**
 * What it is: the real columns of a block of rows of which few have reals.
 * Shapes: `rows` are the rows that have some, ascending; `values` has two places for each of them. The others are zero.
 * Cost: reading is a search by halves, writing behind the last row a step; 18 bytes for a row that has reals.
 */

import type { WordHash } from '../base/digest.ts';
import { REAL_COLUMNS } from './shape.ts';

/** What a block begins with: nothing is ever written to these. */
const NO_ROWS = new Uint16Array(0);
const NO_VALUES = new Float64Array(0);
/** Of a row's reals: a stripe of the hash. */
const ROW_WORDS = REAL_COLUMNS * 2;
/** Rows that there is room for at first. */
const ROWS_FIRST = 16;

/** The reals of the rows of a block; see the head of the file. */
export class SparseReals {
  private rows = NO_ROWS;
  private values = NO_VALUES;
  private count = 0;

  /** The real in a column of a row. */
  at(row: number, column: number): number {
    const place = this.placeFrom(row);
    if (place === this.count || this.rows[place] !== row) return 0;
    return this.values[place * REAL_COLUMNS + column] as number;
  }

  /** Adds the reals of a row behind all that have any. */
  add(row: number, first: number, second: number): void {
    if (this.count === this.rows.length) this.grow();
    const place = this.count++;
    this.rows[place] = row;
    this.values[place * REAL_COLUMNS] = first;
    this.values[place * REAL_COLUMNS + 1] = second;
  }

  /** The reals of `count` rows from `row` on, those of rows without any too. */
  slice(row: number, count: number): Float64Array {
    const dense = new Float64Array(count * REAL_COLUMNS);
    for (let place = this.placeFrom(row); place < this.count; place++) {
      const at = ((this.rows[place] as number) - row) * REAL_COLUMNS;
      if (at >= dense.length) break;
      for (let column = 0; column < REAL_COLUMNS; column++)
        dense[at + column] = this.values[place * REAL_COLUMNS + column] as number;
    }
    return dense;
  }

  /** Adds `count` rows from `row` on behind all others, with the reals that `dense` has from its row `from` on. */
  write(row: number, dense: Float64Array, from: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const first = dense[(from + i) * REAL_COLUMNS] as number;
      const second = dense[(from + i) * REAL_COLUMNS + 1] as number;
      // -0 is not all zero bits.
      if (!Object.is(first, 0) || !Object.is(second, 0)) this.add(row + i, first, second);
    }
  }

  /** Lets a hash take in the reals of all rows, `words` words in all. */
  hashInto(hash: WordHash, words: number): void {
    const bits = new Uint32Array(this.values.buffer);
    let taken = 0;
    for (let place = 0; place < this.count; place++) {
      const at = (this.rows[place] as number) * ROW_WORDS;
      hash.takeZeros(at - taken);
      hash.take(bits, place * ROW_WORDS, (place + 1) * ROW_WORDS);
      taken = at + ROW_WORDS;
    }
    hash.takeZeros(words - taken);
  }

  /** The first place whose row is `row` or a later one. */
  private placeFrom(row: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle] as number) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const room = Math.max(ROWS_FIRST, this.rows.length * 2);
    const { rows, values } = this;
    this.rows = new Uint16Array(room);
    this.rows.set(rows);
    this.values = new Float64Array(room * REAL_COLUMNS);
    this.values.set(values);
  }
}
