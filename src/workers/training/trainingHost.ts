/** What it is: a hand's end of training: it does the work that it is given, one piece after another. */

import { performWork } from '../../engine/simulation.ts';
import type { Tables } from '../../engine/simulation.ts';
import type { TrainingWorker } from './trainingApi.ts';

/** A hand in this thread. */
export function createTrainingHost(): TrainingWorker {
  let tables: Tables = [];
  return {
    open: (given) => {
      tables = given;
      return Promise.resolve();
    },
    perform: (work) => Promise.resolve(performWork(work, tables)),
  };
}
