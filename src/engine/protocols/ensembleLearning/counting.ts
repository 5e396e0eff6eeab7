/**
 * What it is: what is counted of a batch once its rows are decided, be the answers classes or words: how many are right and how
 * sure the ensemble was of them, the members' scores, and who agrees with whom.
 */

import type { Effects } from './effects.ts';
import { agreementMeasured, batchDecided, calibrationCounted } from './events.ts';
import type { AggregatorStage, AggregatorState, MemberRecord } from './state.ts';

/** A batch whose answers are in. */
export type Asked = Extract<AggregatorStage, { readonly answers: unknown }>;
/** Confidences are counted in tenths, (a, b]. */
export const CALIBRATION_BINS = 10;

/** Enters which rows were answered rightly and how sure the ensemble was of each; undefined: nobody answered. */
export function decideBatch(
  state: AggregatorState,
  batch: number,
  decisions: readonly ({ readonly isRight: boolean; readonly confidence: number } | undefined)[],
  outbox: Effects,
): void {
  const before = state.calibration.map(({ rows }) => rows);
  let correct = 0;
  let answered = 0;
  let sure = 0;
  for (const decision of decisions) {
    if (decision === undefined) continue;
    const { isRight, confidence } = decision;
    answered += 1;
    sure += confidence;
    if (isRight) correct += 1;
    countCalibration(state, confidence, isRight);
  }
  state.rows += decisions.length;
  state.answered += answered;
  state.right += correct;
  state.confidence += sure;
  outbox.record(batchDecided, {
    batch,
    rows: decisions.length,
    correct,
    answered,
    confidence: answered === 0 ? 0 : sure / answered,
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

/**
 * Who was asked and did not answer validly scores 0; who was not asked has no score. Given are the rows that the ensemble
 * got right, and those of each member.
 */
export function scoreMembers(
  state: AggregatorState,
  stage: Asked,
  isDecided: readonly boolean[],
  isRightBy: readonly (readonly boolean[])[],
): readonly (number | undefined)[] {
  return state.members.map((member, i) => {
    if (stage.asked[i] !== true) return undefined;
    const isRight = isRightBy[i] ?? [];
    const right = isRight.filter(Boolean).length;
    isDecided.forEach((isEnsembleRight, row) => {
      if (isEnsembleRight && isRight[row] === false) member.behind += 1;
      if (!isEnsembleRight && isRight[row] === true) member.ahead += 1;
    });
    member.right += right;
    member.rows += isDecided.length;
    return isDecided.length === 0 ? 0 : right / isDecided.length;
  });
}

/** Records on how many rows each two members gave one answer; undefined for a member that gave none. */
export function measureAgreement(
  members: readonly MemberRecord[],
  rows: number,
  named: readonly (readonly (number | string)[] | undefined)[],
  outbox: Effects,
): void {
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
