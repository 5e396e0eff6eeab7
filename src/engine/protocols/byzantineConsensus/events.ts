/** What it is: the facts that byzantine_consensus records. Digests are the first 12 hex digits, enough to compare by; `null` is the null request. */

import { defineEvent } from '../../events/shape.ts';

const ordered = { digest: 'text', view: 'int', sequence: 'int' } as const;

export const requestSubmitted = defineEvent(
  'pbft.request.submitted',
  { operation: 'text', digest: 'text', timestamp: 'int' },
  'submits {operation}',
);
export const requestPrePrepared = defineEvent(
  'pbft.request.prePrepared',
  ordered,
  'accepts the pre-prepare of {digest} as {sequence} in view {view}',
);
export const requestPrepared = defineEvent(
  'pbft.request.prepared',
  ordered,
  'has prepared {digest} as {sequence} in view {view}',
);
export const requestCommitted = defineEvent(
  'pbft.request.committed',
  ordered,
  'has committed {digest} as {sequence} in view {view}',
);
/** `state` is the digest of the replica's state after executing. */
export const requestExecuted = defineEvent(
  'pbft.request.executed',
  { ...ordered, state: 'text' },
  'executes {digest} as {sequence} in view {view}',
);
export const replyAccepted = defineEvent(
  'pbft.reply.accepted',
  { operation: 'text', digest: 'text', view: 'int', timestamp: 'int', latency: 'micros' },
  'has its answer to {operation} after {latency}',
);
/** `view` is the view that the replica wants to enter. */
export const viewChangeStarted = defineEvent(
  'pbft.viewChange.started',
  { view: 'int', reason: 'text' },
  'asks for view {view}: {reason}',
);
export const newViewSent = defineEvent(
  'pbft.newView.sent',
  { view: 'int', proposals: 'int', certificates: 'int' },
  'announces view {view} with {proposals} proposals',
);
export const newViewRejected = defineEvent(
  'pbft.newView.rejected',
  { view: 'int', primary: 'actor', reason: 'text' },
  'rejects the new view {view}: {reason}',
);
export const viewChanged = defineEvent(
  'pbft.view.changed',
  { view: 'int', primary: 'actor' },
  'enters view {view}',
);
/** Two different proposals with one view and sequence, both from `culprit`. */
export const equivocationDetected = defineEvent(
  'pbft.equivocation.detected',
  { culprit: 'actor', view: 'int', sequence: 'int' },
  'catches {culprit} proposing two requests as {sequence} in view {view}',
);

/** Ordered, but without effect: the null request, or a request executed before under another sequence. */
export const requestSkipped = defineEvent(
  'pbft.request.skipped',
  { ...ordered, state: 'text' },
  'passes over {digest} as {sequence} in view {view}',
);
/** One request of a batch, the `place`th of it from 0, has had its effect; the batch itself is executed after. */
export const requestApplied = defineEvent(
  'pbft.request.applied',
  { digest: 'text', sequence: 'int', place: 'int', timestamp: 'int' },
  'applies {digest} of the batch at {sequence}',
);
/** `state` is the digest of the replica's state at `sequence`. */
export const checkpointTaken = defineEvent(
  'pbft.checkpoint.taken',
  { sequence: 'int', state: 'text' },
  'takes a checkpoint at {sequence}',
);
export const checkpointStable = defineEvent(
  'pbft.checkpoint.stable',
  { sequence: 'int', state: 'text' },
  'holds a stable checkpoint at {sequence}',
);
/** The replica did not execute up to `sequence` itself: it took over a state that a certificate vouches for. */
export const stateTransferred = defineEvent(
  'pbft.state.transferred',
  { sequence: 'int', source: 'actor', state: 'text' },
  'takes over the state at {sequence} from {source}',
);

export const PBFT_EVENTS = [
  requestSubmitted,
  requestPrePrepared,
  requestPrepared,
  requestCommitted,
  requestExecuted,
  replyAccepted,
  viewChangeStarted,
  newViewSent,
  newViewRejected,
  viewChanged,
  equivocationDetected,
  requestSkipped,
  requestApplied,
  checkpointTaken,
  checkpointStable,
  stateTransferred,
] as const;
