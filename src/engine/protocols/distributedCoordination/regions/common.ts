/**
 * What it is: what the two parts of the regions' machine share: the chair, which proposes (chair.ts), and the acceptor,
 * which promises and accepts for its region (acceptor.ts).
 */

import type { Desk } from '../conduct/desk.ts';
import type { RegionsMessage } from '../conduct/messages.ts';
import type { Payload } from '../raft/log.ts';
import type { RegionImage } from './image.ts';
import type { Chair } from './state.ts';

/** How many decisions one message carries at most. */
export const DECISIONS_MOST = 64;

/** What the chair works with: its region's state machine and log, and the way to other leaders. */
export interface Regions {
  readonly region: number;
  readonly image: RegionImage;
  /** Whether all that earlier leaders have left in the log is applied: before, `image` may lack what was promised. */
  readonly isCurrent: boolean;
  propose(payload: Payload): void;
  /** Sends to whoever leads another region, as far as is known. */
  toRegion(region: number, message: RegionsMessage): void;
  /** The present guess did not answer: try another voter. */
  giveUpOn(region: number): void;
}

/** Calls for every region but one. */
export function each(desk: Desk, own: number, tellOne: (region: number) => void): void {
  for (let region = 0; region < desk.layout.regionCount; region++) {
    if (region !== own) tellOne(region);
  }
}

/** Puts an entry into the log unless it is on its way there already. */
export function once(chair: Chair, regions: Regions, key: string, payload: Payload): void {
  if (chair.pending.has(key)) return;
  chair.pending.add(key);
  regions.propose(payload);
}

/** By these keys what lies in the log is remembered. */
export const promiseKey = (ballot: number): string => `p${ballot}`;

/** An acceptance. */
export const acceptKey = (ballot: number, slot: number): string => `a${ballot}/${slot}`;

/** A decision. */
export const decideKey = (slot: number): string => `d${slot}`;

/** Hands commands of the own region to whoever presides. */
export function forwardTo(chair: Chair, regions: Regions, commands: readonly number[]): void {
  if (commands.length === 0 || chair.presider === -1) return;
  const { region } = regions;
  const some = Object.freeze(commands.slice(0, DECISIONS_MOST));
  regions.toRegion(chair.presider, { kind: 'forward', region, commands: some });
}

/** Somebody has a higher ballot: attends from now on. */
export function giveWay(chair: Chair, ballot: number, desk: Desk): void {
  if (ballot <= chair.highest && chair.phase === 'member') return;
  chair.highest = Math.max(chair.highest, ballot);
  if (chair.phase !== 'member' && ballot <= chair.ballot) return;
  chair.phase = 'member';
  chair.ballot = -1;
  chair.open.clear();
  chair.heardAt = desk.now;
}

/** Has the region's log know a decision. */
export function learn(chair: Chair, regions: Regions, slot: number, command: number): void {
  if (regions.image.decided.has(slot)) return;
  once(chair, regions, decideKey(slot), { kind: 'decide', slot, command });
}
