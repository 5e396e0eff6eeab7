/** What it is: a worker's end of the sweep over cluster sizes: one sweep, opened for a design. */

import { invariant } from '../engine/base/invariant.ts';
import { openSweep } from '../engine/clusterSizes/sweep.ts';
import type { Sweep } from '../engine/clusterSizes/sweep.ts';
import type { ClusterSizesWorker } from './clusterSizesApi.ts';

/** A sweep in this thread. */
export function createClusterSizesHost(): ClusterSizesWorker {
  let sweep: Sweep | undefined;
  return {
    open: (design, coordination) => {
      sweep = openSweep(design, coordination);
      if (sweep === undefined) return Promise.resolve(undefined);
      const { agents, ownSize, sizes } = sweep;
      return Promise.resolve({ agents, ownSize, sizes });
    },
    run: (clusterSize, from, to) => {
      invariant(sweep !== undefined, 'no vote is open to be held');
      return Promise.resolve(sweep.run(clusterSize, from, to));
    },
  };
}
