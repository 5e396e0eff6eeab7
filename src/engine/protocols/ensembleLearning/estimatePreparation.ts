/**
 * What it is: the says that strategies give where rows have numbers: by selection, by cost, by boosting in turn.
 * Leakage: as in preparation.ts; what a say rests on was said out of fold, except in boosting.
 */

import { estimateRound } from '../../learning/boosting/adaboostR2.ts';
import { findErrorFront, leastErrorWithin } from '../../learning/ensemble/errorFront.ts';
import { selectEstimators } from '../../learning/ensemble/selection.ts';
import { rootMeanSquare } from '../../learning/metrics.ts';
import type { Effects, Ensemble } from './effects.ts';
import { sayFixed, subsetFound } from './events.ts';
import { truthsAt } from './split.ts';
import type { AggregatorState, MemberRecord } from './state.ts';

const MICRO = 1_000_000;
/** Steps of ensemble selection: enough for weights in hundredths. */
export const SELECTION_STEPS = 100;

/** A member in turn has trained: what its word counts in the median, and what the rows count for the next. */
export function boostEstimates(
  state: AggregatorState,
  member: MemberRecord,
  context: Ensemble,
  outbox: Effects,
): void {
  const errors = truthsAt(state.trainingRows, context.resources).map((truth, row) =>
    Math.abs((member.probed[row] as number) - truth),
  );
  const { say, error, weights } = estimateRound(errors, Float64Array.from(state.rowWeights));
  member.say = say;
  state.rowWeights = Array.from(weights);
  outbox.record(sayFixed, { member: member.actor, say, error });
}

/** How often each member is taken, by the error of the mean, is its say. */
export function selectEstimates(
  state: AggregatorState,
  probed: readonly MemberRecord[],
  context: Ensemble,
  outbox: Effects,
): void {
  const truths = truthsAt(state.trainingRows, context.resources);
  const members = probed.map((member) => Float64Array.from(member.probed));
  const { weights } = selectEstimators(members, truths, SELECTION_STEPS);
  probed.forEach((member, i) => {
    member.say = weights[i] as number;
    const error = rootMeanSquare(truths, member.probed);
    outbox.record(sayFixed, { member: member.actor, say: member.say, error });
  });
}

/** Those of the best set within the budget have one say each. */
export function chooseEstimates(
  state: AggregatorState,
  probed: readonly MemberRecord[],
  context: Ensemble,
  outbox: Effects,
): void {
  const truths = truthsAt(state.trainingRows, context.resources);
  const variance = state.estimates?.variance ?? 0;
  const { front, isExact } = findErrorFront(
    probed.map((member) => member.probed),
    truths,
    probed.map((member) => member.price),
  );
  const budget = (context.parameters.maxCost * MICRO) / state.batches.length;
  // When even the cheapest is too dear for every batch, it is asked as long as the budget lasts.
  const chosen = leastErrorWithin(front, budget) ?? front[0];
  for (const subset of front) {
    outbox.record(subsetFound, {
      members: JSON.stringify(subset.members.map((index) => probed[index]?.agent)),
      cost: subset.price / MICRO,
      accuracy: variance === 0 ? 0 : 1 - subset.meanSquare / variance,
      isChosen: subset === chosen ? 1 : 0,
      isExact: isExact ? 1 : 0,
    });
  }
  probed.forEach((member, i) => {
    member.say = chosen?.members.includes(i) === true ? 1 : 0;
    const error = rootMeanSquare(truths, member.probed);
    outbox.record(sayFixed, { member: member.actor, say: member.say, error });
  });
}
