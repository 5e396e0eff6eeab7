/**
 * What it is: what workers report, counted once. A result counts whoever brings it, as long as it was asked for and
 * the trial is open: a setting has its own luck, so all find the same.
 */

import { present } from '../../../base/invariant.ts';
import { bestAssessed, trialDeclined, trialReported } from '../events.ts';
import { measuresOf } from '../setup.ts';
import { ignore } from './desk.ts';
import type { Effects, Tuning } from './desk.ts';
import { conclude, endSearch } from './ending.ts';
import type { DeclineMessage, ReportMessage } from './messages.ts';
import { callOff, failOnce, finishTask, isOpen, noteEnd, pruneBehind } from './settling.ts';
import { takeStanding } from './standing.ts';
import type { CoordinatorState, TrialRecord, WorkerRecord } from './state.ts';
import { isBehind } from './study.ts';

/** Takes what a worker reports. */
export function takeReport(
  state: CoordinatorState,
  worker: WorkerRecord,
  message: ReportMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const { job, trial } = message;
  const given = state.jobs[job - 1];
  if (given?.trial !== trial || state.workers[given.worker] !== worker)
    return ignore(worker.actor, message, 'notYours', outbox);
  if (!isWellFormed(message, context)) {
    ignore(worker.actor, message, 'malformed', outbox);
    return fail(
      state,
      worker,
      { kind: 'decline', job, trial, reason: 'malformed' },
      context,
      outbox,
    );
  }
  const { stage } = state;
  if (stage.phase === 'assessing' && stage.jobs.includes(job))
    return takeAssessment(state, worker, message, context, outbox);
  const record = present(state.trials[trial], 'a trial that was given');
  const last = record.reports.at(-1)?.step ?? 0;
  if (!isOpen(record) || message.level <= last || message.level > record.task.budget) {
    ignore(worker.actor, message, 'counted', outbox);
    return release(state, worker, message, outbox);
  }
  count(state, record, worker, message, context, outbox);
}

/** A finite number for each measure, at a level that there is. */
function isWellFormed({ values, level }: ReportMessage, { parameters }: Tuning): boolean {
  return (
    Number.isInteger(level) &&
    level >= 1 &&
    level <= parameters.levels &&
    Array.isArray(values) &&
    values.length === measuresOf(parameters).length &&
    values.every((value) => Number.isFinite(value))
  );
}

function count(
  state: CoordinatorState,
  record: TrialRecord,
  worker: WorkerRecord,
  { level, values, job }: ReportMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const { trial } = record;
  const value = values[0] as number;
  record.reports.push({ step: level, value });
  outbox.record(trialReported, { trial, worker: worker.actor, level, value });
  if (level < record.task.budget) {
    if (isBehind(record, state.trials, context.parameters)) pruneBehind(state, record, outbox);
    return;
  }
  // Whoever brought it is free; another who was given the trial meanwhile is called off.
  noteEnd(state, worker, job, outbox);
  callOff(state, record, outbox);
  finishTask(state, record, worker, values, context, outbox);
  if (record.phase !== 'complete') return;
  takeStanding(state, record, worker, context, outbox);
  const { stopAtTarget, target } = context.parameters;
  if (stopAtTarget && value <= target) endSearch(state, 'targetReached', context, outbox);
}

/** A worker that brings nothing new: its last word is noted, or it is told to leave the job. */
function release(
  state: CoordinatorState,
  worker: WorkerRecord,
  { job, isLast }: ReportMessage,
  outbox: Effects,
): void {
  if (isLast) return noteEnd(state, worker, job, outbox);
  const isAtIt = worker.phase === 'busy' && worker.job === job;
  if (!isAtIt) outbox.send(worker.actor, { kind: 'stop', job });
}

/** A worker could not do it. */
export function takeDecline(
  state: CoordinatorState,
  worker: WorkerRecord,
  message: DeclineMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const given = state.jobs[message.job - 1];
  if (given?.trial !== message.trial || state.workers[given.worker] !== worker)
    return ignore(worker.actor, message, 'notYours', outbox);
  const isAtIt = worker.phase === 'busy' && worker.job === message.job;
  if (!isAtIt) {
    ignore(worker.actor, message, 'counted', outbox);
    return noteEnd(state, worker, message.job, outbox);
  }
  fail(state, worker, message, context, outbox);
}

function fail(
  state: CoordinatorState,
  worker: WorkerRecord,
  { job, trial, reason }: DeclineMessage,
  context: Tuning,
  outbox: Effects,
): void {
  outbox.record(trialDeclined, { trial, worker: worker.actor, job, reason });
  noteEnd(state, worker, job, outbox);
  const record = present(state.trials[trial], 'a trial that was given');
  const isHeld = state.workers.some((one) => one.phase === 'busy' && one.trial === trial);
  if (record.phase === 'running' && !isHeld) {
    record.phase = 'queued';
    state.queue.push(trial);
  }
  failOnce(state, trial, worker, context, outbox);
}

function takeAssessment(
  state: CoordinatorState,
  worker: WorkerRecord,
  { values, job }: ReportMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const { stage } = state;
  if (stage.phase !== 'assessing') return;
  const value = values[0] as number;
  outbox.record(bestAssessed, { trial: stage.trial, worker: worker.actor, value });
  noteEnd(state, worker, job, outbox);
  conclude(state, stage.why, value, context, outbox);
}
