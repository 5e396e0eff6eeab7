/**
 * What it is: all samplers behind one door, told apart by the kind of their setting and state.
 * Errors: settings that make no sense are found by samplerProblems, each with a code, a path and a sentence;
 * beginning with such a setting is our bug.
 */

import { invariant } from '../../base/invariant.ts';
import type { Trial } from '../trial.ts';
import { GRID_MAX, gridSampler, gridSize } from './grid.ts';
import type { GridSetting, GridState } from './grid.ts';
import type { RandomSetting, RandomState } from './random.ts';
import { randomSampler } from './random.ts';
import type { Asking, Study, Suggestion } from './sampler.ts';

export type SamplerSetting = RandomSetting | GridSetting;
export type SamplerState = RandomState | GridState;

export interface SamplerProblem {
  readonly code: 'notWithin' | 'gridTooLarge';
  /** The setting's field. */
  readonly path: string;
  readonly message: string;
}

/** All that keeps a sampler from searching a space that is right in itself. */
export function samplerProblems(setting: SamplerSetting, study: Study): readonly SamplerProblem[] {
  switch (setting.kind) {
    case 'random':
      return [];
    case 'grid':
      return gridProblems(setting, study);
  }
}

function gridProblems({ points }: GridSetting, { space }: Study): readonly SamplerProblem[] {
  if (!Number.isInteger(points) || points < 1 || points > 1_000)
    return [
      {
        code: 'notWithin',
        path: 'points',
        message: `The grid takes ${points} values of each number; it must be a whole number from 1 to 1,000.`,
      },
    ];
  if (gridSize(space, points) <= GRID_MAX) return [];
  const message = `A grid of ${points} values of each number has too many combinations to be numbered; take fewer values.`;
  return [{ code: 'gridTooLarge', path: 'points', message }];
}

/** The state of a sampler that has suggested nothing yet. */
export function beginSampler(setting: SamplerSetting, study: Study): SamplerState {
  const [problem] = samplerProblems(setting, study);
  invariant(problem === undefined, problem?.message ?? '');
  switch (setting.kind) {
    case 'random':
      return randomSampler.begin(setting, study);
    case 'grid':
      return gridSampler.begin(setting, study);
  }
}

/** What to try next; changes the state. */
export function askSampler(state: SamplerState, asking: Asking): Suggestion {
  switch (state.kind) {
    case 'random':
      return randomSampler.ask(state, asking);
    case 'grid':
      return gridSampler.ask(state, asking);
  }
}

/** Takes in a trial that ended; changes the state. */
export function tellSampler(state: SamplerState, trial: Trial): void {
  switch (state.kind) {
    case 'random':
      return randomSampler.tell(state, trial);
    case 'grid':
      return gridSampler.tell(state, trial);
  }
}
