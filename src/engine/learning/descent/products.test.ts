import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { addProducts } from './products.ts';

/** One cell after another, one product after another. */
function plainly(
  start: Float64Array,
  left: Float64Array,
  right: Float64Array,
  [rows, columns, terms]: readonly [number, number, number],
): Float64Array {
  const sums = start.slice();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < terms; k++)
        sums[i * columns + j]! += left[i * terms + k]! * right[k * columns + j]!;
    }
  }
  return sums;
}

test('blocks of cells have the bits of cells by themselves, however the matrices lie', () => {
  const size = fc.integer({ min: 1, max: 11 });
  fc.assert(
    fc.property(size, size, size, fc.nat(), (rows, columns, terms, seed) => {
      const choices = SeededChoices.named(seed, 'cells');
      const matrix = (cells: number): Float64Array =>
        Float64Array.from({ length: cells }, () => 2 * choices.fraction() - 1);
      const start = matrix(rows * columns);
      const left = matrix(rows * terms);
      const right = matrix(terms * columns);
      const expected = plainly(start, left, right, [rows, columns, terms]);

      const values = Float64Array.of(7, ...start, 7);
      const sums = { values, start: 1, rows, columns, down: columns, over: 1 };
      const of = { values: left, start: 0, across: terms, along: 1 };
      const by = { values: right, start: 0, across: 1, along: columns };
      addProducts(sums, of, by, terms);
      expect(values).toEqual(Float64Array.of(7, ...expected, 7));

      // The same seen from the side: rows for columns, left for right.
      const turned = start.slice();
      const aside = {
        values: turned,
        start: 0,
        rows: columns,
        columns: rows,
        down: 1,
        over: columns,
      };
      addProducts(aside, by, of, terms);
      expect(turned).toEqual(expected);
    }),
  );
});
