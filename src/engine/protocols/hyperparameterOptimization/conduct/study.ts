/** What it is: the coordinator's trials as samplers, schedulers and pruners see them. */

import { isToPrune } from '../../../optimisation/pruning/pruner.ts';
import type { PrunerSetting } from '../../../optimisation/pruning/pruner.ts';
import type { Trial } from '../../../optimisation/trial.ts';
import type { TuningParameters } from '../card.ts';
import type { TrialPhase, TrialRecord } from './state.ts';

const STATES: Readonly<Record<TrialPhase, Trial['state']>> = {
  queued: 'running',
  running: 'running',
  paused: 'paused',
  complete: 'complete',
  pruned: 'pruned',
  failed: 'failed',
  cancelled: 'failed',
};

/** One trial. */
export function studyTrial({ trial, values, phase, found, reports }: TrialRecord): Trial {
  return {
    id: trial,
    assignment: values,
    state: STATES[phase],
    values: found,
    intermediates: reports,
  };
}

/** All of them, in the order of their numbers. */
export function studyTrials(trials: readonly TrialRecord[]): readonly Trial[] {
  return trials.map(studyTrial);
}

/** Complete trials before the median rule stops any. */
const STARTUP_TRIALS = 5;

function prunerOf({ pruner }: TuningParameters): PrunerSetting {
  return pruner === 'none'
    ? { kind: 'none' }
    : { kind: 'percentile', percentile: 50, startupTrials: STARTUP_TRIALS, warmupStep: 1 };
}

/** Whether the trial is behind the others at what it has reported last. */
export function isBehind(
  record: TrialRecord,
  trials: readonly TrialRecord[],
  parameters: TuningParameters,
): boolean {
  if (parameters.pruner === 'none') return false;
  const others = studyTrials(trials.filter((one) => one !== record));
  return isToPrune(prunerOf(parameters), studyTrial(record), others);
}

/** Most reports of one job: a curve needs no more, and each costs a training. */
const REPORTS_MAX = 9;

/** The levels at which the trial is to report what it has not reported yet, the end of its task last. */
export function stopsOf(
  { task, reports }: TrialRecord,
  { levels, scheduler }: TuningParameters,
): readonly number[] {
  const done = reports.at(-1)?.step ?? 0;
  if (scheduler !== 'full') return [task.budget];
  const count = Math.min(levels, REPORTS_MAX);
  const all = Array.from({ length: count }, (_, i) => Math.round(((i + 1) * levels) / count));
  return all.filter((level) => level > done);
}
