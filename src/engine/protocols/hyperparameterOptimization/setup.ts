/**
 * What it is: what the parameters of a search come to: its space, measures and rungs, and the settings of sampler
 * and scheduler. Everything that shows a search reads the setup from the first event and need not know the rest.
 */

import { spoken } from '../../contract/sentences.ts';
import { CMA_ES_DEFAULT } from '../../optimisation/samplers/cmaEs/cmaEs.ts';
import { GAUSSIAN_PROCESS_DEFAULT } from '../../optimisation/samplers/gaussianProcess/gaussianProcess.ts';
import { TPE_DEFAULT } from '../../optimisation/samplers/tpe/tpe.ts';
import type { SamplerSetting } from '../../optimisation/samplers/samplers.ts';
import type { SchedulerSetting } from '../../optimisation/scheduling/schedulers.ts';
import { hyperbandPlans } from '../../optimisation/scheduling/hyperband.ts';
import { rungBudgets } from '../../optimisation/scheduling/scheduler.ts';
import type { SearchSpace } from '../../optimisation/space/space.ts';
import type { TuningParameters } from './card.ts';
import type { SearchSetup } from './events.ts';
import { functionOf, objectiveSpace } from './objectives.ts';

/** The space that is searched: the design's own, or the objective's. */
export function spaceInForce(parameters: TuningParameters): SearchSpace {
  const { space } = parameters;
  return { parameters: space.length > 0 ? space : objectiveSpace(parameters) };
}

/** What is measured of every trial: of a test function its value alone. */
export function measuresOf(parameters: TuningParameters): readonly string[] {
  const { objective, measure, secondMeasure } = parameters;
  if (objective !== 'learner') return ['value'];
  return secondMeasure === 'none' ? [measure] : [measure, secondMeasure];
}

/** The whole setup. */
export function setupOf(parameters: TuningParameters, dataset?: string): SearchSetup {
  const { objective, learner, algorithm, scheduler, pruner, levels, reduction } = parameters;
  const chosen = functionOf(parameters);
  return {
    objective,
    learner: chosen === undefined && learner !== 'any' ? learner : undefined,
    dataset: chosen === undefined ? dataset : undefined,
    measures: measuresOf(parameters),
    optimum: chosen?.made.optimum(chosen.dimensions),
    space: spaceInForce(parameters).parameters,
    algorithm,
    scheduler,
    pruner,
    trials: parameters.maxIterations,
    levels,
    rungs: scheduler === 'full' ? [levels] : rungBudgets(1, levels, reduction),
  };
}

/** A measure as one says it. */
export function measureWords(measure: string): string {
  return measure === 'root_mean_square' ? 'root mean square error' : spoken(measure);
}

/** The setup in a line. */
export function summaryOf(setup: SearchSetup): string {
  const { objective, learner, dataset, measures, space, algorithm, scheduler, trials } = setup;
  const what = objective === 'learner' ? `${learner ?? 'any learner'} on ${dataset}` : objective;
  const how = scheduler === 'full' ? algorithm : `${algorithm} with ${scheduler}`;
  return `${measures.map(measureWords).join(' and ')} of ${what} over ${space.length} parameters, ${trials} trials by ${how}`;
}

/** What the sampler is set to. */
export function samplerSetting({ algorithm, gridPoints }: TuningParameters): SamplerSetting {
  switch (algorithm) {
    case 'tpe':
      return TPE_DEFAULT;
    case 'gaussian_process':
      return GAUSSIAN_PROCESS_DEFAULT;
    case 'cma_es':
      return CMA_ES_DEFAULT;
    case 'random':
      return { kind: 'random', sequence: 'uniform' };
    case 'halton':
      return { kind: 'random', sequence: 'halton' };
    case 'grid':
      return { kind: 'grid', points: gridPoints, order: 'scattered' };
  }
}

/** What the scheduler is set to. */
export function schedulerSetting(parameters: TuningParameters): SchedulerSetting {
  const { scheduler, maxIterations: trials, levels: budgetMax, reduction } = parameters;
  const halved = { budgetMin: 1, budgetMax, reduction };
  switch (scheduler) {
    case 'full':
      return { kind: 'full', trials, budgetMax };
    case 'successive_halving':
      return { kind: 'successiveHalving', trials, ...halved };
    case 'asha':
      return { kind: 'asha', trials, ...halved };
    case 'hyperband': {
      const plans = hyperbandPlans(1, budgetMax, reduction);
      const begin = plans.reduce((sum, plan) => sum + (plan[0]?.trials ?? 0), 0);
      return { kind: 'hyperband', rounds: Math.max(1, Math.ceil(trials / begin)), ...halved };
    }
  }
}
