/** What it is: hyperparameter_optimization as the kernel runs it: a coordinator of its own and a worker per participant. */

import type { CastSeat, Conduct } from '../../../contract/protocol.ts';
import type { TuningParameters } from '../card.ts';
import { startCoordinator, stepCoordinator } from './coordinator.ts';
import { bytesOf, detailOf } from './messages.ts';
import type { TuningMessage } from './messages.ts';
import { TUNING_MUTATORS } from './mutators.ts';
import { bestOf } from './standing.ts';
import type { TuningState } from './state.ts';
import { durableWorker, startWorker, stepWorker } from './worker.ts';

function cast(_parameters: TuningParameters, participantCount: number): readonly CastSeat[] {
  const workers = Array.from({ length: participantCount }, (_, i): CastSeat => ({
    role: 'worker',
    participant: i,
    name: `worker ${i}`,
  }));
  return [...workers, { role: 'coordinator', participant: undefined, name: 'coordinator' }];
}

function appearance(state: TuningState): Record<string, string | number | boolean> {
  if (state.role === 'worker') {
    const { stage, job, evaluated } = state;
    const trial = stage.phase === 'working' ? stage.task.trial : '–';
    return { phase: stage.phase, job, trial, 'levels evaluated': evaluated };
  }
  const counted = (phase: string): number =>
    state.trials.filter((trial) => trial.phase === phase).length;
  return {
    phase: state.stage.phase,
    trials: state.trials.length,
    running: counted('running'),
    waiting: state.queue.length,
    paused: counted('paused'),
    complete: counted('complete'),
    pruned: counted('pruned'),
    failed: counted('failed'),
    best: bestOf(state)?.found[0] ?? '–',
    'workers idle': state.workers.filter(({ phase }) => phase === 'idle').length,
    'workers lost': state.workers.filter(({ phase }) => phase === 'lost').length,
  };
}

export const tuningConduct: Conduct<TuningState, TuningMessage, TuningParameters> = {
  cast,
  start: (context) =>
    context.self.role === 'coordinator' ? startCoordinator(context) : startWorker(),
  step(state, input, context, outbox) {
    if (state.role === 'coordinator') stepCoordinator(state, input, context, outbox);
    else stepWorker(state, input, context, outbox);
  },
  durable: (state) => (state.role === 'coordinator' ? state : durableWorker(state)),
  detail: detailOf,
  bytes: bytesOf,
  appearance,
  mutators: TUNING_MUTATORS,
};
