/**
 * What it is: checkpoints, by which replicas agree on what they may forget.
 * Source: Castro and Liskov, OSDI 1999, section 4.3.
 * The low mark rises only to a checkpoint that this replica has itself: one that lags keeps its log and
 * learns from the certificate which state to fetch.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { checkpointStable, checkpointTaken } from '../events.ts';
import { stateText } from './digests.ts';
import { ignore, isSealedBy } from './gate.ts';
import type { CheckpointBody, CheckpointMessage, Snapshot } from './messages.ts';
import type { Checkpoint, Ctx, Out, ReplicaState } from './state.ts';
import { makeCheckpoint } from './state.ts';
import { close } from './slots.ts';
import type { Tally } from './tally.ts';
import { VOTED_BEFORE, addVote, countOf, emptyTally } from './tally.ts';

/** Keeps a copy of the state after `executed` and tells the others its digest. */
export function takeCheckpoint(state: ReplicaState, context: Ctx, outbox: Out): void {
  const { executed: sequence, service } = state;
  const snapshot: Snapshot = { sequence, service, replies: [...state.replies] };
  holdCheckpoint(state, snapshot);
  outbox.record(checkpointTaken, { sequence, state: stateText(service) });
  announceCheckpoint(state, context, outbox);
}

/** Keeps a checkpoint, its own or one taken over; those held are in ascending order. */
export function holdCheckpoint(state: ReplicaState, snapshot: Snapshot): void {
  state.checkpoints.push(makeCheckpoint(snapshot, state.sizes.rules));
}

/** Sends the newest checkpoint's digest to all, and counts this replica among those that have it. */
export function announceCheckpoint(state: ReplicaState, context: Ctx, outbox: Out): void {
  const newest = state.checkpoints.at(-1);
  if (newest === undefined) return;
  outbox.broadcast(state.others, checkpointOf(state, newest, context));
  addVote(votesAt(state, newest.sequence), state.number, newest.digest, state.sizes.n);
  consider(state, newest.sequence, newest.digest, outbox);
}

/** This replica's message for a checkpoint it holds. */
export function checkpointOf(
  state: ReplicaState,
  checkpoint: Checkpoint,
  context: Ctx,
): CheckpointMessage {
  const { sequence, digest } = checkpoint;
  const body: CheckpointBody = { kind: 'checkpoint', sequence, digest, replica: state.number };
  return { kind: 'checkpoint', body, seal: context.credentials.seal(body, state.others) };
}

/** Another replica holds a checkpoint. Accepted also during a view change. */
export function onCheckpoint(
  state: ReplicaState,
  message: CheckpointMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { sequence, digest, replica } = message.body;
  if (!isSealedBy(state, context, message, replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  if (sequence % state.sizes.interval !== 0) return ignore(outbox, from, message, 'malformed');
  if (sequence < state.low || sequence === 0) return ignore(outbox, from, message, 'tooLate');
  if (sequence > state.low + state.sizes.window) {
    noteBeyond(state, message, from, outbox);
    return;
  }
  const count = addVote(votesAt(state, sequence), replica, digest, state.sizes.n);
  if (count < 0) {
    const why = count === VOTED_BEFORE ? 'duplicate' : 'conflictingDigest';
    return ignore(outbox, from, message, why);
  }
  consider(state, sequence, digest, outbox);
}

/** Of what lies above the window, each sender's highest is kept: enough to see that one lags. */
function noteBeyond(
  state: ReplicaState,
  message: CheckpointMessage,
  from: ActorIndex,
  outbox: Out,
): void {
  const { sequence, digest, replica } = message.body;
  const known = state.beyond[replica];
  if (known !== undefined && known.sequence >= sequence) {
    ignore(outbox, from, message, known.sequence === sequence ? 'duplicate' : 'tooLate');
    return;
  }
  state.beyond[replica] = { sequence, digest };
  consider(state, sequence, digest, outbox);
}

/**
 * Looks at how many vouch for a state. f + 1 make it right, since one of them is honest: a replica that
 * lacks it aims at it. A quorum makes it stable: f + 1 honest ones hold it and can hand it on, so one that
 * holds it too may forget what led to it. With fewer, a crash could leave the others without either.
 */
function consider(state: ReplicaState, sequence: number, digest: string, outbox: Out): void {
  if (sequence <= state.low) return;
  const count = vouchersFor(state, sequence, digest);
  if (count <= state.sizes.f) return;
  const own = state.checkpoints.find((checkpoint) => checkpoint.sequence === sequence);
  if (own?.digest !== digest) aimAt(state, sequence, digest);
  else if (count >= state.sizes.checkpoints) moveLowMark(state, own, outbox);
}

/** Counts this replica again among those that hold its checkpoints, after a crash. */
export function vouchAgain(state: ReplicaState): void {
  for (const { sequence, digest } of state.checkpoints) {
    addVote(votesAt(state, sequence), state.number, digest, state.sizes.n);
  }
}

function vouchersFor(state: ReplicaState, sequence: number, digest: string): number {
  const near = countOf(votesAt(state, sequence), digest);
  const far = state.beyond.filter(
    (one) => one?.sequence === sequence && one.digest === digest,
  ).length;
  return near + far;
}

/** The state with this digest is right, and this replica lacks it unless it gets there by executing. */
export function aimAt(state: ReplicaState, sequence: number, digest: string): void {
  if (sequence <= state.executed || sequence <= (state.target?.sequence ?? 0)) return;
  state.target = { sequence, digest };
}

function moveLowMark(state: ReplicaState, stable: Checkpoint, outbox: Out): void {
  const { sequence } = stable;
  state.low = sequence;
  for (const slot of state.slots) {
    if (slot.sequence <= sequence) close(state, slot);
  }
  state.mayExecute = true;
  state.mayPropose = true;
  while ((state.checkpoints[0]?.sequence ?? sequence) < sequence) state.checkpoints.shift();
  for (const known of state.checkpointVotes.keys()) {
    if (known < sequence) state.checkpointVotes.delete(known);
  }
  outbox.record(checkpointStable, { sequence, state: stateText(stable.snapshot.service) });
  state.beyond.forEach((one, replica) => {
    if (one === undefined || one.sequence > state.low + state.sizes.window) return;
    state.beyond[replica] = undefined;
    if (one.sequence < state.low) return;
    addVote(votesAt(state, one.sequence), replica, one.digest, state.sizes.n);
    consider(state, one.sequence, one.digest, outbox);
  });
}

function votesAt(state: ReplicaState, sequence: number): Tally {
  const known = state.checkpointVotes.get(sequence);
  if (known !== undefined) return known;
  const fresh = emptyTally(state.sizes.n);
  state.checkpointVotes.set(sequence, fresh);
  return fresh;
}
