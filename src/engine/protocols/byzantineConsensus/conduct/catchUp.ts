/**
 * What it is: how a replica that lost messages gets what it lacks: it tells the others how far it is
 * (status) when nothing moves, and they send again what they sent before, the new view it missed, what
 * was decided (fill), or their state.
 * Source: Castro and Liskov, TOCS 2002, sections 5.2 (receiver-based retransmission) and 5.3 (state
 * transfer). Two rules are our own. What f + 1 replicas say was decided is decided, because one of them
 * is honest; so a replica that was told something else by a lying primary, or left out, still executes.
 * And a replica that is changing views may learn what was decided: to learn is not to vote.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { requestCommitted, stateTransferred } from '../events.ts';
import { announceCheckpoint, checkpointOf, holdCheckpoint } from './checkpoints.ts';
import { digestOf, digestOfSnapshot, shortDigest, stateText } from './digests.ts';
import { forgetAnswered } from './execution.ts';
import { ignore, isSealedBy } from './gate.ts';
import type {
  FillBody,
  FillMessage,
  StateBody,
  StateMessage,
  StatusBody,
  StatusMessage,
} from './messages.ts';
import { NULL_DIGEST } from './messages.ts';
import { commitOf, prepareOf, settle } from './normalCase.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { isInWindow, slotOf, usedSlots } from './slots.ts';
import { isPrimary } from './state.ts';
import { VOTED_BEFORE, addVote } from './tally.ts';
import { viewChangeOf } from './viewChange.ts';

/** Whether there is something that this replica waits for and that a message may have carried. */
export function isLacking(state: ReplicaState): boolean {
  return (
    state.waitingCount > 0 ||
    state.isChanging ||
    state.open > 0 ||
    state.heard > state.executed ||
    state.executed >= state.low + state.sizes.window ||
    state.target !== undefined
  );
}

/** Tells the others how far this replica is, and says its own part again. */
export function askForHelp(state: ReplicaState, context: Ctx, outbox: Out): void {
  const body: StatusBody = {
    kind: 'status',
    view: state.view,
    isChanging: state.isChanging,
    stable: state.low,
    executed: state.executed,
    settled: settledUpTo(state),
    wants: state.target?.sequence ?? 0,
    replica: state.number,
  };
  const seal = context.credentials.seal(body, state.others);
  outbox.broadcast(state.others, { kind: 'status', body, seal });
  if (state.isChanging) {
    outbox.broadcast(state.others, viewChangeOf(state, context));
    return;
  }
  for (const slot of usedSlots(state)) {
    if (slot.isOpen && slot.proposal !== undefined) outbox.broadcast(state.others, slot.proposal);
  }
}

/**
 * Where the other replicas' votes begin to matter. That may lie below what was executed: after a view
 * change those who have executed a request are needed by the others as voters for it once more, and one
 * that thought itself finished would never ask for the votes it lacks.
 */
function settledUpTo(state: ReplicaState): number {
  const first = usedSlots(state).find(({ isOpen }) => isOpen);
  return first === undefined ? state.executed : Math.min(first.sequence - 1, state.executed);
}

/** Another replica says how far it is: it gets what it lacks and this replica has. */
export function onStatus(
  state: ReplicaState,
  message: StatusMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { body } = message;
  if (!isSealedBy(state, context, message, body.replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  state.peersExecuted[body.replica] = body.executed;
  const ahead = state.peersExecuted.filter((executed) => executed > state.executed);
  if (ahead.length > state.sizes.f) {
    // At least one honest replica has executed this much.
    state.heard = Math.max(state.heard, ahead.sort((x, y) => y - x)[state.sizes.f] ?? 0);
  }
  if (!state.sizes.rules.sendsAgain) return;
  if (state.sizes.rules.handsOverState) helpWithState(state, body, from, context, outbox);
  helpWithView(state, body, from, context, outbox);
  helpWithOrder(state, body, from, context, outbox);
}

function helpWithState(
  state: ReplicaState,
  body: StatusBody,
  to: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  for (const checkpoint of state.checkpoints) {
    const { sequence, snapshot } = checkpoint;
    if (sequence <= body.stable) continue;
    outbox.send(to, checkpointOf(state, checkpoint, context));
    if (sequence !== body.wants) continue;
    const own: StateBody = { kind: 'state', snapshot, replica: state.number };
    outbox.send(to, {
      kind: 'state',
      body: own,
      seal: context.credentials.seal(own, [to]),
    });
  }
}

function helpWithView(
  state: ReplicaState,
  body: StatusBody,
  to: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  if (body.view >= state.view) return;
  if (state.isChanging) outbox.send(to, viewChangeOf(state, context));
  else if (state.newView !== undefined) outbox.send(to, state.newView);
}

/** What was decided beyond what the other has executed; and in a common view this replica's own votes. */
function helpWithOrder(
  state: ReplicaState,
  body: StatusBody,
  to: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const isTogether = body.view === state.view && !body.isChanging && !state.isChanging;
  for (const slot of usedSlots(state)) {
    if (isTogether && slot.digest !== '' && slot.sequence > body.settled) {
      if (slot.proposal !== undefined) outbox.send(to, slot.proposal);
      if (!isPrimary(state)) outbox.send(to, prepareOf(state, slot, context));
      if (slot.isPrepared) outbox.send(to, commitOf(state, slot, context));
    }
    if (slot.decided === '' || slot.sequence <= body.executed) continue;
    const fill: FillBody = {
      kind: 'fill',
      sequence: slot.sequence,
      digest: slot.decided,
      request: slot.decidedRequest,
      replica: state.number,
    };
    outbox.send(to, { kind: 'fill', body: fill, seal: context.credentials.seal(fill, [to]) });
  }
}

/** Another replica says what was decided at a sequence. */
export function onFill(
  state: ReplicaState,
  message: FillMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { sequence, digest, request, replica } = message.body;
  if (!isSealedBy(state, context, message, replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  if ((request === undefined ? NULL_DIGEST : digestOf(request)) !== digest) {
    return ignore(outbox, from, message, 'digestMismatch');
  }
  if (sequence <= state.executed) return ignore(outbox, from, message, 'tooLate');
  if (!isInWindow(state, sequence)) return ignore(outbox, from, message, 'outsideWindow');
  const slot = slotOf(state, sequence);
  if (slot.decided !== '') return ignore(outbox, from, message, 'duplicate');
  const count = addVote(slot.fills, replica, digest, state.sizes.n);
  if (count < 0) {
    const why = count === VOTED_BEFORE ? 'duplicate' : 'conflictingDigest';
    return ignore(outbox, from, message, why);
  }
  if (count < state.sizes.fills) return;
  outbox.record(requestCommitted, { digest: shortDigest(digest), view: state.view, sequence });
  settle(state, slot, digest, request);
}

/** The state that this replica aims at, if it is that. */
export function onState(
  state: ReplicaState,
  message: StateMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { snapshot, replica } = message.body;
  if (!isSealedBy(state, context, message, replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  if (snapshot.sequence <= state.executed) return ignore(outbox, from, message, 'tooLate');
  const { target } = state;
  if (target?.sequence !== snapshot.sequence) return ignore(outbox, from, message, 'unproven');
  if (digestOfSnapshot(snapshot, state.sizes.rules) !== target.digest) {
    return ignore(outbox, from, message, 'digestMismatch');
  }
  state.target = undefined;
  state.executed = snapshot.sequence;
  state.mayExecute = true;
  state.service = snapshot.service;
  snapshot.replies.forEach((reply, client) => {
    state.replies[client] = reply;
    forgetAnswered(state, client);
  });
  holdCheckpoint(state, snapshot);
  outbox.record(stateTransferred, {
    sequence: snapshot.sequence,
    source: from,
    state: stateText(snapshot.service),
  });
  announceCheckpoint(state, context, outbox);
}
