import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binned } from './histogram.ts';

test('values are counted in bins of a round width, from the least on', () => {
  const { x, y } = binned([12_000, 13_000, 13_999, 47_000], 4);
  expect([...x].slice(0, 3)).toEqual([12_000, 14_000, 16_000]);
  expect([...y].slice(0, 3)).toEqual([3, 0, 0]);
  expect([x.at(-2), y.at(-2)]).toEqual([46_000, 1]);
  expect([x.at(-1), y.at(-1)]).toEqual([48_000, 0]);
});

test('no value is lost, and each lies in its bin', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: 1 }), (values) => {
      const { x, y } = binned(values, values.length);
      expect(y.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(y.length).toBeLessThanOrEqual(25);
      [...x].slice(0, -1).forEach((from, bin) => {
        const to = x[bin + 1] ?? Number.NaN;
        expect(values.filter((value) => value >= from && value < to)).toHaveLength(y[bin] ?? -1);
      });
    }),
  );
});

test('only what had happened counts', () => {
  expect([...binned([5, 5, 900], 2).y]).toEqual([2, 0]);
  expect(binned([], 0).x).toHaveLength(0);
});
