/** What it is: a cluster as its map shows it: regions and their leaders, who holds whom dead, decisions, tasks. */

import type { ActorIndex } from '../base/units.ts';

/** Members are places in `members`; columns are indexed by them. */
export interface RegionsStage {
  readonly kind: 'regions';
  readonly members: readonly { readonly actor: ActorIndex; readonly label: string }[];
  /** By how many others each is suspected, and held dead or gone. */
  readonly suspectedBy: Uint16Array;
  readonly deadBy: Uint16Array;
  /** 1 while it has not joined or has left. */
  readonly isAbsent: Uint8Array;
  readonly regions: readonly {
    /** First member, and the member after the last. */
    readonly from: number;
    readonly to: number;
    readonly voters: readonly number[];
    /** Undefined while nobody leads. */
    readonly leader: number | undefined;
    readonly term: number;
    readonly isElecting: boolean;
    /** Slots whose command its state machine knows, without gaps. */
    readonly learned: number;
    /** Commands of its client that are not settled. */
    readonly waiting: number;
  }[];
  /** The region that presides, and its ballot; undefined before anybody does. */
  readonly presider: number | undefined;
  readonly ballot: number;
  /** The newest decisions last; `accepted` are regions. */
  readonly decisions: readonly {
    readonly slot: number;
    /** Its number among its region's, in words. */
    readonly command: string;
    readonly accepted: readonly number[];
    readonly isDecided: boolean;
  }[];
  readonly decided: number;
  readonly virtualNodes: number;
  /** Who holds each task; a task between two nodes has none. */
  readonly tasks: readonly { readonly task: number; readonly holder: number | undefined }[];
}
