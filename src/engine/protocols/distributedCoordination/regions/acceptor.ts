/**
 * What it is: a region as an acceptor: its leader promises and accepts for it, after its log has, and learns decisions.
 * Source: Lamport, "Paxos Made Simple", 2001.
 */

import type { Desk } from '../conduct/desk.ts';
import { ignore, tell } from '../conduct/desk.ts';
import type {
  AcceptMessage,
  CatchUpMessage,
  DecidedMessage,
  PrepareMessage,
  PresidingMessage,
} from '../conduct/messages.ts';
import {
  acceptKey,
  DECISIONS_MOST,
  forwardTo,
  giveWay,
  learn,
  once,
  promiseKey,
} from './common.ts';
import type { Regions } from './common.ts';
import { ballotRegion, NO_COMMAND } from './image.ts';
import type { Chair } from './state.ts';

/** Hears one who presides or wants to; false if the region has promised a higher ballot. */
function heed(
  chair: Chair,
  regions: Regions,
  from: number,
  message: PresidingMessage | PrepareMessage | AcceptMessage,
  desk: Desk,
): boolean {
  const { promised } = regions.image;
  const { ballot, kind } = message;
  const isHeard = kind === 'accept' ? desk.rules.mayAccept(ballot, promised) : ballot >= promised;
  if (!isHeard) {
    ignore(desk, desk.layout.first + from, message, 'staleBallot');
    tell(desk, from, { kind: 'refused', region: regions.region, ballot: promised });
    return false;
  }
  giveWay(chair, message.ballot, desk);
  chair.presider = ballotRegion(message.ballot);
  chair.heardAt = desk.now;
  return true;
}

/** Hears who presides, says what it misses, and hands on what waits. */
export function onPresiding(
  chair: Chair,
  regions: Regions,
  from: number,
  message: PresidingMessage,
  desk: Desk,
): void {
  if (!heed(chair, regions, from, message, desk)) return;
  const { region, image } = regions;
  if (message.learned > image.learned)
    tell(desk, from, { kind: 'catchUp', region, from: image.learned });
  if (image.waiting.length > 0) forwardTo(chair, regions, image.waiting);
}

/** Is asked to promise a ballot: the promise goes into the log first. */
export function onPrepare(
  chair: Chair,
  regions: Regions,
  from: number,
  message: PrepareMessage,
  desk: Desk,
): void {
  if (!heed(chair, regions, from, message, desk)) return;
  const { ballot } = message;
  if (regions.image.promised === ballot) return promise(regions, from, ballot, message.from, desk);
  chair.answers.set(promiseKey(ballot), from);
  chair.answers.set(`${promiseKey(ballot)}/from`, message.from);
  once(chair, regions, promiseKey(ballot), { kind: 'promise', ballot });
}

/** Tells what the region has accepted and what it knows to be decided, from a slot on. */
export function promise(
  regions: Regions,
  to: number,
  ballot: number,
  from: number,
  desk: Desk,
): void {
  const { region, image } = regions;
  const accepted = [...image.accepted].flatMap(([slot, [of, command]]) =>
    slot >= from ? [slot, of, command] : [],
  );
  const decided = [...image.decided].flatMap(([slot, command]) =>
    slot >= from ? [slot, command] : [],
  );
  tell(desk, to, { kind: 'promised', region, ballot, accepted, decided });
}

/** Is asked to accept a value: the acceptance goes into the log first. */
export function onAccept(
  chair: Chair,
  regions: Regions,
  from: number,
  message: AcceptMessage,
  desk: Desk,
): void {
  if (!heed(chair, regions, from, message, desk)) return;
  const { region, image } = regions;
  const { ballot, slot, command } = message;
  const isHeld = image.accepted.get(slot)?.[0] === ballot || image.decided.get(slot) === command;
  if (isHeld) return tell(desk, from, { kind: 'accepted', region, ballot, slot });
  const key = acceptKey(ballot, slot);
  chair.answers.set(key, from);
  once(chair, regions, key, { kind: 'accept', ballot, slot, command });
}

/** Another region asks what was decided from a slot on. */
export function onCatchUp(
  _chair: Chair,
  { region, image }: Regions,
  from: number,
  message: CatchUpMessage,
  desk: Desk,
): void {
  const decided: number[] = [];
  for (let slot = message.from; slot < image.learned; slot++) {
    if (decided.length >= 2 * DECISIONS_MOST) break;
    decided.push(slot, image.decided.get(slot) ?? NO_COMMAND);
  }
  tell(desk, from, { kind: 'decided', region, decided });
}

/** Hears of decisions. */
export function onDecided(
  chair: Chair,
  regions: Regions,
  _from: number,
  message: DecidedMessage,
  _desk: Desk,
): void {
  for (let i = 0; i < message.decided.length; i += 2) {
    learn(chair, regions, message.decided[i] as number, message.decided[i + 1] as number);
  }
}
