/**
 * What it is: sums of products of two matrices, the inner work of learners that go down a gradient.
 * Bits: each cell adds its products one after another in the order of `terms`, beginning from what it held, so a
 * block of cells gives the same digits as one cell at a time; only how many chains of additions run beside each other
 * differs, which is what makes it several times faster.
 * Cost: rows × columns × terms.
 */

/** Where a matrix lies in an array: its first cell, and how far apart its neighbours are. */
export interface Factor {
  readonly values: Float64Array;
  readonly start: number;
  /** From one row of the result to the next; for the right factor, from one column to the next. */
  readonly across: number;
  /** From one term of the sum to the next. */
  readonly along: number;
}

/** What is added to: rows × columns, and how far apart neighbours in a column and in a row are. */
export interface Sums {
  readonly values: Float64Array;
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  readonly down: number;
  readonly over: number;
}

/** Adds to every cell (i, j) of `sums` the products left(i, k) × right(k, j) for k in [0, terms). */
export function addProducts(sums: Sums, left: Factor, right: Factor, terms: number): void {
  const { rows, columns, down, over } = sums;
  const tall = rows - (rows % 2);
  const wide = columns - (columns % 4);
  for (let row = 0; row < tall; row += 2) {
    for (let column = 0; column < wide; column += 4)
      addEight(sums, left, right, terms, row, column);
  }
  if (columns > wide && rows >= 4 && columns - wide >= 2) {
    // What is left at the right, seen from the side, has rows enough for blocks.
    const rest = {
      values: sums.values,
      start: sums.start + wide * over,
      rows: columns - wide,
      columns: rows,
      down: over,
      over: down,
    };
    addProducts(rest, { ...right, start: right.start + wide * right.across }, left, terms);
  } else {
    for (let row = 0; row < tall; row++)
      for (let column = wide; column < columns; column++)
        addOne(sums, left, right, terms, row, column);
    if (rows > tall)
      for (let column = wide; column < columns; column++)
        addOne(sums, left, right, terms, tall, column);
  }
  if (rows > tall)
    for (let column = 0; column < wide; column++) addOne(sums, left, right, terms, tall, column);
}

/** A block of two rows and four columns. */
function addEight(
  sums: Sums,
  left: Factor,
  right: Factor,
  terms: number,
  row: number,
  column: number,
): void {
  const { values: out, over: o } = sums;
  const upper = sums.start + row * sums.down + column * o;
  const lower = upper + sums.down;
  let a0 = out[upper] as number;
  let a1 = out[upper + o] as number;
  let a2 = out[upper + 2 * o] as number;
  let a3 = out[upper + 3 * o] as number;
  let b0 = out[lower] as number;
  let b1 = out[lower + o] as number;
  let b2 = out[lower + 2 * o] as number;
  let b3 = out[lower + 3 * o] as number;
  const { values: from, along: step, across: under } = left;
  const { values: by, along: next, across: beside } = right;
  let i = left.start + row * under;
  let j = right.start + column * beside;
  for (let k = 0; k < terms; k++) {
    const x = from[i] as number;
    const y = from[i + under] as number;
    const w0 = by[j] as number;
    const w1 = by[j + beside] as number;
    const w2 = by[j + 2 * beside] as number;
    const w3 = by[j + 3 * beside] as number;
    a0 += x * w0;
    a1 += x * w1;
    a2 += x * w2;
    a3 += x * w3;
    b0 += y * w0;
    b1 += y * w1;
    b2 += y * w2;
    b3 += y * w3;
    i += step;
    j += next;
  }
  out[upper] = a0;
  out[upper + o] = a1;
  out[upper + 2 * o] = a2;
  out[upper + 3 * o] = a3;
  out[lower] = b0;
  out[lower + o] = b1;
  out[lower + 2 * o] = b2;
  out[lower + 3 * o] = b3;
}

function addOne(
  sums: Sums,
  left: Factor,
  right: Factor,
  terms: number,
  row: number,
  column: number,
): void {
  const at = sums.start + row * sums.down + column * sums.over;
  let sum = sums.values[at] as number;
  let i = left.start + row * left.across;
  let j = right.start + column * right.across;
  for (let k = 0; k < terms; k++) {
    sum += (left.values[i] as number) * (right.values[j] as number);
    i += left.along;
    j += right.along;
  }
  sums.values[at] = sum;
}
