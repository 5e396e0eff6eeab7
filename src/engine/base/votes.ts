/**
 * What it is: the words of a vote, for cards and machines alike; the arithmetic is in tally.ts, apart, so that
 * a card brings no mathematics into the page.
 */

import type { Ppm } from './units.ts';
import { PPM_ONE } from './units.ts';

export const DECISIONS = ['agree', 'disagree', 'abstain'] as const;
export type Decision = (typeof DECISIONS)[number];
export const DECISION_MODES = ['threshold', 'majority', 'unanimity'] as const;
export const WEIGHTINGS = ['none', 'reputation', 'competence'] as const;
export type Weighting = (typeof WEIGHTINGS)[number];

/** How right a vote was, once the proposal's merit is known; undefined for one that took no side. */
export function rightness(decision: Decision, meritPpm: Ppm): Ppm | undefined {
  if (decision === 'abstain') return undefined;
  return decision === 'agree' ? meritPpm : PPM_ONE - meritPpm;
}

/** One thing that a proposal is judged by, and how good it truly is there. */
export interface Aspect {
  readonly name: string;
  readonly meritPpm: Ppm;
}

/** The merit of a proposal that is judged by aspects: their mean. */
export function meanMerit(aspects: readonly Aspect[]): Ppm {
  return Math.round(aspects.reduce((sum, { meritPpm }) => sum + meritPpm, 0) / aspects.length);
}

/** When a side has enough. */
export interface VoteRule {
  readonly mode: (typeof DECISION_MODES)[number];
  /** Of the whole weight; asked by the mode of this name. */
  readonly threshold: number;
}

/** What is publicly known of a voter, in thousandths. */
export interface Standing {
  readonly reputationMilli: number;
  readonly competenceMilli?: number;
}
