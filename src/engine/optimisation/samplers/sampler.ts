/**
 * What it is: what every sampler offers. A sampler says what to try next; its state is plain data that it
 * changes in place, so a study can be copied, stored and resumed at any moment.
 * Protocol: `begin` once, `ask` once for each new trial, `tell` for each trial that ended (complete, pruned or failed) or
 * is paused, in any order and while others are running; of a trial that is told twice the first time counts where a
 * sampler keeps count itself. A trial that a worker lost keeps its number and assignment:
 * it is run again, and not asked for again.
 */

import type { Choices } from '../../base/choices.ts';
import type { Assignment, SearchSpace } from '../space/space.ts';
import type { Trial } from '../trial.ts';

/** What a sampler is to search. */
export interface Study {
  readonly space: SearchSpace;
  /** How many objectives, 1 or more; all are minimised. */
  readonly objectives: number;
}

export interface Asking {
  /** The number of the trial that the suggestion is for; never asked for twice. */
  readonly trialId: number;
  /** All trials of the study but this one, ended and running, in the order of their numbers. */
  readonly trials: readonly Trial[];
  readonly choices: Choices;
}

export type Suggestion =
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  /** There is nothing left to try. */
  | { readonly kind: 'exhausted' };

/** A sampler with its own setting and state. */
export interface Sampler<Setting, State> {
  begin(setting: Setting, study: Study): State;
  ask(state: State, asking: Asking): Suggestion;
  tell(state: State, trial: Trial): void;
}

/** A suggestion of this assignment. */
export function suggest(assignment: Assignment): Suggestion {
  return { kind: 'assignment', assignment };
}
