import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';

const limits = { iterationsMax: 500, gradientMax: 1e-9 };

test('finds the bottom of a long narrow bowl', () => {
  const found = minimise(
    (point, gradient) => {
      let value = 0;
      point.forEach((x, i) => {
        const steepness = 10 ** i;
        gradient[i] = steepness * (x - i);
        value += 0.5 * steepness * (x - i) * (x - i);
      });
      return value;
    },
    new Float64Array(5),
    limits,
  );
  expect(found.isConverged).toBe(true);
  found.point.forEach((x, i) => expect(x).toBeCloseTo(i, 8));
});

test('follows the curved valley of Rosenbrock to its end', () => {
  const found = minimise(
    ([x = 0, y = 0], gradient) => {
      gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
      gradient[1] = 200 * (y - x * x);
      return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    },
    Float64Array.of(-1.2, 1),
    limits,
  );
  expect(found.isConverged).toBe(true);
  expect(found.iterations).toBeLessThan(80);
  expect(found.point[0]).toBeCloseTo(1, 7);
  expect(found.point[1]).toBeCloseTo(1, 7);
});

test('says when the bound on iterations ended the search, and leaves the start alone', () => {
  const start = Float64Array.of(100);
  const found = minimise(
    ([x = 0], gradient) => {
      gradient[0] = 4 * x * x * x;
      return x * x * x * x;
    },
    start,
    { iterationsMax: 2, gradientMax: 1e-9 },
  );
  expect(found.isConverged).toBe(false);
  expect(found.iterations).toBe(2);
  expect(found.value).toBeLessThan(1e8);
  expect(start[0]).toBe(100);
});
