/**
 * What it is: what a protocol may ask an agent, and what the agent may answer.
 * What is slow or outside is a consultation: the answer is an input and is recorded with its virtual
 * duration, so a replay never asks again. Both unions are plain data.
 */

import type { Micros, MinorUnits, Ppm } from '../base/units.ts';
import type { Aspect } from '../base/votes.ts';
import type { LearnerSettings } from './flow.ts';

/** So much for these items together; without items, for one more unit of the good. */
export interface Offer {
  readonly amount: MinorUnits;
  readonly items: readonly number[];
}

/** How it pays what it wins: whether at all, and how late. */
export interface PaymentTerms {
  readonly isWilling: boolean;
  readonly delayMicros: Micros;
}

/** A word on a book; `isBuy` of a trade: whether the order that came was a buyer's. */
export interface BookNews {
  readonly happened: 'opened' | 'bid' | 'ask' | 'trade' | 'withdrawn';
  readonly price: MinorUnits;
  readonly isBuy: boolean;
}

export type Question =
  | {
      readonly kind: 'vote';
      readonly round: number;
      readonly proposal: string;
      readonly meritPpm: Ppm;
      /** What the proposal is judged by; absent: only as a whole. */
      readonly aspects?: readonly Aspect[];
    }
  | {
      readonly kind: 'bid';
      readonly format: 'english' | 'vickrey' | 'dutch' | 'sealed_bid';
      readonly round: number;
      readonly good: string;
      /** The least raw amount that this bidder may bid now. */
      readonly minimum: MinorUnits;
      readonly isLeading: boolean;
      readonly leadingEffective: number;
      readonly weightMilli: number;
      readonly bidderCount: number;
      /** Until the round ends, as far as the bidder knows. */
      readonly remainingMicros: Micros;
      /** From 0: which of a series, and for whom it is held. */
      readonly auction: number;
      readonly seller: number;
      /** What it has paid in the series. */
      readonly spent: MinorUnits;
      /** What it sees of a common value. */
      readonly signal: MinorUnits | undefined;
      /** How far a signal may be off, either way. */
      readonly signalSpread: MinorUnits;
      readonly areBidsRetractable: boolean;
    }
  /** Sealed offers for units of a good, or for bundles of items. */
  | {
      readonly kind: 'offers';
      readonly format: 'uniform_price' | 'vcg' | 'combinatorial';
      readonly good: string;
      readonly auction: number;
      readonly units: number;
      readonly items: number;
      /** The least for one unit or item. */
      readonly minimum: MinorUnits;
      readonly bidderCount: number;
      readonly remainingMicros: Micros;
      readonly spent: MinorUnits;
    }
  /** An order for a book, or none. */
  | {
      readonly kind: 'order';
      readonly good: string;
      readonly auction: number;
      readonly tick: MinorUnits;
      readonly priceMost: MinorUnits;
      /** 0: nobody. */
      readonly bestBid: MinorUnits;
      readonly bestAsk: MinorUnits;
      /** What happened since it was last asked, oldest first. */
      readonly tape: readonly BookNews[];
      /** What happened in the auction before this one after it had traded all that it wanted; told once. */
      readonly missed: readonly BookNews[];
      readonly traded: number;
      /** The price of its own order that waits; 0: none. */
      readonly standing: MinorUnits;
      readonly remainingMicros: Micros;
    }
  | {
      readonly kind: 'train';
      readonly dataset: string;
      readonly rows: readonly number[];
      /** What it is to say about the training rows too. Absent: nothing. */
      readonly probe?: TrainingProbe;
      /** Whoever is of this learner trains with its values. Absent: with its own. */
      readonly settings?: LearnerSettings;
    }
  | { readonly kind: 'predict'; readonly batch: number; readonly rows: readonly number[] }
  /** Learn from a table that is given in full: features are row-major. No classes: labels are numbers to estimate. */
  | {
      readonly kind: 'trainOn';
      readonly columns: number;
      readonly classes: number;
      readonly features: readonly number[];
      readonly labels: readonly number[];
      readonly settings?: LearnerSettings;
    }
  | {
      readonly kind: 'predictOn';
      readonly batch: number;
      readonly features: readonly number[];
    }
  /** How good is this setting, trained up to `level` of `levels`? */
  | {
      readonly kind: 'evaluate';
      readonly job: number;
      readonly objective: Objective;
      readonly values: Readonly<Record<string, string | number | boolean>>;
      readonly level: number;
      readonly levels: number;
      /** The setting's own luck: whoever evaluates it finds the same. */
      readonly luck: number;
    };

/** What a setting is judged by; values are to be small. */
export type Objective =
  /** A test function; `units` is what one evaluation costs. */
  | { readonly kind: 'function'; readonly name: string; readonly units: number }
  | {
      readonly kind: 'learner';
      /** Undefined: the setting names it, and its parameters as `learner.parameter`. */
      readonly learner: string | undefined;
      readonly dataset: string;
      readonly rows: readonly number[];
      /** Of each row: the fold in which it judges the model trained on the others; -1: it only trains. */
      readonly folds: readonly number[];
      readonly measures: readonly Measure[];
      /** What a level is a share of: the learner's own rounds, trees or passes, or the training rows. */
      readonly resource: 'iterations' | 'rows';
    };

/** `error` and `log_loss` are of classes, `root_mean_square` of numbers; `answer_cost` and `training_cost`: units of the learner's work, for one row and for one training. */
export type Measure = 'error' | 'log_loss' | 'root_mean_square' | 'answer_cost' | 'training_cost';

/**
 * `outOfFold`: the class probabilities (or the number) of every training row by a model that saw only the rows of
 * other folds. `fitted`: by the model itself, trained on rows that count by weight.
 */
export type TrainingProbe =
  | { readonly kind: 'outOfFold'; readonly folds: readonly number[] }
  | { readonly kind: 'fitted'; readonly weights: readonly number[] };

export type Answer =
  | {
      readonly kind: 'vote';
      readonly decision: 'agree' | 'disagree' | 'abstain';
      readonly confidencePpm: number;
      readonly rationale: string;
      /** Which of the aspects it objects to. */
      readonly objection?: number;
    }
  /**
   * Undefined amount: it passes. `isFinal`: it leaves the auction. `value`: what the good is worth to it,
   * which its actor keeps to itself until the auction is over.
   */
  | {
      readonly kind: 'bid';
      readonly amount: MinorUnits | undefined;
      readonly isFinal: boolean;
      readonly value: MinorUnits;
      /** It will take this bid back just before the round ends. */
      readonly isBluff?: boolean;
      readonly terms?: PaymentTerms;
    }
  /**
   * Several offers; of those for bundles at most one may win. `wants` is what it would truly pay, which its actor keeps to
   * itself until the auction is over.
   */
  | {
      readonly kind: 'offers';
      readonly offers: readonly Offer[];
      readonly wants: readonly Offer[];
      readonly terms: PaymentTerms;
    }
  /** Undefined order: it waits. `isFinal`: it has traded all it wants. A seller's wants are its costs, below 0. */
  | {
      readonly kind: 'order';
      readonly order: { readonly isBuy: boolean; readonly amount: MinorUnits } | undefined;
      readonly isFinal: boolean;
      readonly wants: readonly Offer[];
      readonly terms: PaymentTerms;
    }
  | {
      readonly kind: 'trained';
      readonly learner: string;
      readonly rows: number;
      readonly units: number;
      readonly cost: number;
      /** What was probed, row-major, one row of class probabilities, or one number, per training row. */
      readonly probed?: readonly number[];
    }
  /** Row-major, one row of class probabilities per asked row; one number each where there are no classes. */
  | {
      readonly kind: 'predicted';
      readonly values: readonly number[];
      /** Where answers are words: one for each row, empty where it has none; `values` is empty then. */
      readonly texts?: readonly string[];
      readonly classes: number;
      readonly cost: number;
    }
  /** One value for each measure. */
  | {
      readonly kind: 'evaluated';
      readonly values: readonly number[];
      readonly units: number;
      readonly cost: number;
    }
  /** The agent could not answer: the reason in a word. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Consultation {
  readonly answer: Answer;
  /** Virtual time that answering takes. */
  readonly duration: Micros;
}
