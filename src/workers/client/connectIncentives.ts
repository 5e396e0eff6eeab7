/** What it is: the page's end of the worker that looks for lies that gain; see connect.ts for the studio's. */

import type { IncentivesWorker } from '../incentivesApi.ts';
import { guardWorker } from './guarded.ts';

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
  const { remote, guard, dispose } = guardWorker<IncentivesWorker>(worker, DEADLINE_MILLIS);
  return {
    worker: {
      open: (design, coordination) => guard(remote.open(design, coordination)),
      test: (format, from, to) => guard(remote.test(format, from, to)),
    },
    dispose,
  };
}
