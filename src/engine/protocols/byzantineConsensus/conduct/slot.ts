/** What it is: one place of a replica's log: votes and proposal of the current view, what outlives views, and what is decided. */

import type {
  Claim,
  CommitMessage,
  PrePrepareMessage,
  PrepareMessage,
  OrderedBody,
} from './messages.ts';
import type { Tally } from './tally.ts';

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
