/**
 * What it is: what happens around one batch: whom the budget lets us ask, the vote on each row, and then,
 * the truth being known, the scores and the weights.
 */

import { enterScore } from '../../learning/ensemble/weights.ts';
import type { Effects, Ensemble } from './aggregator.ts';
import {
  agreementMeasured,
  batchDecided,
  confusionCounted,
  memberFailed,
  memberScored,
  memberSpared,
} from './events.ts';
import { datasetOf, zeros } from './split.ts';
import type { AggregatorStage, AggregatorState, MemberRecord } from './state.ts';
import { classOf, STRATEGIES } from './strategy.ts';
import type { Answers } from './strategy.ts';

type Gathering = Extract<AggregatorStage, { phase: 'gathering' }>;
const MICRO = 1_000_000;

/**
 * The members to ask, by seat: those that are trained, the heaviest first (the lower seat of equals), as long
 * as the budget reaches; the prices of those asked count as spent.
 */
export function whomToAsk(
  state: AggregatorState,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): readonly boolean[] {
  const budget = Math.round(context.parameters.maxCost * MICRO);
  const asked = state.members.map(() => false);
  const order = state.members
    .map((member, index) => ({ member, index }))
    .filter(({ member }) => member.isReady)
    .toSorted((one, other) => other.member.weight - one.member.weight || one.index - other.index);
  for (const { member, index } of order) {
    if (state.spent + member.price <= budget) {
      asked[index] = true;
      state.spent += member.price;
    } else {
      outbox.record(memberSpared, {
        member: member.actor,
        batch,
        spent: state.spent / MICRO,
        budget: budget / MICRO,
      });
    }
  }
  return asked;
}

/** Decides every row of the batch, then scores the members and moves their weights. */
export function closeBatch(
  state: AggregatorState,
  stage: Gathering,
  context: Ensemble,
  outbox: Effects,
): void {
  const dataset = datasetOf(context.resources);
  const rows = state.batches[stage.batch] ?? [];
  const truths = rows.map((row) => dataset.labels[row] as number);
  const classes = dataset.classNames.length;
  stage.answers.forEach((answer, i) => {
    const member = state.members[i];
    if (answer === undefined && stage.asked[i] === true && member !== undefined) {
      outbox.record(memberFailed, {
        member: member.actor,
        batch: stage.batch,
        reason: 'noAnswerInTime',
      });
    }
  });
  const valid: Answers = stage.answers.map((answer) =>
    answer === undefined || answer.length === 0 ? undefined : answer,
  );
  decideRows(state, stage.batch, truths, classes, valid, context, outbox);
  scoreMembers(state, stage, truths, classes, valid, context, outbox);
  measureAgreement(state.members, rows.length, classes, valid, outbox);
}

function decideRows(
  state: AggregatorState,
  batch: number,
  truths: readonly number[],
  classes: number,
  answers: Answers,
  context: Ensemble,
  outbox: Effects,
): void {
  const weights = state.members.map((member) => member.weight);
  const strategy = STRATEGIES[context.parameters.strategy];
  const counts = zeros(classes * classes);
  let correct = 0;
  let answered = 0;
  let confidence = 0;
  truths.forEach((truth, row) => {
    const outcome = strategy(row, classes, answers, weights, context.parameters);
    if (outcome === undefined) return;
    answered += 1;
    confidence += outcome.confidence;
    if (outcome.winner === truth) correct += 1;
    const cell = truth * classes + outcome.winner;
    counts[cell] = (counts[cell] as number) + 1;
  });
  state.rows += truths.length;
  state.answered += answered;
  state.right += correct;
  state.confidence += confidence;
  counts.forEach((count, cell) => {
    if (count === 0) return;
    state.confusion[cell] = (state.confusion[cell] as number) + count;
    outbox.record(confusionCounted, {
      batch,
      truth: Math.floor(cell / classes),
      predicted: cell % classes,
      count,
    });
  });
  outbox.record(batchDecided, {
    batch,
    rows: truths.length,
    correct,
    answered,
    confidence: answered === 0 ? 0 : confidence / answered,
  });
}

/** Who was asked and did not answer validly scores 0; who was not asked keeps its weight. */
function scoreMembers(
  state: AggregatorState,
  stage: Gathering,
  truths: readonly number[],
  classes: number,
  answers: Answers,
  context: Ensemble,
  outbox: Effects,
): void {
  state.members.forEach((member, i) => {
    if (stage.asked[i] !== true) return;
    const answer = answers[i];
    const right =
      answer === undefined
        ? 0
        : truths.filter((truth, row) => classOf(answer, row, classes) === truth).length;
    const score = truths.length === 0 ? 0 : right / truths.length;
    member.right += right;
    member.rows += truths.length;
    enterScore(member, score, context.parameters.weightStep);
    outbox.record(memberScored, {
      member: member.actor,
      batch: stage.batch,
      score,
      weight: member.weight,
    });
  });
}

function measureAgreement(
  members: readonly MemberRecord[],
  rows: number,
  classes: number,
  answers: Answers,
  outbox: Effects,
): void {
  const named = answers.map(
    (answer) => answer && Array.from({ length: rows }, (_, row) => classOf(answer, row, classes)),
  );
  named.forEach((own, i) => {
    for (let j = i + 1; j < named.length; j++) {
      const others = named[j];
      if (own === undefined || others === undefined) continue;
      const same = own.filter((label, row) => label === others[row]).length;
      outbox.record(agreementMeasured, {
        one: members[i]?.actor ?? -1,
        other: members[j]?.actor ?? -1,
        same,
        rows,
      });
    }
  });
}
