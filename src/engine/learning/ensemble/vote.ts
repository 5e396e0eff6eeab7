/**
 * What it is: the weighted votes by which members' answers to one row become one answer.
 * Source: N. Littlestone, M. Warmuth, "The Weighted Majority Algorithm", Information and Computation
 * 108 (1994) 212-261 (hard vote); J. Kittler et al., "On Combining Classifiers", IEEE PAMI 20 (1998)
 * 226-239 (the sum rule: soft vote).
 * Shapes: one answer and one weight for each member; totals have an entry for each class.
 * Units: weights are any numbers that are not negative; they need not sum to 1.
 * Ties: classes whose totals differ by no more than 10^-12 are equal, and the lowest wins. Without
 * that allowance 0.1 + 0.2 would beat 0.3.
 * Errors: undefined when no member answered.
 */

import { invariant } from '../../base/invariant.ts';

/** Totals that are no further apart than this are equal. */
const TIE_WIDTH = 1e-12;

export interface VoteOutcome {
  /** The class that won. */
  readonly winner: number;
  /** The weight that each class received. */
  readonly totals: Float64Array;
  /** The totals over the weight of all members that answered: they sum to 1. */
  readonly distribution: Float64Array;
  /** The winner's share in the distribution. */
  readonly confidence: number;
}

/** The members' classes, each counting with its member's weight; undefined: it did not answer. */
export function weightedHardVote(
  answers: readonly (number | undefined)[],
  weights: ArrayLike<number>,
  classes: number,
): VoteOutcome | undefined {
  const counting = countingWeights(answers, weights);
  if (counting === undefined) return undefined;
  const totals = new Float64Array(classes);
  answers.forEach((answer, member) => {
    if (answer === undefined) return;
    invariant(answer >= 0 && answer < classes, `member ${member} answers class ${answer}`);
    totals[answer] = (totals[answer] as number) + (counting[member] as number);
  });
  return outcomeOf(totals, counting);
}

/** The members' class probabilities, each counting with its member's weight. */
export function weightedSoftVote(
  answers: readonly (ArrayLike<number> | undefined)[],
  weights: ArrayLike<number>,
  classes: number,
): VoteOutcome | undefined {
  const counting = countingWeights(answers, weights);
  if (counting === undefined) return undefined;
  const totals = new Float64Array(classes);
  answers.forEach((answer, member) => {
    if (answer === undefined) return;
    invariant(answer.length === classes, `member ${member} gives ${answer.length} probabilities`);
    const weight = counting[member] as number;
    for (let label = 0; label < classes; label++) {
      totals[label] = (totals[label] as number) + weight * (answer[label] as number);
    }
  });
  return outcomeOf(totals, counting);
}

/** The first place whose value is within a tie of the largest; the list must not be empty. */
export function firstLargest(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] as number);
  let first = 0;
  while ((values[first] as number) < most - TIE_WIDTH) first++;
  return first;
}

/**
 * The weights of the members that answered, 0 for the others. When all who answered weigh nothing,
 * they count alike: an answer of members we think little of is better than none.
 */
export function countingWeights(
  answers: readonly unknown[],
  weights: ArrayLike<number>,
): Float64Array | undefined {
  invariant(
    weights.length === answers.length,
    `${weights.length} weights, ${answers.length} members`,
  );
  const hasAnswered = answers.map((answer) => answer !== undefined);
  if (!hasAnswered.includes(true)) return undefined;
  const counting = Float64Array.from(hasAnswered, (has, member) => {
    const weight = weights[member] as number;
    invariant(weight >= 0 && weight < Infinity, `member ${member} weighs ${weight}`);
    return has ? weight : 0;
  });
  if (counting.some((weight) => weight > 0)) return counting;
  return Float64Array.from(hasAnswered, (has) => (has ? 1 : 0));
}

function outcomeOf(totals: Float64Array, counting: Float64Array): VoteOutcome {
  const winner = firstLargest(totals);
  let answered = 0;
  for (const weight of counting) answered += weight;
  const distribution = totals.map((total) => total / answered);
  return { winner, totals, distribution, confidence: distribution[winner] as number };
}
