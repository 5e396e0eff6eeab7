/**
 * What it is: the log of a replica: one slot for each sequence between the water marks.
 * Shapes: `slots` is a ring of `window` places: sequence s of (low, low + window] stands at s mod window. Places come to
 * be when they are first used, for most runs of an exploration use few.
 * A slot's votes and proposal belong to the current view; what it prepared and pre-prepared (P and Q)
 * outlives views, and what is decided is final.
 */

import type { Slot } from './slot.ts';
import type { ReplicaState } from './state.ts';
import { clearTally, emptyTally } from './tally.ts';
import { clearVotes } from './votes.ts';

/** A place for any sequence. */
function emptySlot(n: number): Slot {
  return {
    sequence: -1,
    digest: '',
    preparesFor: '',
    commitsFor: '',
    otherPrepares: undefined,
    otherCommits: undefined,
    isPrepared: false,
    isCommitted: false,
    isOpen: false,
    hasCaughtEquivocation: false,
    request: undefined,
    proposal: undefined,
    prepare: undefined,
    commit: undefined,
    prepared: undefined,
    prePrepared: [],
    fills: emptyTally(n),
    decided: '',
    decidedRequest: undefined,
  };
}

/** Whether the log has a place for a sequence: h < n <= h + L. */
export function isInWindow(state: ReplicaState, sequence: number): boolean {
  const { window, rules } = state.sizes;
  return sequence > state.low && (sequence <= state.low + window || !rules.refusesAboveWindow);
}

/** The log's place for a sequence in the window; the place of a discarded sequence is emptied for it. */
export function slotOf(state: ReplicaState, sequence: number): Slot {
  const { slots, sizes } = state;
  const place = sequence % sizes.window;
  while (slots.length <= place) slots.push(emptySlot(sizes.n));
  const slot = slots[place] as Slot;
  if (slot.sequence === sequence) return slot;
  slot.sequence = sequence;
  forgetView(state, slot);
  slot.prepared = undefined;
  slot.prePrepared = [];
  clearTally(slot.fills);
  slot.decided = '';
  slot.decidedRequest = undefined;
  return slot;
}

/** The places in use, ascending by sequence. */
export function usedSlots(state: ReplicaState): Slot[] {
  return state.slots
    .filter((slot) => isInWindow(state, slot.sequence))
    .sort((x, y) => x.sequence - y.sequence);
}

/** Empties what belongs to one view only. */
export function forgetView(state: ReplicaState, slot: Slot): void {
  slot.digest = '';
  slot.request = undefined;
  slot.proposal = undefined;
  clearVotes(state, slot);
  slot.isPrepared = false;
  slot.isCommitted = false;
  close(state, slot);
  slot.hasCaughtEquivocation = false;
  slot.prepare = undefined;
  slot.commit = undefined;
}

/** The slot waits to be committed in this view. */
export function open(state: ReplicaState, slot: Slot): void {
  if (!slot.isOpen) state.open++;
  slot.isOpen = true;
}

/** The slot waits no longer: it is committed, discarded, or will never be, as something else was decided. */
export function close(state: ReplicaState, slot: Slot): void {
  if (slot.isOpen) state.open--;
  slot.isOpen = false;
}

/** Forgets the current view's votes and proposals in all slots. */
export function forgetViews(state: ReplicaState): void {
  for (const slot of state.slots) {
    if (slot.sequence >= 0) forgetView(state, slot);
  }
  state.heard = 0;
  state.proposed = 0;
}
