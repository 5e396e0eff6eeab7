/** What it is: a thread that makes one search after another, as it is asked. */

import { parentPort } from 'node:worker_threads';
import { hpoObjectives } from '../lib/hpoObjectives.ts';
import { bestAfter, search } from '../../src/engine/optimisation/testing/searches.testing.ts';
import { CHECKPOINTS, OPTIMISERS } from './optimisers.ts';

export interface Task {
  readonly objective: string;
  readonly optimiser: string;
  readonly seed: number;
}

export interface Searched extends Task {
  /** At each checkpoint as far as the optimiser was followed. */
  readonly regrets: readonly number[];
}

const objectives = hpoObjectives();

parentPort?.on('message', (task: Task) => {
  const objective = objectives.find(({ name }) => name === task.objective);
  const optimiser = OPTIMISERS.find(({ name }) => name === task.optimiser);
  if (objective === undefined || optimiser === undefined)
    throw new Error(`nobody knows ${task.objective} or ${task.optimiser}`);
  const { setting, trials } = optimiser;
  const done = search(setting, { ...objective, trials, seed: task.seed });
  const regrets = CHECKPOINTS.filter((count) => count <= trials).map(
    (count) => bestAfter(done, count) - objective.optimum,
  );
  parentPort?.postMessage({ ...task, regrets } satisfies Searched);
});
