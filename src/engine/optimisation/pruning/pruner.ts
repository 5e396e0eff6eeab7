/**
 * What it is: whether a running trial is worth going on with, judged by what it has shown beside what others showed.
 * Sources: the median rule of D. Golovin et al., "Google Vizier", KDD 2017, section 3.2.2, as widely
 * implemented: the best value so far against a percentile of the completed trials at the same step; and the
 * stopping form of ASHA (L. Li et al., MLSys 2020): at each rung the trial must be among the best share of
 * all that reached it.
 * Errors: settings that make no sense are found by prunerProblems.
 */

import { rungBudgets } from '../scheduling/scheduler.ts';
import type { Trial } from '../trial.ts';

export type PrunerSetting =
  | { readonly kind: 'none' }
  | {
      /** Stops what is worse than the given percentile of those before; 50 is the median rule. */
      readonly kind: 'percentile';
      /** From 0, exclusive, to 100: the share of trials that is good enough to go on. */
      readonly percentile: number;
      /** Complete trials before any is stopped. */
      readonly startupTrials: number;
      /** Steps before any is stopped. */
      readonly warmupStep: number;
    }
  | {
      readonly kind: 'rungs';
      readonly stepMin: number;
      readonly stepMax: number;
      readonly reduction: number;
    };

export interface PrunerProblem {
  readonly code: 'notWithin';
  readonly path: string;
  readonly message: string;
}

/** All that makes a pruner's setting senseless. */
export function prunerProblems(setting: PrunerSetting): readonly PrunerProblem[] {
  const problems: PrunerProblem[] = [];
  const within = (path: string, value: number, low: number, high: number, what: string): void => {
    if (value >= low && value <= high) return;
    const message = `${what} is ${value}; it must be a number from ${low} to ${high}.`;
    problems.push({ code: 'notWithin', path, message });
  };
  switch (setting.kind) {
    case 'none':
      break;
    case 'percentile':
      within('percentile', setting.percentile, 1, 100, 'The percentile');
      within('startupTrials', setting.startupTrials, 0, 1e6, 'The number of trials before pruning');
      within('warmupStep', setting.warmupStep, 0, 1e9, 'The step before pruning');
      break;
    case 'rungs':
      within('stepMin', setting.stepMin, 1, 1e9, 'The first rung');
      within('stepMax', setting.stepMax, setting.stepMin, 1e9, 'The last step');
      within('reduction', setting.reduction, 1.5, 100, 'The reduction');
      break;
  }
  return problems;
}

/** Whether a running trial should stop at its last intermediate value; `others` are the study's other trials. */
export function isToPrune(setting: PrunerSetting, trial: Trial, others: readonly Trial[]): boolean {
  switch (setting.kind) {
    case 'none':
      return false;
    case 'percentile':
      return isBehind(setting, trial, others);
    case 'rungs':
      return isBelowRung(setting, trial, others);
  }
}

function isBehind(
  { percentile, startupTrials, warmupStep }: PrunerSetting & { kind: 'percentile' },
  trial: Trial,
  others: readonly Trial[],
): boolean {
  const latest = trial.intermediates.at(-1);
  const complete = others.filter(({ state }) => state === 'complete');
  if (latest === undefined || latest.step < warmupStep) return false;
  if (complete.length === 0 || complete.length < startupTrials) return false;
  const shown = complete.flatMap((other) => valueAt(other, latest.step) ?? []);
  if (shown.length === 0) return false;
  const best = Math.min(...trial.intermediates.map(({ value }) => finite(value)));
  return best > percentileOf(shown, percentile);
}

/** Passing a rung, a trial must be among the best share of all that have passed it. */
function isBelowRung(
  { stepMin, stepMax, reduction }: PrunerSetting & { kind: 'rungs' },
  trial: Trial,
  others: readonly Trial[],
): boolean {
  const latest = trial.intermediates.at(-1);
  const before = trial.intermediates.at(-2)?.step ?? -1;
  if (latest === undefined) return false;
  const rung = rungBudgets(stepMin, stepMax, reduction)
    .slice(0, -1)
    .findLast((step) => step <= latest.step && step > before);
  if (rung === undefined) return false;
  const own = finite(latest.value);
  const reached = others.flatMap((other) => firstFrom(other, rung) ?? []);
  const better = reached.filter((value) => value < own).length;
  return better >= Math.max(1, Math.floor((reached.length + 1) / reduction));
}

/** What a trial showed when it passed a step. */
function firstFrom(trial: Trial, step: number): number | undefined {
  const found = trial.intermediates.find((one) => one.step >= step);
  return found === undefined ? undefined : finite(found.value);
}

function valueAt(trial: Trial, step: number): number | undefined {
  const found = trial.intermediates.find((one) => one.step === step);
  return found === undefined ? undefined : finite(found.value);
}

function finite(value: number): number {
  return Number.isNaN(value) ? Infinity : value;
}

/** Linear between the two nearest ranks, as is usual; the middle one or the mean of the middle two for 50. */
function percentileOf(values: readonly number[], percentile: number): number {
  const sorted = values.toSorted((x, y) => x - y);
  const place = ((sorted.length - 1) * percentile) / 100;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below === above ? below : below + (place - Math.floor(place)) * (above - below);
}
