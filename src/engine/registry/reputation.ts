/**
 * What it is: reputation as it is earned: a beta reputation. What was reported of an agent adds to what speaks
 * for it (α) and against it (β); before each report, all that was reported before fades by one twentieth.
 * Source: A. Jøsang and R. Ismail, "The Beta Reputation System", 15th Bled Electronic Commerce Conference
 * (2002): the score is α / (α + β), and a deed of merit m adds m to α and 1 − m to β.
 * Units: merits in parts per million, scores in thousandths. Only sums and products of doubles, in one order,
 * so equal reports give equal bits everywhere.
 */

import type { Ppm } from '../base/units.ts';
import { PPM_ONE } from '../base/units.ts';

/** What is known of an agent's record. */
export interface Evidence {
  /** What speaks for it: α. */
  readonly good: number;
  /** What speaks against it: β. */
  readonly bad: number;
  /** How its latest deeds turned out, in thousandths; undefined when nothing is known. */
  readonly performanceMilli: number | undefined;
  /** How many deeds were reported. */
  readonly deeds: number;
}

const WHOLE = 1_000;
/** A reputation that is only stated weighs like so many deeds. */
const STATED_WEIGHT = 4;
/** What of the past is left at each report. */
const KEPT = 0.95;
/** The share of the newest deed in the performance. */
const NEWEST = 0.2;

/** The evidence behind a reputation that is stated and not earned. */
export function statedEvidence(reputationMilli: number, performanceMilli?: number): Evidence {
  const good = (STATED_WEIGHT * reputationMilli) / WHOLE;
  return { good, bad: STATED_WEIGHT - good, performanceMilli, deeds: 0 };
}

/** The evidence after one more deed of this merit. */
export function withDeed(evidence: Evidence, meritPpm: Ppm): Evidence {
  const merit = meritPpm / PPM_ONE;
  const { good, bad, performanceMilli, deeds } = evidence;
  const before = performanceMilli ?? WHOLE / 2;
  return {
    good: good * KEPT + merit,
    bad: bad * KEPT + (1 - merit),
    performanceMilli: Math.round(before + (merit * WHOLE - before) * NEWEST),
    deeds: deeds + 1,
  };
}

/** The overall score, α / (α + β), in thousandths. */
export function reputationOf({ good, bad }: Pick<Evidence, 'good' | 'bad'>): number {
  return Math.round((good / (good + bad)) * WHOLE);
}
