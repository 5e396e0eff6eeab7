/** What it is: what the run of an ensemble comes to, with an honest word on whether voting helped. */

import { coordinationCompleted, coordinationFailed } from '../../events/kernelEvents.ts';
import type { Effects, Ensemble } from './aggregator.ts';
import { datasetOf } from './split.ts';
import type { AggregatorState, MemberRecord } from './state.ts';

const MICRO = 1_000_000;

/** Ends the coordination: completed with its accuracy, or failed when nothing was ever answered. */
export function conclude(state: AggregatorState, context: Ensemble, outbox: Effects): void {
  const { coordination } = context;
  const cost = state.spent / MICRO;
  for (const { actor, right, rows } of state.members)
    if (rows > 0) outbox.report(actor, 'score', Math.round((right / rows) * MICRO));
  if (state.answered === 0) {
    const outcome = JSON.stringify({ decision: 'no_valid_results', rows: state.rows, cost });
    outbox.record(coordinationFailed, { coordination, error: 'no_valid_results', outcome });
    return;
  }
  const accuracy = state.right / state.rows;
  const best = bestMember(state.members);
  const decision = `accuracy ${accuracy.toFixed(3)}`;
  const confidence = state.confidence / state.answered;
  const outcome = {
    decision,
    accuracy,
    confidence,
    rows: state.rows,
    right: state.right,
    trainingRows: state.trainingRows.length,
    members: state.members.map(({ agent, learner, weight, right, rows }) => ({
      agent,
      learner,
      weight,
      accuracy: rows === 0 ? 0 : right / rows,
    })),
    weights: Object.fromEntries(state.members.map(({ agent, weight }) => [agent, weight])),
    bestMember: best?.agent,
    bestMemberAccuracy: best === undefined ? 0 : best.right / best.rows,
    verdict: verdictOf(accuracy, best),
    chance: chanceOf(context),
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

function verdictOf(accuracy: number, best: MemberRecord | undefined): string {
  if (best === undefined) return 'no member answered';
  const alone = best.right / best.rows;
  if (accuracy > alone) return `voting beat its best member, ${best.agent}`;
  return accuracy === alone
    ? `voting did as well as its best member, ${best.agent}`
    : `voting did not help: ${best.agent} alone did better`;
}

/** What naming the largest class every time would score. */
function chanceOf(context: Ensemble): number {
  const { labels, classNames } = datasetOf(context.resources);
  const counts = classNames.map((_, label) => labels.filter((own) => own === label).length);
  return Math.max(...counts) / labels.length;
}
