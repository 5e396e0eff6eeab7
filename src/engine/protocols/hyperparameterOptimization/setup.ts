/**
 * What it is: what the parameters of a search come to: its space, measures and rungs, and the settings of sampler
 * and scheduler. Everything that shows a search reads the setup from the first event and need not know the rest.
 */

import type { SamplerSetting } from '../../optimisation/samplers/samplers.ts';
import type { SchedulerSetting } from '../../optimisation/scheduling/schedulers.ts';
import { hyperbandPlans } from '../../optimisation/scheduling/hyperband.ts';
import { rungBudgets } from '../../optimisation/scheduling/scheduler.ts';
import type { SearchSpace } from '../../optimisation/space/space.ts';
import type { TuningParameters } from './card.ts';
import type { SearchSetup } from './events.ts';
import { spaceOfLearner } from './learnerSpaces.ts';

/** The space that is searched: the design's own, or the objective's. */
export function spaceInForce({ space, learner }: TuningParameters): SearchSpace {
  return space.length > 0 ? { parameters: space } : spaceOfLearner(learner);
}

/** The whole setup. */
export function setupOf(parameters: TuningParameters, dataset?: string): SearchSetup {
  const { objective, learner, algorithm, scheduler, pruner, levels } = parameters;
  const { measure, secondMeasure, reduction } = parameters;
  return {
    objective,
    learner,
    dataset,
    measures: secondMeasure === 'none' ? [measure] : [measure, secondMeasure],
    optimum: undefined,
    space: spaceInForce(parameters).parameters,
    algorithm,
    scheduler,
    pruner,
    trials: parameters.maxIterations,
    levels,
    rungs: scheduler === 'full' ? [levels] : rungBudgets(1, levels, reduction),
  };
}

/** The setup in a line. */
export function summaryOf(setup: SearchSetup): string {
  const { objective, learner, dataset, measures, space, algorithm, scheduler, trials } = setup;
  const what = objective === 'learner' ? `${learner} on ${dataset}` : objective;
  const how = scheduler === 'full' ? algorithm : `${algorithm} with ${scheduler}`;
  return `${measures.join(' and ')} of ${what} over ${space.length} parameters, ${trials} trials by ${how}`;
}

/** What the sampler is set to. */
export function samplerSetting({ algorithm, gridPoints }: TuningParameters): SamplerSetting {
  switch (algorithm) {
    case 'random':
      return { kind: 'random', sequence: 'uniform' };
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
