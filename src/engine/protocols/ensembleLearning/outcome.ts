/** What it is: what the run of an ensemble comes to, with an honest word on whether voting helped. */

import { leadInterval, wilsonInterval } from '../../base/intervals.ts';
import type { Interval } from '../../base/intervals.ts';
import { coordinationCompleted, coordinationFailed } from '../../events/kernelEvents.ts';
import { regretOf } from '../../learning/online/exponentialWeights.ts';
import type { Effects, Ensemble } from './effects.ts';
import { metaIndex } from './stacking.ts';
import { concludeEstimates } from './estimateOutcome.ts';
import { meritOf } from './estimates.ts';
import { classesOf, textsOf } from './split.ts';
import type { AggregatorState, MemberRecord } from './state.ts';
import { wordFor } from './strategy.ts';

const MICRO = 1_000_000;

/** Ends the coordination: completed with its accuracy, or failed when nothing was ever answered. */
export function conclude(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { coordination } = context;
  const cost = state.spent / MICRO;
  state.members.forEach(({ actor, right, rows }, seat) => {
    const merit = state.estimates === undefined ? right / rows : meritOf(state.estimates, seat);
    if (rows > 0) outbox.report(actor, 'score', Math.round(merit * MICRO));
  });
  if (state.answered === 0) {
    const outcome = JSON.stringify({ decision: 'no_valid_results', rows: state.rows, cost });
    outbox.record(coordinationFailed, { coordination, error: 'no_valid_results', outcome });
    return;
  }
  if (state.estimates !== undefined)
    return concludeEstimates(state, state.estimates, context, outbox);
  const accuracy = state.right / state.rows;
  const best = bestMember(judgesOf(state, context));
  const decision = `accuracy ${accuracy.toFixed(3)}`;
  const confidence = state.confidence / state.answered;
  const outcome = {
    decision,
    accuracy,
    confidence,
    rows: state.rows,
    right: state.right,
    trainingRows: state.trainingRows.length,
    members: state.members.map(({ agent, learner, weight, say, right, rows }) => ({
      agent,
      learner,
      weight,
      ...(say !== undefined && { say }),
      accuracy: rows === 0 ? 0 : right / rows,
    })),
    weights: Object.fromEntries(state.members.map(({ agent, weight }) => [agent, weight])),
    bestMember: best?.agent,
    interval: wilsonInterval(state.right, state.rows),
    bestMemberInterval: wilsonInterval(best?.right ?? 0, best?.rows ?? 0),
    leadInterval: leadOf(best),
    ...calibrationOf(state),
    bestMemberAccuracy: best === undefined ? 0 : best.right / best.rows,
    verdict: verdictOf(wordFor(context.parameters.strategy, 'voting'), accuracy, best),
    chance: chanceOf(context),
    ...(state.texts !== undefined && { likeness: state.texts.likeness / state.answered }),
    ...(state.experts !== undefined && { regret: regretOf(state.experts) }),
    ...(state.live !== undefined && {
      drifts: state.live.drifts,
      replacements: state.live.replacements,
      lessons: state.live.lessonCount,
      inService: state.places.map((place) => state.members[place]?.agent),
    }),
    qualityMet: accuracy >= context.parameters.qualityThreshold,
    cost,
    confusion: state.confusion,
  };
  outbox.record(coordinationCompleted, {
    coordination,
    decision,
    outcome: JSON.stringify(outcome),
    confidence,
  });
}

/** The members to hold the ensemble against: none that combines, and of those that came and went none that judged few rows. */
function judgesOf(state: AggregatorState, context: Ensemble): readonly MemberRecord[] {
  const judges = state.members.slice(0, metaIndex(state, context));
  if (state.live === undefined) return judges;
  const lasting = judges.filter((member) => member.rows >= state.rows / 2);
  return lasting.length > 0 ? lasting : judges;
}

/** The member right on the largest share of the rows it was asked about; the lower seat of equals. */
function bestMember(members: readonly MemberRecord[]): MemberRecord | undefined {
  const share = (member: MemberRecord): number => member.right / member.rows;
  return members
    .filter((member) => member.rows > 0)
    .reduce<MemberRecord | undefined>(
      (best, member) => (best === undefined || share(member) > share(best) ? member : best),
      undefined,
    );
}

function verdictOf(word: string, accuracy: number, best: MemberRecord | undefined): string {
  if (best === undefined) return 'no member answered';
  const alone = best.right / best.rows;
  const [low, high] = leadOf(best);
  const doubt = low <= 0 && high >= 0 ? ', within what luck explains' : '';
  if (accuracy > alone) return `${word} beat its best member, ${best.agent}${doubt}`;
  return accuracy === alone
    ? `${word} did as well as its best member, ${best.agent}`
    : `${word} did not help: ${best.agent} alone did better${doubt}`;
}

/** What the ensemble is ahead of a member, on the rows that both judged. */
function leadOf(member: MemberRecord | undefined): Interval {
  return leadInterval(member?.behind ?? 0, member?.ahead ?? 0, member?.rows ?? 0);
}

/** Confidence against truth, by tenths that occur, and their mean distance over rows. */
function calibrationOf(state: AggregatorState) {
  const bins = state.calibration.filter((bin) => bin.rows > 0);
  const excess = bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0);
  return {
    calibrationError: excess / state.answered,
    calibration: bins.map(({ rows, right, confidence }) => ({
      rows,
      accuracy: right / rows,
      confidence: confidence / rows,
    })),
  };
}

/** What naming the largest class, or the commonest answer, every time would score. */
function chanceOf(context: Ensemble): number {
  const { labels } = textsOf(context.resources) ?? classesOf(context.resources);
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}
