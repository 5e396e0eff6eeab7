import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../../base/choices.ts';
import { ln } from '../../../base/maths.ts';
import known from '../../fixtures/parzenRatio.json' with { type: 'json' };
import type { Parameter } from '../../space/space.ts';
import { bestAfter, search } from '../../testing/searches.testing.ts';
import { testFunctionNamed } from '../../testFunctions/catalog.ts';
import { evaluateAt, spaceOf } from '../../testFunctions/testFunction.ts';
import type { Trial } from '../../trial.ts';
import type { SamplerSetting } from '../samplers.ts';
import { byCount, byNeighbours, drawFrom, kernelsOf, multiplyDensities } from './parzen.ts';
import { TPE_DEFAULT, goodCount, mixtureWeights, tpeSampler } from './tpe.ts';

const UNIT: Parameter = { kind: 'float', name: 'x', low: 0, high: 1, scale: 'linear' };
const CHOICE: Parameter = { kind: 'categorical', name: 'c', choices: ['a', 'b', 'c', 'd'] };

/** A mixture of equal weights, prior included. */
function logDensity(places: readonly number[], x: number): number {
  const kernels = kernelsOf(UNIT, places, () => places.map(() => 0.1));
  const densities = new Float64Array(places.length + 1).fill(1 / (places.length + 1));
  multiplyDensities(UNIT, kernels, x, densities);
  return ln(densities.reduce((sum, density) => sum + density, 0));
}

describe('densities', () => {
  test('OPT-13 both densities and their ratio are as worked out elsewhere', () => {
    known.queries.forEach((x, i) => {
      const good = logDensity(known.good, x);
      const bad = logDensity(known.bad, x);
      expect(Math.abs(good - known.log_l[i]!)).toBeLessThan(1e-9);
      expect(Math.abs(bad - known.log_g[i]!)).toBeLessThan(1e-9);
      expect(Math.abs(good - bad - known.score[i]!)).toBeLessThan(1e-9);
    });
  });

  test('OPT-13 the better trials are a tenth, rounded up, and at most 25', () => {
    for (const [trials, count] of Object.entries(known.gamma_optuna))
      expect(goodCount(Number(trials), 0.1)).toBe(count);
    expect(goodCount(1, 0.1)).toBe(1);
  });

  test('every kind of parameter has a density that sums to 1', () => {
    const total = (parameter: Parameter, values: readonly (number | string)[], each: number) =>
      values.reduce<number>((sum, value) => {
        const kernels = kernelsOf(parameter, [0.1, undefined, 0.52, 0.5], byNeighbours);
        const densities = new Float64Array(5).fill(1 / 5);
        multiplyDensities(parameter, kernels, value, densities);
        return sum + each * densities.reduce((so, density) => so + density, 0);
      }, 0);
    const whole: Parameter = { kind: 'integer', name: 'n', low: 1, high: 20, scale: 'log' };
    const middles = Array.from({ length: 2_000 }, (_, i) => (i + 0.5) / 2_000);
    expect(total(UNIT, middles, 1 / 2_000)).toBeCloseTo(1, 6);
    const all = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(total(whole, all, 1)).toBeCloseTo(1, 12);
    expect(total(CHOICE, ['a', 'b', 'c', 'd'], 1)).toBeCloseTo(1, 12);
  });

  test('kernels reach to their further neighbour, the middle counting as one', () => {
    expect(byNeighbours([0.1, 0.6, 0.9]).map((width) => Number(width.toFixed(12)))).toEqual([
      0.4, 0.3, 0.3,
    ]);
    expect(byNeighbours([0.5])).toEqual([1 / 3]);
    expect(byNeighbours([])).toEqual([]);
    expect(byCount(2)([0.5, 0.6])[0]).toBe(0.25);
    expect(byCount(1)(Array.from({ length: 32 }, () => 0.5))[0]).toBeCloseTo(0.1, 12);
  });

  test('the better trials weigh by how much they better the best of the others', () => {
    const trial = (id: number, ...values: number[]): Trial => ({
      id,
      assignment: {},
      state: 'complete',
      values,
      intermediates: [],
    });
    const two = [trial(0, 1), trial(1, 4)];
    expect(Array.from(mixtureWeights(two, 5))).toEqual([1.6, 0.4, 1].map((weight) => weight / 3));
    for (const bar of [undefined, Infinity, 1])
      expect(Array.from(mixtureWeights(two, bar))).toEqual([1, 1, 1].map((weight) => weight / 3));
    expect(Array.from(mixtureWeights([], 5))).toEqual([1]);
  });

  test('draws follow the density', () => {
    const choices = SeededChoices.named(1, 'draws');
    const kernels = kernelsOf(CHOICE, [0.1, 0.1, 0.9], byNeighbours);
    const drawn = Array.from({ length: 4_000 }, () => drawFrom(CHOICE, kernels, 0, choices));
    // One seen and a prior of 1/4 for each of four choices: 1.25 of 2.
    expect(drawn.filter((value) => value === 'a').length / 4_000).toBeCloseTo(0.625, 1);
  });
});

test('OPT-13 running and failed trials are among the others, so the next goes elsewhere', () => {
  const state = tpeSampler.begin(TPE_DEFAULT, { space: { parameters: [UNIT] }, objectives: 1 });
  const trial = (id: number, x: number, kind: Trial['state']): Trial => ({
    id,
    assignment: { x },
    state: kind,
    values: kind === 'complete' ? [Math.abs(x - 0.3)] : [],
    intermediates: [],
  });
  const done = Array.from({ length: 20 }, (_, i) => trial(i, (i + 0.5) / 20, 'complete'));
  const near = (others: readonly Trial[]): number => {
    const choices = SeededChoices.named(1, 'near');
    const asked = Array.from({ length: 60 }, () =>
      tpeSampler.ask(state, { trialId: 99, trials: [...done, ...others], choices }),
    );
    return asked.filter(
      (one) => one.kind === 'assignment' && Math.abs((one.assignment['x'] as number) - 0.3) < 0.06,
    ).length;
  };
  const there = (kind: Trial['state']) =>
    Array.from({ length: 12 }, (_, i) => trial(20 + i, 0.3 + (i - 6) / 200, kind));
  const alone = near([]);
  expect(near(there('running'))).toBeLessThan(alone / 2);
  expect(near(there('failed'))).toBeLessThan(alone / 2);
});

test.each([
  ['branin', 2, false],
  ['hartmann3', 3, false],
  ['rosenbrock', 3, true],
] as const)('it comes closer than chance on %s', (name, dimensions, isMultivariate) => {
  const one = testFunctionNamed(name)!;
  const space = spaceOf(one, dimensions);
  const regrets = (setting: SamplerSetting): number[] =>
    [1, 2, 3, 4, 5, 6, 7].map((seed) => {
      const evaluate = (x: Parameters<typeof evaluateAt>[1]) => evaluateAt(one, x);
      const trials = search(setting, { space, evaluate, trials: 60, seed });
      return bestAfter(trials, 60) - one.optimum(dimensions);
    });
  const middle = (values: number[]): number => values.toSorted((x, y) => x - y)[3]!;
  const learned = middle(regrets({ ...TPE_DEFAULT, isMultivariate }));
  const byChance = middle(regrets({ kind: 'random', sequence: 'uniform' }));
  expect(learned).toBeLessThan(byChance / 2);
});
