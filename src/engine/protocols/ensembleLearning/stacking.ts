/**
 * What it is: stacking: the last member of the pool, the meta-learner, learns from what all the others say of
 * training rows that their models did not see, and then decides from what they say of a batch.
 * Source: D. Wolpert, "Stacked Generalization", Neural Networks 5 (1992) 241-259; class probabilities as its
 * inputs: K. Ting, I. Witten, "Issues in Stacked Generalization", JAIR 10 (1999).
 * Shapes: the table's columns are the class probabilities, or the number, of each member that it was taught with, in order of
 * their seats. A member that has not answered is replaced by the means of its columns.
 */

import type { Effects, Ensemble } from './effects.ts';
import { memberFailed, metaTaught } from './events.ts';
import { truthsOf } from './preparation.ts';
import { answerWidth, classCount } from './split.ts';
import type { AggregatorStage, AggregatorState, MemberRecord } from './state.ts';

type Gathering = Extract<AggregatorStage, { phase: 'gathering' }>;

/** The seat of the meta-learner: the last one; undefined under another strategy. */
export function metaIndex(state: AggregatorState, context: Ensemble): number | undefined {
  return context.parameters.strategy === 'stacking' ? state.members.length - 1 : undefined;
}

/** Gives the meta-learner its lesson; false when there is nothing to learn from. */
export function teachMeta(
  state: AggregatorState,
  meta: MemberRecord,
  context: Ensemble,
  outbox: Effects,
): boolean {
  const said = state.members.filter((member) => member.probed.length > 0);
  if (said.length === 0) return false;
  const width = answerWidth(context.resources);
  const labels = truthsOf(state, context);
  const columns = said.length * width;
  const features = labels.flatMap((_, row) =>
    said.flatMap((member) => member.probed.slice(row * width, (row + 1) * width)),
  );
  const classes = classCount(context.resources);
  outbox.record(metaTaught, { member: meta.actor, rows: labels.length, columns });
  outbox.broadcast([meta.actor], { kind: 'learn', columns, classes, features, labels });
  return true;
}

/** Asks the meta-learner about a batch; false when nobody has answered it. Whoever is silent by now is too late. */
export function askMeta(
  state: AggregatorState,
  stage: Gathering,
  meta: number,
  context: Ensemble,
  outbox: Effects,
): boolean {
  if (!stage.answers.some((answer) => (answer?.length ?? 0) > 0)) return false;
  stage.asked.forEach((isAsked, i) => {
    if (!isAsked || stage.answers[i] !== undefined) return;
    stage.answers[i] = [];
    const member = state.members[i]?.actor ?? -1;
    outbox.record(memberFailed, { member, batch: stage.batch, reason: 'noAnswerInTime' });
  });
  const width = answerWidth(context.resources);
  const rows = state.batches[stage.batch]?.length ?? 0;
  const said = state.members.flatMap((member, i) =>
    member.probed.length === 0 ? [] : [rowsOf(member, stage.answers[i], rows, width)],
  );
  const features = Array.from({ length: rows }, (_, row) => said.flatMap((own) => own[row] ?? []));
  stage.isCombining = true;
  stage.asked[meta] = true;
  const receivers = [state.members[meta]?.actor ?? -1];
  outbox.broadcast(receivers, { kind: 'combine', batch: stage.batch, features: features.flat() });
  return true;
}

/** What a member says of each row, or, when it says nothing, what it says on the mean of the training rows. */
function rowsOf(
  member: MemberRecord,
  answer: readonly number[] | undefined,
  rows: number,
  width: number,
): readonly (readonly number[])[] {
  if (answer !== undefined && answer.length > 0)
    return Array.from({ length: rows }, (_, row) => answer.slice(row * width, (row + 1) * width));
  const taught = member.probed.length / width;
  const means = Array.from({ length: width }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < taught; row++) sum += member.probed[row * width + column] as number;
    return sum / taught;
  });
  return Array.from({ length: rows }, () => means);
}
