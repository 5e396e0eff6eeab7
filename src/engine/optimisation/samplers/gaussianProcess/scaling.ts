/**
 * What it is: values made fit for a Gaussian process, which believes in mean 0 and deviation 1, and several objectives
 * made one.
 */

import type { Choices } from '../../../base/choices.ts';
import { ln } from '../../../base/maths.ts';

/** The values less their mean, over their deviation; all 0 when they are equal. */
export function standardise(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(square / values.length);
  return Float64Array.from(values, (value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

/** How much the sum counts beside the worst objective, so that no point is bettered without notice. */
const AUGMENTED = 0.05;

/** One number for each point: the worst of its weighted objectives, each scaled to [0, 1]; weights by chance. */
export function scalarise(
  points: readonly (readonly number[])[],
  choices: Choices,
): readonly number[] {
  const objectives = points[0]?.length ?? 0;
  // Even over all weightings: exponentials over their sum.
  const drawn = Array.from({ length: objectives }, () => -ln(1 - choices.fraction()));
  const total = drawn.reduce((sum, weight) => sum + weight, 0);
  const lows = drawn.map((_, i) => Math.min(...points.map((point) => point[i] as number)));
  const highs = drawn.map((_, i) => Math.max(...points.map((point) => point[i] as number)));
  return points.map((point) => {
    let worst = 0;
    let sum = 0;
    point.forEach((value, i) => {
      const low = lows[i] as number;
      const span = (highs[i] as number) - low;
      const weighted = span > 0 ? (((drawn[i] as number) / total) * (value - low)) / span : 0;
      worst = Math.max(worst, weighted);
      sum += weighted;
    });
    return worst + AUGMENTED * sum;
  });
}
