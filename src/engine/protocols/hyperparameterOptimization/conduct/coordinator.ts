/**
 * What it is: the coordinator's machine: it asks the sampler for settings and the scheduler for whom they go on with,
 * gives them to workers that are idle, counts each result once, and takes trials back from workers that are lost.
 * Source of the parallel, asynchronous search: L. Li et al., "A System for Massively Parallel Hyperparameter
 * Tuning", MLSys 2020; of leases: C. Gray, D. Cheriton, "Leases", SOSP 1989.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Input } from '../../../contract/protocol.ts';
import { beginSampler } from '../../../optimisation/samplers/samplers.ts';
import { beginScheduler } from '../../../optimisation/scheduling/schedulers.ts';
import { searchOpened } from '../events.ts';
import {
  measuresOf,
  samplerSetting,
  schedulerSetting,
  setupOf,
  spaceInForce,
  summaryOf,
} from '../setup.ts';
import { ignore, LEASE, TOO_LONG } from './desk.ts';
import type { Effects, Tuning } from './desk.ts';
import { endSearch, giveUp } from './ending.ts';
import { expireJob, expireLease, hear, SILENCE_TIMER, watchAll } from './leases.ts';
import type { TuningMessage, WorkerMessage } from './messages.ts';
import { takeDecline, takeReport } from './results.ts';
import { sendNotes } from './settling.ts';
import { emptyObjective, splitRows } from './split.ts';
import type { CoordinatorState, WorkerRecord } from './state.ts';
import { handOut } from './work.ts';

const BUDGET_TIMER = 'time budget';

/** The coordinator before it has drawn up anything. */
export function startCoordinator(context: Tuning): CoordinatorState {
  const { parameters } = context;
  const study = { space: spaceInForce(parameters), objectives: measuresOf(parameters).length };
  const seats = context.seats.filter((seat) => seat.role === 'worker');
  return {
    role: 'coordinator',
    stage: { phase: 'waiting' },
    trials: [],
    queue: [],
    workers: seats.map(({ actor, agentId }): WorkerRecord => ({
      actor,
      agent: agentId,
      phase: 'unheard',
      job: 0,
      trial: 0,
      isUnnoted: false,
      finished: 0,
      lost: 0,
    })),
    jobs: [],
    sampler: beginSampler(samplerSetting(parameters), study),
    scheduler: beginScheduler(schedulerSetting(parameters)),
    objective: emptyObjective(parameters),
    assessment: undefined,
    best: undefined,
    measured: 0,
    importance: {},
    isExhausted: false,
    searchRows: 0,
    testRows: 0,
  };
}

/** One step of the coordinator. */
export function stepCoordinator(
  state: CoordinatorState,
  input: Input<TuningMessage>,
  context: Tuning,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      return begin(state, context, outbox);
    case 'restarted':
      return resume(state, input.persisted as CoordinatorState, context, outbox);
    case 'delivered':
      return receive(state, input.from, input.message, context, outbox);
    case 'expired':
      return expire(state, input.timer, context, outbox);
    case 'answered':
      return; // The coordinator has no agent to consult.
    default:
      return assertNever(input);
  }
}

function begin(state: CoordinatorState, context: Tuning, outbox: Effects): void {
  const { parameters, resources } = context;
  const setup = setupOf(parameters, resources.dataset);
  outbox.record(searchOpened, { summary: summaryOf(setup), setup: JSON.stringify(setup) });
  splitRows(state, context, outbox);
  state.stage = { phase: 'searching' };
  watchAll(state, context, outbox);
  outbox.setTimer(BUDGET_TIMER, parameters.timeBudgetMicros);
}

function resume(
  state: CoordinatorState,
  persisted: CoordinatorState,
  context: Tuning,
  outbox: Effects,
): void {
  Object.assign(state, persisted);
  if (state.stage.phase === 'waiting') return begin(state, context, outbox);
  if (state.stage.phase === 'over') return;
  // It was away itself: everybody has a whole lease to be heard.
  watchAll(state, context, outbox);
  const left = (context.openedAt ?? 0) + context.parameters.timeBudgetMicros - context.now;
  if (state.stage.phase === 'searching') outbox.setTimer(BUDGET_TIMER, Math.max(0, left));
}

function expire(state: CoordinatorState, timer: string, context: Tuning, outbox: Effects): void {
  const { phase } = state.stage;
  if (phase === 'over' || phase === 'waiting') return;
  if (timer === SILENCE_TIMER) return giveUp(state, context, outbox);
  if (timer === BUDGET_TIMER) {
    if (phase === 'searching') endSearch(state, 'timeOver', context, outbox);
  } else {
    const [kind = '', place = ''] = timer.split(' ');
    const worker = state.workers[Number(place)];
    if (worker !== undefined && kind === LEASE) expireLease(state, worker, context, outbox);
    if (worker !== undefined && kind === TOO_LONG) expireJob(state, worker, context, outbox);
  }
  handOut(state, context, outbox);
}

function receive(
  state: CoordinatorState,
  from: ActorIndex,
  message: TuningMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const worker = state.workers.find(({ actor }) => actor === from);
  if (worker === undefined) return ignore(from, message, 'notWorker', outbox);
  switch (message.kind) {
    case 'assign':
    case 'stop':
    case 'noted':
    case 'over':
      return ignore(from, message, 'notCoordinator', outbox);
    case 'ready':
    case 'alive':
    case 'report':
    case 'decline':
      return receiveFrom(state, worker, message, context, outbox);
    default:
      return assertNever(message);
  }
}

function receiveFrom(
  state: CoordinatorState,
  worker: WorkerRecord,
  message: WorkerMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const { phase } = state.stage;
  if (phase === 'over') {
    if (message.kind === 'report') ignore(worker.actor, message, 'late', outbox);
    return outbox.send(worker.actor, { kind: 'over' });
  }
  // One that is up before the coordinator says so again.
  if (phase === 'waiting') return;
  hear(state, worker, message, context, outbox);
  if (message.kind === 'report') takeReport(state, worker, message, context, outbox);
  if (message.kind === 'decline') takeDecline(state, worker, message, context, outbox);
  handOut(state, context, outbox);
  sendNotes(state, outbox);
}
