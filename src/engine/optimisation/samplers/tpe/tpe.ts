/**
 * What it is: the tree-structured Parzen estimator: one density of the better trials, one of all others, and the
 * next trial where their ratio is greatest among some drawn from the first.
 * Sources: J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl, NeurIPS 2011; J. Bergstra, D. Yamins, D. Cox, "Making a Science of
 * Model Search", ICML 2013; S. Watanabe, arXiv:2304.11127 (2023), whose recommendations are followed: one density over
 * all parameters, better trials that weigh by how much they better the others, and no forgetting of old ones.
 * Parallel trials: those that run count among the others, so that no two workers are sent to one place.
 * Several objectives: better is what stands in front in samplers/ranking.ts; the idea is Y. Ozaki et al.,
 * "Multiobjective Tree-Structured Parzen Estimator", JAIR 73 (2022), which ranks the last front by hypervolume instead.
 * Conditions: a parameter is learned from the trials in which it was active.
 * Cost: candidates × trials × parameters.
 */

import type { Choices } from '../../../base/choices.ts';
import { ln } from '../../../base/maths.ts';
import { toUnit } from '../../space/encoding.ts';
import type { Assignment, Parameter, ParameterValue } from '../../space/space.ts';
import { assign } from '../../space/space.ts';
import type { Trial } from '../../trial.ts';
import { freshAssignment, randomAssignment } from '../fresh.ts';
import { lossOf, rankTrials } from '../ranking.ts';
import type { Sampler, Study } from '../sampler.ts';
import { suggest } from '../sampler.ts';
import type { Kernels, WidthRule } from './parzen.ts';
import {
  byCount,
  byNeighbours,
  drawFrom,
  drawIndex,
  kernelsOf,
  multiplyDensities,
} from './parzen.ts';

export interface TpeSetting {
  readonly kind: 'tpe';
  /** Trials by chance before the densities mean anything. */
  readonly startupTrials: number;
  /** Drawn from the better density for each parameter, or for all of them together. */
  readonly candidates: number;
  /** The share of trials that is better, rounded up, and at most BETTER_MAX of them. */
  readonly goodShare: number;
  /** One density over all parameters together, which sees what belongs together, instead of one for each. */
  readonly isMultivariate: boolean;
}

export interface TpeState {
  readonly kind: 'tpe';
  readonly setting: TpeSetting;
  readonly study: Study;
}

/** The setting that is right when nothing is known. */
export const TPE_DEFAULT: TpeSetting = {
  kind: 'tpe',
  startupTrials: 10,
  candidates: 24,
  goodShare: 0.15,
  isMultivariate: true,
};

const BETTER_MAX = 25;

/** Learns from all trials each time it is asked; it has no state of its own. */
export const tpeSampler: Sampler<TpeSetting, TpeState> = {
  begin: (setting, study) => ({ kind: 'tpe', setting, study }),
  ask({ setting, study }, { trials, choices }) {
    const ranked = rankTrials(trials);
    const shown = ranked.filter(({ state }) => state !== 'failed');
    if (shown.length < setting.startupTrials)
      return suggest(
        freshAssignment(study.space, trials, () => randomAssignment(study.space, choices), choices),
      );
    const count = goodCount(shown.length, setting.goodShare);
    const good = ranked.slice(0, count);
    const bad = [...ranked.slice(count), ...trials.filter(({ state }) => state === 'running')];
    const byId = (one: Trial, other: Trial): number => one.id - other.id;
    const first = ranked[count];
    const isScalar = study.objectives === 1 && first?.state === 'complete';
    const bar = isScalar ? lossOf(first) : undefined;
    const sides = { good: good.toSorted(byId), bad: bad.toSorted(byId), bar };
    const propose = setting.isMultivariate ? proposeTogether : proposeEach;
    return suggest(
      freshAssignment(
        study.space,
        trials,
        () => propose(study.space.parameters, sides, setting.candidates, choices),
        choices,
      ),
    );
  },
  tell: () => undefined,
};

/** How many of so many trials are the better ones. */
export function goodCount(trials: number, share: number): number {
  // A hair less, so that a tenth of 50 is 5 and not, by a digit, 6.
  return Math.max(1, Math.min(Math.ceil(share * trials - 1e-9), BETTER_MAX));
}

interface Sides {
  readonly good: readonly Trial[];
  readonly bad: readonly Trial[];
  /** The loss of the best of the bad; undefined with several objectives. */
  readonly bar: number | undefined;
}

/** A mixture over some parameters, by their names. */
interface Mixture {
  readonly weights: Float64Array;
  readonly kernels: ReadonlyMap<string, Kernels>;
}

function mixtureOf(
  parameters: readonly Parameter[],
  trials: readonly Trial[],
  widthRule: WidthRule,
  bar?: number,
): Mixture {
  const kernels = new Map<string, Kernels>();
  for (const parameter of parameters) {
    const places = trials.map(({ assignment }) => {
      const value = assignment[parameter.name];
      return value === undefined ? undefined : toUnit(parameter, value);
    });
    kernels.set(parameter.name, kernelsOf(parameter, places, widthRule));
  }
  return { weights: mixtureWeights(trials, bar), kernels };
}

/**
 * The weights of a mixture, which sum to 1: each of the better trials by how much it betters the first of the others,
 * and the prior as much as one of them on average. Without a number to better all count alike.
 */
export function mixtureWeights(trials: readonly Trial[], bar: number | undefined): Float64Array {
  const count = trials.length;
  const weights = new Float64Array(count + 1).fill(1);
  const gains = trials.map(({ values }) => Math.max(0, (bar ?? NaN) - (values[0] ?? NaN)));
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  if (total > 0 && total < Infinity)
    gains.forEach((gain, i) => {
      weights[i] = (count * gain) / total;
    });
  return weights.map((weight) => weight / (count + 1));
}

/** ln of the mixture's density at values of some parameters; those it has no values for do not count. */
function logDensity(
  { weights, kernels }: Mixture,
  parameters: readonly Parameter[],
  values: Assignment,
): number {
  const densities = weights.slice();
  for (const parameter of parameters) {
    const value = values[parameter.name];
    const own = kernels.get(parameter.name);
    if (value !== undefined && own !== undefined)
      multiplyDensities(parameter, own, value, densities);
  }
  let sum = 0;
  for (const density of densities) sum += density;
  return ln(sum);
}

/** Each parameter for itself, from the trials in which it was active. */
function proposeEach(
  parameters: readonly Parameter[],
  { good, bad, bar }: Sides,
  candidates: number,
  choices: Choices,
): Assignment {
  return assign({ parameters }, (parameter) => {
    const isKnown = ({ assignment }: Trial): boolean => assignment[parameter.name] !== undefined;
    const one = [parameter];
    const better = mixtureOf(one, good.filter(isKnown), byNeighbours, bar);
    const others = mixtureOf(one, bad.filter(isKnown), byNeighbours);
    const kernels = better.kernels.get(parameter.name) as Kernels;
    let best: ParameterValue | undefined;
    let bestScore = -Infinity;
    for (let i = 0; i < candidates; i++) {
      const kernel = drawIndex(better.weights, choices);
      const value = drawFrom(parameter, kernels, kernel, choices);
      const values = { [parameter.name]: value };
      const score = logDensity(better, one, values) - logDensity(others, one, values);
      if (best !== undefined && !(score > bestScore)) continue;
      best = value;
      bestScore = score;
    }
    return best as ParameterValue;
  });
}

/** All parameters together: a candidate is drawn around one of the better trials. */
function proposeTogether(
  parameters: readonly Parameter[],
  { good, bad, bar }: Sides,
  candidates: number,
  choices: Choices,
): Assignment {
  const rule = byCount(parameters.length);
  const better = mixtureOf(parameters, good, rule, bar);
  const others = mixtureOf(parameters, bad, rule);
  let best: Assignment = {};
  let bestScore = -Infinity;
  for (let i = 0; i < candidates; i++) {
    const kernel = drawIndex(better.weights, choices);
    const candidate = assign({ parameters }, (parameter) =>
      drawFrom(parameter, better.kernels.get(parameter.name) as Kernels, kernel, choices),
    );
    const score =
      logDensity(better, parameters, candidate) - logDensity(others, parameters, candidate);
    if (i > 0 && !(score > bestScore)) continue;
    best = candidate;
    bestScore = score;
  }
  return best;
}
