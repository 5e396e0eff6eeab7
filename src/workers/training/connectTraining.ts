/** What it is: the run's end of a worker that trains for it: a worker of the run's own worker. */

import * as Comlink from 'comlink';
import type { TrainingHand, TrainingWorker } from './trainingApi.ts';

/**
 * How many to train with: all processors but one, which is the page's; at most six, since each keeps its own data. With two
 * processors a second hand would bring a tenth, and make the page wait for what it draws.
 */
export function handsFor(processors: number): number {
  return Math.min(6, Math.max(1, processors - 1));
}

/** Starts a worker. A call that it dies over is rejected. */
export function connectTraining(): TrainingHand {
  const worker = new Worker(new URL('./training.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord training',
  });
  const remote = Comlink.wrap<TrainingWorker>(worker);
  let end: (trouble: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  // Who waits for a call hears of it there.
  ended.catch(() => undefined);
  worker.addEventListener('error', ({ message }) => {
    end(new Error(message === '' ? 'it could not be started' : message));
  });
  return {
    open: (tables) => Promise.race([remote.open(tables), ended]),
    perform: (work) => Promise.race([remote.perform(work), ended]),
    dispose: () => {
      end(new Error('it was closed'));
      worker.terminate();
    },
  };
}
