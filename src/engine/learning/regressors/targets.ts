/** What it is: the mean and the spread of what regressors learn, rows counting by their weights. */

import type { RegressionExamples } from '../data/dataset.ts';

/** The mean of the targets. */
export function meanTarget({ targets, weights }: RegressionExamples): number {
  let sum = 0;
  let mass = 0;
  targets.forEach((target, row) => {
    const weight = weights?.[row] ?? 1;
    sum += weight * target;
    mass += weight;
  });
  return sum / mass;
}

/** The mean and the population deviation of the targets; a deviation of 0 counts as 1. */
export function targetScale(examples: RegressionExamples): { mean: number; deviation: number } {
  const mean = meanTarget(examples);
  const squares = examples.targets.map((target) => (target - mean) * (target - mean));
  const deviation = Math.sqrt(meanTarget({ ...examples, targets: squares }));
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
