/** What it is: what elections and replication of a region's group share. */

import type { Desk } from '../conduct/desk.ts';
import { leaderDeposed } from '../events.ts';
import { voteStanding } from '../quorum/progress.ts';
import type { RaftState } from './state.ts';

export const ELECTION_TIMER = 'raft.election';
export const HEARTBEAT_TIMER = 'raft.heartbeat';

/** What the rest of a member does for its voter: writing down, and what leading brings with it. */
export interface RaftHost {
  persist(): void;
  /** Has just become leader. */
  led(): void;
  /** Leads no more. */
  deposed(): void;
}

/** Waits one to two election time-outs for a leader. */
export function awaitLeader({ parameters, outbox, choices }: Desk): void {
  const { electionMicros } = parameters;
  outbox.setTimer(ELECTION_TIMER, electionMicros + choices.below(electionMicros));
}

/** Follows from now on; a higher term is taken over, with nobody voted for. */
export function follow(
  raft: RaftState,
  term: number,
  leader: number,
  reason: string,
  host: RaftHost,
  desk: Desk,
): void {
  const wasLeader = raft.role === 'leader';
  const isNewTerm = term > raft.term;
  if (isNewTerm) {
    raft.term = term;
    raft.vote = -1;
  }
  raft.leader = leader;
  raft.role = raft.voters.includes(desk.self) ? 'follower' : 'idle';
  raft.answers.clear();
  if (isNewTerm) host.persist();
  if (wasLeader) {
    raft.progress.clear();
    desk.outbox.cancelTimer(HEARTBEAT_TIMER);
    desk.outbox.record(leaderDeposed, { region: raft.region, term: raft.term, reason });
    host.deposed();
  }
  if (raft.role === 'follower') awaitLeader(desk);
}

/** Whether it heard a leader so short a while ago that nobody else should stand. */
export function hearsLeader(raft: RaftState, desk: Desk): boolean {
  const { preVote, checkQuorum, electionMicros } = desk.parameters;
  if (!desk.rules.guardsLeader || (!preVote && !checkQuorum)) return false;
  if (raft.role === 'leader') return true;
  return raft.leader !== -1 && raft.heardAt >= 0 && desk.now - raft.heardAt < electionMicros;
}

/** Where the vote stands that it has asked for. */
export function standingOf(raft: RaftState, desk: Desk): 'won' | 'lost' | 'pending' {
  const answers = raft.voters.map((voter) => raft.answers.get(voter));
  return voteStanding(answers, desk.rules.quorum(raft.voters.length));
}
