/**
 * What it is: what of a replica survives a crash, and how it comes back with it.
 * The paper counts a replica that forgets what it prepared among the faulty ones. Ours keep, as on a
 * disk, all that their later messages depend on: the view, P and Q, what was decided and executed, and
 * checkpoints. Votes of others are lost; they are asked for again.
 * Shapes: what survives is frozen and made of values that are never changed, so nothing else is copied.
 */

import { vouchAgain } from './checkpoints.ts';
import type { LastReply, NewViewMessage, Service } from './messages.ts';
import type { Slot, SlotRecord } from './slot.ts';
import type { Checkpoint, ReplicaState } from './state.ts';
import { open, slotOf } from './slots.ts';
import { isPrimary, noteAssigned } from './state.ts';
import { COMMITS, PREPARES, castVote } from './votes.ts';

interface Durable {
  readonly view: number;
  readonly isChanging: boolean;
  readonly low: number;
  readonly assigned: number;
  readonly executed: number;
  readonly attempts: number;
  /** For those who have yet to enter the view. */
  readonly newView: NewViewMessage | undefined;
  readonly service: Service;
  readonly replies: readonly LastReply[];
  readonly checkpoints: readonly Checkpoint[];
  readonly slots: readonly SlotRecord[];
}

/** What must survive, as it is now. */
export function durableOf(state: ReplicaState): Durable {
  const { view, isChanging, low, assigned, executed, attempts, newView, service } = state;
  const slots = state.slots.filter(({ sequence }) => sequence > state.low).map(recordOf);
  return Object.freeze({
    view,
    isChanging,
    low,
    assigned,
    executed,
    attempts,
    newView,
    service,
    replies: state.replies.slice(),
    checkpoints: state.checkpoints.slice(),
    slots,
  });
}

function recordOf(slot: Slot): SlotRecord {
  const { sequence, digest, request, isPrepared, prepared, prePrepared } = slot;
  const { decided, decidedRequest } = slot;
  return Object.freeze({
    sequence,
    digest,
    request,
    isPrepared,
    prepared,
    prePrepared,
    decided,
    decidedRequest,
  });
}

/** Gives a fresh replica what it had persisted (undefined: nothing). */
export function restore(state: ReplicaState, persisted: unknown): void {
  if (persisted === undefined) return;
  // Nobody but durableOf makes what is persisted here.
  const durable = persisted as Durable;
  state.view = durable.view;
  state.isChanging = durable.isChanging;
  state.low = durable.low;
  state.assigned = durable.assigned;
  state.executed = durable.executed;
  state.attempts = durable.attempts;
  state.newView = durable.newView;
  state.service = durable.service;
  durable.replies.forEach((reply, client) => {
    state.replies[client] = reply;
    state.assignedTimestamps[client] = reply.timestamp;
  });
  state.checkpoints.length = 0;
  state.checkpoints.push(...durable.checkpoints);
  vouchAgain(state);
  state.mayExecute = true;
  for (const record of durable.slots) {
    if (record.sequence > state.low) restoreSlot(state, record);
  }
}

/** This replica's own votes are counted again: they were sent, and can be sent again the same. */
function restoreSlot(state: ReplicaState, record: SlotRecord): void {
  const slot = slotOf(state, record.sequence);
  slot.prepared = record.prepared;
  slot.prePrepared = record.prePrepared;
  slot.decided = record.decided;
  slot.decidedRequest = record.decidedRequest;
  if (record.digest === '') return;
  slot.digest = record.digest;
  slot.request = record.request;
  slot.isPrepared = record.isPrepared;
  state.proposed = Math.max(state.proposed, record.sequence);
  if (record.decided === '') open(state, slot);
  if (!isPrimary(state)) castVote(state, slot, PREPARES, state.number, record.digest);
  if (record.isPrepared) castVote(state, slot, COMMITS, state.number, record.digest);
  if (record.request !== undefined) noteAssigned(state, record.request);
}
