/**
 * What it is: how a leader's log becomes everybody's, and what of it is committed.
 * Source: Ongaro and Ousterhout, USENIX ATC 2014, sections 5.3, 5.4.2 (Figure 8) and 7.
 * A leader sends entries without waiting for answers; who misses some refuses the next append and says where it
 * agrees, at the latest a heartbeat later.
 */

import type { Desk } from '../conduct/desk.ts';
import { ignore, tell } from '../conduct/desk.ts';
import type { AppendedMessage, AppendMessage, SnapshotMessage } from '../conduct/messages.ts';
import {
  commitAdvanced,
  entryAppended,
  logTruncated,
  snapshotInstalled,
  votersChanged,
} from '../events.ts';
import { agreedIndex } from '../quorum/progress.ts';
import { copyImage } from '../regions/image.ts';
import { awaitLeader, follow, HEARTBEAT_TIMER } from './common.ts';
import type { RaftHost } from './common.ts';
import { entriesAfter, firstOfTerm, lastIndex, sayEntry, termAt, votersAt } from './log.ts';
import type { Entry, Payload } from './log.ts';
import type { RaftState } from './state.ts';

/** The leader puts an entry of its term into its own log; the caller sends it. */
export function appendEntry(raft: RaftState, payload: Payload, host: RaftHost, desk: Desk): void {
  put(raft, Object.freeze({ term: raft.term, payload: Object.freeze(payload) }), desk);
  host.persist();
  // A leader alone, or one whose group shrank, may be a majority by itself.
  advanceCommit(raft, desk);
}

function put(raft: RaftState, entry: Entry, desk: Desk): void {
  raft.log.entries.push(entry);
  const index = lastIndex(raft.log);
  const { region } = raft;
  desk.outbox.record(entryAppended, { region, index, term: entry.term, entry: sayEntry(entry) });
  if (entry.payload.kind === 'voters') takeVoters(raft, desk);
}

/** Counts with the voters that the log names last. */
function takeVoters(raft: RaftState, desk: Desk): void {
  const { voters, at } = votersAt(raft.log, lastIndex(raft.log));
  if (at === raft.votersAt) return;
  raft.voters = voters;
  raft.votersAt = at;
  const actors = JSON.stringify(voters.map((voter) => desk.layout.first + voter));
  desk.outbox.record(votersChanged, { region: raft.region, index: at, voters: actors });
  const isVoter = voters.includes(desk.self);
  if (raft.role === 'idle' && isVoter) raft.role = 'follower';
  if (raft.role !== 'leader') {
    if (!isVoter) raft.role = 'idle';
    return;
  }
  for (const voter of raft.progress.keys()) {
    if (!voters.includes(voter)) raft.progress.delete(voter);
  }
  for (const voter of voters) {
    if (voter === desk.self || raft.progress.has(voter)) continue;
    raft.progress.set(voter, { next: lastIndex(raft.log), match: 0, heardAt: desk.now });
  }
}

/** Sends to every voter what it misses. */
export function sendAppends(raft: RaftState, desk: Desk): void {
  for (const voter of raft.progress.keys()) sendAppend(raft, voter, desk);
}

function sendAppend(raft: RaftState, voter: number, desk: Desk): void {
  const { log, region, term, commit } = raft;
  const progress = raft.progress.get(voter);
  if (progress === undefined) return;
  const previous = progress.next - 1;
  const previousTerm = termAt(log, previous);
  if (previousTerm === undefined) {
    progress.next = log.base.index + 1;
    return tell(desk, voter, { kind: 'snapshot', region, term, snapshot: log.base });
  }
  const entries = entriesAfter(log, previous, desk.parameters.batchEntries);
  progress.next += entries.length;
  tell(desk, voter, { kind: 'append', region, term, previous, previousTerm, entries, commit });
}

/** The leader shows that it is alive, or finds that it leads nobody. */
export function heartbeatExpired(raft: RaftState, host: RaftHost, desk: Desk): void {
  if (raft.role !== 'leader') return;
  const { checkQuorum, electionMicros, heartbeatMicros } = desk.parameters;
  if (checkQuorum && desk.rules.guardsLeader) {
    let heard = raft.voters.includes(desk.self) ? 1 : 0;
    for (const { heardAt } of raft.progress.values()) {
      if (desk.now - heardAt <= electionMicros) heard++;
    }
    if (heard < desk.rules.quorum(raft.voters.length))
      return follow(raft, raft.term, -1, 'lostQuorum', host, desk);
  }
  sendAppends(raft, desk);
  desk.outbox.setTimer(HEARTBEAT_TIMER, heartbeatMicros);
}

/** The leader of its term speaks: gives whether it is to be heard. */
function hearLeader(
  raft: RaftState,
  from: number,
  { term }: AppendMessage | SnapshotMessage,
  host: RaftHost,
  desk: Desk,
): boolean {
  if (term < raft.term) {
    const match = lastIndex(raft.log);
    reply(raft, from, false, -1, match, desk);
    return false;
  }
  raft.heardAt = desk.now;
  const isKnown = raft.role === 'follower' && raft.leader === from && raft.term === term;
  if (isKnown) awaitLeader(desk);
  else follow(raft, term, from, 'otherLeader', host, desk);
  return true;
}

function reply(
  raft: RaftState,
  leader: number,
  isTaken: boolean,
  previous: number,
  match: number,
  desk: Desk,
): void {
  const { region, term } = raft;
  tell(desk, leader, { kind: 'appended', region, term, isTaken, previous, match });
}

/** Entries of the leader, or none to show that it is alive. */
export function onAppend(
  raft: RaftState,
  from: number,
  message: AppendMessage,
  host: RaftHost,
  desk: Desk,
): void {
  if (!hearLeader(raft, from, message, host, desk)) return;
  const { log } = raft;
  const { previous, previousTerm, entries, commit } = message;
  if (previous > lastIndex(log)) return reply(raft, from, false, previous, lastIndex(log), desk);
  if (previous >= log.base.index && !desk.rules.mayFollow(previousTerm, termAt(log, previous)))
    return reply(raft, from, false, previous, firstOfTerm(log, previous) - 1, desk);
  if (takeEntries(raft, previous, entries, desk)) host.persist();
  const match = previous + entries.length;
  raft.commit = Math.max(raft.commit, Math.min(commit, match));
  reply(raft, from, true, previous, match, desk);
}

/** Puts in what it does not have, in place of what contradicts it; whether anything changed. */
function takeEntries(
  raft: RaftState,
  previous: number,
  entries: readonly Entry[],
  desk: Desk,
): boolean {
  const { log } = raft;
  let isChanged = false;
  entries.forEach((entry, i) => {
    const index = previous + 1 + i;
    if (index <= log.base.index) return;
    const held = termAt(log, index);
    if (held === entry.term) return;
    if (held !== undefined) {
      log.entries.length = index - log.base.index - 1;
      desk.outbox.record(logTruncated, { region: raft.region, index });
      takeVoters(raft, desk);
    }
    put(raft, entry, desk);
    isChanged = true;
  });
  return isChanged;
}

/** A voter answers an append or a snapshot. */
export function onAppended(
  raft: RaftState,
  from: number,
  message: AppendedMessage,
  host: RaftHost,
  desk: Desk,
): void {
  const { term, isTaken, previous, match } = message;
  const actor = desk.layout.first + from;
  if (term > raft.term) return follow(raft, term, -1, 'higherTerm', host, desk);
  const progress = raft.progress.get(from);
  if (raft.role !== 'leader' || term < raft.term || progress === undefined)
    return ignore(desk, actor, message, 'staleTerm');
  progress.heardAt = desk.now;
  if (!isTaken) {
    if (previous < progress.match) return ignore(desk, actor, message, 'staleAppend');
    progress.next = Math.max(progress.match, Math.min(match, previous - 1)) + 1;
    return sendAppend(raft, from, desk);
  }
  progress.match = Math.max(progress.match, match);
  progress.next = Math.max(progress.next, progress.match + 1);
  if (match > raft.commit) advanceCommit(raft, desk);
  if (progress.next <= lastIndex(raft.log)) sendAppend(raft, from, desk);
}

/** Commits what a majority has, if an entry of this term is among it. */
function advanceCommit(raft: RaftState, desk: Desk): void {
  const indices = raft.voters.map((voter) =>
    voter === desk.self ? lastIndex(raft.log) : (raft.progress.get(voter)?.match ?? 0),
  );
  const agreed = agreedIndex(indices, desk.rules.quorum(raft.voters.length));
  const term = termAt(raft.log, agreed);
  if (agreed <= raft.commit || term === undefined) return;
  if (!desk.rules.mayCount(term, raft.term)) return;
  raft.commit = agreed;
  desk.outbox.record(commitAdvanced, { region: raft.region, index: agreed, term: raft.term });
}

/** The leader's snapshot takes the place of what it stands for. */
export function onSnapshot(
  raft: RaftState,
  from: number,
  message: SnapshotMessage,
  host: RaftHost,
  desk: Desk,
): void {
  if (!hearLeader(raft, from, message, host, desk)) return;
  const { snapshot } = message;
  const { log } = raft;
  if (snapshot.index <= raft.commit)
    return reply(raft, from, true, snapshot.index, raft.commit, desk);
  const agrees = termAt(log, snapshot.index) === snapshot.term;
  log.entries = agrees ? log.entries.slice(snapshot.index - log.base.index) : [];
  log.base = snapshot;
  raft.image = copyImage(snapshot.image);
  raft.commit = snapshot.index;
  raft.applied = snapshot.index;
  const { region } = raft;
  desk.outbox.record(snapshotInstalled, { region, index: snapshot.index, term: snapshot.term });
  takeVoters(raft, desk);
  host.persist();
  reply(raft, from, true, snapshot.index, snapshot.index, desk);
}
