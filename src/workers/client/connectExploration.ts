/** What it is: the page's end of one worker of an exploration; see connect.ts for the studio's. */

import type { ExplorationWorker } from '../explorationApi.ts';
import type { Hand } from './explorationPool.ts';
import { guardWorker } from './guarded.ts';

/** A few hundred runs, or one counterexample made small, take seconds at most. */
const DEADLINE_MILLIS = 120_000;

/** Starts a worker. */
export function connectExploration(): Hand {
  const worker = new Worker(new URL('../exploration.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord exploration',
  });
  const { remote, guard, isDead, dispose } = guardWorker<ExplorationWorker>(
    worker,
    DEADLINE_MILLIS,
  );
  return {
    worker: {
      open: (design, settings) => guard(remote.open(design, settings)),
      explore: (from, to) => guard(remote.explore(from, to)),
      shrink: (run, property) => guard(remote.shrink(run, property)),
    },
    isDead,
    dispose,
  };
}
