/**
 * What it is: what the aggregator and a member remember. Plain data.
 * Shapes: lists of members are in order of their seats; confusion is classes × classes, truth by row.
 */

import type { Experts } from '../../learning/online/exponentialWeights.ts';

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
  /** Rows that the ensemble got right and this member did not, and the other way round. */
  behind: number;
  ahead: number;
  /** Price of a request in millionths of a credit. */
  price: number;
  /** What its vote counts by the strategy; undefined: its weight. */
  say: number | undefined;
  /** Its answers for the training rows, if the strategy wanted them. */
  probed: readonly number[];
}

/** What a member has answered to the open batch; undefined: nothing yet; empty: it declined. */
export type BatchAnswer = readonly number[] | undefined;

export type AggregatorStage =
  | { readonly phase: 'waiting' }
  /** `turn`: the only member that trains now, when they train one after another. */
  | { readonly phase: 'training'; readonly heard: boolean[]; turn: number | undefined }
  | { readonly phase: 'idle'; readonly next: number }
  | {
      readonly phase: 'gathering';
      readonly batch: number;
      readonly asked: boolean[];
      readonly answers: BatchAnswer[];
      /** The others have answered, and the meta-learner is asked what that means. */
      isCombining: boolean;
    }
  | { readonly phase: 'over' };

export interface AggregatorState {
  readonly role: 'aggregator';
  stage: AggregatorStage;
  trainingRows: readonly number[];
  /** When the members were asked to train. */
  trainingSince: number;
  /** The fold of each training row. */
  folds: readonly number[];
  /** What each training row counts for the next member in turn. */
  rowWeights: readonly number[];
  batches: readonly (readonly number[])[];
  readonly members: MemberRecord[];
  /** The members as experts, when their weights are those of hedge or fixed share. */
  readonly experts: Experts | undefined;
  readonly confusion: number[];
  rows: number;
  answered: number;
  right: number;
  confidence: number;
  /** Rows answered, by tenths of confidence: how many, how many right, and the sum of confidences. */
  readonly calibration: { rows: number; right: number; confidence: number }[];
  /** In millionths of a credit. */
  spent: number;
  /** Where rows have numbers: how far off everybody was. */
  estimates: EstimateTally | undefined;
}

/** How far off the ensemble and its members were, over the rows so far. */
export interface EstimateTally {
  /** Of the training rows: the mean of the numbers and their variance. */
  readonly mean: number;
  readonly variance: number;
  /** Sums over the rows answered: squared errors, their squares, the square errors of saying the mean. */
  squares: number;
  fourths: number;
  blindSquares: number;
  /** The sum of uncertainties, and how many rows lie within two of theirs. */
  uncertainty: number;
  within: number;
  readonly members: {
    squares: number;
    rows: number;
    /** Its squared errors less the ensemble's, on rows that both answered: sum, sum of squares, how many. */
    lead: number;
    leadSquares: number;
    paired: number;
  }[];
}

export interface MemberState {
  readonly role: 'member';
  phase: 'waiting' | 'training' | 'ready' | 'predicting';
  learner: string;
  batch: number;
  answered: number;
}

export type EnsembleState = AggregatorState | MemberState;

/** What a member's vote counts: what the strategy fixed, else its weight. */
export function sayOf(member: MemberRecord): number {
  return member.say ?? member.weight;
}
