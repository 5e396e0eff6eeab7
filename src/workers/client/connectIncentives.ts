/** What it is: the page's end of the worker that looks for lies that gain; see connect.ts for the studio's. */

import * as Comlink from 'comlink';
import type { IncentivesWorker } from '../incentivesApi.ts';
import { watchWorker } from './watch.ts';

/** A slice of situations takes seconds at most. */
const DEADLINE_MILLIS = 60_000;

export interface IncentivesConnection {
  readonly worker: IncentivesWorker;
  /** Ends it; calls in flight reject. */
  dispose(): void;
}

/** Starts the worker. */
export function connectIncentives(): IncentivesConnection {
  const worker = new Worker(new URL('../incentives.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord incentives',
  });
  const remote = Comlink.wrap<IncentivesWorker>(worker);
  const watch = watchWorker(worker, () => {
    worker.terminate();
  });
  return {
    worker: {
      open: (design, coordination) =>
        watch.guard(remote.open(design, coordination), DEADLINE_MILLIS),
      test: (format, from, to) => watch.guard(remote.test(format, from, to), DEADLINE_MILLIS),
    },
    dispose: () => {
      watch.bury('it was closed');
      remote[Comlink.releaseProxy]();
      worker.terminate();
    },
  };
}
