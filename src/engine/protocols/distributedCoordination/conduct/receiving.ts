/** What it is: where a member's messages go that are not about membership. */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import { onRequestVote, onVote } from '../raft/elections.ts';
import { onAppend, onAppended, onSnapshot } from '../raft/replication.ts';
import { newRaft } from '../raft/state.ts';
import { onAccept, onCatchUp, onDecided, onPrepare, onPresiding } from '../regions/acceptor.ts';
import { onAccepted, onElsewhere, onForward, onPromised, onRefused } from '../regions/chair.ts';
import type { Regions } from '../regions/common.ts';
import { COMMANDS } from '../regions/image.ts';
import type { Chair } from '../regions/state.ts';
import { onPlacement, onPlacementAnswer, takenCount } from '../ring/placement.ts';
import type { Desk } from './desk.ts';
import { ignore } from './desk.ts';
import { hostOf, proposeEntry, regionsOf, settleRaft } from './leading.ts';
import type {
  DistributedMessage,
  RaftMessage,
  RegionsMessage,
  SubmitMessage,
  SurveyMessage,
  SwimMessage,
} from './messages.ts';
import type { MemberState } from './state.ts';

/** A message about votes, logs, regions, tasks or clients. */
export function receiveRest(
  member: MemberState,
  from: ActorIndex,
  message: Exclude<DistributedMessage, SwimMessage>,
  desk: Desk,
): void {
  const sender = from - desk.layout.first;
  switch (message.kind) {
    case 'requestVote':
    case 'vote':
    case 'append':
    case 'appended':
    case 'snapshot':
      return receiveRaft(member, sender, message, desk);
    case 'place':
    case 'release':
      return onPlacement(member.holding, sender, message, member.swim.table, desk);
    case 'placed':
    case 'released':
      return onPlacementAnswer(member.handovers, sender, message, desk);
    case 'submit':
      return receiveCommand(member, from, message, desk);
    case 'survey':
      return answerSurvey(member, from, message, desk);
    case 'leads':
      if (member.raft === undefined) return ignore(desk, from, message, 'notVoter');
      member.leaders[message.region] = sender;
      return;
    case 'settled':
    case 'report':
    case 'census':
      return ignore(desk, from, message, 'misdirected');
    default:
      return receiveRegions(member, from, message, desk);
  }
}

function receiveRaft(member: MemberState, sender: number, message: RaftMessage, desk: Desk): void {
  const region = desk.layout.regionOf[desk.self] as number;
  if (message.region !== region || desk.layout.regionOf[sender] !== region)
    return ignore(desk, desk.layout.first + sender, message, 'otherRegion');
  // One that was never a voter is to become one: it begins with an empty log.
  const raft = (member.raft ??= newRaft(region, desk.layout.votersOf[region] ?? [], desk.self));
  const host = hostOf(member, desk);
  switch (message.kind) {
    case 'requestVote':
      onRequestVote(raft, sender, message, host, desk);
      break;
    case 'vote':
      onVote(raft, sender, message, host, desk);
      break;
    case 'append':
      onAppend(raft, sender, message, host, desk);
      break;
    case 'appended':
      onAppended(raft, sender, message, host, desk);
      break;
    case 'snapshot':
      onSnapshot(raft, sender, message, host, desk);
      break;
    default:
      return assertNever(message);
  }
  if (raft.leader !== -1) member.leaders[region] = raft.leader;
  settleRaft(member, desk);
}

/** A voter hands on to its leader what is for the leader; the answer goes to whoever sent it. */
function receiveRegions(
  member: MemberState,
  from: ActorIndex,
  message: Exclude<RegionsMessage, { kind: 'leads' }>,
  desk: Desk,
): void {
  const { raft, chair } = member;
  const sender = from - desk.layout.first;
  if (raft === undefined) return ignore(desk, from, message, 'notVoter');
  if (desk.layout.regionOf[sender] === raft.region)
    return ignore(desk, from, message, 'otherRegion');
  if (message.kind === 'elsewhere') {
    const isNews = member.leaders[message.region] !== message.leader;
    member.leaders[message.region] = message.leader;
    if (isNews && chair !== undefined)
      onElsewhere(chair, regionsOf(member, raft, desk), message.region);
    return;
  }
  if (raft.role !== 'leader' || chair === undefined) {
    if (raft.leader === -1) return ignore(desk, from, message, 'noLeader');
    // The other region learns here who leads, and asks again.
    desk.outbox.send(from, { kind: 'elsewhere', region: raft.region, leader: raft.leader });
    return;
  }
  member.leaders[message.region] = sender;
  dispatch(chair, regionsOf(member, raft, desk), sender, message, desk);
  settleRaft(member, desk);
}

function dispatch(
  chair: Chair,
  regions: Regions,
  sender: number,
  message: Exclude<RegionsMessage, { kind: 'leads' | 'elsewhere' }>,
  desk: Desk,
): void {
  switch (message.kind) {
    case 'presiding':
      return onPresiding(chair, regions, sender, message, desk);
    case 'prepare':
      return onPrepare(chair, regions, sender, message, desk);
    case 'promised':
      return onPromised(chair, regions, sender, message, desk);
    case 'accept':
      return onAccept(chair, regions, sender, message, desk);
    case 'accepted':
      return onAccepted(chair, regions, sender, message, desk);
    case 'refused':
      return onRefused(chair, regions, sender, message, desk);
    case 'forward':
      return onForward(chair, regions, sender, message, desk);
    case 'catchUp':
      return onCatchUp(chair, regions, sender, message, desk);
    case 'decided':
      return onDecided(chair, regions, sender, message, desk);
    default:
      return assertNever(message);
  }
}

/** A client's command goes into the log, once; if it is decided already, the client hears so again. */
function receiveCommand(
  member: MemberState,
  from: ActorIndex,
  message: SubmitMessage,
  desk: Desk,
): void {
  const { command } = message;
  const { raft } = member;
  const home = Math.floor(command / COMMANDS);
  if (raft === undefined) return ignore(desk, from, message, 'notVoter');
  if (home !== raft.region) return ignore(desk, from, message, 'otherRegion');
  if (raft.role !== 'leader') {
    if (raft.leader === -1) return ignore(desk, from, message, 'noLeader');
    desk.outbox.send(desk.layout.first + raft.leader, message);
    return;
  }
  const slot = raft.image.done.get(command);
  const client = desk.layout.clients[home];
  if (slot !== undefined && client !== undefined) {
    desk.outbox.send(client, { kind: 'settled', command, slot });
    return;
  }
  const isThere =
    raft.image.waiting.includes(command) ||
    raft.log.entries.some(
      ({ payload }) => payload.kind === 'command' && payload.command === command,
    );
  if (isThere) return ignore(desk, from, message, 'duplicate');
  proposeEntry(member, { kind: 'command', command }, desk);
  settleRaft(member, desk);
}

function answerSurvey(
  member: MemberState,
  from: ActorIndex,
  message: SurveyMessage,
  desk: Desk,
): void {
  const { raft, swim, handovers } = member;
  if (raft?.role !== 'leader') return ignore(desk, from, message, 'noLeader');
  const [alive = 0, suspected = 0, dead = 0, left = 0] = swim.table.counts;
  desk.outbox.send(message.client, {
    kind: 'census',
    term: raft.term,
    alive,
    suspected,
    dead,
    left,
    tasks: raft.image.tasks.size,
    placed: takenCount(handovers),
    learned: raft.image.learned,
  });
}
