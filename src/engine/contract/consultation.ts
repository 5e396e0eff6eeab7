/**
 * What it is: what a protocol may ask an agent, and what the agent may answer.
 * What is slow or outside is a consultation: the answer is an input and is recorded with its virtual
 * duration, so a replay never asks again. Both unions are plain data.
 */

import type { Micros, MinorUnits } from '../base/units.ts';

export type Question =
  | {
      readonly kind: 'vote';
      readonly round: number;
      readonly proposal: string;
      readonly meritPpm: number;
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
    }
  | { readonly kind: 'train'; readonly dataset: string; readonly rows: readonly number[] }
  | { readonly kind: 'predict'; readonly batch: number; readonly rows: readonly number[] };

export type Answer =
  | {
      readonly kind: 'vote';
      readonly decision: 'agree' | 'disagree' | 'abstain';
      readonly confidencePpm: number;
      readonly rationale: string;
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
    }
  | {
      readonly kind: 'trained';
      readonly learner: string;
      readonly rows: number;
      readonly units: number;
      readonly cost: number;
    }
  /** Row-major, one row of class probabilities per asked row. */
  | {
      readonly kind: 'predicted';
      readonly probabilities: readonly number[];
      readonly classes: number;
      readonly cost: number;
    }
  /** The agent could not answer: the reason in a word. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Consultation {
  readonly answer: Answer;
  /** Virtual time that answering takes. */
  readonly duration: Micros;
}
