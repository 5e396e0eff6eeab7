/**
 * What it is: what happens around one batch: whom the budget lets us ask, the vote on each row, and then,
 * the truth being known, the scores and the weights.
 */

import type { Effects, Ensemble } from './effects.ts';
import {
  agreementMeasured,
  batchDecided,
  calibrationCounted,
  confusionCounted,
  memberFailed,
  memberSpared,
} from './events.ts';
import { closeEstimates } from './estimates.ts';
import { metaIndex } from './stacking.ts';
import { zeros } from './split.ts';
import { sayOf } from './state.ts';
import type { AggregatorStage, AggregatorState, MemberRecord } from './state.ts';
import { classOf, STRATEGIES } from './strategy.ts';
import type { Answers } from './strategy.ts';
import { moveWeights } from './weighting.ts';

/** A batch whose answers are in. */
type Asked = Extract<AggregatorStage, { readonly answers: unknown }>;
const MICRO = 1_000_000;
/** Confidences are counted in tenths, (a, b]. */
export const CALIBRATION_BINS = 10;

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
  const { estimates } = state;
  if (estimates !== undefined && stage.phase === 'gathering')
    return closeEstimates(state, estimates, stage, truths, valid, context, outbox);
  const decided = decideRows(state, stage.batch, truths, classes, valid, context, outbox);
  const scores = scoreMembers(state, stage, truths, decided, classes, valid);
  moveWeights(state, stage.batch, scores, context, outbox);
  measureAgreement(state.members, truths.length, classes, valid, outbox);
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
  let correct = 0;
  let answered = 0;
  let confidence = 0;
  const before = state.calibration.map(({ rows }) => rows);
  const decided = truths.map((truth, row) => {
    const outcome = strategy(row, classes, answers, weights, context.parameters);
    if (outcome === undefined) return undefined;
    answered += 1;
    confidence += outcome.confidence;
    if (outcome.winner === truth) correct += 1;
    const cell = truth * classes + outcome.winner;
    counts[cell] = (counts[cell] as number) + 1;
    countCalibration(state, outcome.confidence, outcome.winner === truth);
    return outcome.winner;
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
  for (const [tenth, bin] of state.calibration.entries()) {
    if (bin.rows === before[tenth]) continue;
    const { rows, right } = bin;
    outbox.record(calibrationCounted, {
      batch,
      tenth,
      rows,
      right,
      confidence: bin.confidence / rows,
    });
  }
  return decided;
}

function countCalibration(state: AggregatorState, confidence: number, isRight: boolean): void {
  // A border such as 0.6 belongs to the tenth below it, also when its last digit has slipped.
  const tenth = Math.ceil(confidence * CALIBRATION_BINS - 1e-12) - 1;
  const bin = state.calibration[Math.min(CALIBRATION_BINS - 1, Math.max(0, tenth))];
  if (bin === undefined) return;
  bin.rows += 1;
  bin.right += isRight ? 1 : 0;
  bin.confidence += confidence;
}

/** Who was asked and did not answer validly scores 0; who was not asked has no score. */
function scoreMembers(
  state: AggregatorState,
  stage: Asked,
  truths: readonly number[],
  decided: readonly (number | undefined)[],
  classes: number,
  answers: Answers,
): readonly (number | undefined)[] {
  return state.members.map((member, i) => {
    if (stage.asked[i] !== true) return undefined;
    const answer = answers[i];
    const isRight = truths.map(
      (truth, row) => answer !== undefined && classOf(answer, row, classes) === truth,
    );
    const right = isRight.filter(Boolean).length;
    truths.forEach((truth, row) => {
      const isDecided = decided[row] === truth;
      if (isDecided && isRight[row] === false) member.behind += 1;
      if (!isDecided && isRight[row] === true) member.ahead += 1;
    });
    member.right += right;
    member.rows += truths.length;
    return truths.length === 0 ? 0 : right / truths.length;
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
