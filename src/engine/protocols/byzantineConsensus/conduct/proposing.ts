/**
 * What it is: the primary's part of the first phase: which requests get the next sequence.
 * Source: Castro and Liskov, OSDI 1999, section 4.2; batches are of TOCS 2002, section 5.1.
 * Up to `batchSize` requests that wait share a sequence. A primary that may take more waits for them,
 * `batchMicros` at most. A single request stands for itself, so without batches nothing is wrapped.
 */

import { digestOf } from './digests.ts';
import type {
  OrderedMessage,
  PrePrepareBody,
  PrePrepareMessage,
  RequestMessage,
} from './messages.ts';
import { acceptProposal } from './normalCase.ts';
import { slotOf } from './slots.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { isPrimary } from './state.ts';

/** As primary, gives sequences to the requests that have none, as far as the window reaches. */
export function propose(state: ReplicaState, context: Ctx, outbox: Out): void {
  state.mayPropose = false;
  if (state.isChanging || !isPrimary(state)) return;
  const { window, rules } = state.sizes;
  const last = rules.assignsWithinWindow ? state.low + window : Infinity;
  const { batchSize, batchMicros } = context.parameters;
  let batch: RequestMessage[] = [];
  for (const request of state.waiting) {
    if (state.assigned >= last) return;
    if (request === undefined || isAssigned(state, request)) continue;
    if (batchSize === 1) {
      assign(state, request, context, outbox);
      continue;
    }
    batch.push(request);
    if (batch.length < batchSize) continue;
    assign(state, batchOf(batch), context, outbox);
    batch = [];
  }
  if (batch.length > 0 && state.assigned < last) {
    if (batchMicros > 0 && !state.isBatchDue) return waitToFill(state, batchMicros, outbox);
    assign(state, batchOf(batch), context, outbox);
  }
  endWaiting(state, outbox);
}

function waitToFill(state: ReplicaState, batchMicros: number, outbox: Out): void {
  if (state.isBatchTimerSet) return;
  state.isBatchTimerSet = true;
  outbox.setTimer('batch', batchMicros);
}

/** Nothing waits for a batch any more. */
function endWaiting(state: ReplicaState, outbox: Out): void {
  state.isBatchDue = false;
  if (!state.isBatchTimerSet) return;
  state.isBatchTimerSet = false;
  outbox.cancelTimer('batch');
}

/** The batch has had its time: what is there is ordered. */
export function stopWaitingToFill(state: ReplicaState): void {
  state.isBatchTimerSet = false;
  state.isBatchDue = true;
  state.mayPropose = true;
}

function isAssigned(state: ReplicaState, { body }: RequestMessage): boolean {
  return body.timestamp <= (state.assignedTimestamps[body.client] ?? 0);
}

/** Requests together; one alone stays what it is. Frozen, so that logs and snapshots may share it. */
function batchOf(requests: readonly RequestMessage[]): OrderedMessage {
  const [first] = requests;
  if (first !== undefined && requests.length === 1) return first;
  const body = Object.freeze({
    kind: 'batch' as const,
    requests: Object.freeze(requests.map((one) => one.body)),
  });
  return Object.freeze({ kind: 'batch', body, requests: Object.freeze(requests) });
}

function assign(state: ReplicaState, request: OrderedMessage, context: Ctx, outbox: Out): void {
  const sequence = ++state.assigned;
  const digest = digestOf(request.body);
  const body: PrePrepareBody = { kind: 'prePrepare', view: state.view, sequence, digest };
  const seal = context.credentials.seal(body, state.others);
  const message: PrePrepareMessage = { kind: 'prePrepare', body, seal, request };
  const slot = slotOf(state, sequence);
  slot.proposal = message;
  outbox.broadcast(state.others, message);
  acceptProposal(state, slot, digest, request.body, context, outbox);
}
