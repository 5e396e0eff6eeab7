/**
 * What it is: one round of boosting for numbers: what the member's say is, and what the rows count for the next.
 * Source: H. Drucker, "Improving Regressors using Boosting Techniques", ICML 1997 (AdaBoost.R2, linear loss). Members
 * are asked on rows that count by weight, where the paper draws rows; their answers are combined by the weighted median.
 * Shapes: errors and weights have one entry for each row; weights sum to 1.
 */

import { exp, ln } from '../../base/maths.ts';

export interface EstimateRound {
  /** The weighted mean of the errors, as shares of the largest. */
  readonly error: number;
  /** ln(1 ÷ β); 0 when the member is no better than chance. */
  readonly say: number;
  readonly weights: Float64Array;
}

/** A faultless member has this for an error: its say stays finite, and larger than any other's. */
const ERROR_LEAST = 1e-10;

/** The round of a member with these absolute errors. */
export function estimateRound(errors: ArrayLike<number>, weights: Float64Array): EstimateRound {
  let most = 0;
  for (let row = 0; row < errors.length; row++) most = Math.max(most, errors[row] as number);
  if (most === 0) return { error: 0, say: ln((1 - ERROR_LEAST) / ERROR_LEAST), weights };
  const losses = weights.map((_, row) => (errors[row] as number) / most);
  let error = 0;
  losses.forEach((loss, row) => {
    error += loss * (weights[row] as number);
  });
  if (error >= 0.5) return { error, say: 0, weights };
  const say = ln((1 - error) / Math.max(ERROR_LEAST, error));
  const next = weights.map((weight, row) => weight * exp(-say * (1 - (losses[row] as number))));
  const total = next.reduce((sum, weight) => sum + weight, 0);
  return { error, say, weights: next.map((weight) => weight / total) };
}
