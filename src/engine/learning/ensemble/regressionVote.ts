/**
 * What it is: members' numbers made into one number with a measure of doubt.
 * Source: W. Cochran, "Problems Arising in the Analysis of a Series of Similar Experiments", Journal
 * of the Royal Statistical Society Supplement 4 (1937) (inverse-variance mean); the mixture variance
 * is the law of total variance, as in B. Lakshminarayanan, A. Pritzel, C. Blundell, "Simple and
 * Scalable Predictive Uncertainty Estimation Using Deep Ensembles", NeurIPS 2017, section 2.4.
 * Shapes: one value and one weight for each member; weights are normalised here.
 * Errors: undefined when no member answered.
 */

import { countingWeights } from './vote.ts';
import { normalised } from './weights.ts';

export interface RegressionOutcome {
  readonly mean: number;
  /** Σ weight × (value − mean)². */
  readonly variance: number;
  /** The same corrected for few members; undefined when one member has all the weight. */
  readonly varianceUnbiased: number | undefined;
  /** The root of `variance`. */
  readonly uncertainty: number;
  /** The least value with at least half of the weight at or below it. */
  readonly median: number;
}

/** The weighted mean of what the members say; undefined: it did not answer. */
export function weightedMeanVote(
  answers: readonly (number | undefined)[],
  weights: ArrayLike<number>,
): RegressionOutcome | undefined {
  const counting = countingWeights(answers, weights);
  if (counting === undefined) return undefined;
  const shares = normalised(counting);
  let mean = 0;
  let sharesSquared = 0;
  answers.forEach((answer, member) => {
    const share = shares[member] as number;
    mean += share * (answer ?? 0);
    sharesSquared += share * share;
  });
  let variance = 0;
  answers.forEach((answer, member) => {
    if (answer === undefined) return;
    variance += (shares[member] as number) * (answer - mean) * (answer - mean);
  });
  return {
    mean,
    variance,
    varianceUnbiased: sharesSquared < 1 ? variance / (1 - sharesSquared) : undefined,
    uncertainty: Math.sqrt(variance),
    median: weightedMedian(answers, shares),
  };
}

/** The variance of a mixture: members' own variances and their disagreement together. */
export function mixtureVariance(
  values: ArrayLike<number>,
  variances: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  const shares = normalised(weights);
  let mean = 0;
  shares.forEach((share, member) => {
    mean += share * (values[member] as number);
  });
  let variance = 0;
  shares.forEach((share, member) => {
    const distance = (values[member] as number) - mean;
    variance += share * ((variances[member] as number) + distance * distance);
  });
  return variance;
}

/** The mean in which each value counts by the inverse of its variance (all positive). */
export function inverseVarianceMean(
  values: ArrayLike<number>,
  variances: ArrayLike<number>,
): { readonly mean: number; readonly variance: number } {
  let precision = 0;
  let sum = 0;
  for (let member = 0; member < values.length; member++) {
    const own = 1 / (variances[member] as number);
    precision += own;
    sum += own * (values[member] as number);
  }
  return { mean: sum / precision, variance: 1 / precision };
}

function weightedMedian(answers: readonly (number | undefined)[], shares: Float64Array): number {
  const sorted = answers
    .flatMap((value, member) =>
      value === undefined ? [] : [{ value, member, share: shares[member] as number }],
    )
    .toSorted((one, other) => one.value - other.value || one.member - other.member);
  let reached = 0;
  for (const { value, share } of sorted) {
    reached += share;
    // Half reached but for the last digit is half reached.
    if (reached >= 0.5 - 1e-12) return value;
  }
  return Number.NaN;
}
