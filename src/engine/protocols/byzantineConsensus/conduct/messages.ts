/**
 * What it is: what clients and replicas say to each other.
 * Source: Castro and Liskov, OSDI 1999, section 4; the certificates P and Q of a view change as in their
 * TOCS 2002 paper, section 3.2.4. `status`, `fill` and `state` are the retransmission and state transfer
 * that section 5.2 of that paper sketches.
 * Shapes: `body` is what is sealed, and its `kind` keeps a seal for one kind from serving another. A
 * replica is its number, 0 to n - 1; a client is the number of a logical client of the one client actor.
 */

import type { Seal } from '../../../contract/credentials.ts';

/** Stands for the digest of the null request, which changes nothing: no SHA-256 digest looks like it. */
export const NULL_DIGEST = 'null';

interface Sealed<Body extends { readonly kind: string }> {
  readonly kind: Body['kind'];
  readonly body: Body;
  readonly seal: Seal;
}

export interface RequestBody {
  readonly kind: 'request';
  readonly client: number;
  /** Strictly increasing for each client. */
  readonly timestamp: number;
  readonly operation: string;
}
export type RequestMessage = Sealed<RequestBody>;

/** Two requests or more that the primary orders at once, in this order. */
export interface BatchBody {
  readonly kind: 'batch';
  readonly requests: readonly RequestBody[];
}
/** A batch on its way, each request as its client sealed it. */
export interface BatchMessage {
  readonly kind: 'batch';
  readonly body: BatchBody;
  readonly requests: readonly RequestMessage[];
}

/** What may stand at a sequence beside the null request. */
export type OrderedBody = RequestBody | BatchBody;
export type OrderedMessage = RequestMessage | BatchMessage;

/** The requests of what stands at a sequence, in their order. */
export function requestsIn(body: OrderedBody): readonly RequestBody[] {
  return body.kind === 'batch' ? body.requests : [body];
}

export interface PrePrepareBody {
  readonly kind: 'prePrepare';
  readonly view: number;
  readonly sequence: number;
  readonly digest: string;
}
/** The request or batch travels beside what is sealed: its digest binds it. */
export interface PrePrepareMessage extends Sealed<PrePrepareBody> {
  readonly request: OrderedMessage;
}

export interface VoteBody<Kind extends 'prepare' | 'commit'> {
  readonly kind: Kind;
  readonly view: number;
  readonly sequence: number;
  readonly digest: string;
  readonly replica: number;
}
export type PrepareMessage = Sealed<VoteBody<'prepare'>>;
export type CommitMessage = Sealed<VoteBody<'commit'>>;

export interface ReplyBody {
  readonly kind: 'reply';
  readonly view: number;
  readonly client: number;
  readonly timestamp: number;
  readonly result: string;
  readonly replica: number;
}
export type ReplyMessage = Sealed<ReplyBody>;

/** A sequence and what stands there: a request's digest or a state's. */
export interface Place {
  readonly sequence: number;
  readonly digest: string;
}

export interface CheckpointBody {
  readonly kind: 'checkpoint';
  readonly sequence: number;
  /** Of the state after executing `sequence`. */
  readonly digest: string;
  readonly replica: number;
}
export type CheckpointMessage = Sealed<CheckpointBody>;

/** A request that was pre-prepared or prepared in a view. */
export interface Claim extends Place {
  readonly view: number;
}

export interface ViewChangeBody {
  readonly kind: 'viewChange';
  /** The view that the replica wants to enter. */
  readonly view: number;
  /** Its low water mark: the sequence of its stable checkpoint. */
  readonly stable: number;
  /** The checkpoints it holds (C), its stable one first, ascending. */
  readonly checkpoints: readonly Place[];
  /** P: what it prepared last at each sequence above `stable`, ascending. */
  readonly prepared: readonly Claim[];
  /** Q: what it pre-prepared at each sequence above `stable`, and in which view last, ascending. */
  readonly prePrepared: readonly Claim[];
  /** The requests and batches that P and Q name. */
  readonly requests: readonly OrderedBody[];
  readonly replica: number;
}
export type ViewChangeMessage = Sealed<ViewChangeBody>;

export interface NewViewBody {
  readonly kind: 'newView';
  readonly view: number;
  /** V, ascending by replica. */
  readonly viewChanges: readonly ViewChangeMessage[];
  /** The checkpoint from which the view starts (min-s). */
  readonly stable: Place;
  /** O: what stands at each sequence from min-s + 1 to max-s. */
  readonly proposals: readonly Place[];
}
export type NewViewMessage = Sealed<NewViewBody>;

export interface StatusBody {
  readonly kind: 'status';
  readonly view: number;
  readonly isChanging: boolean;
  readonly stable: number;
  readonly executed: number;
  /** Nothing up to here waits to be committed in the view; above, votes are wanted again. */
  readonly settled: number;
  /** The sequence of a state that the replica knows to be right and lacks; 0: none. */
  readonly wants: number;
  readonly replica: number;
}
export type StatusMessage = Sealed<StatusBody>;

export interface FillBody {
  readonly kind: 'fill';
  readonly sequence: number;
  readonly digest: string;
  /** Undefined for the null request. */
  readonly request: OrderedBody | undefined;
  readonly replica: number;
}
export type FillMessage = Sealed<FillBody>;

/** What the last request of a client gave. */
export interface LastReply {
  readonly timestamp: number;
  readonly result: string;
}

/** The replicated service: a log to which clients append numbers. */
export interface Service {
  readonly length: number;
  readonly sum: number;
  /** A digest chained over all that was appended, so that equal chains mean equal logs. */
  readonly chain: string;
}

/** The state of a replica as a checkpoint holds it: with the clients' last replies (C5). */
export interface Snapshot {
  readonly sequence: number;
  readonly service: Service;
  /** By client. */
  readonly replies: readonly LastReply[];
}

export interface StateBody {
  readonly kind: 'state';
  readonly snapshot: Snapshot;
  readonly replica: number;
}
export type StateMessage = Sealed<StateBody>;

/** Everything that is sent. */
export type Wire =
  | RequestMessage
  | PrePrepareMessage
  | PrepareMessage
  | CommitMessage
  | ReplyMessage
  | CheckpointMessage
  | ViewChangeMessage
  | NewViewMessage
  | StatusMessage
  | FillMessage
  | StateMessage;
