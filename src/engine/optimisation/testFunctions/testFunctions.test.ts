import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { minimise } from '../../learning/descent/minimise.ts';
import { assignmentAt } from '../space/encoding.ts';
import { spaceProblems } from '../space/checks.ts';
import { TEST_FUNCTIONS, testFunctionNamed } from './catalog.ts';
import { evaluateAt, rangeOf, spaceOf } from './testFunction.ts';

describe.each(TEST_FUNCTIONS.map((one) => [one.name, one] as const))('%s', (name, one) => {
  const sizes = one.dimensions.isFixed
    ? [one.dimensions.least]
    : [one.dimensions.least, one.dimensions.least + 1, 7];

  test.each(sizes)('is least where it says, in %i dimensions', (dimensions) => {
    expect(testFunctionNamed(name)).toBe(one);
    const at = one.minimiser(dimensions);
    const optimum = one.optimum(dimensions);
    expect(at).toHaveLength(dimensions);
    at.forEach((x, i) => {
      const [low, high] = rangeOf(one, i);
      expect(x).toBeGreaterThanOrEqual(low);
      expect(x).toBeLessThanOrEqual(high);
    });
    expect(Math.abs(one.evaluate(at) - optimum)).toBeLessThan(1e-7);
    const space = spaceOf(one, dimensions);
    expect(spaceProblems(space)).toEqual([]);
    const choices = SeededChoices.named(1, name);
    const values = Array.from({ length: 1_000 }, () => {
      const point = Float64Array.from({ length: dimensions }, () => choices.fraction());
      return evaluateAt(one, assignmentAt(space, point));
    });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(optimum);
  });

  test.each(sizes.slice(0, 2))('has no lower place nearby, in %i dimensions', (dimensions) => {
    const start = Float64Array.from(one.minimiser(dimensions), (x) => x + 0.01);
    const slopes = (point: Float64Array, gradient: Float64Array): number => {
      for (let i = 0; i < dimensions; i++) {
        const moved = Float64Array.from(point);
        moved[i] = point[i]! + 1e-6;
        const above = one.evaluate(moved);
        moved[i] = point[i]! - 1e-6;
        gradient[i] = (above - one.evaluate(moved)) / 2e-6;
      }
      return one.evaluate(point);
    };
    const { value } = minimise(slopes, start, { iterationsMax: 100, gradientMax: 1e-9 });
    expect(value).toBeGreaterThan(one.optimum(dimensions) - 1e-9);
    expect(value).toBeLessThan(one.optimum(dimensions) + (name === 'ackley' ? 1e-2 : 1e-6));
  });
});

test('values known elsewhere', () => {
  const at = (name: string, x: readonly number[]): number => testFunctionNamed(name)!.evaluate(x);
  expect(at('branin', [0, 0])).toBeCloseTo(55.602112642270264, 10);
  expect(at('rosenbrock', [0, 0, 0])).toBe(2);
  expect(at('rastrigin', [0.5, 0.5])).toBeCloseTo(40.5, 10);
  expect(at('goldsteinPrice', [0, 0])).toBe(600);
  expect(at('himmelblau', [0, 0])).toBe(170);
  expect(at('beale', [0, 0])).toBeCloseTo(14.203125, 12);
  expect(testFunctionNamed('none')).toBeUndefined();
});
