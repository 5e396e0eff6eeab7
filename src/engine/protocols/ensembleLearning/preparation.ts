/**
 * What it is: what a strategy does with the members' training: what it asks about the training rows, whether
 * members train together or in turn, and the say that it gives each before the first batch.
 * Leakage: judging rows play no part; a member's say rests on training rows that its model did not see
 * (out of fold), except in boosting, which is about the rows that it did.
 */

import { stratifiedFolds } from '../../learning/data/splits.ts';
import { boostingRound } from '../../learning/boosting/samme.ts';
import { bestWithin, findCostFront } from '../../learning/ensemble/costOptimal.ts';
import { selectMembers } from '../../learning/ensemble/selection.ts';
import type { TrainingProbe } from '../../contract/consultation.ts';
import type { Effects, Ensemble } from './effects.ts';
import { sayFixed, subsetFound } from './events.ts';
import {
  boostEstimates,
  chooseEstimates,
  selectEstimates,
  SELECTION_STEPS,
} from './estimatePreparation.ts';
import { classCount, isRegression, strataOf, truthsAt } from './split.ts';
import type { AggregatorState, MemberRecord } from './state.ts';
import { classOf } from './strategy.ts';

const MICRO = 1_000_000;

/** Deals the training rows into folds or gives them even weights, as the strategy needs. */
export function prepareRows(state: AggregatorState, context: Ensemble): void {
  const { strategy, folds } = context.parameters;
  const rows = state.trainingRows.length;
  if (strategy === 'boosting') state.rowWeights = state.trainingRows.map(() => 1 / rows);
  if (strategy === 'weighted_voting' || strategy === 'boosting') return;
  const strata = strataOf(state.trainingRows, context.resources);
  state.folds = Array.from(stratifiedFolds(strata, Math.min(folds, rows), context.choices));
}

/** What members are to say about the training rows. */
export function probeOf(state: AggregatorState, context: Ensemble): TrainingProbe | undefined {
  switch (context.parameters.strategy) {
    case 'weighted_voting':
      return undefined;
    case 'ensemble_selection':
    case 'cost_optimal':
    case 'stacking':
      return { kind: 'outOfFold', folds: state.folds };
    case 'boosting':
      return { kind: 'fitted', weights: state.rowWeights };
  }
}

/** A member in turn has trained: what its vote counts, and what the rows count for the next. */
export function boost(
  state: AggregatorState,
  member: MemberRecord,
  context: Ensemble,
  outbox: Effects,
): void {
  if (isRegression(context.resources)) return boostEstimates(state, member, context, outbox);
  const classes = classCount(context.resources);
  const isMissed = truthsOf(state, context).map(
    (truth, row) => classOf(member.probed, row, classes) !== truth,
  );
  const round = boostingRound(isMissed, Float64Array.from(state.rowWeights), classes);
  member.say = round.alpha;
  state.rowWeights = Array.from(round.weights);
  outbox.record(sayFixed, { member: member.actor, say: round.alpha, error: round.error });
}

/** Training is over: the strategy fixes who has what say. */
export function fixSays(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  switch (context.parameters.strategy) {
    case 'weighted_voting':
    case 'stacking':
      return;
    case 'ensemble_selection':
      return fixBySelection(state, context, outbox);
    case 'cost_optimal':
      return fixByCost(state, context, outbox);
    case 'boosting':
      for (const member of state.members) member.say ??= 0;
  }
}

function fixBySelection(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const probed = silenced(state);
  if (probed.length === 0) return;
  if (isRegression(context.resources)) return selectEstimates(state, probed, context, outbox);
  const truths = truthsOf(state, context);
  const classes = classCount(context.resources);
  const members = probed.map((member) => Float64Array.from(member.probed));
  const { weights } = selectMembers(members, truths, classes, SELECTION_STEPS);
  probed.forEach((member, i) => {
    member.say = weights[i] as number;
    const error = errorOf(member, truths, classes);
    outbox.record(sayFixed, { member: member.actor, say: member.say, error });
  });
}

function fixByCost(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const probed = silenced(state);
  if (probed.length === 0) return;
  if (isRegression(context.resources)) return chooseEstimates(state, probed, context, outbox);
  const truths = truthsOf(state, context);
  const classes = classCount(context.resources);
  const answers = probed.map((member) =>
    truths.map((_, row) => classOf(member.probed, row, classes)),
  );
  const prices = probed.map((member) => member.price);
  const { front, isExact } = findCostFront(answers, truths, prices);
  const budget = (context.parameters.maxCost * MICRO) / state.batches.length;
  // When even the cheapest is too dear for every batch, it is asked as long as the budget lasts.
  const chosen = bestWithin(front, budget) ?? front[0];
  for (const subset of front) {
    outbox.record(subsetFound, {
      members: JSON.stringify(subset.members.map((index) => probed[index]?.agent)),
      cost: subset.price / MICRO,
      accuracy: subset.right / truths.length,
      isChosen: subset === chosen ? 1 : 0,
      isExact: isExact ? 1 : 0,
    });
  }
  probed.forEach((member, i) => {
    member.say = chosen?.members.includes(i) === true ? 1 : 0;
    const error = errorOf(member, truths, classes);
    outbox.record(sayFixed, { member: member.actor, say: member.say, error });
  });
}

/** Takes the say from all, and returns those that have answered for the training rows. */
function silenced(state: AggregatorState): readonly MemberRecord[] {
  const probed = state.members.filter((member) => member.probed.length > 0);
  // When nobody has, the vote goes by weights.
  if (probed.length > 0) for (const member of state.members) member.say = 0;
  return probed;
}

/** The classes of the training rows, or their numbers. */
export function truthsOf(state: AggregatorState, context: Ensemble): readonly number[] {
  return truthsAt(state.trainingRows, context.resources);
}

function errorOf(member: MemberRecord, truths: readonly number[], classes: number): number {
  const wrong = truths.filter((truth, row) => classOf(member.probed, row, classes) !== truth);
  return wrong.length / truths.length;
}
