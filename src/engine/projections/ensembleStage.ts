/** What it is: the picture of an ensemble at the cursor, as ensemble_learning's view makes it and the stage draws it. */

import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';

export interface EnsembleStage {
  readonly kind: 'ensemble';
  readonly dataset: string;
  readonly classes: readonly string[];
  /** Rows have numbers to be estimated. */
  readonly hasNumbers: boolean;
  readonly batch: number;
  readonly batches: number;
  readonly members: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly learner: string;
    readonly weight: number;
    /** What its vote counts by the strategy; undefined: its weight. */
    readonly say: number | undefined;
    /** It combines what the others say. */
    readonly isMeta: boolean;
    /** Prequential: in service, waiting, or learning beside a member that warned; undefined for rows held out. */
    readonly duty: 'serves' | 'waits' | 'learns beside' | undefined;
    /** How often its errors rose. */
    readonly drifts: number;
    /** Of its scores: shares of right answers, or what share of the variance it explains. */
    readonly accuracy: number | undefined;
    /** Where rows have numbers: the root of its mean squared error so far. */
    readonly error: number | undefined;
    /** It judged at least half of the rows, so that it can be held against the ensemble. */
    readonly isLasting: boolean;
    /** What the ensemble is ahead of it on the batches that both judged, at 95 %: in shares of rows, or in the unit of the numbers. */
    readonly lead: readonly [low: number, high: number] | undefined;
    readonly state: 'training' | 'ready' | 'failed';
    readonly reason: string;
  }[];
  readonly accuracy: number | undefined;
  /** Of the accuracy, at 95 %; undefined before any row. */
  readonly interval: readonly [low: number, high: number] | undefined;
  /** The mean confidence of its answers so far. */
  readonly confidence: number | undefined;
  /** What naming the largest class every time scores on the rows so far. */
  readonly chance: number | undefined;
  /** By tenths of confidence that occurred, ascending: how sure its answers were, and how often right. */
  readonly calibration: readonly CalibrationBin[];
  /** Row-major: truth × predicted. */
  readonly confusion: readonly number[];
  /** Row-major: member × member, share of equal answers. */
  readonly agreement: readonly number[];
  /** The best sets of members for what they cost, the cheapest first; empty unless the strategy looks for them. */
  readonly front: readonly EnsembleSubset[];
  /** What the weights have lost more than the best member, and the most that it can be, in batches; undefined without one. */
  readonly regret: { readonly regret: number; readonly bound: number } | undefined;
  /** Where rows have numbers; accuracy, confidence, chance and confusion say nothing then. */
  readonly estimates: EstimatesStage | undefined;
  /** Where rows are questions; chance and confusion say nothing then. */
  readonly texts: TextsStage | undefined;
  /** What was noticed of drift and done about it, the latest first; empty for rows held out. */
  readonly adaptations: readonly Adaptation[];
}

export interface CalibrationBin {
  readonly rows: number;
  readonly right: number;
  /** The mean. */
  readonly confidence: number;
  /** Of the share that was right, at 95 %. */
  readonly interval: readonly [low: number, high: number];
}

export type EstimatePoint = readonly [truth: number, value: number, uncertainty: number];

/** Errors are roots of mean squares, in the unit of the numbers. */
export interface EstimatesStage {
  readonly error: number;
  /** Of the error, at 95 %. */
  readonly interval: readonly [low: number, high: number];
  /** What naming one number, the best that can be, is off by. */
  readonly chance: number;
  /** The mean disagreement of members about an estimate. */
  readonly uncertainty: number;
  /** The share of rows whose truth lies within two uncertainties. */
  readonly within: number;
  /** The latest estimates. */
  readonly points: readonly EstimatePoint[];
}

export interface TextsStage {
  /** The mean F1 of the words that an answer shares with the right one; undefined before any. */
  readonly likeness: number | undefined;
  /** The latest first. */
  readonly latest: readonly AnswerShown[];
}

export interface AnswerShown {
  readonly seq: EventSeq;
  readonly question: string;
  readonly answer: string;
  readonly truth: string;
  readonly isRight: boolean;
  /** The answer's share of the weight, or its support. */
  readonly confidence: number;
  /** All that was said, the heaviest first. */
  readonly alternatives: readonly (readonly [answer: string, share: number])[];
}

/** One step of dealing with drift. */
export interface Adaptation {
  readonly seq: EventSeq;
  readonly at: Micros;
  readonly batch: number;
  readonly kind: 'warning' | 'drift' | 'replacement' | 'allClear';
  readonly member: string;
  /** Who comes in, or goes back. */
  readonly other: string | undefined;
  /** Shares of rows wrong, before and after. */
  readonly errors: readonly [before: number, after: number] | undefined;
  /** From finding the drift to the successor's service, in µs. */
  readonly delay: Micros | undefined;
}

export interface EnsembleSubset {
  /** Labels of members. */
  readonly members: readonly string[];
  /** Credits a batch. */
  readonly cost: number;
  /** On training rows held out of their training. */
  readonly accuracy: number;
  readonly isChosen: boolean;
}
