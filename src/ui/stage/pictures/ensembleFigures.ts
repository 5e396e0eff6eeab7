/** What it is: the arithmetic of the ensemble's picture. */

import { wilsonInterval } from '../../../engine/base/intervals.ts';
import type {
  Adaptation,
  CalibrationBin,
  EnsembleStage,
} from '../../../engine/projections/ensembleStage.ts';
import { formatMicros, formatShare, plural } from '../../widgets/format.ts';

type Member = EnsembleStage['members'][number];

/** Those to hold the ensemble against: none that combines, and of those that came and went none that judged few rows. */
function judgesOf({ members }: EnsembleStage): readonly Member[] {
  const judges = members.filter(({ isMeta }) => !isMeta);
  const lasting = judges.filter(({ isLasting }) => isLasting);
  return lasting.length > 0 ? lasting : judges;
}

/** The member that is right most often; the first of equals; undefined before any was scored. */
export function bestMember(stage: EnsembleStage): Member | undefined {
  let best: Member | undefined;
  for (const member of judgesOf(stage)) {
    if (member.accuracy === undefined) continue;
    if (best?.accuracy === undefined || member.accuracy > best.accuracy) best = member;
  }
  return best;
}

/** How far it has come: training is the first half, batches are the second. */
export function progressOf({ batch, batches, members }: EnsembleStage): number {
  const settled = members.filter(({ state }) => state !== 'training').length;
  const trained = batch > 0 ? 1 : settled / Math.max(1, members.length);
  return (trained + (batches === 0 ? 0 : batch / batches)) / 2;
}

/** How many are still at their training. */
export function sayTraining({ members }: EnsembleStage): string {
  const ready = members.filter(({ state }) => state === 'ready').length;
  return `Training: ${ready} of ${plural(members.length, 'member')} ready.`;
}

/** An interval of shares that does not break between its ends. */
export function sayInterval([low, high]: readonly [low: number, high: number]): string {
  return `${(low * 100).toFixed(1)}–${formatShare(high)}`;
}

/** A member's error where rows have numbers, else its accuracy. */
export function sayQuality({ error, accuracy }: Member): string {
  if (error !== undefined) return sayNumber(error);
  return accuracy === undefined ? '–' : formatShare(accuracy);
}

/** A number of the data's own unit, four digits of it. */
export function sayNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '–';
}

/** The member that is least off; the first of equals. */
export function leastOff(stage: EnsembleStage): Member | undefined {
  return judgesOf(stage)
    .filter((member) => member.error !== undefined)
    .reduce<Member | undefined>(
      (best, member) => ((best?.error ?? Infinity) <= (member.error ?? Infinity) ? best : member),
      undefined,
    );
}

/** Whether estimating together was worth it, in a sentence. */
export function sayErrorLead(stage: EnsembleStage, error: number): string {
  const best = leastOff(stage);
  if (best?.error === undefined) return 'No member has answered yet.';
  const share = (best.error - error) / best.error;
  const name = `its best member, ${best.label}`;
  if (Math.abs(share) < 0.0005) return `As far off as ${name}.`;
  const much = `${(Math.abs(share) * 100).toFixed(1)} % ${share > 0 ? 'less' : 'more'} off than ${name}`;
  return `${much}${sayDoubt(best.lead)}.`;
}

/** What an interval of the lead leaves of it: nothing is sure that luck explains. */
function sayDoubt(lead: Member['lead']): string {
  if (lead === undefined) return '';
  if (lead[0] <= 0 && lead[1] >= 0) return ', within what luck explains';
  return lead[0] > 0 ? ', more than luck explains' : ': it does not help';
}

/** The lead over a member at 95 %, in points, or in the unit of the numbers. */
export function sayLeadInterval([low, high]: readonly [number, number], isShare: boolean): string {
  const widest = Math.max(Math.abs(low), Math.abs(high));
  const digits = Math.max(0, 2 - Math.floor(Math.log10(widest || 1)));
  const say = (value: number): string => {
    const size = isShare ? Math.abs(value * 100).toFixed(1) : Math.abs(value).toFixed(digits);
    return `${value < 0 ? '−' : '+'}${size}`;
  };
  return `${say(low)} to ${say(high)}`;
}

/** The sum of each row of a square of counts. */
export function rowTotals(values: readonly number[], size: number): readonly number[] {
  return Array.from({ length: size }, (_, row) =>
    values.slice(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0),
  );
}

/** Agreement lies close together near one: tinted from the least pair to full. */
export function heatOfAgreement(share: number, least: number): number {
  if (share === 0) return 0;
  const room = 1 - least;
  return room <= 0 ? 1 : 0.1 + 0.9 * ((share - least) / room);
}

/** Whether the ensemble was worth it, in a sentence. */
export function sayLead(stage: EnsembleStage): string {
  const best = bestMember(stage);
  if (stage.accuracy === undefined || best?.accuracy === undefined)
    return 'Nothing has been decided yet.';
  const lead = (stage.accuracy - best.accuracy) * 100;
  const name = `its best member, ${best.label}`;
  if (Math.abs(lead) < 0.05) return `As good as ${name}.`;
  const points = `${Math.abs(lead).toFixed(1)} points ${lead > 0 ? 'above' : 'below'} ${name}`;
  return `${points}${sayDoubt(best.lead)}.`;
}

/** A set of members by what they have learned, which says more than their labels. */
export function sayMembers(stage: EnsembleStage, labels: readonly string[]): string {
  const names = labels.map((label) => {
    const member = stage.members.find((own) => own.label === label);
    return member === undefined || member.learner === ''
      ? label
      : member.learner.replaceAll('_', ' ');
  });
  return names.join(', ');
}

/** Why a member was thought to drift, or who came in its place. */
export function sayAdaptation({ errors, other, delay, kind }: Adaptation): string {
  if (errors !== undefined)
    return `wrong on ${formatShare(errors[0])} before, ${formatShare(errors[1])} since`;
  if (kind === 'allClear') return `${other ?? '–'} waits again`;
  return `by ${other ?? '–'}, ${formatMicros(delay ?? 0)} after`;
}

/** The expected calibration error: how far confidence and truth are apart in the bins, by rows. */
export function offBy(bins: readonly CalibrationBin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const off = bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence * bin.rows), 0);
  return rows === 0 ? 0 : off / rows;
}

/** Whether it is sure too often, too seldom, or as it should be: by all rows, at 95 %. */
export function saySureness(bins: readonly CalibrationBin[]): string {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const right = bins.reduce((sum, bin) => sum + bin.right, 0);
  const sure = bins.reduce((sum, bin) => sum + bin.confidence * bin.rows, 0) / Math.max(1, rows);
  const [low, high] = wilsonInterval(right, rows);
  if (sure > high) return 'It is surer than it is right.';
  if (sure < low) return 'It is right more often than it is sure.';
  return 'It is right about as often as it is sure.';
}
