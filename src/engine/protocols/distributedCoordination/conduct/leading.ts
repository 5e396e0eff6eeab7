/**
 * What it is: what a member does for its region beside voting: it applies what is committed, and while it leads it
 * keeps the chair, the placement of tasks and the voters in order.
 */

import { applyNext, compact } from '../raft/apply.ts';
import type { Applied } from '../raft/apply.ts';
import type { RaftHost } from '../raft/common.ts';
import { termAt } from '../raft/log.ts';
import type { Payload } from '../raft/log.ts';
import { appendEntry, sendAppends } from '../raft/replication.ts';
import { persistedRaft } from '../raft/state.ts';
import type { RaftState } from '../raft/state.ts';
import { nextVoters } from '../raft/voters.ts';
import { afterApplied, chairTick } from '../regions/chair.ts';
import type { Regions } from '../regions/common.ts';
import { homeOf, NO_COMMAND } from '../regions/image.ts';
import { newChair } from '../regions/state.ts';
import { handOver, wantedMoves } from '../ring/placement.ts';
import { lifeOf, versionOf } from '../swim/table.ts';
import type { Desk } from './desk.ts';
import { tell, tellAll } from './desk.ts';
import type { MemberState, PersistedMember } from './state.ts';

export const REGIONS_TIMER = 'regions.tick';

/** What the machines of a voter ask of the member that they belong to. */
export function hostOf(member: MemberState, desk: Desk): RaftHost {
  return {
    persist() {
      const { raft, swim } = member;
      const life = lifeOf(versionOf(swim.table, desk.self));
      const kept = raft === undefined ? undefined : persistedRaft(raft);
      const isLost = kept !== undefined && !desk.rules.persistsVote;
      const raftKept = isLost ? Object.freeze({ ...kept, vote: -1 }) : kept;
      const value: PersistedMember = Object.freeze({ life, raft: raftKept });
      desk.outbox.persist(value);
    },
    led() {
      const { raft } = member;
      if (raft === undefined) return;
      member.chair = newChair(desk.now);
      member.handovers.clear();
      member.isMoving = false;
      member.settledAt = -1;
      member.leaders[raft.region] = desk.self;
      announce(raft, desk);
      desk.outbox.setTimer(REGIONS_TIMER, desk.parameters.regionTimeoutMicros);
    },
    deposed() {
      member.chair = undefined;
      member.handovers.clear();
      desk.outbox.cancelTimer(REGIONS_TIMER);
    },
  };
}

function announce({ region, term }: RaftState, desk: Desk): void {
  const { votersOf, clients, regionCount } = desk.layout;
  const message = { kind: 'leads', region, term } as const;
  for (let other = 0; other < regionCount; other++) {
    if (other !== region) tellAll(desk, votersOf[other] ?? [], message);
  }
  const client = clients[region];
  if (client !== undefined) desk.outbox.send(client, message);
}

/** Puts an entry into the log of the region that it leads, and sends it. */
export function proposeEntry(member: MemberState, payload: Payload, desk: Desk): void {
  const { raft } = member;
  if (raft?.role !== 'leader') return;
  appendEntry(raft, payload, hostOf(member, desk), desk);
  sendAppends(raft, desk);
}

/** Whether a leader has applied an entry of its own term, and so all that came before it. */
function isCurrent({ log, applied, term }: RaftState): boolean {
  return termAt(log, applied) === term;
}

/** What the chair needs of its member. */
export function regionsOf(member: MemberState, raft: RaftState, desk: Desk): Regions {
  return {
    region: raft.region,
    image: raft.image,
    isCurrent: isCurrent(raft),
    propose(payload) {
      proposeEntry(member, payload, desk);
    },
    toRegion(region, message) {
      tell(desk, member.leaders[region] ?? 0, message);
    },
    giveUpOn(region) {
      const voters = desk.layout.votersOf[region] ?? [];
      const place = voters.indexOf(member.leaders[region] ?? -1);
      member.leaders[region] = voters[(place + 1) % voters.length] ?? 0;
    },
  };
}

/** Applies what is committed, and carries on what waited for it. */
export function settleRaft(member: MemberState, desk: Desk): void {
  const { raft } = member;
  if (raft === undefined) return;
  let applied = applyNext(raft, desk);
  while (applied !== undefined) {
    if (raft.role === 'leader') goOn(member, raft, applied, desk);
    applied = applyNext(raft, desk);
  }
  if (compact(raft, desk)) hostOf(member, desk).persist();
}

function goOn(member: MemberState, raft: RaftState, applied: Applied, desk: Desk): void {
  if (applied.kind === 'assign') member.isMoving = false;
  if (applied.kind === 'assign' || applied.kind === 'decide') member.settledAt = -1;
  if (member.chair === undefined) return;
  afterApplied(member.chair, regionsOf(member, raft, desk), applied, desk);
  if (applied.kind !== 'decide') return;
  for (const { slot, command, isRepeated } of applied.learned) {
    if (isRepeated || command === NO_COMMAND || homeOf(command) !== raft.region) continue;
    const client = desk.layout.clients[raft.region];
    if (client !== undefined) desk.outbox.send(client, { kind: 'settled', command, slot });
  }
  if (applied.learned.length > 0) keepPlacement(member, raft, desk);
}

/** A leader's regular round. */
export function leaderTick(member: MemberState, desk: Desk): void {
  const { raft, chair } = member;
  if (raft?.role !== 'leader' || chair === undefined) return;
  desk.outbox.setTimer(REGIONS_TIMER, desk.parameters.regionTimeoutMicros);
  chairTick(chair, regionsOf(member, raft, desk), desk);
  keepVoters(member, raft, desk);
  keepPlacement(member, raft, desk);
  settleRaft(member, desk);
}

function keepVoters(member: MemberState, raft: RaftState, desk: Desk): void {
  const voters = nextVoters(raft, member.swim.table, desk);
  if (voters !== undefined) proposeEntry(member, { kind: 'voters', voters }, desk);
}

function keepPlacement(member: MemberState, raft: RaftState, desk: Desk): void {
  const { image } = raft;
  const { table, changes } = member.swim;
  if (image.tasks.size === 0 || member.settledAt === changes) return;
  // What earlier leaders have left in the log comes first.
  if (!isCurrent(raft)) return;
  const moves = member.isMoving ? [] : wantedMoves(image, member.handovers, table, desk);
  if (moves.length > 0) {
    member.isMoving = true;
    proposeEntry(member, { kind: 'assign', moves }, desk);
  }
  const isSettled = handOver(image, member.handovers, table, desk);
  if (isSettled && moves.length === 0 && !member.isMoving) member.settledAt = changes;
}
