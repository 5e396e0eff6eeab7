/**
 * What it is: how the answers of the members to a batch become the ensemble's. A further strategy is a further
 * implementation of `Strategy`, a line in STRATEGIES and its case in preparation.ts.
 * Shapes: an answer is row-major, rows × classes; undefined for a member that did not answer.
 */

import { firstLargest, weightedHardVote, weightedSoftVote } from '../../learning/ensemble/vote.ts';
import type { VoteOutcome } from '../../learning/ensemble/vote.ts';
import type { EnsembleParameters } from './card.ts';

export type Answers = readonly (readonly number[] | undefined)[];

/** Decides one row of the batch; undefined when nobody answered. */
export type Strategy = (
  row: number,
  classes: number,
  answers: Answers,
  weights: readonly number[],
  parameters: EnsembleParameters,
) => VoteOutcome | undefined;

/** A member's probabilities for one row. */
function rowOf(
  answer: readonly number[] | undefined,
  row: number,
  classes: number,
): readonly number[] | undefined {
  return answer?.slice(row * classes, (row + 1) * classes);
}

/** The class that an answer finds likeliest for a row; the lowest of equals. */
export function classOf(answer: readonly number[], row: number, classes: number): number {
  return firstLargest(answer.slice(row * classes, (row + 1) * classes));
}

const hardVote: Strategy = (row, classes, answers, weights) =>
  weightedHardVote(
    answers.map((answer) => answer && classOf(answer, row, classes)),
    weights,
    classes,
  );

const softVote: Strategy = (row, classes, answers, weights) =>
  weightedSoftVote(
    answers.map((answer) => rowOf(answer, row, classes)),
    weights,
    classes,
  );

/** The last member is the meta-learner and has the word; when it has not answered, the others vote. */
function stacking(...[row, classes, answers, weights, parameters]: Parameters<Strategy>) {
  const last = answers.length - 1;
  const only = (isIn: (i: number) => boolean): Answers =>
    answers.map((answer, i) => (isIn(i) ? answer : undefined));
  return answers[last] === undefined
    ? weightedVoting(
        row,
        classes,
        only((i) => i < last),
        weights,
        parameters,
      )
    : softVote(
        row,
        classes,
        only((i) => i === last),
        weights,
        parameters,
      );
}

const weightedVoting: Strategy = (row, classes, answers, weights, parameters) => {
  const vote = parameters.voting === 'soft' ? softVote : hardVote;
  return vote(row, classes, answers, weights, parameters);
};

export const STRATEGIES: Readonly<Record<EnsembleParameters['strategy'], Strategy>> = {
  weighted_voting: weightedVoting,
  // Selection judges the mean of probabilities, the other two a count of votes: as they chose, so they vote.
  ensemble_selection: softVote,
  cost_optimal: hardVote,
  boosting: hardVote,
  stacking,
};

/**
 * Whether an answer is a list for so many rows: of class probabilities, each row summing to 1 within a rounding; or,
 * without classes, of numbers.
 */
export function isValidAnswer(
  answer: unknown,
  rows: number,
  classes: number,
): answer is readonly number[] {
  const width = Math.max(1, classes);
  if (!Array.isArray(answer) || answer.length !== rows * width) return false;
  if (classes === 0) return answer.every((one) => Number.isFinite(one));
  if (!answer.every((one) => typeof one === 'number' && one >= 0 && one <= 1 + SUM_ROUNDING))
    return false;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let label = 0; label < classes; label++) sum += answer[row * classes + label] as number;
    if (Math.abs(sum - 1) > SUM_ROUNDING) return false;
  }
  return true;
}

const SUM_ROUNDING = 1e-6;

/** What a strategy does, in a word: what its task calls combining, or stacking. */
export function wordFor(strategy: EnsembleParameters['strategy'], combining: string): string {
  return strategy === 'stacking' ? 'stacking' : combining;
}
