/** What it is: the boundary between the page and the worker that holds a vote with clusters of many sizes: types only. */

import type { Design } from '../engine/document/design.ts';
import type { SizeTally } from '../engine/clusterSizes/tally.ts';

/** What is known of a vote before the first run. */
export interface ClusterSizesBrief {
  readonly agents: number;
  readonly ownSize: number;
  readonly sizes: readonly number[];
}

export interface ClusterSizesWorker {
  /** Undefined when the design has mistakes, or the coordination is no hierarchical vote. */
  open(design: Design, coordination: string): Promise<ClusterSizesBrief | undefined>;
  /** What came of the runs from `from` (inclusive) to `to` (exclusive). */
  run(clusterSize: number, from: number, to: number): Promise<SizeTally>;
}
