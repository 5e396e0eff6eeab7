/** What it is: trials in words and marks: what each state looks like, and which are shown. */

import type {
  TrialState,
  TuningStage,
  TuningTrial,
} from '../../../engine/projections/tuningStage.ts';
import { sayNumber } from './scale.ts';
import type { Shape } from './scene.ts';

export interface StateLook {
  readonly words: string;
  readonly tone: Shape['tone'];
  readonly look: 'full' | 'ring' | 'cross';
}

/** Mark and colour by state; the mark alone tells them apart. */
export const STATE_LOOKS: Readonly<Record<TrialState, StateLook>> = {
  complete: { words: 'complete', tone: 0, look: 'full' },
  pruned: { words: 'pruned', tone: 1, look: 'cross' },
  paused: { words: 'paused', tone: 1, look: 'ring' },
  running: { words: 'running', tone: 2, look: 'ring' },
  waiting: { words: 'waiting', tone: 7, look: 'ring' },
  failed: { words: 'failed', tone: 'bad', look: 'cross' },
  cancelled: { words: 'cancelled', tone: 7, look: 'cross' },
};

/** What may be left out of the plots. */
export const FILTERS = ['complete', 'pruned', 'running', 'failed'] as const;
export type Filter = (typeof FILTERS)[number];

const FILTER_OF: Readonly<Record<TrialState, Filter>> = {
  complete: 'complete',
  pruned: 'pruned',
  paused: 'running',
  running: 'running',
  waiting: 'running',
  failed: 'failed',
  cancelled: 'failed',
};

/** How many of the best are shown. */
export const BESTS = [
  { value: 'all', label: 'All trials' },
  { value: 'half', label: 'The best half' },
  { value: 'tenth', label: 'The best tenth' },
] as const;
export type Best = (typeof BESTS)[number]['value'];
const SHARES: Readonly<Record<Best, number>> = { all: 1, half: 0.5, tenth: 0.1 };

/** The trials of the states that are not hidden, and of those the best; in the order of their numbers. */
export function shownTrials(
  trials: readonly TuningTrial[],
  hidden: ReadonlySet<Filter>,
  best: Best,
): readonly TuningTrial[] {
  const open =
    hidden.size === 0 ? trials : trials.filter(({ state }) => !hidden.has(FILTER_OF[state]));
  if (best === 'all') return open;
  const kept = Math.ceil(open.length * SHARES[best]);
  return rankTrials(open)
    .slice(0, kept)
    .toSorted((one, other) => one.trial - other.trial);
}

/** Those that went furthest first, and of these the least values; the earlier of equals. */
export function rankTrials(trials: readonly TuningTrial[]): readonly TuningTrial[] {
  const level = ({ levels }: TuningTrial): number => levels.at(-1) ?? 0;
  return trials.toSorted(
    (one, other) =>
      level(other) - level(one) ||
      (valueOf(one) ?? Infinity) - (valueOf(other) ?? Infinity) ||
      one.trial - other.trial,
  );
}

/** What a trial has come to so far. */
export function valueOf(trial: TuningTrial | undefined): number | undefined {
  return trial?.curve.at(-1);
}

/** What is above the optimum, where that is known and asked for; else the value. */
export function heightOf({ optimum }: TuningStage, value: number, isLog: boolean): number {
  return isLog && optimum !== undefined ? value - optimum : value;
}

/** Whether a log axis can show the values. */
export function canLog({ optimum, trials }: TuningStage): boolean {
  return optimum !== undefined || trials.every(({ curve }) => curve.every((value) => value > 0));
}

/** The name of the first measure's axis. */
export function nameOfHeight(stage: TuningStage, isLog: boolean): string {
  const measure = stage.measures[0] ?? 'value';
  return isLog && stage.optimum !== undefined ? 'regret' : measure;
}

/** A trial in a line: number, state, value and parameters. */
export function sayTrial(stage: TuningStage, trial: TuningTrial): string {
  const value = valueOf(trial);
  const level = trial.levels.at(-1);
  const where =
    stage.levels > 1 && level !== undefined && trial.state !== 'complete'
      ? ` at ${level} of ${stage.levels}`
      : '';
  const second =
    trial.second === undefined ? '' : `, ${stage.measures[1]} ${sayNumber(trial.second)}`;
  const came =
    value === undefined ? '' : `: ${stage.measures[0]} ${sayNumber(value)}${second}${where}`;
  const worker = trial.worker === undefined ? '' : `, ${stage.workers[trial.worker]?.label}`;
  return `Trial ${trial.trial}, ${STATE_LOOKS[trial.state].words}${came} · ${sayValues(trial)}${worker}`;
}

/** The parameters of a trial in a line. */
function sayValues({ values }: TuningTrial): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? sayNumber(value) : value}`)
    .join(', ');
}
