/**
 * What it is: a batch whose rows have numbers: the ensemble's estimate of each, how far off it and every member was,
 * and the scores that follow.
 * Shapes: an answer has one number for each row; undefined for a member that did not answer.
 * Units: a score is the share of the training numbers' variance that a member's answers leave explained, at least 0: 1 for a
 * faultless member, 0 for one that is no better than saying their mean.
 */

import { weightedMeanVote } from '../../learning/ensemble/regressionVote.ts';
import type { Effects, Ensemble } from './effects.ts';
import { batchEstimated, memberErred } from './events.ts';
import { isRegression, truthsAt } from './split.ts';
import { metaIndex } from './stacking.ts';
import { sayOf } from './state.ts';
import type { AggregatorStage, AggregatorState, EstimateTally } from './state.ts';
import type { Answers } from './strategy.ts';
import { moveWeights } from './weighting.ts';

type Gathering = Extract<AggregatorStage, { phase: 'gathering' }>;

/** A number with the members' disagreement about it. */
interface Estimate {
  readonly value: number;
  readonly uncertainty: number;
}

/** The tally before the first batch; undefined where rows have classes. */
export function startEstimates(
  state: AggregatorState,
  context: Ensemble,
): EstimateTally | undefined {
  if (!isRegression(context.resources)) return undefined;
  const truths = truthsAt(state.trainingRows, context.resources);
  const mean = truths.reduce((sum, truth) => sum + truth, 0) / truths.length;
  const squares = truths.reduce((sum, truth) => sum + (truth - mean) * (truth - mean), 0);
  return {
    mean,
    variance: squares / truths.length,
    squares: 0,
    fourths: 0,
    blindSquares: 0,
    uncertainty: 0,
    within: 0,
    members: state.members.map(() => ({ squares: 0, rows: 0, lead: 0, leadSquares: 0, paired: 0 })),
  };
}

/** What share of the variance errors of this mean square leave explained; 0 when they explain nothing. */
function skillOf(meanSquare: number, variance: number): number {
  if (variance === 0) return meanSquare === 0 ? 1 : 0;
  return Math.max(0, 1 - meanSquare / variance);
}

/** A member's skill over all rows that it answered. */
export function meritOf(tally: EstimateTally, seat: number): number {
  const member = tally.members[seat];
  if (member === undefined || member.rows === 0) return 0;
  return skillOf(member.squares / member.rows, tally.variance);
}

/** Estimates every row of the batch, then scores the members and moves their weights. */
export function closeEstimates(
  state: AggregatorState,
  tally: EstimateTally,
  stage: Gathering,
  truths: readonly number[],
  answers: Answers,
  context: Ensemble,
  outbox: Effects,
): void {
  const says = state.members.map(sayOf);
  const estimates = truths.map((_, row) =>
    estimateOf(
      answers.map((answer) => answer?.[row]),
      says,
      metaIndex(state, context),
      context.parameters.strategy === 'boosting',
    ),
  );
  record(state, tally, stage.batch, truths, estimates, outbox);
  const scores = state.members.map((_, seat) =>
    stage.asked[seat] === true
      ? scoreOf(state, tally, seat, stage.batch, truths, estimates, answers[seat], outbox)
      : undefined,
  );
  moveWeights(state, stage.batch, scores, context, outbox);
}

/**
 * The weighted mean of what was said, or the weighted median; the meta-learner's word alone, when it has spoken. The
 * uncertainty is the weighted deviation of the others about their mean.
 */
function estimateOf(
  said: readonly (number | undefined)[],
  says: readonly number[],
  meta: number | undefined,
  isMedian: boolean,
): Estimate | undefined {
  const others = said.map((one, seat) => (seat === meta ? undefined : one));
  const vote = weightedMeanVote(others, says);
  if (vote === undefined) return undefined;
  const word = meta === undefined ? undefined : said[meta];
  return { value: word ?? (isMedian ? vote.median : vote.mean), uncertainty: vote.uncertainty };
}

function record(
  state: AggregatorState,
  tally: EstimateTally,
  batch: number,
  truths: readonly number[],
  estimates: readonly (Estimate | undefined)[],
  outbox: Effects,
): void {
  const rows: (readonly [truth: number, value: number, uncertainty: number])[] = [];
  let squares = 0;
  let uncertainties = 0;
  estimates.forEach((estimate, row) => {
    if (estimate === undefined) return;
    const truth = truths[row] as number;
    const { value, uncertainty } = estimate;
    const square = (value - truth) * (value - truth);
    rows.push([truth, value, uncertainty]);
    squares += square;
    uncertainties += uncertainty;
    tally.fourths += square * square;
    tally.blindSquares += (tally.mean - truth) * (tally.mean - truth);
    if (square <= 4 * uncertainty * uncertainty) tally.within += 1;
  });
  tally.squares += squares;
  tally.uncertainty += uncertainties;
  state.rows += truths.length;
  state.answered += rows.length;
  outbox.record(batchEstimated, {
    batch,
    rows: truths.length,
    answered: rows.length,
    estimates: JSON.stringify(rows),
    squares,
    uncertainty: rows.length === 0 ? 0 : uncertainties / rows.length,
  });
}

/** Enters a member's errors; its score, 0 when it has not answered. */
function scoreOf(
  state: AggregatorState,
  tally: EstimateTally,
  seat: number,
  batch: number,
  truths: readonly number[],
  estimates: readonly (Estimate | undefined)[],
  answer: readonly number[] | undefined,
  outbox: Effects,
): number {
  const member = tally.members[seat];
  const standing = state.members[seat];
  if (standing !== undefined) standing.rows += truths.length;
  if (answer === undefined || member === undefined || truths.length === 0) return 0;
  let squares = 0;
  truths.forEach((truth, row) => {
    const square = ((answer[row] as number) - truth) * ((answer[row] as number) - truth);
    squares += square;
    const estimate = estimates[row];
    if (estimate === undefined) return;
    const lead = square - (estimate.value - truth) * (estimate.value - truth);
    member.lead += lead;
    member.leadSquares += lead * lead;
    member.paired += 1;
  });
  member.squares += squares;
  member.rows += truths.length;
  const meanSquare = squares / truths.length;
  outbox.record(memberErred, {
    member: standing?.actor ?? -1,
    batch,
    rows: truths.length,
    error: Math.sqrt(meanSquare),
  });
  return skillOf(meanSquare, tally.variance);
}
