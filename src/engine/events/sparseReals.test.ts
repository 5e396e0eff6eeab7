import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashWords, WordHash } from '../base/digest.ts';
import { REAL_COLUMNS } from './shape.ts';
import { SparseReals } from './sparseReals.ts';

const ROWS = 96;
/** Mostly rows without reals; -0 is not without. */
const dense = fc
  .array(fc.constantFrom(0, 0, 0, 0, -0, 1.5, -1e12), {
    minLength: ROWS * REAL_COLUMNS,
    maxLength: ROWS * REAL_COLUMNS,
  })
  .map((values) => Float64Array.from(values));

test('reals of few rows are read, cut out and hashed as if every row had some', () => {
  fc.assert(
    fc.property(dense, fc.nat(ROWS), fc.nat(ROWS), (whole, x, y) => {
      const [from, to] = x < y ? [x, y] : [y, x];
      const reals = new SparseReals();
      reals.write(0, whole, 0, from);
      reals.write(from, whole, from, ROWS - from);
      const bits = (values: Float64Array): Uint32Array => new Uint32Array(values.slice().buffer);
      const read = Float64Array.from(whole, (_, i) => reals.at(i >> 1, i & 1));
      expect(bits(read)).toEqual(bits(whole));
      const part = reals.slice(from, to - from);
      expect(bits(part)).toEqual(bits(whole.slice(from * REAL_COLUMNS, to * REAL_COLUMNS)));
      const words = bits(whole);
      const hash = new WordHash(words.length, 3);
      reals.hashInto(hash, words.length);
      expect(hash.close(new Uint32Array(0))).toEqual(hashWords(words, words.length, 3));
    }),
    { numRuns: 50 },
  );
});
