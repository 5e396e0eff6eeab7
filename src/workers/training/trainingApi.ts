/**
 * What it is: the boundary between the worker of a run and one that trains for it: types only. A hand keeps nothing
 * between calls but the tables that it was given, so work may be done again by another.
 */

import type { Work, WorkDone } from '../../engine/agents/behaviour.ts';
import type { Tables } from '../../engine/simulation.ts';

export interface TrainingWorker {
  /** The tables of the run whose work comes next. */
  open(tables: Tables): Promise<void>;
  perform(work: Work): Promise<WorkDone>;
}

/** One worker as the pool holds it. */
export interface TrainingHand extends TrainingWorker {
  /** Ends it; calls in flight are rejected, as they are when it dies. */
  dispose(): void;
}
