/**
 * What it is: the volume that a set of points dominates, below a reference point: one number for how good a front is.
 * Source: E. Zitzler, L. Thiele, "Multiobjective Evolutionary Algorithms: A Comparative Case Study and the Strength Pareto
 * Approach", IEEE Transactions on Evolutionary Computation 3 (1999) 257-271; computed exactly by slicing
 * one objective after another.
 * Bounds: exact for any number of objectives; points × log points for two, about points^(objectives − 1) for more.
 */

import type { Point } from './dominance.ts';

/** The volume between the points and a reference that is worse; points not better than it everywhere count nothing. */
export function hypervolume(points: readonly Point[], reference: Point): number {
  const inside = points.filter((point) => point.every((x, i) => x < (reference[i] as number)));
  return volumeOf(inside, reference, reference.length);
}

/** The volume in the first so many objectives. */
function volumeOf(points: readonly Point[], reference: Point, objectives: number): number {
  const last = objectives - 1;
  const at = (point: Point): number => point[last] as number;
  const edge = reference[last] as number;
  if (points.length === 0) return 0;
  if (objectives === 1) return edge - points.reduce((least, x) => Math.min(least, at(x)), edge);
  const sorted = points.toSorted((one, other) => at(one) - at(other));
  if (objectives === 2) return areaOf(sorted, reference);
  let sum = 0;
  sorted.forEach((point, i) => {
    const to = i + 1 < sorted.length ? at(sorted[i + 1] as Point) : edge;
    const height = to - at(point);
    if (height > 0) sum += height * volumeOf(sorted.slice(0, i + 1), reference, last);
  });
  return sum;
}

/** Steps of a staircase, for points that ascend in the second objective. */
function areaOf(sorted: readonly Point[], reference: Point): number {
  let sum = 0;
  let reached = reference[0] as number;
  for (const [x = 0, y = 0] of sorted) {
    if (x >= reached) continue;
    sum += (reached - x) * ((reference[1] as number) - y);
    reached = x;
  }
  return sum;
}
