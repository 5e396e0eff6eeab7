/** What it is: the sweep over cluster sizes: what was found by size. */

import { useStore } from 'zustand';
import { addSizes, emptySize } from '../../engine/clusterSizes/tally.ts';
import type { SizeTally } from '../../engine/clusterSizes/tally.ts';
import { connectClusterSizes } from '../../workers/client/connectClusterSizes.ts';
import type { ClusterSizesBrief, ClusterSizesWorker } from '../../workers/clusterSizesApi.ts';
import { createTrials } from '../state/trials.ts';
import type { TrialsState } from '../state/trials.ts';

export type SweepState = TrialsState<ClusterSizesBrief, number, SizeTally>;

/** Runs of one size at a time. */
const SLICE = 5;

export const sweep = createTrials<ClusterSizesWorker, ClusterSizesBrief, number, SizeTally>({
  wished: 100,
  connect: connectClusterSizes,
  course: ({ sizes }, goal) => ({ keys: sizes, count: goal, slice: SLICE }),
  run: (worker, size, from, to) => worker.run(size, from, to),
  add: (size, before = emptySize(size), found) => addSizes(before, found),
});

export function useSweep<Part>(selector: (state: SweepState) => Part): Part {
  return useStore(sweep.store, selector);
}
