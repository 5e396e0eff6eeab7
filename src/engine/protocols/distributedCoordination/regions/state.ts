/** What it is: what a region's voter knows of the other regions, and what its leader knows while it leads. */

import type { Micros } from '../../../base/units.ts';

/** A value on its way to a decision. */
export interface Proposal {
  readonly command: number;
  /** Regions that have accepted it in the ballot of the chair. */
  readonly accepted: Set<number>;
  /** It was open at the last tick already. */
  isOld: boolean;
}

/** What a leader remembers only while it leads; nothing of it outlives its term. */
export interface Chair {
  /** `member`: another region presides; `asking`: it wants to; `presiding`: it does. */
  phase: 'member' | 'asking' | 'presiding';
  /** Its own ballot, -1 without one; its promise lies in the region's log before anybody hears of it. */
  ballot: number;
  readonly promises: Set<number>;
  /** The highest ballot and its command by slot, from the promises. */
  readonly values: Map<number, readonly [ballot: number, command: number]>;
  readonly open: Map<number, Proposal>;
  /** Commands that have a slot in its ballot. */
  readonly placed: Set<number>;
  /** The next slot to fill. */
  next: number;
  /** The region that presides, as far as it knows, and when it was heard. */
  presider: number;
  heardAt: Micros;
  /** The highest ballot that it has heard of. */
  highest: number;
  /** What lies in the log and is not applied yet, so that nothing is put there twice. */
  readonly pending: Set<string>;
  /** Whom to answer when an entry is applied, by entry. */
  readonly answers: Map<string, number>;
}

/** The chair of one that has just begun to lead. */
export function newChair(now: Micros): Chair {
  return {
    phase: 'member',
    ballot: -1,
    promises: new Set(),
    values: new Map(),
    open: new Map(),
    placed: new Set(),
    next: 0,
    presider: -1,
    heardAt: now,
    highest: -1,
    pending: new Set(),
    answers: new Map(),
  };
}
