/**
 * What it is: what the aggregator and a member remember. Plain data.
 * Shapes: lists of members are in order of their seats; confusion is classes × classes, truth by row.
 */

import type { DriftMonitor } from '../../learning/drift/monitor.ts';
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
  /** Prequential: it waits for the rows of a batch, or for the first ones (-1), asked for `asked` times. */
  | { readonly phase: 'drawing'; readonly batch: number; asked: number }
  /** Prequential: the answers are there, the classes are not. */
  | {
      readonly phase: 'revealing';
      readonly batch: number;
      readonly asked: boolean[];
      readonly answers: BatchAnswer[];
      tries: number;
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
  /** The members in service, by place; a successor takes the place of the member it replaces. */
  readonly places: number[];
  /** What prequential evaluation needs besides. */
  readonly live: LiveState | undefined;
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
  /** Where rows are questions: what was answered. */
  texts: TextTally | undefined;
}

export interface TextTally {
  /** Every different answer of members so far, in the order in which they were first given. */
  readonly heard: string[];
  /** The sum over rows of how alike the ensemble's answer is to the right one. */
  likeness: number;
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
  /** The last lesson that it took up; 0: none. */
  lesson: number;
}

/** What a member's vote counts: what the strategy fixed, else its weight. */
export function sayOf(member: MemberRecord): number {
  return member.say ?? member.weight;
}
/** A row of the stream that has judged, or one of the first: what is learned from. */
export interface LessonRow {
  readonly features: readonly number[];
  readonly label: number;
}

/** A lesson on its way: its number, since when, and whether it answers a drift. */
export interface OpenLesson {
  readonly lesson: number;
  readonly since: number;
  readonly isForDrift: boolean;
}

/** A spare that learns beside a member and may take its place. */
export interface Background {
  readonly spare: number;
  /** Whether it has learned a lesson since it stands beside the member. */
  hasLearned: boolean;
  /** How many rows have come since the change, as far as the detector can say. */
  rows: number;
}

/** One entry for each place in service. */
export interface PlaceState {
  monitor: DriftMonitor | undefined;
  background: Background | undefined;
  /** The batch in which it warned; without drift that lapses. */
  warnedAt: number | undefined;
  /** When drift was found that is not yet dealt with. */
  driftSince: number | undefined;
  /** How many rows have come since the last drift of this place; undefined: it never drifted. */
  rowsSince: number | undefined;
}

export interface LiveState {
  /** The columns of a row, known with the first rows. */
  columns: number;
  /** The open batch, row-major. */
  features: readonly number[];
  /** The latest rows, oldest first. */
  readonly window: LessonRow[];
  readonly places: PlaceState[];
  /** Spares that nobody needs now, the next one first. */
  readonly spares: number[];
  /** By member. */
  readonly lessons: (OpenLesson | undefined)[];
  lessonCount: number;
  drifts: number;
  replacements: number;
}

/** The data source: it has the rows and says which are next. */
export interface SourceState {
  readonly role: 'source';
  order: readonly number[];
  drawn: number;
}

export type EnsembleState = AggregatorState | MemberState | SourceState;
