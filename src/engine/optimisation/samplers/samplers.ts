/**
 * What it is: all samplers behind one door, told apart by the kind of their setting and state.
 * Errors: settings that make no sense are found by samplerProblems, each with a code, a path and a sentence;
 * beginning with such a setting is our bug.
 */

import { invariant } from '../../base/invariant.ts';
import type { Trial } from '../trial.ts';
import { cmaEsSampler } from './cmaEs/cmaEs.ts';
import type { CmaEsSetting, CmaEsState } from './cmaEs/cmaEs.ts';
import { gaussianProcessSampler } from './gaussianProcess/gaussianProcess.ts';
import type {
  GaussianProcessSetting,
  GaussianProcessState,
} from './gaussianProcess/gaussianProcess.ts';
import { GRID_MAX, gridSampler, gridSize } from './grid.ts';
import type { GridSetting, GridState } from './grid.ts';
import { randomSampler } from './random.ts';
import type { RandomSetting, RandomState } from './random.ts';
import type { Asking, Study, Suggestion } from './sampler.ts';
import { tpeSampler } from './tpe/tpe.ts';
import type { TpeSetting, TpeState } from './tpe/tpe.ts';

export type SamplerSetting =
  RandomSetting | GridSetting | TpeSetting | GaussianProcessSetting | CmaEsSetting;
export type SamplerState = RandomState | GridState | TpeState | GaussianProcessState | CmaEsState;

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
    case 'tpe':
      return [
        ...whole('startupTrials', setting.startupTrials, 1, 10_000, 'trials by chance'),
        ...whole('candidates', setting.candidates, 1, 1_000, 'candidates'),
        ...within('goodShare', setting.goodShare, 0.01, 0.5, 'The share of better trials'),
      ];
    case 'gaussianProcess':
      return whole('startupTrials', setting.startupTrials, 2, 1_000, 'trials by chance');
    case 'cmaEs':
      return [
        ...(setting.population === 0
          ? []
          : whole('population', setting.population, 4, 10_000, 'samples in a generation')),
        ...within('step', setting.step, 1e-6, 1, 'The first step'),
      ];
  }
}

function within(
  path: string,
  value: number,
  low: number,
  high: number,
  what: string,
): readonly SamplerProblem[] {
  if (value >= low && value <= high) return [];
  const message = `${what} is ${value}; it must be a number from ${low} to ${high}.`;
  return [{ code: 'notWithin', path, message }];
}

function whole(
  path: string,
  value: number,
  low: number,
  high: number,
  what: string,
): readonly SamplerProblem[] {
  if (Number.isInteger(value) && value >= low && value <= high) return [];
  const message = `The number of ${what} is ${value}; it must be a whole number from ${low} to ${high}.`;
  return [{ code: 'notWithin', path, message }];
}

function gridProblems({ points }: GridSetting, { space }: Study): readonly SamplerProblem[] {
  const problems = whole('points', points, 1, 1_000, 'values of each parameter');
  if (problems.length > 0 || gridSize(space, points) <= GRID_MAX) return problems;
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
    case 'tpe':
      return tpeSampler.begin(setting, study);
    case 'gaussianProcess':
      return gaussianProcessSampler.begin(setting, study);
    case 'cmaEs':
      return cmaEsSampler.begin(setting, study);
  }
}

/** What to try next; changes the state. */
export function askSampler(state: SamplerState, asking: Asking): Suggestion {
  switch (state.kind) {
    case 'random':
      return randomSampler.ask(state, asking);
    case 'grid':
      return gridSampler.ask(state, asking);
    case 'tpe':
      return tpeSampler.ask(state, asking);
    case 'gaussianProcess':
      return gaussianProcessSampler.ask(state, asking);
    case 'cmaEs':
      return cmaEsSampler.ask(state, asking);
  }
}

/** Takes in a trial that ended; changes the state. */
export function tellSampler(state: SamplerState, trial: Trial): void {
  switch (state.kind) {
    case 'random':
      return randomSampler.tell(state, trial);
    case 'grid':
      return gridSampler.tell(state, trial);
    case 'tpe':
      return tpeSampler.tell(state, trial);
    case 'gaussianProcess':
      return gaussianProcessSampler.tell(state, trial);
    case 'cmaEs':
      return cmaEsSampler.tell(state, trial);
  }
}
