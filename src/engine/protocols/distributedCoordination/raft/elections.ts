/**
 * What it is: how a region's voters find a leader.
 * Source: Ongaro and Ousterhout, USENIX ATC 2014, sections 5.2 and 5.4.1; pre-vote and the leader's check of its
 * quorum: Ongaro, "Consensus: Bridging Theory and Practice", 2014, sections 6.2 and 9.6. Without both, voters that
 * cannot hear a leader that others hear can keep the group from ever deciding.
 */

import type { Desk } from '../conduct/desk.ts';
import { ignore, tell, tellAll } from '../conduct/desk.ts';
import type { RequestVoteMessage, VoteMessage } from '../conduct/messages.ts';
import { electionStarted, leaderElected, voteGranted } from '../events.ts';
import {
  awaitLeader,
  ELECTION_TIMER,
  follow,
  hearsLeader,
  HEARTBEAT_TIMER,
  standingOf,
} from './common.ts';
import type { RaftHost } from './common.ts';
import { lastIndex, lastTerm } from './log.ts';
import { appendEntry, sendAppends } from './replication.ts';
import type { RaftState } from './state.ts';

/** It has waited long enough for a leader. */
export function electionExpired(raft: RaftState, host: RaftHost, desk: Desk): void {
  if (raft.role === 'idle' || raft.role === 'leader') return;
  const asksFirst = desk.parameters.preVote && desk.rules.guardsLeader;
  if (asksFirst) stand(raft, true, host, desk);
  else campaign(raft, host, desk);
}

/** Stands for election in the next term. */
function campaign(raft: RaftState, host: RaftHost, desk: Desk): void {
  raft.term++;
  raft.vote = desk.self;
  host.persist();
  stand(raft, false, host, desk);
}

function stand(raft: RaftState, isPreVote: boolean, host: RaftHost, desk: Desk): void {
  raft.role = isPreVote ? 'preCandidate' : 'candidate';
  raft.leader = -1;
  raft.answers.clear();
  raft.answers.set(desk.self, true);
  const { region, log } = raft;
  const term = isPreVote ? raft.term + 1 : raft.term;
  desk.outbox.record(electionStarted, { region, term, isPreVote });
  tellAll(desk, raft.voters, {
    kind: 'requestVote',
    region,
    term,
    isPreVote,
    lastIndex: lastIndex(log),
    lastTerm: lastTerm(log),
  });
  awaitLeader(desk);
  count(raft, host, desk);
}

function count(raft: RaftState, host: RaftHost, desk: Desk): void {
  const standing = standingOf(raft, desk);
  if (standing === 'pending') return;
  if (standing === 'lost') return follow(raft, raft.term, -1, 'lostVote', host, desk);
  if (raft.role === 'preCandidate') campaign(raft, host, desk);
  else if (raft.role === 'candidate') lead(raft, host, desk);
}

function lead(raft: RaftState, host: RaftHost, desk: Desk): void {
  raft.role = 'leader';
  raft.leader = desk.self;
  raft.answers.clear();
  raft.progress.clear();
  const next = lastIndex(raft.log) + 1;
  for (const voter of raft.voters) {
    if (voter !== desk.self) raft.progress.set(voter, { next, match: 0, heardAt: desk.now });
  }
  const { region, term } = raft;
  desk.outbox.record(leaderElected, { region, term, lastIndex: next - 1 });
  desk.outbox.cancelTimer(ELECTION_TIMER);
  desk.outbox.setTimer(HEARTBEAT_TIMER, desk.parameters.heartbeatMicros);
  host.led();
  // Entries of earlier terms are committed by an entry of this one only.
  appendEntry(raft, { kind: 'noop' }, host, desk);
  sendAppends(raft, desk);
}

/** Somebody asks for a vote, or whether it would get one. */
export function onRequestVote(
  raft: RaftState,
  from: number,
  message: RequestVoteMessage,
  host: RaftHost,
  desk: Desk,
): void {
  const { isPreVote, term } = message;
  const actor = desk.layout.first + from;
  if (raft.role === 'leader' && !raft.voters.includes(from)) {
    return answer(raft, from, message, false, desk);
  }
  if (hearsLeader(raft, desk)) return ignore(desk, actor, message, 'leaderAlive');
  if (!isPreVote && term > raft.term) follow(raft, term, -1, 'higherTerm', host, desk);
  if (term < raft.term) return answer(raft, from, message, false, desk);
  const { log } = raft;
  const isUpToDate = desk.rules.isUpToDate(
    message.lastTerm,
    message.lastIndex,
    lastTerm(log),
    lastIndex(log),
  );
  if (isPreVote) return answer(raft, from, message, isUpToDate && term > raft.term, desk);
  const isGranted = isUpToDate && desk.rules.mayVote(raft.vote, from);
  if (isGranted) {
    raft.vote = from;
    host.persist();
    desk.outbox.record(voteGranted, { region: raft.region, term, candidate: actor });
    if (raft.role !== 'idle') awaitLeader(desk);
  }
  answer(raft, from, message, isGranted, desk);
}

function answer(
  raft: RaftState,
  candidate: number,
  { isPreVote, term }: RequestVoteMessage,
  isGranted: boolean,
  desk: Desk,
): void {
  const isRetired = raft.role === 'leader' && !raft.voters.includes(candidate);
  tell(desk, candidate, {
    kind: 'vote',
    region: raft.region,
    term: isPreVote && isGranted ? term : raft.term,
    isPreVote,
    isGranted,
    isRetired,
  });
}

/** A voter answers. */
export function onVote(
  raft: RaftState,
  from: number,
  message: VoteMessage,
  host: RaftHost,
  desk: Desk,
): void {
  const { term, isPreVote, isGranted, isRetired } = message;
  const actor = desk.layout.first + from;
  if (isRetired && term >= raft.term && raft.role !== 'leader') {
    raft.role = 'idle';
    return desk.outbox.cancelTimer(ELECTION_TIMER);
  }
  if (term > raft.term && !(isPreVote && isGranted))
    return follow(raft, term, -1, 'higherTerm', host, desk);
  const wanted = isPreVote ? 'preCandidate' : 'candidate';
  const asked = isPreVote ? raft.term + 1 : raft.term;
  if (raft.role !== wanted) return ignore(desk, actor, message, 'notCandidate');
  if (isGranted && term !== asked) return ignore(desk, actor, message, 'staleTerm');
  if (!raft.voters.includes(from)) return ignore(desk, actor, message, 'notVoter');
  raft.answers.set(from, isGranted);
  count(raft, host, desk);
}
