/** What it is: the page's end of the worker that holds a vote with clusters of many sizes; see connect.ts for the studio's. */

import type { ClusterSizesWorker } from '../clusterSizesApi.ts';
import { guardWorker } from './guarded.ts';

/** A few runs of hundreds of agents take seconds at most. */
const DEADLINE_MILLIS = 60_000;

export interface ClusterSizesConnection {
  readonly worker: ClusterSizesWorker;
  /** Ends it; calls in flight reject. */
  dispose(): void;
}

/** Starts the worker. */
export function connectClusterSizes(): ClusterSizesConnection {
  const worker = new Worker(new URL('../clusterSizes.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord cluster sizes',
  });
  const { remote, guard, dispose } = guardWorker<ClusterSizesWorker>(worker, DEADLINE_MILLIS);
  return {
    worker: {
      open: (design, coordination) => guard(remote.open(design, coordination)),
      run: (clusterSize, from, to) => guard(remote.run(clusterSize, from, to)),
    },
    dispose,
  };
}
