/**
 * What it is: who decides about a message on its way, where that is not left to the network's luck: the
 * schedule of a design, or an explorer that tries one order of deliveries after another.
 * Shapes: a transmission is one message on its way to one receiver. It is named by sender, receiver, the
 * number of the sending among the sender's (from 0) and its place among the messages that a lying sender
 * made of one (from 0).
 * Units: virtual microseconds.
 */

import type { ActorIndex, Micros } from '../base/units.ts';

/** What is decided of one transmission. */
export interface Passage {
  /** It travels for exactly so long; undefined: as the network has it. */
  readonly delayMicros: Micros | undefined;
  readonly isDropped: boolean;
  /** A second copy travels for exactly so long. */
  readonly copyMicros: Micros | undefined;
  /** It waits until the scheduling releases it. */
  readonly isHeld: boolean;
}

/** What is decided of a message that waits for its release. */
export const HELD: Passage = {
  delayMicros: undefined,
  isDropped: false,
  copyMicros: undefined,
  isHeld: true,
};

/** A message that waits for its release. */
export interface HeldMessage {
  readonly from: ActorIndex;
  readonly to: ActorIndex;
  readonly number: number;
  readonly copy: number;
  /** When it left its sender. */
  readonly leaves: Micros;
  /** The kernel's: where the message lies, and the event of its being sent. */
  readonly slot: number;
  readonly sent: number;
}

/** The decisions of a run. Deterministic; its answers may depend on what it was asked before. */
export interface Scheduling {
  /** What is decided of a transmission; undefined: it takes its way through the network as ever. */
  passage(from: ActorIndex, to: ActorIndex, number: number, copy: number): Passage | undefined;
  /**
   * Asked whenever messages wait and none is released: which of `held` arrives next, or -1 to let the
   * clock go on to what is queued at `next` (-1 when nothing is: then one must be chosen).
   */
  release(held: readonly HeldMessage[], now: Micros, next: Micros): number;
  /** How long after now a released message arrives; at least 0. */
  readonly stepMicros: Micros;
}
