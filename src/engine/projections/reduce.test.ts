import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reducePoints } from './reduce.ts';

const points = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    { minLength: 1, maxLength: 3_000 },
  )
  .map((list) => list.toSorted((a, b) => a[0] - b[0]));

test('reduced points keep the ends, the extremes and the order, and are few', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 8, max: 300 }), (list, most) => {
      const x = list.map((point) => point[0]);
      const y = list.map((point) => point[1]);
      const reduced = reducePoints(x, y, list.length, most);
      expect(reduced.x.length).toBe(reduced.y.length);
      expect(reduced.x.length).toBeLessThanOrEqual(Math.max(most, 4));
      expect(reduced.x[0]).toBe(x[0]);
      expect(reduced.x[reduced.x.length - 1]).toBe(x[x.length - 1]);
      expect(Math.max(...reduced.y)).toBe(Math.max(...y));
      expect(Math.min(...reduced.y)).toBe(Math.min(...y));
      for (let i = 1; i < reduced.x.length; i++)
        expect(reduced.x[i]).toBeGreaterThanOrEqual(reduced.x[i - 1] as number);
      const known = new Set(list.map((point) => `${point[0]}/${point[1]}`));
      for (let i = 0; i < reduced.x.length; i++)
        expect(known.has(`${reduced.x[i]}/${reduced.y[i]}`)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('few points are given as they are', () => {
  expect(reducePoints([1, 2, 3], [5, 4, 6], 3, 10)).toEqual({
    x: Float64Array.of(1, 2, 3),
    y: Float64Array.of(5, 4, 6),
  });
});
