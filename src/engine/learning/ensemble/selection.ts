/**
 * What it is: choosing members, with repetition, by what each adds to the mean of those chosen so far.
 * Source: R. Caruana, A. Niculescu-Mizil, G. Crew, A. Ksikes, "Ensemble Selection from Libraries of Models",
 * ICML 2004: forward selection with replacement, on the log-loss of probabilities or the error of numbers.
 * Shapes: what each member says (rows × classes probabilities, or rows numbers) is of rows that it was not trained on.
 * Ties: of members that help equally the first is taken, of steps equally good the earliest.
 */

import { invariant } from '../../base/invariant.ts';
import { logLoss, rootMeanSquare } from '../metrics.ts';

export interface Selection {
  /** The member taken at each step. */
  readonly chosen: readonly number[];
  /** The loss of the mean after each step. */
  readonly losses: readonly number[];
  /** How often each member was taken up to the best step, as shares. */
  readonly weights: Float64Array;
}

/** Takes one member at each step by the log-loss of their mean; `members` must not be empty. */
export function selectMembers(
  members: readonly Float64Array[],
  labels: ArrayLike<number>,
  classes: number,
  steps: number,
): Selection {
  return select(members, steps, (mean) => logLoss(labels, mean, classes));
}

/** Takes one member at each step by the root mean square error of their mean; `members` must not be empty. */
export function selectEstimators(
  members: readonly Float64Array[],
  targets: ArrayLike<number>,
  steps: number,
): Selection {
  return select(members, steps, (mean) => rootMeanSquare(targets, mean));
}

function select(
  members: readonly Float64Array[],
  steps: number,
  lossOf: (mean: Float64Array) => number,
): Selection {
  invariant(members.length > 0 && steps > 0, `${members.length} members, ${steps} steps`);
  const sum = new Float64Array(members[0]?.length ?? 0);
  const chosen: number[] = [];
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    let best = 0;
    let least = Infinity;
    members.forEach((own, member) => {
      const mean = sum.map((total, i) => (total + (own[i] as number)) / step);
      const loss = lossOf(mean);
      if (loss >= least) return;
      least = loss;
      best = member;
    });
    chosen.push(best);
    losses.push(least);
    members[best]?.forEach((probability, i) => {
      sum[i] = (sum[i] as number) + probability;
    });
  }
  const length = 1 + losses.indexOf(Math.min(...losses));
  const weights = new Float64Array(members.length);
  for (const member of chosen.slice(0, length))
    weights[member] = (weights[member] as number) + 1 / length;
  return { chosen, losses, weights };
}
