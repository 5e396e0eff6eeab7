/**
 * What it is: the covariance matrix adaptation evolution strategy in the unit cube.
 * Sources: N. Hansen 2016 (distribution.ts); restarts with twice the population: A. Auger, N. Hansen, "A Restart CMA Evolution
 * Strategy with Increasing Population Size", CEC 2005.
 * Parallel trials: a generation is as many results as the population, whichever come first. Who asks while all of it is
 * handed out gets one more sample; a result from an earlier generation counts with its step cut to a length that
 * is still likely (N. Hansen, "Injecting External Solutions Into CMA-ES", arXiv:1110.4181, 2011).
 * Bounds: a sample outside is drawn again, after RESAMPLES times moved to the nearest place inside.
 * Whole numbers and choices: the distribution never gets so narrow that their neighbours are out of reach; choices
 * stand in a line in their order, which means little: a space of many choices is better searched by another sampler.
 * Failed trials rank last, pruned and paused ones before them; of a trial that was paused the first word counts; what is not active does not matter, and is sampled all the same.
 */

import type { Choices } from '../../../base/choices.ts';
import { normalQuantile } from '../../../base/normalQuantile.ts';
import { drawNormal } from '../../mathematics/normal.ts';
import { assignmentAt, fromUnit, unitInterval } from '../../space/encoding.ts';
import type { Trial } from '../../trial.ts';
import { rankTrials } from '../ranking.ts';
import type { Sampler, Study } from '../sampler.ts';
import { suggest } from '../sampler.ts';
import type { Distribution, Strategy } from './distribution.ts';
import {
  adapt,
  decompose,
  defaultPopulation,
  newDistribution,
  sampleFrom,
  strategyFor,
  whiten,
} from './distribution.ts';

export interface CmaEsSetting {
  readonly kind: 'cmaEs';
  /** Samples in a generation; 0 for the usual number. */
  readonly population: number;
  /** The first standard deviation, as a share of each range. */
  readonly step: number;
  /** What happens when nothing moves any more: a new start, with as many samples or twice as many. */
  readonly restart: 'none' | 'same' | 'doubled';
}

export interface CmaEsState {
  readonly kind: 'cmaEs';
  readonly setting: CmaEsSetting;
  readonly study: Study;
  strategy: Strategy;
  /** Undefined before the first sample, and when a new start is due. */
  distribution: Distribution | undefined;
  /** Samples that are out, by the number of their trial. */
  readonly out: Map<number, Sample>;
  /** Results since the last generation. */
  told: { readonly trial: Trial; readonly sample: Sample }[];
  /** The best loss of each generation of this start, the newest last. */
  bests: number[];
}

interface Sample {
  readonly point: Float64Array;
  /** The generation it was drawn in, of the present start. */
  readonly generation: number;
}

/** The setting that is right when nothing is known. */
export const CMA_ES_DEFAULT: CmaEsSetting = {
  kind: 'cmaEs',
  population: 0,
  step: 0.25,
  restart: 'doubled',
};

const RESAMPLES = 50;
/** Differences in the unit cube, and between losses, that mean nothing any more. */
const STANDSTILL = 1e-12;
const CONDITION_MAX = 1e7;

/** Generations of samples, each from a distribution that the ranks of the last have changed. */
export const cmaEsSampler: Sampler<CmaEsSetting, CmaEsState> = {
  begin(setting, study) {
    const dimensions = study.space.parameters.length;
    const population =
      setting.population === 0 ? defaultPopulation(dimensions) : setting.population;
    return {
      kind: 'cmaEs',
      setting,
      study,
      strategy: strategyFor(dimensions, population),
      distribution: undefined,
      out: new Map(),
      told: [],
      bests: [],
    };
  },
  ask(state, { trialId, choices }) {
    const { study, setting } = state;
    const dimensions = study.space.parameters.length;
    if (state.distribution === undefined) {
      const mean = Float64Array.from({ length: dimensions }, () => choices.fraction());
      state.distribution = newDistribution(mean, setting.step);
    }
    const point = drawInside(state.distribution, choices);
    const { generation } = state.distribution;
    state.out.set(trialId, { point, generation });
    return suggest(assignmentAt(study.space, point));
  },
  tell(state, trial) {
    const sample = state.out.get(trial.id);
    state.out.delete(trial.id);
    // One from before a new start says nothing of the new distribution.
    if (sample === undefined || state.distribution === undefined) return;
    state.told.push({ trial, sample });
    if (state.told.length >= state.strategy.population) endGeneration(state, state.distribution);
  },
};

function drawInside(distribution: Distribution, choices: Choices): Float64Array {
  const n = distribution.mean.length;
  let point = new Float64Array(n);
  for (let i = 0; i <= RESAMPLES; i++) {
    const normals = Float64Array.from({ length: n }, () => drawNormal(choices));
    point = Float64Array.from(sampleFrom(distribution, normals));
    if (point.every((x) => x >= 0 && x <= 1)) return point;
  }
  return point.map((x) => Math.min(1, Math.max(0, x)));
}

function endGeneration(state: CmaEsState, distribution: Distribution): void {
  const { strategy, told } = state;
  const byId = new Map(told.map(({ trial, sample }) => [trial.id, sample]));
  const ranked = rankTrials(told.map(({ trial }) => trial));
  const steps = ranked.map(({ id }) => stepOf(distribution, byId.get(id) as Sample));
  state.told = [];
  adapt(distribution, strategy, steps);
  keepApart(state, distribution);
  state.bests.push(ranked[0]?.values[0] ?? Infinity);
  if (state.setting.restart !== 'none' && isAtStandstill(state, distribution, ranked))
    beginAgain(state);
}

/** From the mean, in deviations; that of an older sample no longer than is likely now. */
function stepOf(distribution: Distribution, { point, generation }: Sample): Float64Array {
  const { mean, step } = distribution;
  const y = Float64Array.from(point, (x, i) => (x - (mean[i] as number)) / step);
  if (generation === distribution.generation) return y;
  const n = y.length;
  const length = Math.sqrt(whiten(distribution, y).reduce((sum, z) => sum + z * z, 0));
  const likely = Math.sqrt(n) + (2 * n) / (n + 2);
  return length > likely ? y.map((value) => (value * likely) / length) : y;
}

/** Widens coordinates of whole numbers and choices until a neighbour is drawn now and then. */
function keepApart({ study, strategy }: CmaEsState, distribution: Distribution): void {
  const { parameters } = study.space;
  if (parameters.every(({ kind }) => kind === 'float')) return;
  const n = parameters.length;
  const rare = 1 / (n * strategy.population);
  const reach = normalQuantile(1 - rare / 2);
  let isChanged = false;
  parameters.forEach((parameter, i) => {
    if (parameter.kind === 'float') return;
    const value = fromUnit(parameter, distribution.mean[i] as number);
    const [from, to] = unitInterval(parameter, value);
    const held = distribution.covariance[i * n + i] as number;
    const wanted = (to - from) / 2 / reach / distribution.step;
    // A range of one value has no neighbours.
    if (from <= 0 && to >= 1) return;
    if (held >= wanted * wanted) return;
    distribution.covariance[i * n + i] = wanted * wanted;
    isChanged = true;
  });
  if (isChanged) decompose(distribution);
}

/** Whether nothing moves: the steps are tiny, the best has long been the same, or one axis dwarfs another. */
function isAtStandstill(
  { strategy, bests }: CmaEsState,
  distribution: Distribution,
  ranked: readonly Trial[],
): boolean {
  const { deviations, step } = distribution;
  const longest = Math.max(...deviations);
  if (step * longest < STANDSTILL) return true;
  if (longest > CONDITION_MAX * Math.min(...deviations)) return true;
  const window = 10 + Math.ceil((30 * strategy.dimensions) / strategy.population);
  const worst = ranked.at(-1)?.values[0] ?? Infinity;
  const recent = bests.slice(-window);
  if (recent.length < window) return false;
  const all = [...recent, worst];
  return Math.max(...all) - Math.min(...all) <= STANDSTILL;
}

function beginAgain(state: CmaEsState): void {
  const { population, dimensions } = state.strategy;
  state.distribution = undefined;
  state.bests = [];
  state.told = [];
  state.out.clear();
  if (state.setting.restart === 'doubled') state.strategy = strategyFor(dimensions, 2 * population);
}
