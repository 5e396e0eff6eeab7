/**
 * What it is: how a member's view of the others changes: by its own probes, by news, and by a whole table.
 * Source: SWIM, sections 4.1 and 4.2; the exchange of tables as in HashiCorp's memberlist (push and pull).
 * A member speaks of itself only: it refutes suspicions, and begins a new life when it counts as dead.
 */

import type { SyncMessage } from '../conduct/messages.ts';
import type { Desk } from '../conduct/desk.ts';
import {
  lifeStarted,
  memberConfirmed,
  memberDeparted,
  memberRevived,
  memberSuspected,
  suspicionRefuted,
} from '../events.ts';
import { newsMember, newsStatus, spread } from './gossip.ts';
import type { SwimState } from './state.ts';
import {
  ALIVE,
  DEAD,
  LEFT,
  LIFE,
  lifeOf,
  setMember,
  statusOf,
  SUSPECT,
  versionOf,
} from './table.ts';

const EVENTS = [memberRevived, memberSuspected, memberConfirmed, memberDeparted] as const;

/** Takes in the news that came with a message. */
export function absorb(swim: SwimState, news: readonly number[], desk: Desk): void {
  for (let i = 0; i < news.length; i += 2) {
    const word = news[i] as number;
    hear(swim, newsMember(word), newsStatus(word), news[i + 1] as number, desk);
  }
}

/** Takes in another one's whole table. */
export function merge(swim: SwimState, { status, version }: SyncMessage, desk: Desk): void {
  const { table } = swim;
  for (let member = 0; member < status.length; member++) {
    const isKnown =
      status[member] === table.status[member] && version[member] === table.version[member];
    if (!isKnown) hear(swim, member, status[member] as number, version[member] as number, desk);
  }
}

function hear(swim: SwimState, member: number, status: number, version: number, desk: Desk): void {
  if (member === desk.self) return hearOfSelf(swim, status, version, desk);
  const { table } = swim;
  if (desk.rules.supersedes(status, version, statusOf(table, member), versionOf(table, member)))
    learn(swim, member, status, version, false, desk);
}

/** Replaces what is held of another member, and says so with the next messages. */
export function learn(
  swim: SwimState,
  member: number,
  status: number,
  version: number,
  isFirstHand: boolean,
  desk: Desk,
): void {
  const before = statusOf(swim.table, member);
  const isSameLife = lifeOf(version) === lifeOf(versionOf(swim.table, member));
  if (before > SUSPECT !== status > SUSPECT || !isSameLife) swim.changes++;
  setMember(swim.table, member, status, version);
  spread(swim.gossip, member);
  if (before === SUSPECT && status !== SUSPECT)
    swim.suspicions = swim.suspicions.filter((one) => one.member !== member);
  if (status === SUSPECT && before !== SUSPECT) {
    const { suspicionPeriods, periodMicros } = desk.parameters;
    swim.suspicions.push({ member, until: desk.now + suspicionPeriods * periodMicros });
  }
  if (before === status) return;
  if (before === LEFT || (before === DEAD && status <= SUSPECT)) enrol(swim, member);
  const event = EVENTS[status];
  if (event === undefined) return;
  const life = lifeOf(version);
  const incarnation = version % LIFE;
  desk.outbox.record(event, { member: desk.layout.first + member, life, incarnation, isFirstHand });
}

/** Puts a member that has come into the rest of the round, which is drawn at random. */
function enrol(swim: SwimState, member: number): void {
  if (!swim.order.includes(member)) swim.order.push(member);
}

function hearOfSelf(swim: SwimState, status: number, version: number, desk: Desk): void {
  const own = versionOf(swim.table, desk.self);
  if (swim.standing === 'left' || swim.standing === 'waiting') return;
  if (status === ALIVE || lifeOf(version) < lifeOf(own)) return;
  if (status !== SUSPECT) return beginLife(swim, lifeOf(version) + 1, 'countsAsDead', desk);
  if (version < own) return;
  setMember(swim.table, desk.self, ALIVE, version + 1);
  spread(swim.gossip, desk.self);
  const incarnation = (version + 1) % LIFE;
  desk.outbox.record(suspicionRefuted, { life: lifeOf(version), incarnation });
}

/** Goes on as somebody new, whom all that was said of the former life does not concern. */
export function beginLife(swim: SwimState, life: number, reason: string, desk: Desk): void {
  setMember(swim.table, desk.self, ALIVE, life * LIFE);
  // It may have missed all that was said while it counted as dead.
  swim.standing = 'joining';
  swim.changes++;
  spread(swim.gossip, desk.self);
  swim.isReborn = true;
  desk.outbox.record(lifeStarted, { life, reason });
}
