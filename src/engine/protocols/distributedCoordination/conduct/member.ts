/**
 * What it is: a cluster node: its failure detector, its voter if it votes in its region, and the tasks that it holds;
 * while it leads its region also the chair and the placement. Each part is a machine of its own in its folder; this
 * file hands each its inputs and carries what one brings about to the others.
 * Cost: a message of the failure detector passes through one comparison.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Context, Input, Outbox } from '../../../contract/protocol.ts';
import type { DistributedParameters } from '../card.ts';
import { awaitLeader, ELECTION_TIMER, HEARTBEAT_TIMER } from '../raft/common.ts';
import { electionExpired } from '../raft/elections.ts';
import { heartbeatExpired } from '../raft/replication.ts';
import { newRaft } from '../raft/state.ts';
import type { PersistedRaft, RaftState } from '../raft/state.ts';
import { copyImage } from '../regions/image.ts';
import { dropAll } from '../ring/placement.ts';
import {
  expireSwim,
  isIn,
  onAck,
  onPing,
  onPingReq,
  onSync,
  restartSwim,
  startSwim,
} from '../swim/detector.ts';
import { newSwim } from '../swim/state.ts';
import { isThere } from '../swim/table.ts';
import type { Desk } from './desk.ts';
import { ignore } from './desk.ts';
import { layoutOf } from './layout.ts';
import { hostOf, leaderTick, REGIONS_TIMER, settleRaft } from './leading.ts';
import type { DistributedMessage } from './messages.ts';
import { receiveRest } from './receiving.ts';
import type { MemberState, PersistedMember } from './state.ts';

type Cluster = Context<DistributedParameters>;

/** A member that nothing has happened to. */
export function startMember(context: Cluster): MemberState {
  const layout = layoutOf(context.seats, context.parameters);
  const self = context.self.actor - layout.first;
  const region = layout.regionOf[self] as number;
  const voters = layout.votersOf[region] ?? [];
  return {
    role: 'member',
    swim: newSwim(layout.memberCount, layout.joinersFrom, self >= layout.joinersFrom),
    raft: voters.includes(self) ? newRaft(region, voters, self) : undefined,
    chair: undefined,
    leaders: layout.votersOf.map((own) => own[0] ?? 0),
    handovers: new Map(),
    holding: { held: new Map(), fences: new Map() },
    isMoving: false,
    settledAt: -1,
  };
}

/** Sets what a step works with. */
export function layDesk(desk: Desk, context: Cluster, outbox: Outbox<DistributedMessage>): void {
  desk.layout = layoutOf(context.seats, context.parameters);
  desk.parameters = context.parameters;
  desk.self = context.self.actor - desk.layout.first;
  desk.now = context.now;
  desk.endsAt = (context.openedAt ?? 0) + context.parameters.runMicros;
  desk.choices = context.choices;
  desk.outbox = outbox;
}

/** One step of a member. */
export function stepMember(
  member: MemberState,
  input: Input<DistributedMessage>,
  desk: Desk,
): void {
  switch (input.kind) {
    case 'delivered':
      return receive(member, input.from, input.message, desk);
    case 'expired':
      return expire(member, input.timer, desk);
    case 'started':
      startSwim(member.swim, desk);
      if (member.raft !== undefined) awaitLeader(desk);
      return;
    case 'restarted':
      return restart(member, input.persisted as PersistedMember | undefined, desk);
    case 'answered':
      return;
    default:
      return assertNever(input);
  }
}

/** All that it had is what it had written down; it comes back in a new life. */
function restart(member: MemberState, persisted: PersistedMember | undefined, desk: Desk): void {
  if (persisted?.raft !== undefined) member.raft = restoredRaft(persisted.raft, desk);
  if (member.raft?.role === 'follower') awaitLeader(desk);
  // One that had not joined or has left stays out of it.
  const isAbsent = member.swim.standing === 'waiting' && persisted === undefined;
  if (isAbsent) return startSwim(member.swim, desk);
  restartSwim(member.swim, persisted?.life ?? 1, desk);
  member.swim.isReborn = false;
  hostOf(member, desk).persist();
}

function restoredRaft({ region, term, vote, base, entries }: PersistedRaft, desk: Desk): RaftState {
  const raft = newRaft(region, base.voters, desk.self);
  raft.term = term;
  raft.vote = vote;
  raft.log.base = Object.freeze(base);
  raft.log.entries = entries.map((entry) => Object.freeze(entry));
  raft.image = copyImage(base.image);
  raft.commit = base.index;
  raft.applied = base.index;
  const named = entries.findLastIndex(({ payload }) => payload.kind === 'voters');
  const payload = entries[named]?.payload;
  if (payload?.kind === 'voters') raft.voters = payload.voters;
  raft.votersAt = named === -1 ? base.votersAt : base.index + named + 1;
  raft.role = raft.voters.includes(desk.self) ? 'follower' : 'idle';
  return raft;
}

function expire(member: MemberState, timer: string, desk: Desk): void {
  if (desk.now >= desk.endsAt) return;
  const { raft } = member;
  switch (timer) {
    case ELECTION_TIMER:
      if (raft === undefined) return;
      electionExpired(raft, hostOf(member, desk), desk);
      return settleRaft(member, desk);
    case HEARTBEAT_TIMER:
      if (raft === undefined) return;
      heartbeatExpired(raft, hostOf(member, desk), desk);
      return settleRaft(member, desk);
    case REGIONS_TIMER:
      return leaderTick(member, desk);
    default:
      expireSwim(member.swim, timer, desk);
      return afterSwim(member, desk);
  }
}

/** What the failure detector has found out may concern tasks and voters. */
function afterSwim(member: MemberState, desk: Desk): void {
  const { swim } = member;
  if (!swim.isReborn) return;
  swim.isReborn = false;
  dropAll(member.holding, desk);
  hostOf(member, desk).persist();
}

function receive(
  member: MemberState,
  from: ActorIndex,
  message: DistributedMessage,
  desk: Desk,
): void {
  const sender = from - desk.layout.first;
  const { swim } = member;
  if (!isIn(swim)) return ignore(desk, from, message, 'notMember');
  switch (message.kind) {
    case 'ping':
      onPing(swim, sender, message, desk);
      return afterSwim(member, desk);
    case 'ack':
      onAck(swim, sender, message, desk);
      return afterSwim(member, desk);
    case 'pingReq':
      onPingReq(swim, sender, message, desk);
      return afterSwim(member, desk);
    case 'sync':
      onSync(swim, sender, message, desk);
      return afterSwim(member, desk);
    default:
      return receiveRest(member, from, message, desk);
  }
}

/** A plain view of a member for the inspector. */
export function showMember(member: MemberState): Record<string, string | number | boolean> {
  const { swim, raft, chair, holding } = member;
  const [alive = 0, suspected = 0, dead = 0, absent = 0] = swim.table.counts;
  const membership = { alive, suspected, dead, absent, news: swim.gossip.queue.length };
  const standing = { standing: swim.standing, tasks: holding.held.size };
  if (raft === undefined) return { ...standing, ...membership };
  const last = raft.log.base.index + raft.log.entries.length;
  const log = { log: last, committed: raft.commit, snapshot: raft.log.base.index };
  const decided = { decided: raft.image.learned, waiting: raft.image.waiting.length };
  const voters = raft.voters.filter((voter) => isThere(swim.table, voter)).length;
  const group = { role: raft.role, term: raft.term, voters, ...log, ...decided };
  return { ...standing, ...membership, ...group, ...(chair && { chair: chair.phase }) };
}
