/** What it is: the facts that hyperparameter_optimization records. Values are to be small; trials count from 0. */

import { defineEvent } from '../../events/shape.ts';
import type { SearchParameters } from './space.ts';

/** A search as its first event tells it. */
export interface SearchSetup {
  readonly objective: string;
  readonly learner: string | undefined;
  readonly dataset: string | undefined;
  /** What is small; one or two. */
  readonly measures: readonly string[];
  /** The least that the first measure can be, where that is known. */
  readonly optimum: number | undefined;
  readonly space: SearchParameters;
  readonly algorithm: string;
  readonly scheduler: string;
  readonly pruner: string;
  readonly trials: number;
  readonly levels: number;
  /** Levels at which trials are compared; the last is the whole training. */
  readonly rungs: readonly number[];
}

/** `setup` is JSON: what is searched, by what, and how far; a SearchSetup. */
export const searchOpened = defineEvent(
  'tuning.search.opened',
  { summary: 'text', setup: 'text' },
  'opens a search: {summary}',
);
/** Which rows of the data set serve what: `search` or `assessment`. `rows` is a JSON list. */
export const rowsAssigned = defineEvent(
  'tuning.rows.assigned',
  { purpose: 'text', rows: 'text', count: 'int' },
  'sets {count} rows aside for the {purpose}',
);
/** `values` is JSON, of the parameters that count. */
export const trialCreated = defineEvent(
  'tuning.trial.created',
  { trial: 'int', values: 'text' },
  'draws up trial {trial}: {values}',
);
export const trialAssigned = defineEvent(
  'tuning.trial.assigned',
  { trial: 'int', worker: 'actor', job: 'int', level: 'int' },
  'gives trial {trial} to {worker} up to {level}, as job {job}',
);
/** A worker that was thought lost is at its trial all the same. */
export const trialResumed = defineEvent(
  'tuning.trial.resumed',
  { trial: 'int', worker: 'actor', job: 'int' },
  '{worker} is still at trial {trial}',
);
export const trialReported = defineEvent(
  'tuning.trial.reported',
  { trial: 'int', worker: 'actor', level: 'int', value: 'real' },
  '{worker} reports {value} of trial {trial} at {level}',
);
/** Done up to where the scheduler wanted it; it goes on if it is among the best. */
export const trialPaused = defineEvent(
  'tuning.trial.paused',
  { trial: 'int', worker: 'actor', level: 'int', value: 'real' },
  'trial {trial} waits at {level} with {value}',
);
/** `second` is the value of the second measure, 0 where there is none. */
export const trialFinished = defineEvent(
  'tuning.trial.finished',
  { trial: 'int', worker: 'actor', level: 'int', value: 'real', second: 'real' },
  'trial {trial} is complete: {value}',
);
/** `why`: behind (the pruner), notPromoted (the scheduler). */
export const trialPruned = defineEvent(
  'tuning.trial.pruned',
  { trial: 'int', level: 'int', why: 'text', value: 'real' },
  'prunes trial {trial} at {level}: {why}',
);
/** `why`: silent, restarted, tooLong. */
export const trialLost = defineEvent(
  'tuning.trial.lost',
  { trial: 'int', worker: 'actor', job: 'int', why: 'text' },
  'takes trial {trial} back from {worker}: {why}',
);
export const trialDeclined = defineEvent(
  'tuning.trial.declined',
  { trial: 'int', worker: 'actor', job: 'int', reason: 'text' },
  '{worker} cannot evaluate trial {trial}: {reason}',
);
export const trialFailed = defineEvent(
  'tuning.trial.failed',
  { trial: 'int', failures: 'int' },
  'gives trial {trial} up after {failures} failures',
);
export const trialCancelled = defineEvent(
  'tuning.trial.cancelled',
  { trial: 'int', why: 'text' },
  'cancels trial {trial}: {why}',
);
export const workerJoined = defineEvent(
  'tuning.worker.joined',
  { worker: 'actor' },
  '{worker} is there',
);
export const workerLost = defineEvent(
  'tuning.worker.lost',
  { worker: 'actor' },
  '{worker} is not heard any more',
);
export const bestImproved = defineEvent(
  'tuning.best.improved',
  { trial: 'int', worker: 'actor', complete: 'int', value: 'real' },
  'trial {trial} is the best so far: {value}',
);
/** `trials` is a JSON list: those that no other complete trial beats in both measures. */
export const frontChanged = defineEvent(
  'tuning.front.changed',
  { trials: 'text', count: 'int' },
  'the front has {count} trials',
);
/** The best on rows that no trial has seen. */
export const assessmentAssigned = defineEvent(
  'tuning.assessment.assigned',
  { trial: 'int', worker: 'actor', job: 'int' },
  'has {worker} train trial {trial} on all rows of the search',
);
export const bestAssessed = defineEvent(
  'tuning.best.assessed',
  { trial: 'int', worker: 'actor', value: 'real' },
  'trial {trial} comes to {value} on rows held out',
);
/** Each parameter's share of what the values differ by. `shares` is JSON, by name. */
export const importanceMeasured = defineEvent(
  'tuning.importance.measured',
  { shares: 'text', trials: 'int' },
  'measures importance over {trials} trials',
);

export const TUNING_EVENTS = [
  searchOpened,
  rowsAssigned,
  trialCreated,
  trialAssigned,
  trialResumed,
  trialReported,
  trialPaused,
  trialFinished,
  trialPruned,
  trialLost,
  trialDeclined,
  trialFailed,
  trialCancelled,
  workerJoined,
  workerLost,
  bestImproved,
  frontChanged,
  assessmentAssigned,
  bestAssessed,
  importanceMeasured,
] as const;
