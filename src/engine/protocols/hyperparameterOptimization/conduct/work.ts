/**
 * What it is: what idle workers are given: trials that have lost their worker first, then what the scheduler wants,
 * which may be a new trial. In the end, the assessment of the best.
 */

import { present } from '../../../base/invariant.ts';
import type { Objective } from '../../../contract/consultation.ts';
import { askSampler } from '../../../optimisation/samplers/samplers.ts';
import { endOfTrials, nextJob } from '../../../optimisation/scheduling/schedulers.ts';
import type { Job } from '../../../optimisation/scheduling/scheduler.ts';
import { assessmentAssigned, trialAssigned, trialCreated } from '../events.ts';
import { beginJobClock } from './desk.ts';
import type { Effects, Tuning } from './desk.ts';
import { conclude, endSearch } from './ending.ts';
import { isOpen } from './settling.ts';
import { completeOf } from './standing.ts';
import type { CoordinatorState, TrialRecord, WorkerRecord } from './state.ts';
import { stopsOf, studyTrials } from './study.ts';

const WORDS = 2 ** 32;

/** Gives work to all idle workers, as far as there is any; when there is none left, the search ends. */
export function handOut(state: CoordinatorState, context: Tuning, outbox: Effects): void {
  if (state.stage.phase === 'searching') {
    const isDry = handOutTrials(state, context, outbox);
    if (isDry && !state.trials.some(isOpen)) {
      if (carryOn(state, context)) handOutTrials(state, context, outbox);
      else endSearch(state, state.isExhausted ? 'spaceExhausted' : 'trialsDone', context, outbox);
    }
  }
  if (state.stage.phase === 'assessing') handOutAssessment(state, context, outbox);
}

/** When no trial was carried through, the best of those that went furthest goes on, whatever the scheduler says. */
function carryOn(state: CoordinatorState, { parameters }: Tuning): boolean {
  if (completeOf(state).length > 0) return false;
  const last = ({ reports }: TrialRecord) => reports.at(-1) ?? { step: 0, value: Infinity };
  const [furthest] = state.trials
    .filter(({ phase }) => phase === 'paused')
    .toSorted(
      (one, other) => last(other).step - last(one).step || last(one).value - last(other).value,
    );
  if (furthest === undefined) return false;
  furthest.isCarriedOn = true;
  furthest.task = { ...furthest.task, isNew: false, budget: parameters.levels };
  furthest.phase = 'queued';
  state.queue.push(furthest.trial);
  return true;
}

/** Whether there was an idle worker for whom there was nothing to do. */
function handOutTrials(state: CoordinatorState, context: Tuning, outbox: Effects): boolean {
  let isDry = false;
  for (const worker of state.workers) {
    if (worker.phase !== 'idle') continue;
    const record = waitingFor(state, worker) ?? nextTrial(state, context, outbox);
    if (record === undefined) {
      // What waits may be for one of the others: this one has failed at it.
      isDry = true;
      continue;
    }
    const { trial, task } = record;
    const job = issue(state, worker, trial, context, outbox);
    record.phase = 'running';
    outbox.record(trialAssigned, { trial, worker: worker.actor, job, level: task.budget });
    const stops = stopsOf(record, context.parameters);
    send(worker, record, stops, state.objective, context, outbox);
  }
  return isDry;
}

/** The trial that waits longest; one goes back to a worker that has failed at it only when nobody else is there. */
function waitingFor(state: CoordinatorState, worker: WorkerRecord): TrialRecord | undefined {
  const place = state.workers.indexOf(worker);
  const isFor = ({ failedBy }: TrialRecord): boolean =>
    !failedBy.includes(place) ||
    state.workers.every(({ phase }, i) => phase === 'lost' || failedBy.includes(i));
  const trial = state.queue.find((one) => isFor(present(state.trials[one], `trial ${one}`)));
  if (trial === undefined) return undefined;
  state.queue = state.queue.filter((one) => one !== trial);
  return state.trials[trial];
}

function nextTrial(
  state: CoordinatorState,
  context: Tuning,
  outbox: Effects,
): TrialRecord | undefined {
  for (;;) {
    const turn = nextJob(state.scheduler);
    if (turn.kind !== 'job') return undefined;
    const { job } = turn;
    if (!job.isNew) {
      const record = present(state.trials[job.trialId], `trial ${job.trialId}`);
      record.task = job;
      return record;
    }
    const created = create(state, job, context, outbox);
    if (created !== undefined) return created;
    endOfTrials(state.scheduler, job);
  }
}

function create(
  state: CoordinatorState,
  job: Job,
  context: Tuning,
  outbox: Effects,
): TrialRecord | undefined {
  const { trials } = state;
  const { choices, parameters } = context;
  if (trials.length >= parameters.maxIterations) return undefined;
  const asking = { trialId: job.trialId, trials: studyTrials(trials), choices };
  const suggestion = askSampler(state.sampler, asking);
  if (suggestion.kind === 'exhausted') {
    state.isExhausted = true;
    return undefined;
  }
  const record: TrialRecord = {
    trial: job.trialId,
    values: suggestion.assignment,
    luck: choices.below(WORDS),
    phase: 'queued',
    task: job,
    reports: [],
    found: [],
    failedBy: [],
    isCarriedOn: false,
  };
  trials.push(record);
  outbox.record(trialCreated, { trial: record.trial, values: JSON.stringify(record.values) });
  return record;
}

function handOutAssessment(state: CoordinatorState, context: Tuning, outbox: Effects): void {
  const { stage, assessment } = state;
  if (stage.phase !== 'assessing' || assessment === undefined) return;
  if (stage.failures >= context.parameters.attempts)
    return conclude(state, stage.why, undefined, context, outbox);
  const isUnderWay = state.workers.some(
    (one) => one.phase === 'busy' && stage.jobs.includes(one.job),
  );
  const idle = state.workers.filter(({ phase }) => phase === 'idle');
  // Whoever failed at it last is asked last.
  const worker = idle[stage.failures % Math.max(1, idle.length)];
  if (isUnderWay || worker === undefined) return;
  const { trial } = stage;
  const job = issue(state, worker, trial, context, outbox);
  stage.jobs.push(job);
  outbox.record(assessmentAssigned, { trial, worker: worker.actor, job });
  const record = present(state.trials[trial], `trial ${trial}`);
  send(worker, record, [context.parameters.levels], assessment, context, outbox);
}

/** A job of a new number. */
function issue(
  state: CoordinatorState,
  worker: WorkerRecord,
  trial: number,
  context: Tuning,
  outbox: Effects,
): number {
  const job = state.jobs.push({ trial, worker: state.workers.indexOf(worker) });
  worker.phase = 'busy';
  worker.job = job;
  worker.trial = trial;
  beginJobClock(state, worker, context, outbox);
  return job;
}

function send(
  worker: WorkerRecord,
  { trial, values, luck }: TrialRecord,
  stops: readonly number[],
  objective: Objective,
  context: Tuning,
  outbox: Effects,
): void {
  const { levels } = context.parameters;
  const { job, actor } = worker;
  outbox.send(actor, { kind: 'assign', job, trial, values, luck, stops, levels, objective });
}
