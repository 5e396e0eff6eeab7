/**
 * What it is: the tables of scores: each beside the reference's and what is asked of it, and each ensemble beside its best
 * member with an interval.
 * The interval of a lead: what each row contributes is averaged over the seeds first, since the same rows are judged by
 * every seed; the rows are then taken for a sample (normal, 95 %).
 */

import reference from '../../src/engine/learning/fixtures/referenceScores.json' with { type: 'json' };
import type { Cell } from '../lib/table.ts';
import { printTable } from '../lib/table.ts';
import type { Entry, Target } from './entries.ts';
import type { Scoreboard } from './judged.ts';
import { FOLDS } from './judged.ts';

const Z = 1.959963984540054;
/** How far the mean of some seeds strays from that of all, in deviations, once in a hundred. */
const Z_LUCK = 2.576;
/** What is asked is asked of the mean of so many. */
const SEEDS_ALL = 10;

interface Rival {
  readonly score: number;
  readonly deviation: number;
  readonly loss?: number | undefined;
}

/** Whether larger scores are better, and how many digits they are shown with. */
interface Measure {
  readonly name: string;
  readonly isError: boolean;
  readonly digits: number;
}

const ACCURACY: Measure = { name: 'accuracy', isError: false, digits: 4 };
const ERROR: Measure = { name: 'RMSE', isError: true, digits: 2 };

/** Prints what a data set's seeds gave; returns the names of those that miss what is asked. */
export function report(
  set: string,
  entries: readonly Entry[],
  poolSize: number,
  boards: readonly Scoreboard[],
): readonly string[] {
  const measure = set === 'diabetes' ? ERROR : ACCURACY;
  const rows = entries.map((entry) => scoreRow(set, entry, boards, measure));
  printTable(
    `${set}: ${measure.name}, ${FOLDS} folds of each seed`,
    ['', 'seeds', 'ours', 'scikit-learn', 'difference', 'asked', '', 'our loss', 'its loss'],
    rows,
  );
  const pool = entries.filter((entry) => !entry.isEnsemble).slice(0, poolSize);
  printLeads(set, entries, pool, boards, measure);
  return rows.filter((row) => row[6] === 'MISSED').map((row) => `${set}: ${row[0]}`);
}

function scoreRow(
  set: string,
  entry: Entry,
  boards: readonly Scoreboard[],
  measure: Measure,
): readonly Cell[] {
  const perSeed = boards.flatMap((board) => {
    const judged = board[entry.name];
    return judged === undefined ? [] : [mean(judged.scores)];
  });
  const losses = boards.flatMap((board) => {
    const own = board[entry.name]?.losses ?? [];
    return own.length === 0 ? [] : [mean(own)];
  });
  const rival = rivalOf(set, entry.reference);
  const ours = mean(perSeed);
  const loss = losses.length === 0 ? undefined : mean(losses);
  const target = entry.target(set);
  const { digits } = measure;
  return [
    entry.title,
    String(perSeed.length),
    `${ours.toFixed(digits)} ± ${deviation(perSeed).toFixed(digits)}`,
    rival === undefined
      ? ''
      : `${rival.score.toFixed(digits)} ± ${rival.deviation.toFixed(digits)}`,
    rival === undefined ? '' : signed(ours - rival.score, digits),
    sayTarget(target),
    verdict(target, { ours, loss, rival }, luckOf(perSeed, losses, rival)),
    loss?.toFixed(4) ?? '',
    rival?.loss?.toFixed(4) ?? '',
  ];
}

function rivalOf(set: string, key: string | undefined): Rival | undefined {
  if (key === undefined) return undefined;
  if (set === 'diabetes') {
    const known: Readonly<Record<string, { rmse: number; deviation: number }>> =
      reference.regression.diabetes;
    const rival = known[key];
    return rival && { score: rival.rmse, deviation: rival.deviation };
  }
  const sets: Readonly<
    Record<
      string,
      Readonly<Record<string, { accuracy: number; deviation: number; logLoss?: number }>>
    >
  > = reference.scores;
  const rival = sets[set]?.[key];
  return rival && { score: rival.accuracy, deviation: rival.deviation, loss: rival.logLoss };
}

function sayTarget({ width, least, most, lossMost }: Target): string {
  const parts = [
    width === undefined ? '' : `± ${width}`,
    least === undefined ? '' : `≥ ${least}`,
    most === undefined ? '' : `≤ ${most}`,
    lossMost === undefined ? '' : `loss ≤ ${lossMost}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** How far the means of these seeds may stray from those of all ten by luck; 0 for all ten. */
function luckOf(
  scores: readonly number[],
  losses: readonly number[],
  rival: Rival | undefined,
): Luck {
  const share = Math.sqrt(Math.max(0, 1 / scores.length - 1 / SEEDS_ALL));
  const score = Math.max(deviation(scores), rival?.deviation ?? 0);
  return { score: Z_LUCK * share * score, loss: Z_LUCK * share * deviation(losses) };
}

interface Luck {
  readonly score: number;
  readonly loss: number;
}

interface Found {
  readonly ours: number;
  readonly loss: number | undefined;
  readonly rival: Rival | undefined;
}

/** Few seeds cannot judge what they would miss by no more than luck. */
function verdict(target: Target, found: Found, luck: Luck): string {
  const { width, least, most } = target;
  if (width === undefined && least === undefined && most === undefined) return '';
  if (isMet(target, found, { score: 0, loss: 0 })) return 'met';
  return isMet(target, found, luck) ? 'too few seeds' : 'MISSED';
}

function isMet(
  { width, least, most, lossMost }: Target,
  { ours, loss, rival }: Found,
  luck: Luck,
): boolean {
  const apart = Math.abs(ours - (rival?.score ?? Number.NaN));
  return (
    (width === undefined || apart <= width + luck.score) &&
    ours >= (least ?? -Infinity) - luck.score &&
    ours <= (most ?? Infinity) + luck.score &&
    (loss ?? 0) <= (lossMost ?? Infinity) + luck.loss
  );
}

function printLeads(
  set: string,
  entries: readonly Entry[],
  pool: readonly Entry[],
  boards: readonly Scoreboard[],
  measure: Measure,
): void {
  const scoreOf = (name: string): number =>
    mean(boards.flatMap((board) => board[name]?.scores ?? []));
  const better = (one: number, other: number): boolean =>
    measure.isError ? one < other : one > other;
  const best = pool.reduce((top, one) =>
    better(scoreOf(one.name), scoreOf(top.name)) ? one : top,
  );
  const rows = entries
    .filter((entry) => entry.isEnsemble)
    .map(({ name, title }): readonly Cell[] => {
      const { lead, low, high } = leadOf(boards, name, best.name, measure);
      const word = low > 0 ? 'helps' : high < 0 ? 'does not help' : 'within what luck explains';
      return [
        title,
        signed(lead, measure.digits),
        `${signed(low, measure.digits)} to ${signed(high, measure.digits)}`,
        word,
      ];
    });
  printTable(
    `${set}: lead over the best of its members, ${best.title} (${scoreOf(best.name).toFixed(measure.digits)})`,
    ['', 'lead', '95 % interval', ''],
    rows,
  );
}

/** How much better an ensemble is than a member, in the measure's own unit; above 0 it is better. */
function leadOf(boards: readonly Scoreboard[], name: string, other: string, measure: Measure) {
  const [own, its] = [rowMeans(boards, name), rowMeans(boards, other)];
  const leads = own.map((value, row) => {
    const difference = value - (its[row] as number);
    return measure.isError ? -difference : difference;
  });
  // a² − b² = (a − b)(a + b): differences of squared errors become one of their roots.
  const scale = measure.isError ? Math.sqrt(mean(own)) + Math.sqrt(mean(its)) : 1;
  const half = (Z * deviation(leads)) / Math.sqrt(leads.length);
  const lead = mean(leads);
  return { lead: lead / scale, low: (lead - half) / scale, high: (lead + half) / scale };
}

/** What each row came to, averaged over the seeds. */
function rowMeans(boards: readonly Scoreboard[], name: string): readonly number[] {
  const all = boards.flatMap((board) => (board[name] === undefined ? [] : [board[name].rows]));
  return (all[0] ?? []).map((_, row) => mean(all.map((rows) => rows[row] as number)));
}

function signed(value: number, digits: number): string {
  return `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(digits)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
