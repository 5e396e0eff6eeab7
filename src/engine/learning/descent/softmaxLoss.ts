/**
 * What it is: the two things that training by gradient needs of a row's scores: its probabilities,
 * and how wrong they are.
 * Units: losses are natural logarithms. Both are right for any finite scores: the loss is taken from
 * the scores, because the logarithm of a probability that has fallen to 0 would be infinite.
 */

import { exp, ln } from '../../base/maths.ts';

/** Turns `scores` into probabilities in place and returns the log-loss for the true class `label`. */
export function softmaxWithLoss(scores: Float64Array, label: number): number {
  let largest = -Infinity;
  for (const score of scores) largest = Math.max(largest, score);
  const own = scores[label] as number;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const raised = exp((scores[i] as number) - largest);
    scores[i] = raised;
    sum += raised;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / sum;
  return ln(sum) + largest - own;
}
