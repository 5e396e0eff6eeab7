/**
 * What it is: what the applied entries of a region's log come to: the region's state machine. All its voters have the
 * same, and it is what snapshots hold.
 * Source: the acceptor of Lamport, "Paxos Made Simple", 2001, one for each slot; the region is the acceptor.
 * Shapes: a ballot is round × 256 + region, so that every region has ballots of its own; -1 stands for none.
 * A command's number is home region × 1,000,000 + its number there; NO_COMMAND fills a slot that nobody needs.
 */

import { deepCopy } from '../../../base/copy.ts';
import type { Rules } from '../conduct/rules.ts';

export const NO_COMMAND = -1;
const BALLOTS = 256;
export const COMMANDS = 1_000_000;

export interface Assignment {
  readonly node: number;
  /** From 1; each assignment of a task has the next one. */
  readonly number: number;
  /** Who may still hold it by an earlier assignment. */
  readonly formers: readonly number[];
}

export interface RegionImage {
  promised: number;
  /** Ballot and command by slot, of slots that are not decided yet. */
  readonly accepted: Map<number, readonly [ballot: number, command: number]>;
  /** Command by slot. */
  readonly decided: Map<number, number>;
  /** The first slot that is not decided. */
  learned: number;
  /** Commands of this region that are in its log and not yet decided, in order. */
  waiting: number[];
  /** Slot by command, of those below `learned`. */
  readonly done: Map<number, number>;
  /** The region's own tasks; unassigned ones have number 0. */
  readonly tasks: Map<number, Assignment>;
}

const NOBODY: readonly number[] = Object.freeze([]);

/** What no entry has changed yet. */
export function newImage(): RegionImage {
  return {
    promised: -1,
    accepted: new Map(),
    decided: new Map(),
    learned: 0,
    waiting: [],
    done: new Map(),
    tasks: new Map(),
  };
}

/** A copy that shares nothing. */
export function copyImage(image: RegionImage): RegionImage {
  return deepCopy(image, Object.isFrozen);
}

/** The region that a ballot belongs to. */
export function ballotRegion(ballot: number): number {
  return ballot % BALLOTS;
}

/** The least ballot of a region above another ballot. */
export function nextBallot(above: number, region: number): number {
  return (Math.floor(Math.max(0, above) / BALLOTS) + 1) * BALLOTS + region;
}

/** The region that a command comes from. */
export function homeOf(command: number): number {
  return Math.floor(command / COMMANDS);
}

/** A command is in the region's log. */
export function applyCommand(image: RegionImage, command: number): void {
  if (image.done.has(command) || image.waiting.includes(command)) return;
  image.waiting.push(command);
}

/** Whether the region promises to hear no ballot below. */
export function applyPromise(image: RegionImage, ballot: number): boolean {
  if (ballot <= image.promised) return false;
  image.promised = ballot;
  return true;
}

/** Whether the region accepts the value: not if it has promised a higher ballot. */
export function applyAccept(
  image: RegionImage,
  ballot: number,
  slot: number,
  command: number,
  rules: Rules,
): boolean {
  if (!rules.mayAccept(ballot, image.promised)) return false;
  image.promised = Math.max(ballot, image.promised);
  const decided = image.decided.get(slot);
  if (decided !== undefined) return decided === command;
  image.accepted.set(slot, Object.freeze([ballot, command] as const));
  return true;
}

/** A command whose turn has come. */
export interface Learned {
  readonly slot: number;
  readonly command: number;
  /** It stands in an earlier slot too, and does nothing in this one. */
  readonly isRepeated: boolean;
}

/** A slot is decided; gives the commands whose turn has come by it, in order. */
export function applyDecision(
  image: RegionImage,
  slot: number,
  command: number,
  region: number,
): readonly Learned[] {
  if (image.decided.has(slot)) return [];
  image.decided.set(slot, command);
  image.accepted.delete(slot);
  const learned: Learned[] = [];
  for (let next = image.decided.get(image.learned); next !== undefined;) {
    const isRepeated = next !== NO_COMMAND && image.done.has(next);
    learned.push({ slot: image.learned, command: next, isRepeated });
    if (next !== NO_COMMAND && !isRepeated) perform(image, image.learned, next, region);
    image.learned++;
    next = image.decided.get(image.learned);
  }
  return learned;
}

function perform(image: RegionImage, slot: number, command: number, region: number): void {
  image.done.set(command, slot);
  if (homeOf(command) !== region) return;
  image.waiting = image.waiting.filter((one) => one !== command);
  image.tasks.set(command, Object.freeze({ node: -1, number: 0, formers: NOBODY }));
}

/**
 * A task goes to another node; gives the number of the assignment. `isClean`: nobody holds it by an earlier
 * assignment than the present one.
 */
export function applyAssignment(
  image: RegionImage,
  task: number,
  node: number,
  isClean: boolean,
): number {
  const before = image.tasks.get(task);
  if (before === undefined || before.node === node) return before?.number ?? 0;
  const number = before.number + 1;
  const earlier = isClean ? NOBODY : before.formers;
  const formers = before.node === -1 ? earlier : [...earlier, before.node];
  const others = Object.freeze(formers.filter((one) => one !== node));
  image.tasks.set(task, Object.freeze({ node, number, formers: others }));
  return number;
}
