/**
 * What it is: what members and clients say to one another.
 * Shapes: members are numbers, not actors; pairs lie flat in arrays. Immutable plain data.
 */

import type { Entry, Snapshot } from '../raft/log.ts';

export interface PingMessage {
  readonly kind: 'ping';
  /** Of the prober's pings. */
  readonly number: number;
  /** Pieces of news, see swim/gossip.ts. */
  readonly news: readonly number[];
}
export interface AckMessage {
  readonly kind: 'ack';
  readonly number: number;
  readonly news: readonly number[];
}
export interface PingReqMessage {
  readonly kind: 'pingReq';
  readonly number: number;
  readonly target: number;
  readonly news: readonly number[];
}
/** A whole table. */
export interface SyncMessage {
  readonly kind: 'sync';
  readonly isReply: boolean;
  readonly status: Uint8Array;
  readonly version: Int32Array;
}

export interface RequestVoteMessage {
  readonly kind: 'requestVote';
  readonly region: number;
  readonly term: number;
  readonly isPreVote: boolean;
  readonly lastIndex: number;
  readonly lastTerm: number;
}
export interface VoteMessage {
  readonly kind: 'vote';
  readonly region: number;
  readonly term: number;
  readonly isPreVote: boolean;
  readonly isGranted: boolean;
  /** The candidate does not vote in the region any more. */
  readonly isRetired: boolean;
}
export interface AppendMessage {
  readonly kind: 'append';
  readonly region: number;
  readonly term: number;
  readonly previous: number;
  readonly previousTerm: number;
  readonly entries: readonly Entry[];
  readonly commit: number;
}
export interface AppendedMessage {
  readonly kind: 'appended';
  readonly region: number;
  readonly term: number;
  readonly isTaken: boolean;
  /** Echoes the append's. */
  readonly previous: number;
  /** Taken: the log agrees up to here. Refused: try again after this index. */
  readonly match: number;
}
export interface SnapshotMessage {
  readonly kind: 'snapshot';
  readonly region: number;
  readonly term: number;
  readonly snapshot: Snapshot;
}

/** "I lead this region": to voters of other regions and the own client. */
export interface LeadsMessage {
  readonly kind: 'leads';
  readonly region: number;
  readonly term: number;
}
/** "Not I, but this member leads my region." */
export interface ElsewhereMessage {
  readonly kind: 'elsewhere';
  readonly region: number;
  readonly leader: number;
}
/** "I preside over the regions": to the leaders of the others, again and again. */
export interface PresidingMessage {
  readonly kind: 'presiding';
  readonly region: number;
  readonly ballot: number;
  /** All slots below are decided. */
  readonly learned: number;
}
export interface PrepareMessage {
  readonly kind: 'prepare';
  readonly region: number;
  readonly ballot: number;
  /** The first slot that the sender does not know. */
  readonly from: number;
}
export interface PromisedMessage {
  readonly kind: 'promised';
  readonly region: number;
  readonly ballot: number;
  /** Triples of slot, ballot and command. */
  readonly accepted: readonly number[];
  /** Pairs of slot and command. */
  readonly decided: readonly number[];
}
export interface AcceptMessage {
  readonly kind: 'accept';
  readonly region: number;
  readonly ballot: number;
  readonly slot: number;
  readonly command: number;
}
export interface AcceptedMessage {
  readonly kind: 'accepted';
  readonly region: number;
  readonly ballot: number;
  readonly slot: number;
}
export interface RefusedMessage {
  readonly kind: 'refused';
  readonly region: number;
  /** What the region has promised. */
  readonly ballot: number;
}
export interface ForwardMessage {
  readonly kind: 'forward';
  readonly region: number;
  readonly commands: readonly number[];
}
export interface CatchUpMessage {
  readonly kind: 'catchUp';
  readonly region: number;
  readonly from: number;
}
export interface DecidedMessage {
  readonly kind: 'decided';
  readonly region: number;
  /** Pairs of slot and command. */
  readonly decided: readonly number[];
}

/** Pairs of task and number of its assignment. */
export interface PlacementMessage {
  readonly kind: 'place' | 'release';
  /** The life of the receiver that is meant: a later one was given nothing. */
  readonly life: number;
  readonly tasks: readonly number[];
}
export interface PlacementAnswer {
  readonly kind: 'placed' | 'released';
  readonly tasks: readonly number[];
  readonly life: number;
}

export interface SubmitMessage {
  readonly kind: 'submit';
  readonly command: number;
}
export interface SettledMessage {
  readonly kind: 'settled';
  readonly command: number;
  readonly slot: number;
}
export interface ReportMessage {
  readonly kind: 'report';
  readonly region: number;
  readonly settled: number;
  readonly latencySum: number;
  readonly latencyMost: number;
}
export interface SurveyMessage {
  readonly kind: 'survey';
  readonly client: number;
}
export interface CensusMessage {
  readonly kind: 'census';
  readonly term: number;
  readonly alive: number;
  readonly suspected: number;
  readonly dead: number;
  readonly left: number;
  /** Tasks of the region, and how many of them a node has taken. */
  readonly tasks: number;
  readonly placed: number;
  readonly learned: number;
}

export type SwimMessage = PingMessage | AckMessage | PingReqMessage | SyncMessage;
export type RaftMessage =
  RequestVoteMessage | VoteMessage | AppendMessage | AppendedMessage | SnapshotMessage;
export type RegionsMessage =
  | LeadsMessage
  | ElsewhereMessage
  | PresidingMessage
  | PrepareMessage
  | PromisedMessage
  | AcceptMessage
  | AcceptedMessage
  | RefusedMessage
  | ForwardMessage
  | CatchUpMessage
  | DecidedMessage;
export type ClientMessage =
  SubmitMessage | SettledMessage | ReportMessage | SurveyMessage | CensusMessage;
export type DistributedMessage =
  SwimMessage | RaftMessage | RegionsMessage | PlacementMessage | PlacementAnswer | ClientMessage;
