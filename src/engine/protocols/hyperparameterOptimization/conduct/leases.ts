/**
 * What it is: who is there. A worker holds its trial as long as it is heard within a lease; one that is not, or that
 * says it is idle, or is alive for too long without an end, loses the trial, which then waits before all new ones.
 */

import { trialLost, trialResumed, workerJoined, workerLost } from '../events.ts';
import { beginJobClock, leaveJob, renewLease } from './desk.ts';
import type { Effects, Tuning } from './desk.ts';
import type { WorkerMessage } from './messages.ts';
import { failOnce } from './settling.ts';
import type { CoordinatorState, WorkerRecord } from './state.ts';

/** Runs while not one worker is heard. */
export const SILENCE_TIMER = 'silence';

/** Gives every worker a lease. */
export function watchAll(state: CoordinatorState, context: Tuning, outbox: Effects): void {
  for (const worker of state.workers) {
    renewLease(state, worker, context, outbox);
    if (worker.phase === 'busy') beginJobClock(state, worker, context, outbox);
  }
}

/** Takes note that a worker is there, and of what it says that it is at. */
export function hear(
  state: CoordinatorState,
  worker: WorkerRecord,
  message: WorkerMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const { phase, job } = worker;
  // It does not know of its job yet, or the job got lost on its way, which the lease will tell.
  if (phase === 'busy' && message.job < job) return;
  if (phase === 'lost' || phase === 'unheard') {
    outbox.record(workerJoined, { worker: worker.actor });
    outbox.cancelTimer(SILENCE_TIMER);
  }
  renewLease(state, worker, context, outbox);
  if (message.kind === 'ready') {
    if (phase === 'busy') takeBack(state, worker, 'restarted', outbox);
    return leaveJob(state, worker, 'idle', outbox);
  }
  if (phase === 'lost' || phase === 'unheard') {
    if (message.job === job && readopt(state, worker, context, outbox)) return;
    worker.phase = 'leaving';
  }
  if (message.kind === 'alive' && worker.phase === 'leaving')
    outbox.send(worker.actor, { kind: 'stop', job: message.job });
}

/** It was cut off and goes on: when nobody else has its trial yet, it keeps it. */
function readopt(
  state: CoordinatorState,
  worker: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): boolean {
  const { trial, job, actor } = worker;
  const record = state.trials[trial];
  if (record === undefined || !state.queue.includes(trial)) return false;
  state.queue = state.queue.filter((one) => one !== trial);
  worker.phase = 'busy';
  record.phase = 'running';
  beginJobClock(state, worker, context, outbox);
  outbox.record(trialResumed, { trial, worker: actor, job });
  return true;
}

/** The lease is over. */
export function expireLease(
  state: CoordinatorState,
  worker: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): void {
  if (worker.phase === 'busy') takeBack(state, worker, 'silent', outbox);
  if (worker.phase !== 'lost') outbox.record(workerLost, { worker: worker.actor });
  leaveJob(state, worker, 'lost', outbox);
  if (state.workers.every(({ phase }) => phase === 'lost'))
    outbox.setTimer(SILENCE_TIMER, context.parameters.patienceMicros);
}

/** The job takes too long, though its worker is alive. */
export function expireJob(
  state: CoordinatorState,
  worker: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): void {
  if (worker.phase !== 'busy') return;
  const { trial, job } = worker;
  takeBack(state, worker, 'tooLong', outbox);
  leaveJob(state, worker, 'leaving', outbox);
  outbox.send(worker.actor, { kind: 'stop', job });
  failOnce(state, trial, worker, context, outbox);
}

/** Its trial, or the assessment, waits for another. */
function takeBack(
  state: CoordinatorState,
  worker: WorkerRecord,
  why: 'silent' | 'restarted' | 'tooLong',
  outbox: Effects,
): void {
  const { trial, job, actor } = worker;
  worker.lost += 1;
  outbox.record(trialLost, { trial, worker: actor, job, why });
  const record = state.trials[trial];
  if (state.stage.phase !== 'searching' || record?.phase !== 'running') return;
  record.phase = 'queued';
  state.queue.push(trial);
}
