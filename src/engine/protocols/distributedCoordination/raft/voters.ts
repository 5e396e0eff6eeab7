/**
 * What it is: how a region's voters change: one at a time, when one counts as dead.
 * Source: Ongaro, "Consensus: Bridging Theory and Practice", 2014, section 4.1, with the mistake of 2015 mended
 * ("bug in single-server membership changes"): a leader changes nothing before an entry of its own term is committed.
 */

import { voterCount } from '../blocks.ts';
import type { Desk } from '../conduct/desk.ts';
import type { MemberTable } from '../swim/table.ts';
import { ALIVE, isThere, statusOf } from '../swim/table.ts';
import { termAt } from './log.ts';
import type { RaftState } from './state.ts';

/** The voters that should be next, or undefined if the present ones are right or may not change yet. */
export function nextVoters(
  raft: RaftState,
  table: MemberTable,
  desk: Desk,
): readonly number[] | undefined {
  const { voters, votersAt, commit, region } = raft;
  if (raft.role !== 'leader' || !desk.parameters.replaceVoters) return undefined;
  if (votersAt > commit) return undefined;
  const isOwn = termAt(raft.log, commit) === raft.term;
  if (desk.rules.changesAfterOwnEntry && !isOwn) return undefined;
  const lost = voters.find((voter) => !isThere(table, voter));
  if (lost !== undefined && voters.length > 1) return voters.filter((voter) => voter !== lost);
  const members = desk.layout.membersOf[region] ?? [];
  const there = members.filter((member) => isThere(table, member));
  if (voters.length >= voterCount(there.length, desk.parameters)) return undefined;
  const spare = there.find(
    (member) => !voters.includes(member) && statusOf(table, member) === ALIVE,
  );
  return spare === undefined ? undefined : [...voters, spare];
}
