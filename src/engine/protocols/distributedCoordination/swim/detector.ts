/**
 * What it is: SWIM's failure detector: in every period a ping to one member, after the time-out pings through
 * others, at the end of the period a suspicion, and after enough periods a confirmation.
 * Source: Das, Gupta, Motivala, "SWIM: Scalable Weakly-consistent Infection-style Process Group Membership
 * Protocol", DSN 2002, sections 3.1, 4.2 and 4.3.
 * Beyond the paper: whole tables are exchanged now and then, also with those that count as dead, so that
 * partitions that heal are found out.
 * Cost: a ping and an ack for each member and period, whatever their number.
 */

import type { AckMessage, PingMessage, PingReqMessage, SyncMessage } from '../conduct/messages.ts';
import type { Desk } from '../conduct/desk.ts';
import { ignore, pick, tell } from '../conduct/desk.ts';
import { memberLeft } from '../events.ts';
import { NO_NEWS, newsOf, sendingsMost, spread, takeNews } from './gossip.ts';
import type { SwimState } from './state.ts';
import {
  ALIVE,
  DEAD,
  isThere,
  LEFT,
  lifeOf,
  setMember,
  statusOf,
  SUSPECT,
  versionOf,
} from './table.ts';
import { absorb, beginLife, learn, merge } from './views.ts';

const PERIOD = 'swim.period';
const PROBE = 'swim.probe';
const JOIN = 'swim.join';
const LEAVE = 'swim.leave';
/** Whom one who leaves tells. */
const FAREWELLS = 5;

/** Sets the first timers; periods of different members begin at different times. */
export function startSwim(swim: SwimState, desk: Desk): void {
  const { layout, self, parameters, outbox, choices } = desk;
  const { periodMicros, runMicros, syncPeriods } = parameters;
  swim.syncPhase = choices.below(syncPeriods);
  if (swim.standing === 'waiting') return outbox.setTimer(JOIN, Math.floor(runMicros / 4));
  outbox.setTimer(PERIOD, choices.below(periodMicros));
  if (self >= layout.leaversFrom && self < layout.joinersFrom)
    outbox.setTimer(LEAVE, Math.floor(runMicros / 2));
}

/** Goes on after a crash, in a new life. */
export function restartSwim(swim: SwimState, life: number, desk: Desk): void {
  swim.standing = 'joining';
  beginLife(swim, life + 1, 'restarted', desk);
  startSwim(swim, desk);
}

/** A timer of the detector has expired. */
export function expireSwim(swim: SwimState, timer: string, desk: Desk): void {
  if (desk.now >= desk.endsAt || swim.standing === 'left') return;
  switch (timer) {
    case PERIOD:
      return period(swim, desk);
    case PROBE:
      return probeThroughOthers(swim, desk);
    case JOIN:
      swim.standing = 'joining';
      beginLife(swim, 1, 'joins', desk);
      return period(swim, desk);
    case LEAVE:
      return leave(swim, desk);
  }
}

function newsFor(swim: SwimState, desk: Desk): readonly number[] {
  const { gossip, table } = swim;
  if (gossip.queue.length === 0) return NO_NEWS;
  const { piggyback, gossipFactor } = desk.parameters;
  const live = (table.counts[ALIVE] as number) + (table.counts[SUSPECT] as number);
  return takeNews(gossip, table, piggyback, sendingsMost(gossipFactor, live));
}

function period(swim: SwimState, desk: Desk): void {
  desk.outbox.setTimer(PERIOD, desk.parameters.periodMicros);
  swim.periods++;
  closeProbe(swim, desk);
  confirmSuspects(swim, desk);
  swim.relays = swim.relays.length === 0 ? swim.relays : [];
  exchange(swim, desk);
  swim.target = nextTarget(swim, desk);
  if (swim.target === -1) return;
  swim.isAnswered = false;
  swim.probe = ++swim.number;
  const suspected = statusOf(swim.table, swim.target) === SUSPECT;
  // A suspect is told first of all that it is suspected, so that it can refute.
  if (suspected) spread(swim.gossip, swim.target);
  tell(desk, swim.target, { kind: 'ping', number: swim.probe, news: newsFor(swim, desk) });
  desk.outbox.setTimer(PROBE, desk.parameters.probeTimeoutMicros);
}

function closeProbe(swim: SwimState, desk: Desk): void {
  const { target, table } = swim;
  swim.target = -1;
  if (target === -1 || swim.isAnswered || statusOf(table, target) !== ALIVE) return;
  const version = desk.rules.suspectedVersion(versionOf(table, target));
  learn(swim, target, SUSPECT, version, true, desk);
}

function confirmSuspects(swim: SwimState, desk: Desk): void {
  if (swim.suspicions.length === 0) return;
  const due = swim.suspicions.filter(({ until }) => until <= desk.now);
  for (const { member } of due) {
    learn(swim, member, DEAD, versionOf(swim.table, member), true, desk);
  }
}

/** Whole tables to join and now and then, and a ping to find those that count as dead and are not. */
function exchange(swim: SwimState, desk: Desk): void {
  const { syncPeriods, reconnectPeriods } = desk.parameters;
  const { table } = swim;
  const isDue = (swim.periods + swim.syncPhase) % syncPeriods === 0;
  if (swim.standing === 'joining' || isDue) {
    const other = randomTarget(swim, desk);
    if (other !== -1) tell(desk, other, tableOf(swim, false));
  }
  if (table.counts[DEAD] === 0 || (swim.periods + swim.syncPhase) % reconnectPeriods !== 0) return;
  const lost = nextDead(swim, desk);
  swim.reconnection = ++swim.number;
  const news = newsOf(lost, DEAD, versionOf(table, lost));
  tell(desk, lost, { kind: 'ping', number: swim.reconnection, news });
}

/** The first dead member from a random place on; there is one. */
function nextDead({ table }: SwimState, { choices, layout }: Desk): number {
  const from = choices.below(layout.memberCount);
  const after = table.status.indexOf(DEAD, from);
  return after === -1 ? table.status.indexOf(DEAD) : after;
}

function tableOf(swim: SwimState, isReply: boolean): SyncMessage {
  const { status, version } = swim.table;
  return { kind: 'sync', isReply, status: status.slice(), version: version.slice() };
}

function nextTarget(swim: SwimState, desk: Desk): number {
  const { table } = swim;
  if (desk.parameters.probing === 'random') return randomTarget(swim, desk);
  for (let tries = 0; tries < 2; tries++) {
    while (swim.place < swim.order.length) {
      const member = drawNext(swim, desk);
      if (isThere(table, member)) return member;
    }
    swim.order = others(swim, desk.self);
    swim.place = 0;
  }
  return -1;
}

/** The round is shuffled as it goes on (Fisher and Yates): most of the first is never reached. */
function drawNext(swim: SwimState, { choices }: Desk): number {
  const { order, place } = swim;
  const drawn = place + choices.below(order.length - place);
  const member = order[drawn] as number;
  order[drawn] = order[place] as number;
  order[place] = member;
  swim.place++;
  return member;
}

/** Draws until it meets somebody who is there; few are not, unless nobody is. */
function randomTarget(swim: SwimState, desk: Desk): number {
  const { table } = swim;
  const there = (table.counts[ALIVE] as number) + (table.counts[SUSPECT] as number);
  if (there <= 1) return -1;
  for (;;) {
    const member = desk.choices.below(desk.layout.memberCount);
    if (member !== desk.self && isThere(table, member)) return member;
  }
}

/** The other members that are there. */
function others(swim: SwimState, self: number): number[] {
  const found: number[] = [];
  const { status } = swim.table;
  for (let member = 0; member < status.length; member++) {
    if (member !== self && (status[member] as number) <= SUSPECT) found.push(member);
  }
  return found;
}

/** Up to `count` different others that are there, but not `except`. */
function someOthers(swim: SwimState, count: number, except: number, desk: Desk): readonly number[] {
  const there = (swim.table.counts[ALIVE] as number) + (swim.table.counts[SUSPECT] as number);
  if (there < 4 * count)
    return pick(
      others(swim, desk.self).filter((member) => member !== except),
      count,
      desk.choices,
    );
  const found: number[] = [];
  while (found.length < count) {
    const member = randomTarget(swim, desk);
    if (member !== except && !found.includes(member)) found.push(member);
  }
  return found;
}

function probeThroughOthers(swim: SwimState, desk: Desk): void {
  const { target } = swim;
  if (target === -1 || swim.isAnswered) return;
  const helpers = someOthers(swim, desk.parameters.indirectProbes, target, desk);
  for (const helper of helpers) {
    const news = newsFor(swim, desk);
    tell(desk, helper, { kind: 'pingReq', number: swim.probe, target, news });
  }
}

/** Whether it takes part in the membership at all. */
export function isIn(swim: SwimState): boolean {
  return swim.standing === 'in' || swim.standing === 'joining';
}

/** A ping is answered. */
export function onPing(swim: SwimState, from: number, message: PingMessage, desk: Desk): void {
  absorb(swim, message.news, desk);
  tell(desk, from, { kind: 'ack', number: message.number, news: newsFor(swim, desk) });
}

/** An answer to its own ping, or to one that it made for another member. */
export function onAck(swim: SwimState, from: number, message: AckMessage, desk: Desk): void {
  absorb(swim, message.news, desk);
  if (message.number === swim.probe && !swim.isAnswered && swim.target !== -1) {
    swim.isAnswered = true;
    desk.outbox.cancelTimer(PROBE);
    return;
  }
  // Who counts as dead has answered: it has told of its new life.
  if (message.number === swim.reconnection) return;
  const relay = swim.relays.find(({ number }) => number === message.number);
  if (relay === undefined) return ignore(desk, desk.layout.first + from, message, 'lateAnswer');
  swim.relays = swim.relays.filter((one) => one !== relay);
  tell(desk, relay.asker, { kind: 'ack', number: relay.asked, news: newsFor(swim, desk) });
}

/** Another member could not reach one: tries itself. */
export function onPingReq(
  swim: SwimState,
  from: number,
  message: PingReqMessage,
  desk: Desk,
): void {
  absorb(swim, message.news, desk);
  const number = ++swim.number;
  swim.relays.push({ number, asker: from, asked: message.number });
  tell(desk, message.target, { kind: 'ping', number, news: newsFor(swim, desk) });
}

/** Another member's whole table, answered with the own one. */
export function onSync(swim: SwimState, from: number, message: SyncMessage, desk: Desk): void {
  merge(swim, message, desk);
  if (swim.standing === 'joining' && message.isReply) swim.standing = 'in';
  if (!message.isReply) tell(desk, from, tableOf(swim, true));
}

function leave(swim: SwimState, desk: Desk): void {
  const version = versionOf(swim.table, desk.self);
  const told = someOthers(swim, FAREWELLS, desk.self, desk);
  setMember(swim.table, desk.self, LEFT, version);
  swim.standing = 'left';
  swim.isReborn = true;
  const news = newsOf(desk.self, LEFT, version);
  for (const member of told) tell(desk, member, { kind: 'ping', number: ++swim.number, news });
  desk.outbox.record(memberLeft, { life: lifeOf(version) });
}
