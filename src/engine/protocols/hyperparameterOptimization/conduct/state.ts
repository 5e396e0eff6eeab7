/**
 * What it is: what the coordinator and a worker remember. Plain data.
 * Shapes: trials by their numbers from 0; workers by their seats; jobs by their numbers less 1.
 */

import type { Objective } from '../../../contract/consultation.ts';
import type { SamplerState } from '../../../optimisation/samplers/samplers.ts';
import type { SchedulerState } from '../../../optimisation/scheduling/schedulers.ts';
import type { Job } from '../../../optimisation/scheduling/scheduler.ts';
import type { Assignment } from '../../../optimisation/space/space.ts';
import type { Intermediate } from '../../../optimisation/trial.ts';
import type { AssignMessage, DeclineMessage, ReportMessage } from './messages.ts';

/** queued: its job waits for a worker; paused: a job is done and the scheduler decides whether it goes on. */
export type TrialPhase =
  'queued' | 'running' | 'paused' | 'complete' | 'pruned' | 'failed' | 'cancelled';

export interface TrialRecord {
  readonly trial: number;
  readonly values: Assignment;
  readonly luck: number;
  phase: TrialPhase;
  /** What the scheduler wants of it now, or wanted last. */
  task: Job;
  readonly reports: Intermediate[];
  /** One for each measure, once it is complete. */
  found: readonly number[];
  /** Places of the workers whose evaluation failed or took too long, once for each time. */
  readonly failedBy: number[];
  /** It goes on though the scheduler did not promote it, so the scheduler is told no more of it. */
  isCarriedOn: boolean;
}

export interface WorkerRecord {
  readonly actor: number;
  readonly agent: string;
  /** leaving: told to stop, and not heard to be idle yet. */
  phase: 'unheard' | 'idle' | 'busy' | 'leaving' | 'lost';
  /** The last job that it was given, 0 for none. */
  job: number;
  /** The trial that it is at while busy. */
  trial: number;
  /** It has brought the end of its job, and has not been told. */
  isUnnoted: boolean;
  finished: number;
  lost: number;
}

export type CoordinatorStage =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'searching' }
  /** The best is trained on all rows of the search and judged by those held out; `jobs` were given for that. */
  | {
      readonly phase: 'assessing';
      readonly trial: number;
      readonly jobs: number[];
      failures: number;
      readonly why: SearchEnd;
    }
  | { readonly phase: 'over' };

/** Why the search ended. */
export type SearchEnd = 'trialsDone' | 'timeOver' | 'targetReached' | 'spaceExhausted';

export interface CoordinatorState {
  readonly role: 'coordinator';
  stage: CoordinatorStage;
  readonly trials: TrialRecord[];
  /** Numbers of trials whose job has lost its worker, the one that waits longest first. */
  queue: number[];
  readonly workers: WorkerRecord[];
  /** Who was given which trial, by job; the assessment's trial is that of the best. */
  readonly jobs: { readonly trial: number; readonly worker: number }[];
  sampler: SamplerState;
  scheduler: SchedulerState;
  objective: Objective;
  assessment: Objective | undefined;
  /** The number of the best complete trial. */
  best: number | undefined;
  /** How many complete trials importance was measured over last. */
  measured: number;
  /** Each parameter's share of what complete trials differ by; empty before it was measured. */
  importance: Readonly<Record<string, number>>;
  /** The sampler has nothing more to try. */
  isExhausted: boolean;
  /** Rows that no trial sees. */
  testRows: number;
  searchRows: number;
}

export type WorkerStage =
  | { readonly phase: 'idle' }
  | { readonly phase: 'working'; readonly task: AssignMessage; next: number }
  | { readonly phase: 'delivering'; readonly message: ReportMessage | DeclineMessage }
  | { readonly phase: 'over' };

export interface WorkerState {
  readonly role: 'worker';
  /** The last job that it was given, 0 for none. */
  job: number;
  evaluated: number;
  stage: WorkerStage;
}

export type TuningState = CoordinatorState | WorkerState;
