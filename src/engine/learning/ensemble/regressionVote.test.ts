import { expect, test } from 'vitest';
import fixture from '../fixtures/weightedMeanVariance.json' with { type: 'json' };
import { inverseVarianceMean, mixtureVariance, weightedMeanVote } from './regressionVote.ts';

function expectNear(actual: number | undefined, wanted: number): void {
  expect(Math.abs(actual! - wanted)).toBeLessThanOrEqual(Math.max(fixture.tolerance, 2e-14));
}

test('mean, variances and median are those of the fixture', () => {
  const { values, weights, agent_variances: variances } = fixture;
  const outcome = weightedMeanVote(values, weights)!;
  expectNear(outcome.mean, fixture.mean);
  expectNear(outcome.variance, fixture.var_pop);
  expectNear(outcome.varianceUnbiased, fixture.var_unbiased);
  expectNear(outcome.uncertainty, Math.sqrt(fixture.var_pop));
  expectNear(outcome.median, fixture.weighted_median);
  expectNear(mixtureVariance(values, variances, weights), fixture.var_mixture);
  const inverse = inverseVarianceMean(values, variances);
  expectNear(inverse.mean, fixture.inverse_variance_mean);
  expectNear(inverse.variance, fixture.inverse_variance_var);
});

test('weights need not sum to 1', () => {
  const tenfold = fixture.weights.map((weight) => weight * 10);
  expectNear(weightedMeanVote(fixture.values, tenfold)!.variance, fixture.var_pop);
});

test('members without an answer are left out; with one left there is no doubt to measure', () => {
  const outcome = weightedMeanVote([undefined, 4, undefined], [1, 0.3, 1])!;
  expect(outcome).toEqual({
    mean: 4,
    variance: 0,
    varianceUnbiased: undefined,
    uncertainty: 0,
    median: 4,
  });
  expect(weightedMeanVote([undefined], [1])).toBeUndefined();
});

test('the median takes a half that lacks its last digit for a half', () => {
  // In doubles 0.1 + 0.2 + 0.2 is a half, but thirds and sixths fall short of it.
  expect(weightedMeanVote([1, 2, 3], [1 / 6, 1 / 3, 1 / 2])!.median).toBe(2);
  expect(weightedMeanVote([3, 1, 2], [0.4, 0.5, 0.1])!.median).toBe(1);
});
