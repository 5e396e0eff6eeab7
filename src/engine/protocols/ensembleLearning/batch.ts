/**
 * What it is: what happens around one batch: whom the budget lets us ask, the vote on each row, and then,
 * the truth being known, the scores and the weights.
 */

import type { Effects, Ensemble } from './effects.ts';
import { confusionCounted, memberFailed, memberSpared } from './events.ts';
import { decideBatch, measureAgreement, scoreMembers } from './counting.ts';
import type { Asked } from './counting.ts';
import { closeEstimates } from './estimates.ts';
import { metaIndex } from './stacking.ts';
import { zeros } from './split.ts';
import { sayOf } from './state.ts';
import type { AggregatorState } from './state.ts';
import { classOf, STRATEGIES } from './strategy.ts';
import type { Answers } from './strategy.ts';
import { closeTexts } from './texts.ts';
import { moveWeights } from './weighting.ts';

const MICRO = 1_000_000;

/**
 * The members to ask, by seat: those that are trained and have a say, the heaviest first (the lower seat of equals), as long
 * as the budget reaches; the prices of those asked count as spent.
 */
export function whomToAsk(
  state: AggregatorState,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): boolean[] {
  // The meta-learner is asked after the others, and its price kept back for it.
  const meta = metaIndex(state, context);
  const kept = meta === undefined ? 0 : (state.members[meta]?.price ?? 0);
  const budget = Math.round(context.parameters.maxCost * MICRO) - kept;
  const asked = state.members.map(() => false);
  const order = state.members
    .map((member, index) => ({ member, index }))
    .filter(({ index }) => state.places.includes(index) && index !== meta)
    .filter(({ member, index }) => member.isReady && member.say !== 0 && !isLearning(state, index))
    .toSorted((one, other) => sayOf(other.member) - sayOf(one.member) || one.index - other.index);
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

/** A member that is being taught anew is not asked. */
function isLearning({ live }: AggregatorState, index: number): boolean {
  return live?.lessons[index] !== undefined;
}

/** Decides every row of the batch, then scores the members and moves their weights. */
export function closeBatch(
  state: AggregatorState,
  stage: Asked,
  truths: readonly number[],
  classes: number,
  context: Ensemble,
  outbox: Effects,
): void {
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
  const { estimates, texts } = state;
  if (estimates !== undefined && stage.phase === 'gathering')
    return closeEstimates(state, estimates, stage, truths, valid, context, outbox);
  if (texts !== undefined) return closeTexts(state, texts, stage, valid, context, outbox);
  const decided = decideRows(state, stage.batch, truths, classes, valid, context, outbox);
  const named = valid.map(
    (answer) => answer && truths.map((_, row) => classOf(answer, row, classes)),
  );
  const scores = scoreMembers(
    state,
    stage,
    truths.map((truth, row) => decided[row] === truth),
    named.map((own) => truths.map((truth, row) => own?.[row] === truth)),
  );
  moveWeights(state, stage.batch, scores, context, outbox);
  measureAgreement(state.members, truths.length, named, outbox);
}

function decideRows(
  state: AggregatorState,
  batch: number,
  truths: readonly number[],
  classes: number,
  answers: Answers,
  context: Ensemble,
  outbox: Effects,
): readonly (number | undefined)[] {
  const weights = state.members.map(sayOf);
  const strategy = STRATEGIES[context.parameters.strategy];
  const counts = zeros(classes * classes);
  const outcomes = truths.map((truth, row) => {
    const outcome = strategy(row, classes, answers, weights, context.parameters);
    if (outcome === undefined) return undefined;
    const cell = truth * classes + outcome.winner;
    counts[cell] = (counts[cell] as number) + 1;
    return outcome;
  });
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
  const decisions = outcomes.map(
    (outcome, row) =>
      outcome && { isRight: outcome.winner === truths[row], confidence: outcome.confidence },
  );
  decideBatch(state, batch, decisions, outbox);
  return outcomes.map((outcome) => outcome?.winner);
}
