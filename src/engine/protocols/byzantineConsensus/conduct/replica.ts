/**
 * What it is: the state machine of a replica: one step, one switch.
 * Source: Castro and Liskov, OSDI 1999, section 4; the rules are numbered in SPEC.md.
 * Timers: `request` runs while a replica knows of something unexecuted, `newView` while it waits for an
 * announced view, `status` while it lacks anything. All three are set and cancelled in one place, at the
 * end of each step, from what the state says.
 */

import type { ActorIndex } from '../../../base/units.ts';
import { assertNever } from '../../../base/invariant.ts';
import type { Input } from '../../../contract/protocol.ts';
import { askForHelp, isLacking, onFill, onState, onStatus } from './catchUp.ts';
import { onCheckpoint } from './checkpoints.ts';
import { restore } from './durable.ts';
import { executeReady } from './execution.ts';
import { ignore, takeDue } from './gate.ts';
import type { RequestMessage, Wire } from './messages.ts';
import { onNewView } from './newView.ts';
import { onCommit, onPrePrepare, onPrepare, onRequest } from './normalCase.ts';
import { propose, stopWaitingToFill } from './proposing.ts';
import type { Ctx, Out, ReplicaState } from './state.ts';
import { isPrimary } from './state.ts';
import {
  followViewChanges,
  onViewChange,
  patience,
  startViewChange,
  viewChangeOf,
} from './viewChange.ts';

/** Status is repeated at most 2^3 times slower than at first. */
const STATUS_DOUBLINGS = 3;

/** One input of a replica. */
export function stepReplica(
  state: ReplicaState,
  input: Input<Wire>,
  context: Ctx,
  outbox: Out,
): void {
  switch (input.kind) {
    case 'started':
    case 'answered':
      break;
    case 'restarted':
      onRestarted(state, input.persisted, context, outbox);
      break;
    case 'delivered':
      onMessage(state, input.message, input.from, context, outbox);
      break;
    case 'expired':
      onExpired(state, input.timer, context, outbox);
      break;
    default:
      assertNever(input);
  }
  conclude(state, context, outbox);
}

function onMessage(
  state: ReplicaState,
  message: Wire,
  from: ActorIndex,
  context: Ctx,
  outbox: Out,
): void {
  switch (message.kind) {
    case 'request':
      return onRequest(state, message, from, context, outbox);
    case 'prePrepare':
      return onPrePrepare(state, message, from, context, outbox);
    case 'prepare':
      return onPrepare(state, message, from, context, outbox);
    case 'commit':
      return onCommit(state, message, from, context, outbox);
    case 'reply':
      return ignore(outbox, from, message, 'misdirected');
    case 'checkpoint':
      return onCheckpoint(state, message, from, context, outbox);
    case 'viewChange':
      return onViewChange(state, message, from, context, outbox);
    case 'newView':
      if (onNewView(state, message, from, context, outbox) === 'rejected') {
        startViewChange(state, state.view + 1, 'the new view is invalid', context, outbox);
      }
      return;
    case 'status':
      return onStatus(state, message, from, context, outbox);
    case 'fill':
      return onFill(state, message, from, context, outbox);
    case 'state':
      return onState(state, message, from, context, outbox);
    default:
      return assertNever(message);
  }
}

function onExpired(state: ReplicaState, timer: string, context: Ctx, outbox: Out): void {
  if (timer === 'request') {
    state.isRequestTimerSet = false;
    if (isWaiting(state)) {
      startViewChange(state, state.view + 1, 'a request is late', context, outbox);
    }
  } else if (timer === 'newView') {
    state.isNewViewTimerSet = false;
    if (state.isChanging) {
      startViewChange(state, state.view + 1, 'no new view came', context, outbox);
    }
  } else if (timer === 'proposal') {
    state.expected = undefined;
    if (!state.isChanging) {
      startViewChange(state, state.view + 1, 'the primary is slow to propose', context, outbox);
    }
  } else if (timer === 'batch') {
    stopWaitingToFill(state);
  } else {
    state.isStatusTimerSet = false;
    if (!isLacking(state)) return;
    if (state.statusMark === markOf(state)) {
      state.statusRounds++;
      askForHelp(state, context, outbox);
    } else state.statusRounds = 0;
  }
}

/** Comes back from a crash: with what it had kept, and asks for what it missed. */
function onRestarted(state: ReplicaState, persisted: unknown, context: Ctx, outbox: Out): void {
  restore(state, persisted);
  if (state.isChanging) state.viewChanges[state.number] = viewChangeOf(state, context);
  askForHelp(state, context, outbox);
  followViewChanges(state, context, outbox);
}

/** What every step ends with. */
function conclude(state: ReplicaState, context: Ctx, outbox: Out): void {
  if (state.hasEnteredView) {
    state.hasEnteredView = false;
    for (const { from, message } of takeDue(state)) {
      onMessage(state, message, from, context, outbox);
    }
  }
  const hasExecuted = state.mayExecute && executeReady(state, context, outbox);
  if (state.mayPropose) propose(state, context, outbox);
  tendRequestTimer(state, hasExecuted, context, outbox);
  tendStatusTimer(state, context, outbox);
  if (context.parameters.proposalTimeoutMicros > 0) tendProposalTimer(state, context, outbox);
}

/**
 * Whether a request is known that is not executed. The primary waits too, unlike the paper's: with f
 * replicas down and one alone in a view change it may lack the last vote for ever, and those who have
 * executed the request are too few to answer the client or to fill the others' gaps.
 */
function isWaiting(state: ReplicaState): boolean {
  return !state.isChanging && (state.waitingCount > 0 || state.proposed > state.executed);
}

/** Runs only while the replica waits, and starts anew when something was executed. */
function tendRequestTimer(
  state: ReplicaState,
  hasExecuted: boolean,
  context: Ctx,
  outbox: Out,
): void {
  if (!isWaiting(state)) {
    if (state.isRequestTimerSet) outbox.cancelTimer('request');
    state.isRequestTimerSet = false;
  } else if (
    hasExecuted ||
    !state.isRequestTimerSet ||
    !state.sizes.rules.restartsTimerOnProgressOnly
  ) {
    state.isRequestTimerSet = true;
    outbox.setTimer('request', patience(state, context.parameters.viewTimeoutMicros));
  }
}

/**
 * Runs while this backup holds a request that the primary has not proposed in this view, for one such
 * request at a time, so that nobody's is passed over for ever.
 * Source: the fairness that backups expect in Aardvark (Clement and others, NSDI 2009, section 5).
 */
function tendProposalTimer(state: ReplicaState, context: Ctx, outbox: Out): void {
  const isExpecting = !state.isChanging && !isPrimary(state);
  const { expected } = state;
  if (isExpecting && expected?.view === state.view && isUnproposed(state, expected.request)) return;
  const next = isExpecting
    ? state.waiting.find((request) => request !== undefined && isUnproposed(state, request))
    : undefined;
  if (next === undefined) {
    if (expected !== undefined) outbox.cancelTimer('proposal');
    state.expected = undefined;
    return;
  }
  state.expected = { view: state.view, request: next };
  outbox.setTimer('proposal', patience(state, context.parameters.proposalTimeoutMicros));
}

/** Whether a request waits that has no sequence in this view. */
function isUnproposed(state: ReplicaState, { body }: RequestMessage): boolean {
  return (
    state.waiting[body.client]?.body.timestamp === body.timestamp &&
    body.timestamp > (state.assignedTimestamps[body.client] ?? 0)
  );
}

function tendStatusTimer(state: ReplicaState, context: Ctx, outbox: Out): void {
  const isNeeded = isLacking(state);
  if (isNeeded === state.isStatusTimerSet) return;
  state.isStatusTimerSet = isNeeded;
  if (!isNeeded) {
    state.statusRounds = 0;
    outbox.cancelTimer('status');
    return;
  }
  state.statusMark = markOf(state);
  const doublings = Math.min(state.statusRounds, STATUS_DOUBLINGS);
  outbox.setTimer('status', context.parameters.retransmitMicros << doublings);
}

/** Changes with whatever counts as progress. */
function markOf(state: ReplicaState): string {
  return `${state.view}${state.isChanging ? '?' : ''} ${state.low} ${state.executed}`;
}
