/** What it is: what a member's failure detector knows. */

import type { Micros } from '../../../base/units.ts';
import type { Gossip } from './gossip.ts';
import { newGossip } from './gossip.ts';
import type { MemberTable } from './table.ts';
import { newTable } from './table.ts';

export interface Suspicion {
  readonly member: number;
  readonly until: Micros;
}

/** A probe that is made for another member. */
export interface Relay {
  /** The number of the ping that was sent for it. */
  readonly number: number;
  readonly asker: number;
  /** The number of the asker's probe. */
  readonly asked: number;
}

export interface SwimState {
  readonly table: MemberTable;
  readonly gossip: Gossip;
  /** The members of the round: before `place` in the order in which they were drawn, then the rest. */
  order: number[];
  place: number;
  /** Of the latest ping of its own. */
  number: number;
  /** Whom it probes in this period, -1 for nobody, and the number of the ping. */
  target: number;
  probe: number;
  isAnswered: boolean;
  /** The number of its latest ping to one that counts as dead. */
  reconnection: number;
  suspicions: Suspicion[];
  relays: Relay[];
  periods: number;
  /** When in the round of `syncPeriods` it exchanges its table. */
  syncPhase: number;
  /** `waiting`: has not joined; `joining`: asks somebody for the table; `left`: does nothing any more. */
  standing: 'waiting' | 'joining' | 'in' | 'left';
  /** Raised whenever somebody comes, goes or begins a new life. */
  changes: number;
  /** Set by a new life until the member has given up its tasks. */
  isReborn: boolean;
}

/** A member that knows of all members but those from `absentFrom` on. */
export function newSwim(memberCount: number, absentFrom: number, isAbsent: boolean): SwimState {
  return {
    table: newTable(memberCount, absentFrom),
    gossip: newGossip(memberCount),
    order: [],
    place: 0,
    number: 0,
    target: -1,
    probe: -1,
    isAnswered: false,
    reconnection: -1,
    suspicions: [],
    relays: [],
    periods: 0,
    syncPhase: 0,
    standing: isAbsent ? 'waiting' : 'in',
    changes: 0,
    isReborn: false,
  };
}
