/**
 * What it is: how the weights of members move after a batch, by the moving average of their scores or as the
 * shares of experts, whose losses are 1 − score. A batch is a round.
 */

import { enterScore } from '../../learning/ensemble/weights.ts';
import type { ExpertPolicy, Experts } from '../../learning/online/exponentialWeights.ts';
import {
  bestExpert,
  enterLosses,
  fixedShareRate,
  hedgeRate,
  newExperts,
  regretBound,
  regretOf,
} from '../../learning/online/exponentialWeights.ts';
import type { Effects, Ensemble } from './effects.ts';
import type { EnsembleParameters } from './card.ts';
import { memberScored, regretMeasured, weightMoved } from './events.ts';
import type { AggregatorState } from './state.ts';

/** The members as experts; undefined when weights follow a moving average. */
export function expertsOf(members: number, parameters: EnsembleParameters): Experts | undefined {
  return parameters.weighting === 'moving_average' ? undefined : newExperts(members);
}

/** What each of so many members weighs before the first batch. */
export function firstWeight(members: number, parameters: EnsembleParameters): number {
  return parameters.weighting === 'moving_average' ? 1 : 1 / members;
}

/** Says who begins with another weight than 1. */
export function sayFirstWeights(state: AggregatorState, outbox: Effects): void {
  for (const { actor, weight } of state.members)
    if (weight !== 1) outbox.record(weightMoved, { member: actor, batch: -1, weight });
}

/** Enters the scores of a batch, undefined for members that were not asked, and moves the weights. */
export function moveWeights(
  state: AggregatorState,
  batch: number,
  scores: readonly (number | undefined)[],
  context: Ensemble,
  outbox: Effects,
): void {
  const { experts, members } = state;
  if (experts !== undefined) {
    const losses = state.places.map((index) => {
      const score = scores[index];
      return score === undefined ? undefined : 1 - score;
    });
    enterLosses(experts, losses, policyOf(state, context));
  }
  members.forEach((member, i) => {
    const score = scores[i];
    const before = member.weight;
    if (score !== undefined) enterScore(member, score, context.parameters.weightStep);
    if (experts !== undefined) member.weight = experts.shares[state.places.indexOf(i)] ?? 0;
    const { actor, weight } = member;
    if (score !== undefined) outbox.record(memberScored, { member: actor, batch, score, weight });
    else if (weight !== before) outbox.record(weightMoved, { member: actor, batch, weight });
  });
  if (experts === undefined || experts.rounds === 0) return;
  outbox.record(regretMeasured, {
    batch,
    best: members[state.places[bestExpert(experts)] ?? -1]?.actor ?? -1,
    regret: regretOf(experts),
    bound: regretBound(policyOf(state, context), experts.shares.length, experts.rounds),
  });
}

/** The rule of the shares, with the rate that was asked for or that theory gives. */
function policyOf(state: AggregatorState, context: Ensemble): ExpertPolicy {
  const { weighting, learningRate, sharedPart: share } = context.parameters;
  const [members, batches] = [state.places.length, state.batches.length];
  if (weighting === 'hedge_anytime') return { kind: 'anytime' };
  if (weighting === 'fixed_share')
    return {
      kind: 'fixedShare',
      share,
      rate: learningRate || fixedShareRate(members, batches, share),
    };
  return { kind: 'hedge', rate: learningRate || hedgeRate(members, batches) };
}
