import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../../base/choices.ts';
import { exp, ln } from '../../../base/maths.ts';
import acquisition from '../../fixtures/acquisition.json' with { type: 'json' };
import known from '../../fixtures/gaussianProcess.json' with { type: 'json' };
import { testFunctionNamed } from '../../testFunctions/catalog.ts';
import { evaluateAt, spaceOf } from '../../testFunctions/testFunction.ts';
import { bestAfter, search } from '../../testing/searches.testing.ts';
import { hasSettled, joinFreshStart } from './freshStart.ts';
import { GAUSSIAN_PROCESS_DEFAULT } from './gaussianProcess.ts';
import { logImprovement } from './improvement.ts';
import { addLikelihoodSlope, learnProcess, predict, predictSlopes, roomFor } from './process.ts';
import type { Observations } from './process.ts';
import { scalarise, standardise } from './scaling.ts';

const THREE: Observations = {
  rows: 3,
  columns: 1,
  points: Float64Array.from(known.X),
  values: Float64Array.from(known.y),
};
const THETA = Float64Array.of(ln(0.3), 0, ln(1e-6));

describe('process', () => {
  test('OPT-14 believes what the reference believes', () => {
    const process = learnProcess(THREE, THETA)!;
    expect(process.logLikelihood).toBeCloseTo(known.matern52.log_marginal_likelihood, 8);
    known.query.forEach((x, i) => {
      const { mean, variance } = predict(process, [x]);
      expect(Math.abs(mean - known.matern52.mean[i]!)).toBeLessThan(1e-7);
      expect(Math.abs(variance - known.matern52.var[i]!)).toBeLessThan(1e-7);
      const { log } = logImprovement(mean, Math.sqrt(variance), -0.5);
      expect(Math.abs(exp(log) - known.matern52['ei_best_-0.5'][i]!)).toBeLessThan(1e-7);
    });
  });

  const choices = SeededChoices.named(1, 'process');
  const random = (count: number) => Float64Array.from({ length: count }, () => choices.fraction());
  const many: Observations = { rows: 12, columns: 3, points: random(36), values: random(12) };
  const theta = Float64Array.of(ln(0.4), ln(0.9), ln(0.2), ln(1.7), ln(0.01));

  test('OPT-14 the slope of the likelihood is that of its values', () => {
    const slope = new Float64Array(5);
    addLikelihoodSlope(learnProcess(many, theta)!, slope);
    slope.forEach((own, i) => {
      const at = (step: number): number =>
        learnProcess(many, theta.with(i, theta[i]! + step))!.logLikelihood;
      expect(own).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5);
    });
  });

  test('OPT-14 the slopes of the belief are those of its values', () => {
    const process = learnProcess(many, theta)!;
    const point = random(3);
    const room = roomFor(process);
    const { ofMean, ofVariance } = room;
    expect(predictSlopes(process, point, room)).toEqual(predict(process, point));
    point.forEach((x, i) => {
      const at = (step: number) => predict(process, point.with(i, x + step));
      expect(ofMean[i]).toBeCloseTo((at(1e-5).mean - at(-1e-5).mean) / 2e-5, 6);
      expect(ofVariance[i]).toBeCloseTo((at(1e-5).variance - at(-1e-5).variance) / 2e-5, 6);
    });
  });

  test('the same point twice is learned from all the same', () => {
    const twice = {
      rows: 2,
      columns: 1,
      points: Float64Array.of(0.5, 0.5),
      values: Float64Array.of(1, 1),
    };
    const process = learnProcess(twice, Float64Array.of(0, 0, ln(1e-30)))!;
    expect(predict(process, [0.5]).mean).toBeCloseTo(1, 6);
  });
});

describe('improvement', () => {
  test.each(acquisition.rows)(
    'OPT-14 is $ei, as a logarithm $log_ei, for mean $mu, deviation $sigma, best $best',
    ({ mu, sigma, best, ei, log_ei: log }) => {
      const improvement = logImprovement(mu, sigma, best);
      expect(Math.abs(improvement.log - log) / Math.abs(log)).toBeLessThan(1e-9);
      expect(Math.abs(exp(improvement.log) - ei)).toBeLessThan(1e-9);
    },
  );

  test.each([3, 0, -3, -24.999, -25.001, -40, -1000])(
    'OPT-14 has the slopes of its values, %f deviations away',
    (z) => {
      const { byMean, byDeviation, log } = logImprovement(-z * 0.7, 0.7, 0);
      const step = 1e-5;
      const at = (mean: number, deviation: number): number =>
        logImprovement(-z * 0.7 + mean, 0.7 + deviation, 0).log;
      const scale = 1e-6 * Math.max(1, Math.abs(byMean), Math.abs(byDeviation));
      expect(log).toBeGreaterThan(-Infinity);
      expect(Math.abs((at(step, 0) - at(-step, 0)) / 2 / step - byMean)).toBeLessThan(scale);
      expect(Math.abs((at(0, step) - at(0, -step)) / 2 / step - byDeviation)).toBeLessThan(scale);
    },
  );
});

describe('scaling', () => {
  test('values have mean 0 and deviation 1; equal ones are all 0', () => {
    expect(Array.from(standardise([1, 3]))).toEqual([-1, 1]);
    expect(Array.from(standardise([2, 2, 2]))).toEqual([0, 0, 0]);
  });

  test('a weighting ranks a point before those that it dominates', () => {
    const choices = SeededChoices.named(1, 'weights');
    for (let i = 0; i < 50; i++) {
      const [one, other, worst] = scalarise(
        [
          [1, 2],
          [2, 3],
          [9, 9],
        ],
        choices,
      );
      expect(one).toBeLessThan(other!);
      expect(other).toBeLessThan(worst!);
    }
  });
});

test.each([
  ['branin', 2, 30, 0.01],
  ['hartmann3', 3, 30, 0.02],
] as const)(
  'it comes near the optimum of %s in a few trials',
  (name, dimensions, trials, regret) => {
    const one = testFunctionNamed(name)!;
    const space = spaceOf(one, dimensions);
    const regrets = [1, 2, 3].map((seed) => {
      const evaluate = (x: Parameters<typeof evaluateAt>[1]) => evaluateAt(one, x);
      const done = search(GAUSSIAN_PROCESS_DEFAULT, { space, evaluate, trials, seed });
      return bestAfter(done, trials) - one.optimum(dimensions);
    });
    expect(regrets.toSorted((x, y) => x - y)[1]).toBeLessThan(regret);
  },
);

describe('a fresh start', () => {
  const values = Float64Array.from({ length: 31 }, (_, i) => i / 10);

  test('OPT-18 begins when a process that is sure expects next to nothing', () => {
    // The best is 1.5 below the median; three hundredths of that are 0.045.
    expect(hasSettled(values, 1e-6, 0.044)).toBe(true);
    expect(hasSettled(values, 1e-6, 0.046)).toBe(false);
    expect(hasSettled(values, 1e-2, 0.044)).toBe(false);
    expect(hasSettled(values.subarray(0, 29), 1e-6, 0)).toBe(false);
  });

  test('OPT-18 knows its own trials alone, and gives way to another once it has found the best', () => {
    const fresh = { trials: [] as number[] };
    const known = [3, 2, 5].map((loss, id) => ({ id, loss }));
    expect(joinFreshStart(fresh, known, 4)).toEqual([]);
    known.push({ id: 4, loss: 2.5 });
    expect(joinFreshStart(fresh, known, 6)).toEqual([{ id: 4, loss: 2.5 }]);
    expect(fresh.trials).toEqual([4, 6]);
    known.push({ id: 6, loss: 1 });
    expect(joinFreshStart(fresh, known, 8)).toEqual([]);
    expect(fresh.trials).toEqual([8]);
  });

  test('OPT-18 leaves the second lowest valley of hartmann6, where the first search has settled', () => {
    const hartmann = testFunctionNamed('hartmann6')!;
    const trials = search(GAUSSIAN_PROCESS_DEFAULT, {
      space: spaceOf(hartmann, 6),
      evaluate: (assignment) => evaluateAt(hartmann, assignment),
      trials: 100,
      seed: 1005,
    });
    const second = 0.119;
    expect(bestAfter(trials, 75) - hartmann.optimum(6)).toBeGreaterThan(second);
    expect(bestAfter(trials, 100) - hartmann.optimum(6)).toBeLessThan(0.01);
  });
});
