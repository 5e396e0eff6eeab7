/**
 * What it is: a trial as samplers, schedulers, pruners and charts see it: plain data.
 * Units: values are minimised; what is to be as large as possible is negated before it gets here.
 */

import type { Assignment } from './space/space.ts';

/** What was measured on the way, such as a validation loss after so many epochs. */
export interface Intermediate {
  /** How much of the budget was spent; ascends within a trial. */
  readonly step: number;
  readonly value: number;
}

export interface Trial {
  readonly id: number;
  readonly assignment: Assignment;
  /**
   * A paused trial waits on a rung and may go on; a pruned one was stopped by what it showed; a failed one ended
   * without a value.
   */
  readonly state: 'running' | 'paused' | 'complete' | 'pruned' | 'failed';
  /** One for each objective, finite; empty unless the trial is complete. */
  readonly values: readonly number[];
  readonly intermediates: readonly Intermediate[];
}
