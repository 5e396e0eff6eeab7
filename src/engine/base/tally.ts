/**
 * What it is: how votes become a decision: pure and exact.
 * Source of the log-odds weights: S. Nitzan and J. Paroush, "Optimal Decision Rules in Uncertain
 * Dichotomous Choice Situations", International Economic Review 23 (1982): voters of competence p weigh
 * ln(p / (1 − p)).
 * Units: weights are whole numbers: 1 each, thousandths of reputation, or thousandths of the log-odds.
 * Shares are of the whole weight, abstentions included, and compared as whole numbers.
 */

import { ln } from './maths.ts';
import { meetsThreshold } from './quorum.ts';
import { PPM_ONE } from './units.ts';
import type { Decision, Standing, VoteRule, Weighting } from './votes.ts';

export interface CountedVote {
  readonly decision: Decision;
  readonly confidencePpm: number;
  readonly weight: number;
}

export interface Side {
  readonly count: number;
  readonly weight: number;
  readonly confidencePpmSum: number;
}

export interface Tally {
  readonly agree: Side;
  readonly disagree: Side;
  readonly abstain: Side;
  readonly weight: number;
}

export interface Verdict {
  readonly decision: 'agree' | 'disagree';
  /** Mean over the winning side, 0..1. */
  readonly confidence: number;
  /** The winning side's own share of the weight, 0..1. */
  readonly voteRatio: number;
}

/** Somebody who is always right would outweigh everybody for ever. */
const COMPETENCE_MILLI_MOST = 999;
/** A coin; whoever is worse is not taken to be right by being contradicted. */
const COMPETENCE_MILLI_LEAST = 500;

/** What a voter's vote weighs: a whole number, 0 or more. */
export function weightOf(voter: Standing, weighting: Weighting): number {
  switch (weighting) {
    case 'none':
      return 1;
    case 'reputation':
      return voter.reputationMilli;
    case 'competence': {
      const known = voter.competenceMilli ?? COMPETENCE_MILLI_LEAST;
      const milli = Math.min(
        COMPETENCE_MILLI_MOST,
        Math.max(COMPETENCE_MILLI_LEAST, Math.round(known)),
      );
      return Math.round(1_000 * ln(milli / (1_000 - milli)));
    }
  }
}

/** A whole weight as people read it: 1 for an unweighted vote, else in units. */
export function readableWeight(weight: number, weighting: Weighting): number {
  return weighting === 'none' ? weight : weight / 1_000;
}

function sideOf(votes: readonly CountedVote[], decision: Decision): Side {
  const own = votes.filter((vote) => vote.decision === decision);
  return {
    count: own.length,
    weight: own.reduce((sum, vote) => sum + vote.weight, 0),
    confidencePpmSum: own.reduce((sum, vote) => sum + vote.confidencePpm, 0),
  };
}

/** Adds up the votes of all voters, one each. */
export function tallyVotes(votes: readonly CountedVote[]): Tally {
  return {
    agree: sideOf(votes, 'agree'),
    disagree: sideOf(votes, 'disagree'),
    abstain: sideOf(votes, 'abstain'),
    weight: votes.reduce((sum, vote) => sum + vote.weight, 0),
  };
}

/** A side's share of the whole weight, 0..1; 0 when nothing weighs anything. */
export function shareOf(side: Side, tally: Tally): number {
  return tally.weight === 0 ? 0 : side.weight / tally.weight;
}

/** Whether a side has enough; one without any weight never has. */
function carries(side: Side, tally: Tally, rule: VoteRule): boolean {
  if (side.weight === 0) return false;
  switch (rule.mode) {
    case 'threshold':
      return meetsThreshold(side.weight, tally.weight, rule.threshold);
    case 'majority':
      return side.weight * 2 > tally.weight;
    case 'unanimity':
      return side.count === tally.agree.count + tally.disagree.count + tally.abstain.count;
  }
}

/** Agreement is asked first, then disagreement; undefined when neither side has enough. */
export function decideVotes(tally: Tally, rule: VoteRule): Verdict | undefined {
  for (const decision of ['agree', 'disagree'] as const) {
    const side = tally[decision];
    if (!carries(side, tally, rule)) continue;
    const confidence = side.confidencePpmSum / side.count / PPM_ONE;
    return { decision, confidence, voteRatio: shareOf(side, tally) };
  }
  return undefined;
}
