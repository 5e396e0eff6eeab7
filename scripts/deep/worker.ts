/** What it is: the thread that runs slices of seeds for `npm run explore:deep`. */

import { parentPort } from 'node:worker_threads';
import {
  deepRun,
  emptyCount,
} from '../../src/engine/protocols/byzantineConsensus/testing/deepRuns.testing.ts';
import type { DeepCount } from '../../src/engine/protocols/byzantineConsensus/testing/deepRuns.testing.ts';

/** Seeds from `from` on. */
export interface Slice {
  readonly n: number;
  readonly from: number;
  readonly count: number;
}

export interface SliceDone {
  readonly slice: Slice;
  readonly count: DeepCount;
}

parentPort?.on('message', (slice: Slice) => {
  const count = emptyCount();
  for (let i = 0; i < slice.count; i++) deepRun(slice.from + i, slice.n, count);
  parentPort?.postMessage({ slice, count } satisfies SliceDone);
});
