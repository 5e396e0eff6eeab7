/**
 * What it is: one round of boosting: how much a classifier counts, and which rows the next one must mind.
 * Source: J. Zhu, H. Zou, S. Rosset, T. Hastie, "Multi-class AdaBoost", Statistics and Its Interface 2
 * (2009) 349-360, algorithm 2 (SAMME). With two classes it is AdaBoost with weights twice as large.
 * Units: row weights sum to 1; a classifier no better than chance (error at least 1 − 1 / classes) counts
 * 0 and leaves the rows' weights as they were.
 * Departure: an error of 0 is taken as 10⁻¹⁰, so that a faultless classifier counts much, but not without end.
 */

import { invariant } from '../../base/invariant.ts';
import { exp, ln } from '../../base/maths.ts';

const ERROR_LEAST = 1e-10;
/** Errors that are no further from chance than this are chance. */
const CHANCE_WIDTH = 1e-12;

export interface BoostingRound {
  /** The share of the rows' weight that was answered wrongly. */
  readonly error: number;
  /** What the classifier's vote counts. */
  readonly alpha: number;
  /** The rows' weights for the next classifier. */
  readonly weights: Float64Array;
}

/** Enters a classifier's answers; `isMissed` says for each row whether it was wrong. */
export function boostingRound(
  isMissed: ArrayLike<boolean>,
  weights: Float64Array,
  classes: number,
): BoostingRound {
  invariant(
    isMissed.length === weights.length,
    `${isMissed.length} answers, ${weights.length} rows`,
  );
  invariant(classes >= 2, `${classes} classes`);
  let missed = 0;
  let total = 0;
  weights.forEach((weight, row) => {
    total += weight;
    if (isMissed[row] === true) missed += weight;
  });
  const error = missed / total;
  if (error >= 1 - 1 / classes - CHANCE_WIDTH)
    return { error, alpha: 0, weights: Float64Array.from(weights) };
  const bounded = Math.max(ERROR_LEAST, error);
  const alpha = ln((1 - bounded) / bounded) + ln(classes - 1);
  const factor = error < ERROR_LEAST ? 1 : exp(alpha);
  const raised = weights.map((weight, row) => (isMissed[row] === true ? weight * factor : weight));
  let sum = 0;
  for (const weight of raised) sum += weight;
  return { error, alpha, weights: raised.map((weight) => weight / sum) };
}
