/**
 * What it is: trials put in order, better first, for samplers that learn from the better ones.
 * Order: complete trials by their loss, or for several objectives by non-dominated rank and, in a rank, those
 * with more room around them first; then pruned and paused ones, those that came further first and of one step by
 * what they showed there; failed ones last. Equals stand in the order of their numbers.
 */

import { crowdingDistances, paretoRanks } from '../pareto/dominance.ts';
import type { Trial } from '../trial.ts';

/** The trials that have something to show or ended, better first. */
export function rankTrials(trials: readonly Trial[]): readonly Trial[] {
  const complete = trials.filter(({ state }) => state === 'complete');
  const stopped = trials
    .filter(({ state }) => state === 'pruned' || state === 'paused')
    .toSorted(byReach);
  const failed = trials.filter(({ state }) => state === 'failed');
  return [...rankComplete(complete), ...stopped, ...failed];
}

function rankComplete(trials: readonly Trial[]): readonly Trial[] {
  if ((trials[0]?.values.length ?? 1) === 1)
    return trials.toSorted((one, other) => lossOf(one) - lossOf(other) || one.id - other.id);
  const ranks = paretoRanks(trials.map(({ values }) => values));
  const rankMost = Math.max(...ranks);
  return Array.from({ length: rankMost + 1 }, (_, rank) => {
    const front = trials.filter((_trial, i) => ranks[i] === rank);
    const room = crowdingDistances(front.map(({ values }) => values));
    const order = front.map((_trial, i) => i);
    order.sort((i, k) => {
      const x = room[i] as number;
      const y = room[k] as number;
      return x === y ? i - k : y > x ? 1 : -1;
    });
    return order.map((i) => front[i] as Trial);
  }).flat();
}

/** The first objective of a complete trial. */
export function lossOf(trial: Trial): number {
  return trial.values[0] as number;
}

function byReach(one: Trial, other: Trial): number {
  const reached = one.intermediates.at(-1);
  const against = other.intermediates.at(-1);
  const further = (against?.step ?? -1) - (reached?.step ?? -1);
  if (further !== 0) return further;
  const x = reached?.value ?? Infinity;
  const y = against?.value ?? Infinity;
  return x === y ? one.id - other.id : x < y ? -1 : 1;
}
