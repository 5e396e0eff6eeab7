/**
 * What it is: a search as its picture shows it: what is searched, every trial with what it has come to, who was at
 * which trial when, and what the values depend on.
 */

import type { ActorIndex, Micros } from '../base/units.ts';

export type TuningValue = string | number | boolean;

/** A parameter of the search space. */
export type TuningParameterLook = {
  readonly name: string;
  /** Whether it counts only beside certain values of another. */
  readonly isConditional: boolean;
} & (
  | {
      readonly kind: 'float' | 'integer';
      readonly low: number;
      readonly high: number;
      readonly scale: 'linear' | 'log';
    }
  | { readonly kind: 'categorical'; readonly choices: readonly TuningValue[] }
);

/** waiting: for a worker; paused: for the scheduler. */
export type TrialState =
  'waiting' | 'running' | 'paused' | 'complete' | 'pruned' | 'failed' | 'cancelled';

export interface TuningTrial {
  /** From 0; also its place in the list. */
  readonly trial: number;
  readonly state: TrialState;
  readonly values: Readonly<Record<string, TuningValue>>;
  /** What was reported, by level; the last is its value so far. */
  readonly levels: readonly number[];
  readonly curve: readonly number[];
  /** The second measure, once it is complete. */
  readonly second: number | undefined;
  /** Place in `workers` of who holds it, or held it last. */
  readonly worker: number | undefined;
  /** When it ended. */
  readonly endedAt: Micros | undefined;
}

export interface TuningWorker {
  readonly actor: ActorIndex;
  readonly label: string;
  readonly state: 'away' | 'idle' | 'busy' | 'lost';
  /** The trial that it is at. */
  readonly trial: number | undefined;
  readonly finished: number;
  readonly lost: number;
  /** The share of the time so far that it was at a trial. */
  readonly busyShare: number;
}

/** A worker at a trial. */
export interface TuningSpan {
  /** Place in `workers`. */
  readonly worker: number;
  readonly trial: number;
  readonly from: Micros;
  /** Undefined while it lasts. */
  readonly to: Micros | undefined;
  readonly end: 'running' | 'reported' | 'pruned' | 'lost' | 'failed' | 'cancelled';
  /** Whether it trains the best once more, for the rows held out. */
  readonly isAssessment: boolean;
}

export interface TuningStage {
  readonly kind: 'tuning';
  readonly phase: 'opening' | 'searching' | 'assessing' | 'over';
  readonly at: Micros;
  /** What is searched, in words: "random forest on digits". */
  readonly objective: string;
  readonly algorithm: string;
  readonly scheduler: string;
  readonly pruner: string;
  readonly measures: readonly string[];
  readonly optimum: number | undefined;
  readonly parameters: readonly TuningParameterLook[];
  readonly levels: number;
  readonly rungs: readonly number[];
  readonly trialsMost: number;
  readonly trials: readonly TuningTrial[];
  readonly workers: readonly TuningWorker[];
  /** In order of their beginning. */
  readonly spans: readonly TuningSpan[];
  readonly best: number | undefined;
  /** Trials that no other beats in both measures, by the first. */
  readonly front: readonly number[];
  /** Shares of what values differ by; empty before they are measured. */
  readonly importance: readonly { readonly name: string; readonly share: number }[];
  /** Of how many trials importance was measured. */
  readonly importanceTrials: number;
  /** The best on rows that no trial has seen. */
  readonly assessed: number | undefined;
  /** Trials that are judged: to their end, or, where trials wait at rungs, at least once. */
  readonly judged: number;
}
