/**
 * What it is: random search, with luck of its own for each trial or along a sequence that fills the space evenly.
 * Source: J. Bergstra, Y. Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13 (2012) 281-305.
 */

import { assignmentAt } from '../space/encoding.ts';
import { drawHaltonSeed, haltonPoint } from './halton.ts';
import type { Sampler, Study } from './sampler.ts';
import { suggest } from './sampler.ts';

export interface RandomSetting {
  readonly kind: 'random';
  readonly sequence: 'uniform' | 'halton';
}

export interface RandomState {
  readonly kind: 'random';
  readonly setting: RandomSetting;
  readonly study: Study;
  /** What scrambles the sequence; drawn with the first point. */
  seed: number | undefined;
  /** How many points of the sequence were taken. */
  taken: number;
}

/** Independent or evenly spread points, whatever came before. */
export const randomSampler: Sampler<RandomSetting, RandomState> = {
  begin: (setting, study) => ({ kind: 'random', setting, study, seed: undefined, taken: 0 }),
  ask(state, { choices }) {
    const { space } = state.study;
    const dimensions = space.parameters.length;
    if (state.setting.sequence === 'uniform') {
      const point = Float64Array.from({ length: dimensions }, () => choices.fraction());
      return suggest(assignmentAt(space, point));
    }
    state.seed ??= drawHaltonSeed(choices);
    const point = haltonPoint(state.seed, dimensions, state.taken);
    state.taken++;
    return suggest(assignmentAt(space, point));
  },
  tell: () => undefined,
};
