/**
 * What it is: a worker's machine: it evaluates one setting at a time, level by level, says what it finds, shows
 * that it is alive, and repeats the end of a job until the coordinator has noted it.
 */

import { assertNever } from '../../../base/invariant.ts';
import type { ActorIndex } from '../../../base/units.ts';
import type { Answer, Question } from '../../../contract/consultation.ts';
import type { Input } from '../../../contract/protocol.ts';
import type { IgnoreReason } from '../card.ts';
import { ignore } from './desk.ts';
import type { Effects, Tuning } from './desk.ts';
import type { AssignMessage, DeclineMessage, ReportMessage, TuningMessage } from './messages.ts';
import type { WorkerState } from './state.ts';

const BEAT_TIMER = 'beat';

/** A worker before it was given anything. */
export function startWorker(): WorkerState {
  return { role: 'worker', job: 0, evaluated: 0, stage: { phase: 'idle' } };
}

/** What a worker still knows after a crash: which jobs it has seen, and that the search is over. */
export function durableWorker(state: WorkerState): Pick<WorkerState, 'job'> & { isOver: boolean } {
  return { job: state.job, isOver: state.stage.phase === 'over' };
}

/** One step of a worker. */
export function stepWorker(
  state: WorkerState,
  input: Input<TuningMessage>,
  context: Tuning,
  outbox: Effects,
): void {
  switch (input.kind) {
    case 'started':
      return beat(state, context, outbox);
    case 'restarted': {
      const { job, isOver } = input.persisted as ReturnType<typeof durableWorker>;
      state.job = job;
      if (isOver) state.stage = { phase: 'over' };
      return beat(state, context, outbox);
    }
    case 'delivered':
      return receive(state, input.from, input.message, context, outbox);
    case 'expired':
      return beat(state, context, outbox);
    case 'answered':
      return passOn(state, input.question, input.answer, context, outbox);
    default:
      return assertNever(input);
  }
}

/** Shows that it is there, and repeats what may have been lost. */
function beat(state: WorkerState, context: Tuning, outbox: Effects): void {
  const { stage, job } = state;
  if (stage.phase === 'over') return;
  if (stage.phase === 'idle') tell(context, outbox, { kind: 'ready', job });
  else if (stage.phase === 'working') tell(context, outbox, { kind: 'alive', job });
  else tell(context, outbox, stage.message);
  outbox.setTimer(BEAT_TIMER, context.parameters.heartbeatMicros);
}

function tell(context: Tuning, outbox: Effects, message: TuningMessage): void {
  outbox.broadcast(context.role('coordinator'), message);
}

function receive(
  state: WorkerState,
  from: ActorIndex,
  message: TuningMessage,
  context: Tuning,
  outbox: Effects,
): void {
  const ignoreBecause = (reason: IgnoreReason): void => ignore(from, message, reason, outbox);
  if (!context.role('coordinator').includes(from)) return ignoreBecause('notCoordinator');
  const { stage } = state;
  switch (message.kind) {
    case 'assign':
      if (message.job <= state.job || stage.phase === 'over') return ignoreBecause('duplicate');
      return begin(state, message, outbox);
    case 'stop':
      if (message.job !== state.job || stage.phase !== 'working') return ignoreBecause('stale');
      return rest(state, context, outbox);
    case 'noted':
      if (message.job !== state.job || stage.phase !== 'delivering') return ignoreBecause('stale');
      state.stage = { phase: 'idle' };
      return;
    case 'over':
      if (stage.phase === 'over') return ignoreBecause('duplicate');
      state.stage = { phase: 'over' };
      return outbox.cancelTimer(BEAT_TIMER);
    case 'ready':
    case 'alive':
    case 'report':
    case 'decline':
      return ignoreBecause('notCoordinator');
    default:
      return assertNever(message);
  }
}

function begin(state: WorkerState, task: AssignMessage, outbox: Effects): void {
  state.job = task.job;
  state.stage = { phase: 'working', task, next: 0 };
  evaluate(task, 0, outbox);
}

/** Idle again, and says so at once: others may be waiting for it. */
function rest(state: WorkerState, context: Tuning, outbox: Effects): void {
  state.stage = { phase: 'idle' };
  beat(state, context, outbox);
}

function evaluate(task: AssignMessage, next: number, outbox: Effects): void {
  const { job, objective, values, levels, luck } = task;
  const level = task.stops[next] ?? levels;
  outbox.consult({ kind: 'evaluate', job, objective, values, level, levels, luck });
}

function passOn(
  state: WorkerState,
  question: Question,
  answer: Answer,
  context: Tuning,
  outbox: Effects,
): void {
  const { stage } = state;
  // What it had begun to evaluate before it was stopped or given something else is of no use.
  if (stage.phase !== 'working' || question.kind !== 'evaluate' || question.job !== state.job)
    return;
  const { task, next } = stage;
  const { job, trial, stops } = task;
  if (answer.kind !== 'evaluated') {
    const reason = answer.kind === 'failed' ? answer.reason : 'noAnswer';
    return deliver(state, { kind: 'decline', job, trial, reason }, context, outbox);
  }
  state.evaluated += 1;
  const isLast = next + 1 >= stops.length;
  const { values } = answer;
  const report: ReportMessage = {
    kind: 'report',
    job,
    trial,
    level: question.level,
    values,
    isLast,
  };
  if (isLast) return deliver(state, report, context, outbox);
  tell(context, outbox, report);
  stage.next = next + 1;
  evaluate(task, stage.next, outbox);
}

function deliver(
  state: WorkerState,
  message: ReportMessage | DeclineMessage,
  context: Tuning,
  outbox: Effects,
): void {
  state.stage = { phase: 'delivering', message };
  beat(state, context, outbox);
}
