/** What it is: how a trial ends, and what becomes of those who were at it. */

import { present } from '../../../base/invariant.ts';
import { tellSampler } from '../../../optimisation/samplers/samplers.ts';
import { reportJob } from '../../../optimisation/scheduling/schedulers.ts';
import { trialCancelled, trialFailed, trialFinished, trialPaused, trialPruned } from '../events.ts';
import { leaveJob } from './desk.ts';
import type { Effects, Tuning } from './desk.ts';
import type { CoordinatorState, TrialRecord, WorkerRecord } from './state.ts';
import { studyTrial } from './study.ts';

/** Whether somebody is at the trial, or it waits for somebody. */
export function isOpen({ phase }: TrialRecord): boolean {
  return phase === 'running' || phase === 'queued';
}

/** Nobody need be at the trial any more. */
export function callOff(state: CoordinatorState, record: TrialRecord, outbox: Effects): void {
  state.queue = state.queue.filter((one) => one !== record.trial);
  for (const worker of state.workers) {
    if (worker.phase !== 'busy' || worker.trial !== record.trial) continue;
    leaveJob(state, worker, 'leaving', outbox);
    outbox.send(worker.actor, { kind: 'stop', job: worker.job });
  }
}

/** The worker has brought the end of its job and is free; a next job tells it so as well as a note does. */
export function noteEnd(
  state: CoordinatorState,
  worker: WorkerRecord,
  job: number,
  outbox: Effects,
): void {
  if (worker.job !== job) return outbox.send(worker.actor, { kind: 'noted', job });
  leaveJob(state, worker, 'idle', outbox);
  worker.isUnnoted = true;
}

/** Tells those that have no next job that their last one has arrived. */
export function sendNotes(state: CoordinatorState, outbox: Effects): void {
  for (const worker of state.workers) {
    const { isUnnoted, phase, actor, job } = worker;
    worker.isUnnoted = false;
    if (isUnnoted && phase === 'idle') outbox.send(actor, { kind: 'noted', job });
  }
}

/** The trial has come as far as the scheduler wanted it: to its end, or to where it is compared with others. */
export function finishTask(
  state: CoordinatorState,
  record: TrialRecord,
  worker: WorkerRecord,
  values: readonly number[],
  context: Tuning,
  outbox: Effects,
): void {
  const { trial, task } = record;
  const { actor } = worker;
  const level = task.budget;
  const value = values[0] as number;
  worker.finished += 1;
  if (level < context.parameters.levels) {
    record.phase = 'paused';
    outbox.record(trialPaused, { trial, worker: actor, level, value });
    tellSampler(state.sampler, studyTrial(record));
    return tellScheduler(state, record, value);
  }
  record.phase = 'complete';
  record.found = values.slice();
  outbox.record(trialFinished, { trial, worker: actor, level, value, second: values[1] ?? 0 });
  tellScheduler(state, record, value);
  tellSampler(state.sampler, studyTrial(record));
}

function tellScheduler(state: CoordinatorState, record: TrialRecord, loss: number): void {
  if (!record.isCarriedOn) reportJob(state.scheduler, record.task, loss);
}

/** The trial is so far behind at what it reported last that it is not worth going on with. */
export function pruneBehind(state: CoordinatorState, record: TrialRecord, outbox: Effects): void {
  callOff(state, record, outbox);
  recordPruned(record, 'behind', outbox);
  tellScheduler(state, record, Infinity);
  tellSampler(state.sampler, studyTrial(record));
}

function recordPruned(record: TrialRecord, why: 'behind' | 'notPromoted', outbox: Effects): void {
  const { step: level, value } = present(record.reports.at(-1), 'what a pruned trial reported');
  record.phase = 'pruned';
  outbox.record(trialPruned, { trial: record.trial, level, why, value });
}

/** An evaluation has failed: after so many the trial is given up, and until then it goes to somebody else. */
export function failOnce(
  state: CoordinatorState,
  trial: number,
  by: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): void {
  const { stage } = state;
  const { attempts } = context.parameters;
  if (stage.phase === 'assessing') stage.failures += 1;
  const record = present(state.trials[trial], `trial ${trial}`);
  if (!isOpen(record)) return;
  record.failedBy.push(state.workers.indexOf(by));
  if (record.failedBy.length < attempts) return;
  callOff(state, record, outbox);
  record.phase = 'failed';
  outbox.record(trialFailed, { trial, failures: record.failedBy.length });
  tellScheduler(state, record, Infinity);
  tellSampler(state.sampler, studyTrial(record));
}

/** The search is over: what is under way is cancelled, and what waits for the scheduler goes on no further. */
export function cancelOpen(state: CoordinatorState, why: string, outbox: Effects): void {
  for (const record of state.trials) {
    if (record.phase === 'paused') recordPruned(record, 'notPromoted', outbox);
    if (!isOpen(record)) continue;
    callOff(state, record, outbox);
    record.phase = 'cancelled';
    outbox.record(trialCancelled, { trial: record.trial, why });
  }
}
