/**
 * What it is: what the aggregator and a member remember. Plain data.
 * Shapes: lists of members are in order of their seats; confusion is classes × classes, truth by row.
 */

export interface MemberRecord {
  readonly actor: number;
  readonly agent: string;
  learner: string;
  isReady: boolean;
  weight: number;
  /** The last 100 scores, oldest first. */
  readonly scores: number[];
  right: number;
  rows: number;
  /** Price of a request in millionths of a credit. */
  price: number;
}

/** What a member has answered to the open batch; undefined: nothing yet; empty: it declined. */
export type BatchAnswer = readonly number[] | undefined;

export type AggregatorStage =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'training'; readonly heard: boolean[] }
  | { readonly phase: 'idle'; readonly next: number }
  | {
      readonly phase: 'gathering';
      readonly batch: number;
      readonly asked: readonly boolean[];
      readonly answers: BatchAnswer[];
    }
  | { readonly phase: 'over' };

export interface AggregatorState {
  readonly role: 'aggregator';
  stage: AggregatorStage;
  trainingRows: readonly number[];
  /** When the members were asked to train. */
  trainingSince: number;
  batches: readonly (readonly number[])[];
  readonly members: MemberRecord[];
  readonly confusion: number[];
  rows: number;
  answered: number;
  right: number;
  confidence: number;
  /** In millionths of a credit. */
  spent: number;
}

export interface MemberState {
  readonly role: 'member';
  phase: 'waiting' | 'training' | 'ready' | 'predicting';
  learner: string;
  batch: number;
  answered: number;
}

export type EnsembleState = AggregatorState | MemberState;
