/**
 * What it is: the three phases by which a request gets its place in the order.
 * Source: Castro and Liskov, OSDI 1999, section 4.2; the relaying of requests is of section 4.1.
 * Votes may come in any order: each arrival ends in `advance`, which looks at what is there.
 */

import type { ActorIndex } from '../../../base/units.ts';
import {
  equivocationDetected,
  requestCommitted,
  requestPrePrepared,
  requestPrepared,
} from '../events.ts';
import { digestOf, shortDigest } from './digests.ts';
import { ignore, isSealedBy, keepForLater, obstacle } from './gate.ts';
import type {
  CommitMessage,
  OrderedBody,
  OrderedMessage,
  PrePrepareMessage,
  PrepareMessage,
  RequestMessage,
  VoteBody,
} from './messages.ts';
import type { Slot } from './slot.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { close, forgetView, open, slotOf } from './slots.ts';
import { actorOf, isPrimary, primaryOf, noteAssigned } from './state.ts';
import { VOTED_BEFORE } from './tally.ts';
import { COMMITS, PREPARES, castVote, otherPrepared, votesFor } from './votes.ts';
import { repeatReply } from './execution.ts';

/** A client's request, from the client or relayed by a backup. */
export function onRequest(
  state: ReplicaState,
  message: RequestMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { body } = message;
  const last = state.replies[body.client];
  if (last === undefined || body.timestamp < 1) return ignore(outbox, from, message, 'malformed');
  if (!isClients(state, message, context)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  if (body.timestamp < last.timestamp) return ignore(outbox, from, message, 'tooLate');
  if (body.timestamp === last.timestamp) return repeatReply(state, body.client, context, outbox);
  const held = state.waiting[body.client]?.body.timestamp ?? 0;
  if (body.timestamp < held) return ignore(outbox, from, message, 'tooLate');
  const isKnown = body.timestamp === held;
  if (!isKnown) awaitRequest(state, message);
  if (isKnown && (state.isChanging || isPrimary(state) || from !== state.client)) {
    return ignore(outbox, from, message, 'duplicate');
  }
  if (!state.isChanging && !isPrimary(state) && from === state.client) {
    outbox.send(actorOf(state, primaryOf(state, state.view)), message);
  }
}

/** The request is now one that this replica waits for; it takes the place of the client's earlier one. */
function awaitRequest(state: ReplicaState, message: RequestMessage): void {
  const { client } = message.body;
  if (state.waiting[client] === undefined) state.waitingCount++;
  state.waiting[client] = message;
  state.mayPropose = true;
}

/** The primary's proposal. */
export function onPrePrepare(
  state: ReplicaState,
  message: PrePrepareMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { body, request } = message;
  const primary = primaryOf(state, body.view);
  if (message.seal.by !== actorOf(state, primary)) {
    return ignore(outbox, from, message, 'notPrimary');
  }
  if (!isSealedBy(state, context, message, primary)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  const reason = obstacle(state, body.view, body.sequence);
  if (reason === 'early') return keepForLater(state, from, message, body.view, outbox);
  if (reason !== undefined) return ignore(outbox, from, message, reason);
  if (digestOf(request.body) !== body.digest) {
    return ignore(outbox, from, message, 'digestMismatch');
  }
  if (!isWellFormed(request, context)) return ignore(outbox, from, message, 'malformed');
  if (!isAuthentic(state, request, context)) return ignore(outbox, from, message, 'badRequest');
  const slot = slotOf(state, body.sequence);
  if (slot.digest === body.digest) return ignore(outbox, from, message, 'duplicate');
  if (slot.digest !== '' && !state.sizes.rules.refusesSecondProposal) forgetView(state, slot);
  if (slot.digest !== '') {
    catchEquivocation(state, slot, outbox);
    return ignore(outbox, from, message, 'conflictingDigest');
  }
  if (request.kind === 'request') awaitIfNew(state, request);
  else for (const one of request.requests) awaitIfNew(state, one);
  acceptProposal(state, slot, body.digest, request.body, context, outbox);
}

/** A batch is of as many requests as it may be, and what travels is what its digest binds. */
function isWellFormed(message: OrderedMessage, context: Ctx): boolean {
  if (message.kind === 'request') return true;
  const { length } = message.requests;
  return (
    length >= 2 &&
    length <= context.parameters.batchSize &&
    length === message.body.requests.length &&
    message.requests.every((one, i) => one.body === message.body.requests[i])
  );
}

function isAuthentic(state: ReplicaState, message: OrderedMessage, context: Ctx): boolean {
  if (!state.sizes.rules.checksRequests) return true;
  if (message.kind === 'request') return isClients(state, message, context);
  return message.requests.every((one) => isClients(state, one, context));
}

/** Whether its client made the request; one that this replica waits for has been looked at. */
function isClients(state: ReplicaState, request: RequestMessage, context: Ctx): boolean {
  if (state.waiting[request.body.client] === request) return true;
  const { body, seal } = request;
  // An authenticator may convince one replica and not another, so it is no proof where signatures are asked for.
  if (seal.scheme === 'hmac' && context.parameters.requestSeals === 'signed') return false;
  return (
    state.replies[body.client] !== undefined && context.credentials.check(body, state.client, seal)
  );
}

function awaitIfNew(state: ReplicaState, request: RequestMessage): void {
  const { client, timestamp } = request.body;
  const seen = Math.max(
    state.replies[client]?.timestamp ?? 0,
    state.waiting[client]?.body.timestamp ?? 0,
  );
  if (timestamp > seen) awaitRequest(state, request);
}

/** Takes a proposal of the view's primary, from a pre-prepare or a new view; a backup prepares it. */
export function acceptProposal(
  state: ReplicaState,
  slot: Slot,
  digest: string,
  request: OrderedBody | undefined,
  context: Ctx,
  outbox: Out,
): void {
  const { view } = state;
  const { sequence } = slot;
  slot.digest = digest;
  slot.request = request;
  if (request !== undefined) noteAssigned(state, request);
  const claim = { sequence, digest, view, request };
  slot.prePrepared =
    slot.prePrepared.length === 0
      ? [claim]
      : [...slot.prePrepared.filter((one) => one.digest !== digest), claim];
  state.proposed = Math.max(state.proposed, sequence);
  if (slot.decided === '' || slot.decided === digest) open(state, slot);
  outbox.record(requestPrePrepared, { digest: shortDigest(digest), view, sequence });
  if (!isPrimary(state)) {
    const own = prepareOf(state, slot, context);
    castVote(state, slot, PREPARES, state.number, digest);
    outbox.broadcast(state.others, own);
  }
  const other = otherPrepared(state, slot, digest, state.sizes.f + 1);
  if (other !== undefined) catchEquivocation(state, slot, outbox);
  advance(state, slot, context, outbox);
}

/** A backup's vote for the primary's proposal. */
export function onPrepare(
  state: ReplicaState,
  message: PrepareMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { body } = message;
  if (!isSealedBy(state, context, message, body.replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  if (body.replica === primaryOf(state, body.view)) {
    return ignore(outbox, from, message, 'fromPrimary');
  }
  const reason = obstacle(state, body.view, body.sequence);
  if (reason === 'early') return keepForLater(state, from, message, body.view, outbox);
  if (reason !== undefined) return ignore(outbox, from, message, reason);
  const slot = slotOf(state, body.sequence);
  const count = castVote(state, slot, PREPARES, body.replica, body.digest);
  if (count < 0) {
    const why = count === VOTED_BEFORE ? 'duplicate' : 'conflictingDigest';
    return ignore(outbox, from, message, why);
  }
  if (count === state.sizes.f + 1) {
    state.heard = Math.max(state.heard, body.sequence);
    // One of these is honest, and prepared what the primary told it.
    if (slot.digest !== '' && slot.digest !== body.digest) catchEquivocation(state, slot, outbox);
  }
  if (!slot.isPrepared && count >= state.sizes.prepares) advance(state, slot, context, outbox);
}

/** A replica's vote that it has prepared the proposal. */
export function onCommit(
  state: ReplicaState,
  message: CommitMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { body } = message;
  if (!isSealedBy(state, context, message, body.replica)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  const reason = obstacle(state, body.view, body.sequence);
  if (reason === 'early') return keepForLater(state, from, message, body.view, outbox);
  if (reason !== undefined) return ignore(outbox, from, message, reason);
  const slot = slotOf(state, body.sequence);
  const count = castVote(state, slot, COMMITS, body.replica, body.digest);
  if (count < 0) {
    const why = count === VOTED_BEFORE ? 'duplicate' : 'conflictingDigest';
    return ignore(outbox, from, message, why);
  }
  if (count === state.sizes.f + 1) state.heard = Math.max(state.heard, body.sequence);
  if (!slot.isCommitted && count >= state.sizes.commits) advance(state, slot, context, outbox);
}

/** Moves a slot as far as its votes carry it: to prepared, which commits, and to committed. */
function advance(state: ReplicaState, slot: Slot, context: Ctx, outbox: Out): void {
  const { digest, sequence } = slot;
  const { prepares, commits } = state.sizes;
  if (digest === '') return;
  if (!slot.isPrepared && votesFor(state, slot, PREPARES, digest) >= prepares) {
    slot.isPrepared = true;
    slot.prepared = { sequence, digest, view: state.view, request: slot.request };
    outbox.record(requestPrepared, { digest: shortDigest(digest), view: state.view, sequence });
    const own = commitOf(state, slot, context);
    castVote(state, slot, COMMITS, state.number, digest);
    outbox.broadcast(state.others, own);
  }
  if (slot.isPrepared && !slot.isCommitted && votesFor(state, slot, COMMITS, digest) >= commits) {
    slot.isCommitted = true;
    close(state, slot);
    outbox.record(requestCommitted, { digest: shortDigest(digest), view: state.view, sequence });
    settle(state, slot, digest, slot.request);
  }
}

/** What stands at a sequence is decided, once and for all. */
export function settle(
  state: ReplicaState,
  slot: Slot,
  digest: string,
  request: OrderedBody | undefined,
): void {
  if (slot.decided !== '') return;
  if (slot.digest !== digest) close(state, slot);
  state.mayExecute = true;
  slot.decided = digest;
  slot.decidedRequest = request;
}

function catchEquivocation(state: ReplicaState, slot: Slot, outbox: Out): void {
  if (slot.hasCaughtEquivocation) return;
  slot.hasCaughtEquivocation = true;
  const { view } = state;
  const culprit = actorOf(state, primaryOf(state, view));
  outbox.record(equivocationDetected, { culprit, view, sequence: slot.sequence });
}

/** This replica's prepare for the slot's proposal; made again after a crash, and the same again. */
export function prepareOf(state: ReplicaState, slot: Slot, context: Ctx): PrepareMessage {
  if (slot.prepare !== undefined) return slot.prepare;
  const body = vote('prepare', state, slot);
  const seal = context.credentials.seal(body, state.others);
  slot.prepare = { kind: 'prepare', body, seal };
  return slot.prepare;
}

/** This replica's commit for the slot's proposal. */
export function commitOf(state: ReplicaState, slot: Slot, context: Ctx): CommitMessage {
  if (slot.commit !== undefined) return slot.commit;
  const body = vote('commit', state, slot);
  const seal = context.credentials.seal(body, state.others);
  slot.commit = { kind: 'commit', body, seal };
  return slot.commit;
}

function vote<Kind extends 'prepare' | 'commit'>(
  kind: Kind,
  state: ReplicaState,
  slot: Slot,
): VoteBody<Kind> {
  const { view, number } = state;
  return { kind, view, sequence: slot.sequence, digest: slot.digest, replica: number };
}
