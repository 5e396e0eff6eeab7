/**
 * What it is: execution in the order of sequences, each request once, and the replies.
 * Source: Castro and Liskov, OSDI 1999, sections 4.1 and 4.2.
 */

import { requestApplied, requestExecuted, requestSkipped } from '../events.ts';
import { takeCheckpoint } from './checkpoints.ts';
import { applyOperation, digestOf, shortDigest, stateText } from './digests.ts';
import type { OrderedBody, ReplyBody, RequestBody } from './messages.ts';
import { requestsIn } from './messages.ts';
import type { Slot } from './slot.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { isInWindow, slotOf } from './slots.ts';

/** Executes what is decided and next; true when at least one sequence was executed. */
export function executeReady(state: ReplicaState, context: Ctx, outbox: Out): boolean {
  const before = state.executed;
  state.mayExecute = false;
  while (isInWindow(state, state.executed + 1)) {
    const slot = slotOf(state, state.executed + 1);
    if (slot.decided === '') break;
    execute(state, slot, context, outbox);
  }
  return state.executed > before;
}

function execute(state: ReplicaState, slot: Slot, context: Ctx, outbox: Out): void {
  const { sequence, decided, decidedRequest: request } = slot;
  state.executed = sequence;
  const isEffective = request !== undefined && applyAll(state, slot, request, outbox);
  outbox.record(isEffective ? requestExecuted : requestSkipped, {
    digest: shortDigest(decided),
    view: state.view,
    sequence,
    state: stateText(state.service),
  });
  if (isEffective) {
    state.attempts = 0;
    for (const one of requestsIn(request)) repeatReply(state, one.client, context, outbox);
  }
  if (state.target !== undefined && state.target.sequence <= sequence) state.target = undefined;
  if (sequence % state.sizes.interval === 0) takeCheckpoint(state, context, outbox);
}

/** Applies what stands at a sequence, and says so of each request of a batch; whether any had an effect. */
function applyAll(state: ReplicaState, slot: Slot, body: OrderedBody, outbox: Out): boolean {
  if (body.kind === 'request') return apply(state, body);
  let isEffective = false;
  body.requests.forEach((request, place) => {
    if (!apply(state, request)) return;
    isEffective = true;
    const { sequence } = slot;
    const digest = shortDigest(digestOf(request));
    outbox.record(requestApplied, { digest, sequence, place, timestamp: request.timestamp });
  });
  return isEffective;
}

/** Applies a request unless the client's later or same one was applied before; whether it was. */
function apply(state: ReplicaState, request: RequestBody): boolean {
  const last = state.replies[request.client];
  if (last === undefined) return false;
  if (request.timestamp <= last.timestamp && state.sizes.rules.executesOnce) return false;
  const { after, result } = applyOperation(state.service, request.operation);
  state.service = after;
  state.replies[request.client] = { timestamp: request.timestamp, result };
  forgetAnswered(state, request.client);
  return true;
}

/** The client's request that was waited for is no longer, once it or a later one is executed. */
export function forgetAnswered(state: ReplicaState, client: number): void {
  const held = state.waiting[client];
  if (held === undefined || held.body.timestamp > (state.replies[client]?.timestamp ?? 0)) return;
  state.waiting[client] = undefined;
  state.waitingCount--;
}

/** Sends a client the reply to its last executed request. */
export function repeatReply(state: ReplicaState, client: number, context: Ctx, outbox: Out): void {
  const last = state.replies[client];
  if (last === undefined) return;
  const { view, number: replica } = state;
  const { timestamp, result } = last;
  const body: ReplyBody = { kind: 'reply', view, client, timestamp, result, replica };
  const seal = context.credentials.seal(body, [state.client]);
  outbox.send(state.client, { kind: 'reply', body, seal });
}
