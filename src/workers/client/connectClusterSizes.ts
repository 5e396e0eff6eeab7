/** What it is: the page's end of the worker that holds a vote with clusters of many sizes; see connect.ts for the studio's. */

import * as Comlink from 'comlink';
import type { ClusterSizesWorker } from '../clusterSizesApi.ts';
import { watchWorker } from './watch.ts';

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
  const remote = Comlink.wrap<ClusterSizesWorker>(worker);
  const watch = watchWorker(worker, () => {
    worker.terminate();
  });
  return {
    worker: {
      open: (design, coordination) =>
        watch.guard(remote.open(design, coordination), DEADLINE_MILLIS),
      run: (clusterSize, from, to) =>
        watch.guard(remote.run(clusterSize, from, to), DEADLINE_MILLIS),
    },
    dispose: () => {
      watch.bury('it was closed');
      remote[Comlink.releaseProxy]();
      worker.terminate();
    },
  };
}
