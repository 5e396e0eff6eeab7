/** What it is: distributed_coordination with one rule broken at a time, for tests and searches to find out. */

import { majority } from '../../../base/quorum.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { Mutant } from '../../testing/mutant.testing.ts';
import { conductOf } from '../conduct/conduct.ts';
import { HONEST_RULES } from '../conduct/rules.ts';
import type { Rules } from '../conduct/rules.ts';
import { distributedCoordination } from '../protocol.ts';
import { ALIVE, DEAD, LIFE, SUSPECT } from '../swim/table.ts';

function protocolWith(broken: Partial<Rules>): AnyProtocol {
  const conduct = conductOf({ ...HONEST_RULES, ...broken });
  // As the registry does it: the kernel hands a protocol only what it gave.
  return { ...distributedCoordination, conduct } as unknown as AnyProtocol;
}

function mutant(
  id: string,
  rule: string,
  title: string,
  broken: Partial<Rules>,
  breaks: Mutant['breaks'] = 'safety',
): Mutant {
  return { id, rule, title, breaks, protocol: protocolWith(broken) };
}

const isSameLife = (version: number, held: number): boolean =>
  Math.floor(version / LIFE) === Math.floor(held / LIFE);

export const DISTRIBUTED_MUTANTS: readonly Mutant[] = [
  mutant('votesTwice', 'RAFT-1', 'A voter votes for everybody who asks in a term.', {
    mayVote: () => true,
  }),
  mutant('forgetsVote', 'RAFT-2', 'A vote is not written down before it is given.', {
    persistsVote: false,
  }),
  mutant('longestLogWins', 'RAFT-3', 'Logs are compared by length only.', {
    isUpToDate: (_lastTerm, lastIndex, _ownTerm, ownIndex) => lastIndex >= ownIndex,
  }),
  mutant('quorumOffByOne', 'RAFT-4', 'One voter less than a majority elects and commits.', {
    quorum: (voters) => Math.max(1, majority(voters) - 1),
  }),
  mutant('appendsBlindly', 'RAFT-6', 'A follower does not look at the entry before.', {
    mayFollow: () => true,
  }),
  mutant('countsOldTerms', 'RAFT-8', 'A leader commits entries of earlier terms by counting.', {
    mayCount: () => true,
  }),
  mutant(
    'guardsNobody',
    'RAFT-11',
    'Neither pre-vote nor a check of the quorum guards a leader.',
    { guardsLeader: false },
    'liveness',
  ),
  mutant('changesEarly', 'RAFT-14', 'Voters change before an entry of the own term is committed.', {
    changesAfterOwnEntry: false,
  }),
  mutant('suspectBeatsNewer', 'SWIM-5', 'A suspicion counts more than a newer sign of life.', {
    supersedes: (status, version, heldStatus, heldVersion) =>
      (status === SUSPECT && heldStatus === ALIVE && isSameLife(version, heldVersion)) ||
      HONEST_RULES.supersedes(status, version, heldStatus, heldVersion),
  }),
  mutant('revivesConfirmed', 'SWIM-6', 'A sign of life takes back that a member is dead.', {
    supersedes: (status, version, heldStatus, heldVersion) =>
      (status === ALIVE && heldStatus === DEAD && isSameLife(version, heldVersion)) ||
      HONEST_RULES.supersedes(status, version, heldStatus, heldVersion),
  }),
  mutant('raisesOthers', 'SWIM-7', 'Whoever suspects a member raises its incarnation.', {
    suspectedVersion: (heldVersion) => heldVersion + 1,
  }),
  mutant('acceptsLowBallots', 'DC-3', 'A region accepts values below what it has promised.', {
    mayAccept: () => true,
  }),
  mutant('minorityDecides', 'DC-4', 'One region less than a majority decides.', {
    regionQuorum: (regions) => Math.max(1, majority(regions) - 1),
  }),
  mutant('adoptsNothing', 'DC-5', 'Who comes to preside proposes nothing that was accepted.', {
    adoptsAccepted: false,
  }),
];
