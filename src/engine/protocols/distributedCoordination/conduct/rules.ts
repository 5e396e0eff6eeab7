/**
 * What it is: the rules on which the promises rest, gathered in one place so that a test can break one at a time.
 * The conduct that ships is made from the honest ones. Numbers are those of SPEC.md.
 * Shapes: a version of a member is its life × 65,536 + its incarnation.
 */

import { majority } from '../../../base/quorum.ts';
import { ALIVE, DEAD, LEFT, LIFE, SUSPECT } from '../swim/table.ts';

export interface Rules {
  /** SWIM-5, SWIM-6: whether news of a member replaces what is held of it. */
  supersedes(status: number, version: number, heldStatus: number, heldVersion: number): boolean;
  /** SWIM-7: which incarnation a member that suspects another one gives to it. */
  suspectedVersion(heldVersion: number): number;
  /** RAFT-1: whom it may vote for, having voted for `vote` in this term (-1: for nobody). */
  mayVote(vote: number, candidate: number): boolean;
  /** RAFT-2: whether term, vote and log survive a crash. */
  readonly persistsVote: boolean;
  /** RAFT-3: whether a candidate's log is at least as up to date as one's own. */
  isUpToDate(lastTerm: number, lastIndex: number, ownTerm: number, ownIndex: number): boolean;
  /** RAFT-4: how many of so many voters are a majority. */
  quorum(voters: number): number;
  /** RAFT-6: whether entries may follow an entry of this term, where the log has `held` (undefined: nothing). */
  mayFollow(previousTerm: number, held: number | undefined): boolean;
  /** RAFT-8: whether a leader of `term` may count copies of an entry of `entryTerm`. */
  mayCount(entryTerm: number, term: number): boolean;
  /** RAFT-11, RAFT-12: against those who cannot hear the leader; false whatever the parameters say. */
  readonly guardsLeader: boolean;
  /** RAFT-14: whether voters change only after an entry of the leader's own term is committed. */
  readonly changesAfterOwnEntry: boolean;
  /** DC-4: how many of so many regions decide. */
  regionQuorum(regions: number): number;
  /** DC-3: whether a region that promised `promised` accepts a value of `ballot`. */
  mayAccept(ballot: number, promised: number): boolean;
  /** DC-5: whether one who comes to preside proposes again what regions have accepted. */
  readonly adoptsAccepted: boolean;
}

function supersedes(
  status: number,
  version: number,
  heldStatus: number,
  heldVersion: number,
): boolean {
  const life = Math.floor(version / LIFE);
  const heldLife = Math.floor(heldVersion / LIFE);
  if (life !== heldLife) return life > heldLife;
  if (heldStatus === DEAD || heldStatus === LEFT) return false;
  if (status === DEAD || status === LEFT) return true;
  if (status === SUSPECT && heldStatus === ALIVE) return version >= heldVersion;
  return version > heldVersion;
}

export const HONEST_RULES: Rules = {
  supersedes,
  suspectedVersion: (heldVersion) => heldVersion,
  mayVote: (vote, candidate) => vote === -1 || vote === candidate,
  persistsVote: true,
  isUpToDate: (lastTerm, lastIndex, ownTerm, ownIndex) =>
    lastTerm > ownTerm || (lastTerm === ownTerm && lastIndex >= ownIndex),
  quorum: majority,
  mayFollow: (previousTerm, held) => held === previousTerm,
  mayCount: (entryTerm, term) => entryTerm === term,
  guardsLeader: true,
  changesAfterOwnEntry: true,
  regionQuorum: majority,
  mayAccept: (ballot, promised) => ballot >= promised,
  adoptsAccepted: true,
};
