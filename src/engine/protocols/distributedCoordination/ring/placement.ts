/**
 * What it is: how a region's tasks come onto cluster nodes and stay there: the leader assigns them by the ring of
 * those that are there, through the region's log, and takes them back from one node before another gets them.
 * Every assignment has a number, and the highest one counts: a node that is cut off may go on holding what was given
 * to another, until it hears that it counts as dead and gives up all it has.
 * Shapes: `handovers` by task, of a leader's term.
 */

import type { PlacementAnswer, PlacementMessage } from '../conduct/messages.ts';
import type { Desk } from '../conduct/desk.ts';
import { ignore, tell } from '../conduct/desk.ts';
import { taskHeld, taskReleased } from '../events.ts';
import type { RegionImage } from '../regions/image.ts';
import type { MemberTable } from '../swim/table.ts';
import { isThere, lifeOf, versionOf } from '../swim/table.ts';
import { ownerOf, ringOf } from '../../../base/ring.ts';

/** How far an assignment has come. */
export interface Handover {
  readonly number: number;
  /** Who has not yet said that it holds the task no more. */
  open: readonly number[];
  /** The life of the node that has taken it, 0 before. */
  takenBy: number;
}

/** What a node holds. */
export interface Holding {
  /** Number of the assignment by task. */
  readonly held: Map<number, number>;
  /** The highest number that it has heard of by task: whatever comes later of a lower one is old. */
  readonly fences: Map<number, number>;
}

/** The moves that would put every task where the ring says, as the log has them. */
export function wantedMoves(
  image: RegionImage,
  handovers: ReadonlyMap<number, Handover>,
  table: MemberTable,
  desk: Desk,
): readonly number[] {
  const ring = ringOf(desk.layout.memberCount, desk.parameters.virtualNodes);
  const moves: number[] = [];
  for (const [task, { node, number }] of image.tasks) {
    const wanted = ownerOf(ring, task, (one) => isThere(table, one));
    if (wanted === -1 || wanted === node) continue;
    const handover = handovers.get(task);
    const isClean = handover?.number === number && handover.open.length === 0;
    moves.push(task, wanted, isClean ? 1 : 0);
  }
  return moves;
}

function add(messages: Map<number, number[]>, node: number, task: number, number: number): void {
  const tasks = messages.get(node);
  if (tasks === undefined) messages.set(node, [task, number]);
  else tasks.push(task, number);
}

/** Tells nodes what to give up and what to take, until they have answered; true if there is nothing to tell. */
export function handOver(
  image: RegionImage,
  handovers: Map<number, Handover>,
  table: MemberTable,
  desk: Desk,
): boolean {
  const releases = new Map<number, number[]>();
  const places = new Map<number, number[]>();
  for (const [task, { node, number, formers }] of image.tasks) {
    if (number === 0) continue;
    let handover = handovers.get(task);
    if (handover?.number !== number) {
      handover = { number, open: formers, takenBy: 0 };
      handovers.set(task, handover);
    }
    // Who counts as dead need not be waited for: it gives up all it has when it hears so. Should it come back it is
    // asked all the same, for it may have been given the task again by a leader that knew so earlier.
    const there = handover.open.filter((one) => isThere(table, one));
    for (const former of there) add(releases, former, task, number);
    if (there.length === 0 && handover.takenBy !== lifeOf(versionOf(table, node)))
      add(places, node, task, number);
  }
  for (const [node, tasks] of releases) {
    tell(desk, node, { kind: 'release', tasks, life: lifeOf(versionOf(table, node)) });
  }
  for (const [node, tasks] of places) {
    tell(desk, node, { kind: 'place', tasks, life: lifeOf(versionOf(table, node)) });
  }
  return releases.size + places.size === 0;
}

/** How many tasks a node has taken and said so. */
export function takenCount(handovers: ReadonlyMap<number, Handover>): number {
  return [...handovers.values()].filter(({ takenBy }) => takenBy > 0).length;
}

/** A node answers its leader. */
export function onPlacementAnswer(
  handovers: Map<number, Handover>,
  from: number,
  message: PlacementAnswer,
  desk: Desk,
): void {
  for (let i = 0; i < message.tasks.length; i += 2) {
    const handover = handovers.get(message.tasks[i] as number);
    if (handover === undefined || handover.number !== message.tasks[i + 1]) {
      ignore(desk, desk.layout.first + from, message, 'staleTask');
      continue;
    }
    if (message.kind === 'released') handover.open = handover.open.filter((one) => one !== from);
    else handover.takenBy = message.life;
  }
}

/** A node takes tasks or gives them up, unless it has heard of a later assignment. */
export function onPlacement(
  holding: Holding,
  from: number,
  message: PlacementMessage,
  table: MemberTable,
  desk: Desk,
): void {
  const { kind, tasks } = message;
  const life = lifeOf(versionOf(table, desk.self));
  if (message.life !== life && kind === 'place')
    return ignore(desk, desk.layout.first + from, message, 'staleTask');
  for (let i = 0; i < tasks.length; i += 2) {
    const task = tasks[i] as number;
    const number = tasks[i + 1] as number;
    if (kind === 'place') take(holding, task, number, desk);
    else giveUp(holding, task, number, desk);
  }
  tell(desk, from, { kind: kind === 'place' ? 'placed' : 'released', tasks, life });
}

function take({ held, fences }: Holding, task: number, number: number, desk: Desk): void {
  if (number <= (fences.get(task) ?? 0)) return;
  fences.set(task, number);
  const before = held.get(task);
  if (before !== undefined) desk.outbox.record(taskReleased, { task, number: before });
  held.set(task, number);
  desk.outbox.record(taskHeld, { task, number });
}

/** Gives up what it holds by an earlier assignment than `number`, which is somebody else's. */
function giveUp({ held, fences }: Holding, task: number, number: number, desk: Desk): void {
  fences.set(task, Math.max(number, fences.get(task) ?? 0));
  const before = held.get(task);
  if (before === undefined || before >= number) return;
  held.delete(task);
  desk.outbox.record(taskReleased, { task, number: before });
}

/** Gives up everything: it is somebody new, whom nothing was given. */
export function dropAll({ held, fences }: Holding, desk: Desk): void {
  for (const [task, number] of held) desk.outbox.record(taskReleased, { task, number });
  held.clear();
  fences.clear();
}
