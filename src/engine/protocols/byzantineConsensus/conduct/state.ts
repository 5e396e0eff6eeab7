/**
 * What it is: what a replica knows.
 * Shapes: arrays by replica have n places, those by client one for each logical client. Sequences begin
 * at 1. The log is in slots.ts.
 */

import { byzantineQuorum, faultsTolerated } from '../../../base/quorum.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Context, Outbox } from '../../../contract/protocol.ts';
import type { Parameters } from '../card.ts';
import { digestOfSnapshot } from './digests.ts';
import type {
  LastReply,
  NewViewMessage,
  OrderedBody,
  RequestMessage,
  Service,
  Snapshot,
  ViewChangeMessage,
  Wire,
} from './messages.ts';
import type { Rules } from './rules.ts';
import type { Tally } from './tally.ts';
import type { Slot } from './slot.ts';
import { HONEST } from './rules.ts';

export type Ctx = Context<Parameters>;
export type Out = Outbox<Wire>;

/** How many replicas there are, how many votes decide, and by which rules. */
export interface Sizes {
  readonly n: number;
  readonly f: number;
  /** 2f + 1 of 3f + 1. */
  readonly quorum: number;
  /** Votes that are enough: 2f prepares of backups, 2f + 1 commits, checkpoints and view changes, f + 1 fills and replies. */
  readonly prepares: number;
  readonly commits: number;
  readonly checkpoints: number;
  readonly viewChanges: number;
  readonly fills: number;
  readonly replies: number;
  readonly window: number;
  readonly interval: number;
  readonly rules: Rules;
}

export interface Checkpoint {
  readonly sequence: number;
  readonly digest: string;
  readonly snapshot: Snapshot;
}

/** A message of a view that this replica has not entered yet. */
export interface EarlyMessage {
  readonly from: ActorIndex;
  readonly view: number;
  readonly message: Wire;
}

export interface ReplicaState {
  readonly role: 'replica';
  readonly sizes: Sizes;
  readonly number: number;
  readonly firstReplica: ActorIndex;
  readonly client: ActorIndex;
  readonly others: readonly ActorIndex[];

  view: number;
  /** It asked for `view` and has not entered it yet. */
  isChanging: boolean;
  /** The low water mark h. */
  low: number;
  readonly slots: Slot[];
  /** The votes of the slots; see votes.ts. */
  readonly ballots: Int32Array;
  /** The last sequence that this replica assigned as primary. */
  assigned: number;
  /** By client: the latest timestamp that has a sequence in this view, or had its turn before. */
  readonly assignedTimestamps: number[];
  /** By client: the request that was received and not executed. */
  readonly waiting: (RequestMessage | undefined)[];
  waitingCount: number;
  /** As backup: a request that it expects the primary of `view` to propose in time. */
  expected: { readonly view: number; readonly request: RequestMessage } | undefined;
  /** As primary it waits for more requests for its next batch, or has waited long enough. */
  isBatchTimerSet: boolean;
  isBatchDue: boolean;
  /** The highest sequence with a proposal in this view. */
  proposed: number;
  /** How many slots wait to be committed in this view, whether they were executed before or not. */
  open: number;
  /** The highest sequence for which at least one honest replica has voted in this view. */
  heard: number;

  executed: number;
  service: Service;
  readonly replies: LastReply[];

  /** Those this replica took or took over and has not discarded, ascending; the first is stable. */
  readonly checkpoints: Checkpoint[];
  readonly checkpointVotes: Map<number, Tally>;
  /** By replica: its highest checkpoint above this replica's window. */
  readonly beyond: ({ readonly sequence: number; readonly digest: string } | undefined)[];
  /** A state that is known to be right and that this replica lacks. */
  target: { readonly sequence: number; readonly digest: string } | undefined;

  /** By replica: its view change for the highest view. */
  readonly viewChanges: (ViewChangeMessage | undefined)[];
  newView: NewViewMessage | undefined;
  /** View changes begun since a request was last executed. */
  attempts: number;
  readonly early: EarlyMessage[];
  readonly earlyCounts: number[];

  /** By replica: how far it said that it had executed. */
  readonly peersExecuted: number[];
  isRequestTimerSet: boolean;
  isNewViewTimerSet: boolean;
  isStatusTimerSet: boolean;
  /** How far things were when the status timer was last looked at. */
  statusMark: string;
  statusRounds: number;
  /** Set during a step for what is done at its end. */
  hasEnteredView: boolean;
  /** Something may be executed, or proposed: what it waits for has come since it was last tried. */
  mayExecute: boolean;
  mayPropose: boolean;
}

/** n, f and the quorums for these parameters. */
export function sizesOf(parameters: Parameters, n: number, rules: Rules = HONEST): Sizes {
  const most = faultsTolerated(n);
  const f = parameters.faults === 0 ? most : Math.min(parameters.faults, most);
  const { window, checkpointInterval } = parameters;
  const quorum = byzantineQuorum(n, f);
  return {
    n,
    f,
    quorum,
    prepares: quorum - 1 - rules.preparesShort,
    commits: quorum - rules.commitsShort,
    checkpoints: quorum - rules.checkpointsShort,
    viewChanges: quorum - rules.viewChangesShort,
    fills: f + 1 - rules.fillsShort,
    replies: f + 1 - rules.repliesShort,
    window,
    interval: checkpointInterval,
    rules,
  };
}

/** A checkpoint of a state. */
export function makeCheckpoint(snapshot: Snapshot, rules: Rules): Checkpoint {
  return { sequence: snapshot.sequence, digest: digestOfSnapshot(snapshot, rules), snapshot };
}

/** The number of a view's primary. */
export function primaryOf(state: ReplicaState, view: number): number {
  return view % state.sizes.n;
}

/** Whether this replica leads the current view. */
export function isPrimary(state: ReplicaState): boolean {
  return state.number === state.view % state.sizes.n;
}

/** The actor of a replica's number. */
export function actorOf(state: ReplicaState, replica: number): ActorIndex {
  return state.firstReplica + replica;
}

/** Whether a number is that of a replica. */
export function isReplica(state: ReplicaState, replica: number): boolean {
  return Number.isInteger(replica) && replica >= 0 && replica < state.sizes.n;
}

/** What is ordered has a sequence in this view, and needs no other. */
export function noteAssigned(state: ReplicaState, body: OrderedBody): void {
  if (body.kind === 'batch') {
    for (const one of body.requests) noteAssigned(state, one);
    return;
  }
  const latest = state.assignedTimestamps[body.client] ?? 0;
  state.assignedTimestamps[body.client] = Math.max(latest, body.timestamp);
}
