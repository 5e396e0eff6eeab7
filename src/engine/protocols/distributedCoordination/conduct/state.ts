/** What it is: what the members and the clients of a cluster know. */

import type { Micros } from '../../../base/units.ts';
import type { PersistedRaft, RaftState } from '../raft/state.ts';
import type { Chair } from '../regions/state.ts';
import type { Handover, Holding } from '../ring/placement.ts';
import type { SwimState } from '../swim/state.ts';
import type { CensusMessage, ReportMessage } from './messages.ts';

export interface MemberState {
  readonly role: 'member';
  readonly swim: SwimState;
  /** Of a member that votes, has voted or is to vote. */
  raft: RaftState | undefined;
  /** Of a region's leader. */
  chair: Chair | undefined;
  /** Who leads each region, as far as it has heard; a first voter before. */
  readonly leaders: number[];
  /** Of a region's leader: how far assignments have come, by task. */
  readonly handovers: Map<number, Handover>;
  readonly holding: Holding;
  /** An assignment or a change of voters lies in the log and is not applied yet. */
  isMoving: boolean;
  /** Of a region's leader: `changes` of the membership when all tasks lay right, -1 if they may not. */
  settledAt: number;
}

export interface ClientState {
  readonly role: 'client';
  readonly region: number;
  /** The next voter to try. */
  guess: number;
  /** When each command was brought, of those that are not settled. */
  readonly waiting: Map<number, Micros>;
  brought: number;
  settled: number;
  latencySum: Micros;
  latencyMost: Micros;
  /** Of the first client: what the others have reported, by region. */
  readonly reports: Map<number, ReportMessage>;
  readonly censuses: Map<number, CensusMessage>;
  isOver: boolean;
}

export type DistributedState = MemberState | ClientState;

/** What survives a member's crash. */
export interface PersistedMember {
  readonly life: number;
  readonly raft: PersistedRaft | undefined;
}
