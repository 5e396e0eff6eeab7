/**
 * What it is: the prepares and commits of the log's slots, counted as in tally.ts: a voter's first vote
 * counts and no other.
 * Shapes: each slot has for each phase the digest voted for first, and a row in the replica's `ballots`:
 * the count of that digest and a bit for each voter. Rows of neighbouring slots lie side by side, because
 * with many requests in flight it is the memory touched by each vote that takes the time. Votes for
 * other digests, which only liars cause, lie in a tally beside.
 */

import type { Slot } from './slot.ts';
import type { ReplicaState } from './state.ts';
import {
  VOTED_BEFORE,
  VOTED_OTHERWISE,
  addVote,
  countOf,
  digestWith,
  emptyTally,
  hasVoted,
} from './tally.ts';

export const PREPARES = 0;
export const COMMITS = 1;
export type Phase = typeof PREPARES | typeof COMMITS;

const PHASES = 2;

/** Room for the votes of n voters in each slot of a log. */
export function emptyBallots(slots: number, n: number): Int32Array {
  return new Int32Array(slots * PHASES * rowLength(n));
}

/** The count and the voters' bits. */
function rowLength(n: number): number {
  return 1 + ((n + 31) >> 5);
}

function rowOf(state: ReplicaState, slot: Slot, phase: Phase): number {
  const { window, n } = state.sizes;
  return ((slot.sequence % window) * PHASES + phase) * rowLength(n);
}

/** Counts a vote; the new count of its digest, or VOTED_BEFORE or VOTED_OTHERWISE. */
export function castVote(
  state: ReplicaState,
  slot: Slot,
  phase: Phase,
  voter: number,
  digest: string,
): number {
  const { ballots } = state;
  const { rules } = state.sizes;
  const row = rowOf(state, slot, phase);
  const word = row + 1 + (voter >> 5);
  const bits = ballots[word] as number;
  const bit = 1 << (voter & 31);
  const isMarked = (bits & bit) !== 0;
  const first = phase === PREPARES ? slot.preparesFor : slot.commitsFor;
  if (first !== '' && first !== digest && rules.comparesDigests)
    return castOther(state, slot, phase, voter, digest, isMarked);
  if (isMarked && rules.countsVotersOnce) return VOTED_BEFORE;
  const others = phase === PREPARES ? slot.otherPrepares : slot.otherCommits;
  if (others !== undefined && hasVoted(others, voter)) return VOTED_OTHERWISE;
  if (first === '') {
    if (phase === PREPARES) slot.preparesFor = digest;
    else slot.commitsFor = digest;
  }
  ballots[word] = bits | bit;
  return (ballots[row] = (ballots[row] as number) + 1);
}

/** A vote for another digest than the first. */
function castOther(
  state: ReplicaState,
  slot: Slot,
  phase: Phase,
  voter: number,
  digest: string,
  isMarked: boolean,
): number {
  if (isMarked) return VOTED_OTHERWISE;
  const { n } = state.sizes;
  const others =
    phase === PREPARES
      ? (slot.otherPrepares ??= emptyTally(n))
      : (slot.otherCommits ??= emptyTally(n));
  return addVote(others, voter, digest, n);
}

/** How many voted for a digest. */
export function votesFor(state: ReplicaState, slot: Slot, phase: Phase, digest: string): number {
  const first = phase === PREPARES ? slot.preparesFor : slot.commitsFor;
  if (first === digest || !state.sizes.rules.comparesDigests)
    return state.ballots[rowOf(state, slot, phase)] as number;
  const others = phase === PREPARES ? slot.otherPrepares : slot.otherCommits;
  return others === undefined ? 0 : countOf(others, digest);
}

/** A digest other than `digest` for which at least `count` backups have prepared. */
export function otherPrepared(
  state: ReplicaState,
  slot: Slot,
  digest: string,
  count: number,
): string | undefined {
  const { preparesFor: first, otherPrepares: others } = slot;
  if (first !== digest && first !== '' && votesFor(state, slot, PREPARES, first) >= count) {
    return first;
  }
  const other = others === undefined ? undefined : digestWith(others, count);
  return other === digest ? undefined : other;
}

/** Forgets a slot's votes. */
export function clearVotes(state: ReplicaState, slot: Slot): void {
  slot.preparesFor = '';
  slot.commitsFor = '';
  slot.otherPrepares = undefined;
  slot.otherCommits = undefined;
  const { ballots } = state;
  const row = rowOf(state, slot, PREPARES);
  const end = row + PHASES * rowLength(state.sizes.n);
  for (let word = row; word < end; word++) ballots[word] = 0;
}
