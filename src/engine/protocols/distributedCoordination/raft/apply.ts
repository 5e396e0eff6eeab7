/**
 * What it is: what committed entries do: each voter applies them in order, once, and makes a snapshot of what they
 * come to when its log has grown long.
 * Source: Ongaro and Ousterhout, USENIX ATC 2014, sections 5.3 and 7.
 */

import type { Desk } from '../conduct/desk.ts';
import {
  ballotPromised,
  entryCommitted,
  snapshotTaken,
  taskAssigned,
  valueAccepted,
  valueLearned,
} from '../events.ts';
import {
  applyAccept,
  applyAssignment,
  applyCommand,
  applyDecision,
  applyPromise,
  copyImage,
} from '../regions/image.ts';
import type { Learned } from '../regions/image.ts';
import { entryAt, sayEntry, termAt, votersAt } from './log.ts';
import type { Payload } from './log.ts';
import type { RaftState } from './state.ts';

/** An entry that was applied, and what came of it. */
export type Applied =
  | { readonly kind: 'command'; readonly command: number }
  | { readonly kind: 'promise'; readonly ballot: number; readonly isHeld: boolean }
  | {
      readonly kind: 'accept';
      readonly ballot: number;
      readonly slot: number;
      readonly command: number;
      readonly isHeld: boolean;
    }
  | { readonly kind: 'decide'; readonly learned: readonly Learned[] }
  | { readonly kind: 'assign' }
  | { readonly kind: 'other' };

/** Applies the next committed entry; undefined when there is none. */
export function applyNext(raft: RaftState, desk: Desk): Applied | undefined {
  if (raft.applied >= raft.commit) return undefined;
  const entry = entryAt(raft.log, raft.applied + 1);
  if (entry === undefined) return undefined;
  const index = ++raft.applied;
  const { region } = raft;
  desk.outbox.record(entryCommitted, { region, index, term: entry.term, entry: sayEntry(entry) });
  return apply(raft, entry.payload, desk);
}

function apply({ image, region }: RaftState, payload: Payload, desk: Desk): Applied {
  const { outbox, layout, rules } = desk;
  switch (payload.kind) {
    case 'noop':
    case 'voters':
      return { kind: 'other' };
    case 'command':
      applyCommand(image, payload.command);
      return payload;
    case 'promise': {
      const isHeld = applyPromise(image, payload.ballot);
      if (isHeld) outbox.record(ballotPromised, { region, ballot: payload.ballot });
      return { ...payload, isHeld };
    }
    case 'accept': {
      const { ballot, slot, command } = payload;
      const isHeld = applyAccept(image, ballot, slot, command, rules);
      if (isHeld) outbox.record(valueAccepted, { region, ballot, slot, command });
      return { ...payload, isHeld };
    }
    case 'decide': {
      const learned = applyDecision(image, payload.slot, payload.command, region);
      for (const { slot, command, isRepeated } of learned)
        outbox.record(valueLearned, { region, slot, command, isRepeated });
      return { kind: 'decide', learned };
    }
    case 'assign':
      for (let i = 0; i < payload.moves.length; i += 3) {
        const task = payload.moves[i] as number;
        const node = payload.moves[i + 1] as number;
        const number = applyAssignment(image, task, node, payload.moves[i + 2] === 1);
        outbox.record(taskAssigned, { task, node: layout.first + node, number, region });
      }
      return { kind: 'assign' };
  }
}

/** Makes a snapshot when enough was applied since the last one; whether it did. */
export function compact(raft: RaftState, desk: Desk): boolean {
  const { log, applied, region } = raft;
  if (applied - log.base.index < desk.parameters.snapshotEntries) return false;
  const term = termAt(log, applied);
  if (term === undefined) return false;
  const { voters, at } = votersAt(log, applied);
  const image = copyImage(raft.image);
  log.entries = log.entries.slice(applied - log.base.index);
  log.base = Object.freeze({ index: applied, term, voters, votersAt: at, image });
  desk.outbox.record(snapshotTaken, { region, index: applied, term });
  return true;
}
