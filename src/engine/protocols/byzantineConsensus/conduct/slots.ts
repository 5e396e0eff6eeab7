/**
 * What it is: the log of a replica: one slot for each sequence between the water marks.
 * Shapes: `slots` is a ring of `window` places: sequence s of (low, low + window] stands at s mod window. Places come to
 * be when they are first used, for most runs of an exploration use few.
 * A slot's votes and proposal belong to the current view; what it prepared and pre-prepared (P and Q)
 * outlives views, and what is decided is final.
 */

import type {
  Claim,
  CommitMessage,
  PrePrepareMessage,
  PrepareMessage,
  OrderedBody,
} from './messages.ts';
import type { ReplicaState } from './state.ts';
import type { Tally } from './tally.ts';
import { clearTally, emptyTally } from './tally.ts';
import { clearVotes } from './votes.ts';

/** A claim that carries its request; undefined for the null request. */
export interface HeldClaim extends Claim {
  readonly request: OrderedBody | undefined;
}

export interface Slot {
  sequence: number;
  /** What the view's primary proposed here; empty: nothing yet. */
  digest: string;
  /** The digests for which prepares and commits came first, and the votes for others; see votes.ts. */
  preparesFor: string;
  commitsFor: string;
  otherPrepares: Tally | undefined;
  otherCommits: Tally | undefined;
  isPrepared: boolean;
  isCommitted: boolean;
  /** Proposed in this view, and not committed in it; one of the state's `open`. */
  isOpen: boolean;
  hasCaughtEquivocation: boolean;
  request: OrderedBody | undefined;
  /** The pre-prepare that this replica sent as primary. */
  proposal: PrePrepareMessage | undefined;
  /** What this replica sent, for sending it again. */
  prepare: PrepareMessage | undefined;
  commit: CommitMessage | undefined;
  /** P: what was prepared last, in whatever view. */
  prepared: HeldClaim | undefined;
  /** Q: each digest pre-prepared here, with the last view. */
  prePrepared: readonly HeldClaim[];
  /** Who says what was decided here. */
  readonly fills: Tally;
  /** What will be, or was, executed here; empty: not decided. */
  decided: string;
  decidedRequest: OrderedBody | undefined;
}

/** What of a slot survives a crash. Never changed. */
export type SlotRecord = Readonly<
  Pick<
    Slot,
    | 'sequence'
    | 'digest'
    | 'request'
    | 'isPrepared'
    | 'prepared'
    | 'prePrepared'
    | 'decided'
    | 'decidedRequest'
  >
>;

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
