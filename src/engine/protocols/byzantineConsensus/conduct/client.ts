/**
 * What it is: the client actor, which speaks for several logical clients.
 * Source: Castro and Liskov, OSDI 1999, section 4.1. Each logical client asks for one operation at a time
 * (as the paper assumes: replicas keep only the last reply to each), so as many requests are in flight
 * as there are clients. One actor speaks for all, so that it knows when the last is answered.
 * Timers: `submit` spaces requests, `retry/c` repeats the request of client c to all replicas.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Input } from '../../../contract/protocol.ts';
import { coordinationCompleted, coordinationFailed } from '../../../events/kernelEvents.ts';
import { replyAccepted, requestSubmitted } from '../events.ts';
import { digestOf, shortDigest } from './digests.ts';
import { ignore } from './gate.ts';
import type { ReplyMessage, RequestBody, RequestMessage, Wire } from './messages.ts';
import type { Asker, ClientState } from './clientState.ts';
import { noteView, restoreClient, sealOf } from './clientState.ts';
import type { Ctx, Out } from './state.ts';
import { VOTED_BEFORE, addVote, clearTally } from './tally.ts';

/** Retries slow down to 2^3 times the client's timeout. */
const RETRY_DOUBLINGS = 3;

/** One input of the client. */
export function stepClient(
  state: ClientState,
  input: Input<Wire>,
  context: Ctx,
  outbox: Out,
): void {
  switch (input.kind) {
    case 'started':
      onStarted(state, context, outbox);
      break;
    case 'restarted':
      onRestarted(state, input.persisted, context, outbox);
      break;
    case 'delivered':
      if (input.message.kind === 'reply')
        onReply(state, input.message, input.from, context, outbox);
      else ignore(outbox, input.from, input.message, 'misdirected');
      break;
    case 'expired':
      if (input.timer === 'submit') {
        state.isDue = true;
        submit(state, context, outbox);
      } else retry(state, Number(input.timer.slice('retry/'.length)), context, outbox);
      break;
    case 'answered':
      break;
    default:
      assertNever(input);
  }
}

function onStarted(state: ClientState, context: Ctx, outbox: Out): void {
  const { n, f } = state.sizes;
  const { faults } = context.parameters;
  if (faults > f) {
    state.isOver = true;
    const why = `3f+1 = ${3 * faults + 1} needed for f = ${faults}, has ${n}`;
    outbox.record(coordinationFailed, {
      coordination: context.coordination,
      error: 'insufficient_nodes',
      outcome: JSON.stringify({ decision: why, n, f: faults }),
    });
    return;
  }
  state.isDue = true;
  submit(state, context, outbox);
}

/** Submits as many requests as are due and clients are free: at most one, unless they need no interval. */
function submit(state: ClientState, context: Ctx, outbox: Out): void {
  const { requests, requestIntervalMicros } = context.parameters;
  while (state.isDue && state.submitted < requests) {
    const first = state.submitted % state.askers.length;
    const free = state.askers.findIndex((_, i) => askerAt(state, first + i).isAnswered);
    if (free < 0) return;
    ask(state, (first + free) % state.askers.length, context, outbox);
    if (requestIntervalMicros === 0) continue;
    state.isDue = false;
    if (state.submitted < requests) outbox.setTimer('submit', requestIntervalMicros);
  }
}

function askerAt(state: ClientState, place: number): Asker {
  return state.askers[place % state.askers.length] as Asker;
}

function ask(state: ClientState, client: number, context: Ctx, outbox: Out): void {
  const timestamp = ++state.submitted;
  const operation = `append ${timestamp}`;
  // Frozen, so that replicas' logs and snapshots of them may share it.
  const body: RequestBody = Object.freeze({ kind: 'request', client, timestamp, operation });
  const seal = sealOf(body, state, context);
  const asker = askerAt(state, client);
  asker.request = { kind: 'request', body, seal };
  asker.isAnswered = false;
  asker.submittedAt = context.now;
  asker.retries = 0;
  clearTally(asker.results);
  outbox.record(requestSubmitted, { operation, digest: shortDigest(digestOf(body)), timestamp });
  if (context.parameters.proposalTimeoutMicros > 0) {
    outbox.broadcast(state.replicas, asker.request);
  } else outbox.send(believedPrimary(state), asker.request);
  outbox.setTimer(`retry/${client}`, context.parameters.clientTimeoutMicros);
}

/** The primary of the highest view that an honest replica is known to have reached. */
function believedPrimary(state: ClientState): ActorIndex {
  const { n } = state.sizes;
  return state.replicas[state.believedView % n] as ActorIndex;
}

function retry(state: ClientState, client: number, context: Ctx, outbox: Out): void {
  const asker = askerAt(state, client);
  if (asker.isAnswered || asker.request === undefined) return;
  asker.retries++;
  state.retries++;
  outbox.broadcast(state.replicas, asker.request);
  const doublings = Math.min(asker.retries, RETRY_DOUBLINGS);
  outbox.setTimer(`retry/${client}`, context.parameters.clientTimeoutMicros << doublings);
}

function onReply(
  state: ClientState,
  message: ReplyMessage,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  const { replica, client, timestamp, result, view } = message.body;
  const sender = state.replicas[replica];
  if (sender === undefined || !context.credentials.check(message.body, sender, message.seal)) {
    return ignore(outbox, from, message, 'badSeal');
  }
  const asker = state.askers[client];
  if (asker?.request?.body.timestamp !== timestamp) return ignore(outbox, from, message, 'tooLate');
  noteView(state, replica, view);
  const count = addVote(asker.results, replica, result, state.sizes.n);
  if (count < 0) {
    const why = count === VOTED_BEFORE ? 'duplicate' : 'conflictingDigest';
    return ignore(outbox, from, message, why);
  }
  if (asker.isAnswered || count < state.sizes.replies) return;
  accept(state, asker, result, context, outbox);
}

function accept(state: ClientState, asker: Asker, result: string, context: Ctx, outbox: Out): void {
  const { body } = asker.request as RequestMessage;
  const latency = context.now - asker.submittedAt;
  asker.isAnswered = true;
  state.answered++;
  state.latencyTotal += latency;
  state.latencyMost = Math.max(state.latencyMost, latency);
  const length = Number(wordAt(result, 0));
  if (length > state.length) {
    state.length = length;
    state.order = wordAt(result, 2);
  }
  outbox.cancelTimer(`retry/${body.client}`);
  outbox.record(replyAccepted, {
    operation: body.operation,
    digest: shortDigest(digestOf(body)),
    view: state.believedView,
    timestamp: body.timestamp,
    latency,
  });
  if (state.answered < context.parameters.requests) submit(state, context, outbox);
  else finish(state, context, outbox);
}

/** The word with this number of a result; empty when there is none. */
function wordAt(result: string, number: number): string {
  let from = 0;
  for (let i = 0; i < number; i++) {
    const space = result.indexOf(' ', from);
    if (space < 0) return '';
    from = space + 1;
  }
  const end = result.indexOf(' ', from);
  return result.slice(from, end < 0 ? result.length : end);
}

function finish(state: ClientState, context: Ctx, outbox: Out): void {
  const { n, f, quorum } = state.sizes;
  const { requests } = context.parameters;
  const decision = `executed ${state.answered} requests as ${state.order}`;
  state.isOver = true;
  outbox.record(coordinationCompleted, {
    coordination: context.coordination,
    decision,
    outcome: JSON.stringify({
      decision,
      requests,
      executed: state.answered,
      order: state.order,
      view: state.believedView,
      n,
      f,
      quorum,
      retries: state.retries,
      meanLatencyMicros: Math.round(state.latencyTotal / state.answered),
      maxLatencyMicros: state.latencyMost,
    }),
    confidence: 1,
  });
}

function onRestarted(state: ClientState, persisted: unknown, context: Ctx, outbox: Out): void {
  if (persisted === undefined) return onStarted(state, context, outbox);
  restoreClient(state, persisted, context);
  state.askers.forEach((_, client) => retry(state, client, context, outbox));
  if (state.isOver) return;
  state.isDue = true;
  submit(state, context, outbox);
}
