/**
 * What it is: how regions decide: the leader of one region presides and proposes, every region is an acceptor whose
 * promises and acceptances lie in its own log before they are told, and a majority of regions decides a slot.
 * Source: Lamport, "Paxos Made Simple", 2001, one instance for each slot, one phase 1 for all of them.
 * A ballot belongs to one leader in one term: whoever leads next has the promise in its log and takes a higher one, so
 * a deposed leader's count can never meet another value of the same ballot.
 */

import type { Desk } from '../conduct/desk.ts';
import { ignore, tell } from '../conduct/desk.ts';
import type {
  AcceptedMessage,
  ForwardMessage,
  PromisedMessage,
  RefusedMessage,
} from '../conduct/messages.ts';
import { ballotOpened, presidingBegun, valueDecided } from '../events.ts';
import type { Applied } from '../raft/apply.ts';
import { promise } from './acceptor.ts';
import {
  acceptKey,
  decideKey,
  each,
  forwardTo,
  giveWay,
  learn,
  once,
  promiseKey,
} from './common.ts';
import type { Regions } from './common.ts';
import { ballotRegion, nextBallot, NO_COMMAND } from './image.ts';
import type { Chair } from './state.ts';

/** In time-outs: how long a region waits before it wants to preside, and how much longer for each rank. */
const PATIENCE = 4;

const PATIENCE_EACH = 3;

/** Time to say again what was not answered, and to see whether anybody presides. */
export function chairTick(chair: Chair, regions: Regions, desk: Desk): void {
  switch (chair.phase) {
    case 'presiding':
      return remind(chair, regions, desk);
    case 'asking':
      if (regions.image.promised !== chair.ballot) return;
      return each(desk, regions.region, (region) => {
        if (chair.promises.has(region)) return;
        regions.giveUpOn(region);
        ask(chair, regions, region);
      });
    case 'member':
      return attend(chair, regions, desk);
  }
}

function remind(chair: Chair, regions: Regions, desk: Desk): void {
  each(desk, regions.region, (region) => {
    const isSilent = [...chair.open.values()].some(
      ({ accepted, isOld }) => isOld && !accepted.has(region),
    );
    if (isSilent) regions.giveUpOn(region);
    remindOne(chair, regions, region);
  });
  for (const proposal of chair.open.values()) proposal.isOld = true;
  fill(chair, regions, regions.image.waiting, desk);
}

/** Says again to a region's leader who presides, and what it has not accepted. */
function remindOne(chair: Chair, regions: Regions, region: number): void {
  const { region: own, image } = regions;
  const { ballot } = chair;
  regions.toRegion(region, { kind: 'presiding', region: own, ballot, learned: image.learned });
  for (const [slot, { command, accepted }] of chair.open) {
    if (!accepted.has(region))
      regions.toRegion(region, { kind: 'accept', region: own, ballot, slot, command });
  }
}

/** Has heard who leads another region: says at once what the wrong one was told. */
export function onElsewhere(chair: Chair, regions: Regions, region: number): void {
  if (chair.phase === 'presiding') remindOne(chair, regions, region);
  if (chair.phase === 'asking' && regions.image.promised === chair.ballot)
    ask(chair, regions, region);
  if (chair.phase === 'member' && chair.presider === region)
    forwardTo(chair, regions, regions.image.waiting);
}

function attend(chair: Chair, regions: Regions, desk: Desk): void {
  const { region, image } = regions;
  const { regionTimeoutMicros } = desk.parameters;
  const { regionCount } = desk.layout;
  const silence = desk.now - chair.heardAt;
  const isKnown = chair.presider !== -1;
  const rank = isKnown ? (region - chair.presider + regionCount) % regionCount : region;
  const patience = (isKnown ? PATIENCE : 1) + PATIENCE_EACH * rank;
  // What is not applied yet may have promised the very ballot that would be taken.
  if (silence >= patience * regionTimeoutMicros && regions.isCurrent)
    return open(chair, regions, desk);
  if (!isKnown || chair.presider === region) return;
  if (silence > 2 * regionTimeoutMicros) regions.giveUpOn(chair.presider);
  forwardTo(chair, regions, image.waiting);
}

/** Wants to preside: first of all its own region promises the ballot. */
function open(chair: Chair, regions: Regions, desk: Desk): void {
  const { region, image } = regions;
  chair.phase = 'asking';
  chair.ballot = nextBallot(Math.max(image.promised, chair.highest), region);
  chair.promises.clear();
  chair.values.clear();
  chair.open.clear();
  chair.placed.clear();
  desk.outbox.record(ballotOpened, { region, ballot: chair.ballot });
  once(chair, regions, promiseKey(chair.ballot), { kind: 'promise', ballot: chair.ballot });
}

function ask(chair: Chair, regions: Regions, region: number): void {
  const { region: own, image } = regions;
  const { ballot } = chair;
  regions.toRegion(region, { kind: 'prepare', region: own, ballot, from: image.learned });
}

/** Another region has promised. */
export function onPromised(
  chair: Chair,
  regions: Regions,
  from: number,
  message: PromisedMessage,
  desk: Desk,
): void {
  if (chair.phase !== 'asking' || message.ballot !== chair.ballot)
    return ignore(desk, desk.layout.first + from, message, 'notPresiding');
  note(chair, message.accepted);
  for (let i = 0; i < message.decided.length; i += 2) {
    const slot = message.decided[i] as number;
    const command = message.decided[i + 1] as number;
    learn(chair, regions, slot, command);
    chair.values.set(slot, [Infinity, command]);
    chair.placed.add(command);
  }
  chair.promises.add(message.region);
  preside(chair, regions, desk);
}

/** Keeps the value of the highest ballot for each slot. */
function note(chair: Chair, accepted: readonly number[]): void {
  for (let i = 0; i < accepted.length; i += 3) {
    const slot = accepted[i] as number;
    const ballot = accepted[i + 1] as number;
    const held = chair.values.get(slot);
    if (held === undefined || ballot > held[0])
      chair.values.set(slot, [ballot, accepted[i + 2] as number]);
  }
}

/** With the promises of a majority: what may have been decided is proposed again, and gaps are filled. */
function preside(chair: Chair, regions: Regions, desk: Desk): void {
  const { region, image } = regions;
  if (chair.promises.size < desk.rules.regionQuorum(desk.layout.regionCount)) return;
  chair.phase = 'presiding';
  chair.presider = region;
  const values = desk.rules.adoptsAccepted ? chair.values : new Map<number, [number, number]>();
  chair.next = image.learned;
  for (const slot of [...values.keys(), ...image.decided.keys()])
    chair.next = Math.max(chair.next, slot + 1);
  desk.outbox.record(presidingBegun, { region, ballot: chair.ballot, slot: chair.next });
  for (let slot = image.learned; slot < chair.next; slot++) {
    if (image.decided.has(slot)) continue;
    propose(chair, regions, slot, values.get(slot)?.[1] ?? NO_COMMAND, desk);
  }
  fill(chair, regions, image.waiting, desk);
}

/** Gives a slot to each command that has none. */
function fill(chair: Chair, regions: Regions, commands: readonly number[], desk: Desk): void {
  if (commands.length === 0) return;
  const { done } = regions.image;
  for (const command of commands) {
    if (chair.placed.has(command) || done.has(command)) continue;
    propose(chair, regions, chair.next++, command, desk);
  }
}

function propose(chair: Chair, regions: Regions, slot: number, command: number, desk: Desk): void {
  const { region } = regions;
  const { ballot } = chair;
  chair.open.set(slot, { command, accepted: new Set(), isOld: false });
  chair.placed.add(command);
  each(desk, region, (other) =>
    regions.toRegion(other, { kind: 'accept', region, ballot, slot, command }),
  );
  once(chair, regions, acceptKey(ballot, slot), { kind: 'accept', ballot, slot, command });
}

/** Another region has accepted. */
export function onAccepted(
  chair: Chair,
  regions: Regions,
  from: number,
  message: AcceptedMessage,
  desk: Desk,
): void {
  if (chair.phase !== 'presiding' || message.ballot !== chair.ballot)
    return ignore(desk, desk.layout.first + from, message, 'notPresiding');
  if (!chair.open.has(message.slot))
    return ignore(desk, desk.layout.first + from, message, 'decided');
  countAccepted(chair, regions, message.region, message.slot, desk);
}

function countAccepted(
  chair: Chair,
  regions: Regions,
  region: number,
  slot: number,
  desk: Desk,
): void {
  const proposal = chair.open.get(slot);
  if (proposal === undefined) return;
  proposal.accepted.add(region);
  const accepted = proposal.accepted.size;
  if (accepted < desk.rules.regionQuorum(desk.layout.regionCount)) return;
  const { command } = proposal;
  chair.open.delete(slot);
  desk.outbox.record(valueDecided, { ballot: chair.ballot, slot, command, accepted });
  learn(chair, regions, slot, command);
  const own = regions.region;
  const decided = Object.freeze([slot, command]);
  each(desk, own, (other) => regions.toRegion(other, { kind: 'decided', region: own, decided }));
}

/** Another region has promised a higher ballot. */
export function onRefused(
  chair: Chair,
  _regions: Regions,
  from: number,
  message: RefusedMessage,
  desk: Desk,
): void {
  if (chair.phase === 'member' || message.ballot <= chair.ballot)
    return ignore(desk, desk.layout.first + from, message, 'notPresiding');
  giveWay(chair, message.ballot, desk);
  chair.presider = ballotRegion(message.ballot);
}

/** Another region has commands that need a slot. */
export function onForward(
  chair: Chair,
  regions: Regions,
  from: number,
  message: ForwardMessage,
  desk: Desk,
): void {
  if (chair.phase !== 'presiding')
    return ignore(desk, desk.layout.first + from, message, 'notPresiding');
  fill(chair, regions, message.commands, desk);
}

/** An entry of the region's log is applied: what waited for it goes on. */
export function afterApplied(chair: Chair, regions: Regions, applied: Applied, desk: Desk): void {
  const { region, image } = regions;
  switch (applied.kind) {
    case 'command':
      if (chair.phase === 'presiding') fill(chair, regions, [applied.command], desk);
      else if (image.waiting.includes(applied.command))
        forwardTo(chair, regions, [applied.command]);
      return;
    case 'promise': {
      const key = promiseKey(applied.ballot);
      chair.pending.delete(key);
      if (applied.ballot === chair.ballot && chair.phase === 'asking') {
        if (!applied.isHeld) return giveWay(chair, image.promised, desk);
        note(
          chair,
          [...image.accepted].flatMap(([slot, [ballot, command]]) => [slot, ballot, command]),
        );
        chair.promises.add(region);
        each(desk, region, (other) => ask(chair, regions, other));
        return preside(chair, regions, desk);
      }
      const to = chair.answers.get(key);
      const from = chair.answers.get(`${key}/from`) ?? 0;
      if (to !== undefined && applied.isHeld) promise(regions, to, applied.ballot, from, desk);
      chair.answers.delete(key);
      chair.answers.delete(`${key}/from`);
      return;
    }
    case 'accept': {
      const { ballot, slot, isHeld } = applied;
      const key = acceptKey(ballot, slot);
      chair.pending.delete(key);
      const to = chair.answers.get(key);
      chair.answers.delete(key);
      if (!isHeld) {
        if (to !== undefined) tell(desk, to, { kind: 'refused', region, ballot: image.promised });
        return;
      }
      if (to !== undefined) tell(desk, to, { kind: 'accepted', region, ballot, slot });
      if (ballot === chair.ballot && chair.phase === 'presiding')
        countAccepted(chair, regions, region, slot, desk);
      return;
    }
    case 'decide':
      for (const { slot } of applied.learned) chair.pending.delete(decideKey(slot));
      return;
    case 'assign':
    case 'other':
      return;
  }
}
