/** What it is: the optimisers that `npm run scores:hpo` compares, and how far it follows each. */

import { CMA_ES_DEFAULT } from '../../src/engine/optimisation/samplers/cmaEs/cmaEs.ts';
import { GAUSSIAN_PROCESS_DEFAULT } from '../../src/engine/optimisation/samplers/gaussianProcess/gaussianProcess.ts';
import type { SamplerSetting } from '../../src/engine/optimisation/samplers/samplers.ts';
import { TPE_DEFAULT } from '../../src/engine/optimisation/samplers/tpe/tpe.ts';

export interface Optimiser {
  readonly name: string;
  /** What the reference calls the same. */
  readonly reference: string;
  /** Whose target is to be met: that of the settings that are right when nothing is known. */
  readonly target?: string;
  readonly setting: SamplerSetting;
  /** The Gaussian process is followed as far as the reference's. */
  readonly trials: number;
}

export const OPTIMISERS: readonly Optimiser[] = [
  {
    name: 'random',
    reference: 'random',
    setting: { kind: 'random', sequence: 'uniform' },
    trials: 200,
  },
  {
    name: 'random, spread evenly',
    reference: 'sobol',
    setting: { kind: 'random', sequence: 'halton' },
    trials: 200,
  },
  { name: 'tpe', reference: 'tpe_mv', target: 'tpe', setting: TPE_DEFAULT, trials: 200 },
  {
    name: 'tpe, each for itself',
    reference: 'tpe',
    setting: { ...TPE_DEFAULT, isMultivariate: false },
    trials: 200,
  },
  { name: 'cma-es', reference: 'cmaes', setting: CMA_ES_DEFAULT, trials: 200 },
  {
    name: 'gaussian process',
    reference: 'gp_ei',
    target: 'gp_ei',
    setting: GAUSSIAN_PROCESS_DEFAULT,
    trials: 100,
  },
];

/** After so many evaluations the regret is told. */
export const CHECKPOINTS = [25, 50, 100, 200];
