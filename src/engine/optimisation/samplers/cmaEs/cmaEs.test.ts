import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../../base/choices.ts';
import known from '../../fixtures/cmaEs.json' with { type: 'json' };
import type { SearchSpace } from '../../space/space.ts';
import { testFunctionNamed } from '../../testFunctions/catalog.ts';
import { evaluateAt, spaceOf } from '../../testFunctions/testFunction.ts';
import { bestAfter, search } from '../../testing/searches.testing.ts';
import type { Trial } from '../../trial.ts';
import { CMA_ES_DEFAULT, cmaEsSampler } from './cmaEs.ts';
import { adapt, defaultPopulation, newDistribution, strategyFor } from './distribution.ts';

const near = (actual: ArrayLike<number>, wanted: ArrayLike<number>): void => {
  expect(actual).toHaveLength(wanted.length);
  Array.from(actual).forEach((x, i) => expect(Math.abs(x - wanted[i]!)).toBeLessThan(1e-9));
};

describe('distribution', () => {
  test.each(known.params)('OPT-16 has the defaults of the tutorial in $n dimensions', (row) => {
    const strategy = strategyFor(row.n, defaultPopulation(row.n));
    expect([strategy.population, strategy.parents]).toEqual([row.lambda_, row.mu]);
    near(strategy.weights, row.weights);
    near(
      [strategy.effective, strategy.rankOne, strategy.rankMany, strategy.stepRate],
      [row.mueff, row.c1, row.cmu, row.c_sigma],
    );
    near(
      [strategy.stepDamping, strategy.pathRate, strategy.expectedLength],
      [row.d_sigma, row.c_c, row.chi_n],
    );
  });

  test('OPT-16 one update gives what the reference gives', () => {
    const { points, values, ...after } = known.update;
    const distribution = newDistribution(Float64Array.of(0, 0), 0.5);
    const order = points.map((_, i) => i).sort((i, k) => values[i]! - values[k]!);
    const steps = order.map((i) => Float64Array.from(points[i]!, (x) => x / 0.5));
    adapt(distribution, strategyFor(2, 6), steps);
    near(distribution.mean, after.mean_after);
    near([distribution.step], [after.sigma_after]);
    near(distribution.covariance, after.C_after.flat());
    near(distribution.stepPath, after.p_sigma);
    near(distribution.covariancePath, after.p_c);
  });
});

const middleRegret = (
  name: string,
  dimensions: number,
  trials: number,
  workers: number,
): number => {
  const one = testFunctionNamed(name)!;
  const space = spaceOf(one, dimensions);
  const evaluate = (x: Parameters<typeof evaluateAt>[1]) => evaluateAt(one, x);
  const regrets = [1, 2, 3, 4, 5].map((seed) => {
    const done = search(CMA_ES_DEFAULT, { space, evaluate, trials, seed, workers });
    return bestAfter(done, trials) - one.optimum(dimensions);
  });
  return regrets.toSorted((x, y) => x - y)[2]!;
};

test.each([
  ['sphere', 3, 400, 1, 1e-6],
  ['sphere', 3, 600, 9, 1e-4],
  ['rosenbrock', 2, 600, 1, 1e-3],
] as const)(
  'it comes down %s in %i dimensions, %i trials, %i workers',
  (name, n, trials, workers, to) => {
    expect(middleRegret(name, n, trials, workers)).toBeLessThan(to);
  },
);

const PLANE: SearchSpace = {
  parameters: [
    { kind: 'float', name: 'x', low: 0, high: 1, scale: 'linear' },
    { kind: 'float', name: 'y', low: 0, high: 1, scale: 'linear' },
  ],
};

test('OPT-16 an optimum in a corner is reached', () => {
  const evaluate = ({ x, y }: Trial['assignment']): number => (x as number) - 2 * (y as number);
  const trials = search(CMA_ES_DEFAULT, { space: PLANE, evaluate, trials: 300, seed: 2 });
  expect(bestAfter(trials, 300)).toBeLessThan(-1.99);
});

test('OPT-16 more may be out than a generation has, and lost ones do not hold it up', () => {
  const state = cmaEsSampler.begin(CMA_ES_DEFAULT, { space: PLANE, objectives: 1 });
  const choices = SeededChoices.named(1, 'out');
  const trials = Array.from({ length: 20 }, (_, trialId): Trial => {
    const asked = cmaEsSampler.ask(state, { trialId, trials: [], choices });
    if (asked.kind === 'exhausted') throw new Error('exhausted');
    const { assignment } = asked;
    const isLost = trialId % 3 === 0;
    return {
      id: trialId,
      assignment,
      state: isLost ? 'failed' : 'complete',
      values: isLost ? [] : [trialId],
      intermediates: [],
    };
  });
  for (const trial of trials.slice(0, 5)) cmaEsSampler.tell(state, trial);
  expect(state.distribution?.generation).toBe(0);
  for (const trial of trials.slice(5)) cmaEsSampler.tell(state, trial);
  expect(state.distribution?.generation).toBe(3);
  expect(state.told).toHaveLength(2);
  expect(state.out.size).toBe(0);
});

test('OPT-16 on a plateau it starts anew, with twice as many samples', () => {
  const state = cmaEsSampler.begin(CMA_ES_DEFAULT, { space: PLANE, objectives: 1 });
  const choices = SeededChoices.named(1, 'plateau');
  for (let id = 0; id < 200; id++) {
    const asked = cmaEsSampler.ask(state, { trialId: id, trials: [], choices });
    if (asked.kind === 'exhausted') throw new Error('exhausted');
    const { assignment } = asked;
    cmaEsSampler.tell(state, { id, assignment, state: 'complete', values: [1], intermediates: [] });
  }
  expect(state.strategy.population).toBe(12);
});

test('whole numbers and choices stay within reach of their neighbours', () => {
  const space: SearchSpace = {
    parameters: [
      { kind: 'integer', name: 'n', low: 0, high: 40, scale: 'linear' },
      { kind: 'float', name: 'x', low: -1, high: 1, scale: 'linear' },
    ],
  };
  const evaluate = ({ n, x }: Trial['assignment']): number =>
    Math.abs((n as number) - 33) + 10 * (x as number) * (x as number);
  const middle = [1, 2, 3, 4, 5]
    .map((seed) => bestAfter(search(CMA_ES_DEFAULT, { space, evaluate, trials: 250, seed }), 250))
    .toSorted((x, y) => x - y)[2]!;
  expect(middle).toBeLessThan(0.01);
});
