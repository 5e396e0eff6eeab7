/** What it is: the page's end of one worker of an exploration, or of a small world's search; see connect.ts for the studio's. */

import type { Result } from '../../engine/base/result.ts';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import type { SearchReport } from '../../engine/exploration/smallWorlds.ts';
import type { ExplorationWorker, SmallWorldWorker } from '../explorationApi.ts';
import type { Hand } from './explorationPool.ts';
import { guardWorker } from './guarded.ts';
import type { Guarded } from './guarded.ts';

/** A few hundred runs, a slice of a search, or one counterexample made small take seconds at most. */
const DEADLINE_MILLIS = 120_000;

export interface SmallWorldConnection {
  readonly worker: SmallWorldWorker;
  readonly dispose: () => void;
}

function spawn(): Guarded<ExplorationWorker & SmallWorldWorker> {
  const worker = new Worker(new URL('../exploration.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord exploration',
  });
  return guardWorker<ExplorationWorker & SmallWorldWorker>(worker, DEADLINE_MILLIS);
}

/** Starts a worker that executes runs. */
export function connectExploration(): Hand {
  const { remote, guard, isDead, dispose } = spawn();
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

/** Starts a worker that searches a small world. */
export function connectSmallWorld(): SmallWorldConnection {
  const { remote, guard, dispose } = spawn();
  return {
    worker: {
      openSearch: (design, settings) =>
        guard<Result<SearchReport, string>>(remote.openSearch(design, settings)),
      raiseSearch: (bounds) => guard(remote.raiseSearch(bounds)),
      advanceSearch: (expansions) => guard(remote.advanceSearch(expansions)),
      counterexample: () => guard<Result<Counterexample, string>>(remote.counterexample()),
    },
    dispose,
  };
}
