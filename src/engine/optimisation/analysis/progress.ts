/**
 * What it is: how a study went, trial by trial: best so far, regret, and how good its front was.
 * Shapes: one entry for each trial that ended, in the order in which they are given.
 */

import { hypervolume } from '../pareto/hypervolume.ts';
import { paretoFront } from '../pareto/dominance.ts';
import type { Trial } from '../trial.ts';

/** The least loss up to each trial; Infinity before the first complete one. */
export function bestSoFar(trials: readonly Trial[], objective = 0): readonly number[] {
  let best = Infinity;
  return trials.map(({ state, values }) => {
    if (state === 'complete') best = Math.min(best, values[objective] ?? Infinity);
    return best;
  });
}

/** How far the best up to each trial was from the least there is; never below 0. */
export function simpleRegret(trials: readonly Trial[], optimum: number): readonly number[] {
  return bestSoFar(trials).map((best) => Math.max(0, best - optimum));
}

/** The trials that no other betters in all objectives, in the order of the first. */
export function frontOf(trials: readonly Trial[]): readonly Trial[] {
  const complete = trials.filter(({ state }) => state === 'complete');
  return paretoFront(complete.map(({ values }) => values))
    .map((i) => complete[i] as Trial)
    .toSorted((one, other) => (one.values[0] as number) - (other.values[0] as number));
}

/** The volume that the trials up to each dominate, below the reference. */
export function hypervolumeSoFar(
  trials: readonly Trial[],
  reference: readonly number[],
): readonly number[] {
  let front: readonly (readonly number[])[] = [];
  let volume = 0;
  return trials.map(({ state, values }) => {
    if (state !== 'complete') return volume;
    const points = [...front, values];
    const kept = paretoFront(points);
    // The newest point is on the front, so the volume may have grown.
    if (kept.includes(points.length - 1)) {
      front = kept.map((i) => points[i] as readonly number[]);
      volume = hypervolume(front, reference);
    }
    return volume;
  });
}

/** One point of a slice: what a parameter held, and the loss. */
export interface SlicePoint {
  readonly trialId: number;
  readonly value: string | number | boolean;
  readonly loss: number;
}

/** All complete trials by the value of one parameter; those in which it was not active are left out. */
export function sliceOf(
  trials: readonly Trial[],
  parameter: string,
  objective = 0,
): readonly SlicePoint[] {
  return trials.flatMap(({ id, state, assignment, values }) => {
    const value = assignment[parameter];
    const loss = values[objective];
    if (state !== 'complete' || value === undefined || loss === undefined) return [];
    return [{ trialId: id, value, loss }];
  });
}
