/**
 * What it is: the rule by which an ensemble replaces a member that has fallen behind.
 * Rule: each member has a moving average of its scores. One whose average lies more than a margin
 * below the mean of all averages for several rounds running is replaced after that round; its
 * successor starts afresh. The mean is taken once all averages of the round have moved.
 */

import { invariant } from '../../base/invariant.ts';
import { smoothed } from './weights.ts';

/** Where a member's average starts, and starts again after a replacement. */
const AVERAGE_START = 0.5;
/** How far below the mean is behind. */
const MARGIN = 0.1;
/** Rounds behind, one after the other, that cost a member its place. */
const PATIENCE = 5;

/** One entry for each member. Plain data, changed in place. */
export interface ReplacementState {
  readonly averages: number[];
  readonly roundsBehind: number[];
}

/** The state before the first round. */
export function newReplacementState(members: number): ReplacementState {
  return {
    averages: Array.from({ length: members }, () => AVERAGE_START),
    roundsBehind: Array.from({ length: members }, () => 0),
  };
}

/** Enters one round's scores, one for each member; returns the members to replace, ascending. */
export function enterRound(state: ReplacementState, scores: ArrayLike<number>): readonly number[] {
  const { averages, roundsBehind } = state;
  invariant(
    scores.length === averages.length,
    `${scores.length} scores, ${averages.length} members`,
  );
  averages.forEach((average, member) => {
    averages[member] = smoothed(average, scores[member] as number);
  });
  const mean = averages.reduce((sum, average) => sum + average, 0) / averages.length;
  const replaced: number[] = [];
  averages.forEach((average, member) => {
    const behind = average < mean - MARGIN ? (roundsBehind[member] as number) + 1 : 0;
    roundsBehind[member] = behind;
    if (behind >= PATIENCE) replaced.push(member);
  });
  for (const member of replaced) {
    averages[member] = AVERAGE_START;
    roundsBehind[member] = 0;
  }
  return replaced;
}
