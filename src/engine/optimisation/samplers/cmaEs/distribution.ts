/**
 * What it is: the normal distribution that CMA-ES samples from, and how ranked samples change it.
 * Source: N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772 (2016), with negative weights (active CMA);
 * numbers of equations and the table of defaults are the tutorial's.
 * Shapes: dimensions × dimensions matrices row after row; samples better first.
 * Cost: an eigendecomposition for each generation.
 */

import { exp, ln } from '../../../base/maths.ts';
import { symmetricEigen } from '../../mathematics/eigen.ts';

/** What depends on dimensions and population only. */
export interface Strategy {
  readonly dimensions: number;
  readonly population: number;
  readonly parents: number;
  /** One for each rank, the worse half negative. */
  readonly weights: readonly number[];
  readonly effective: number;
  readonly rankOne: number;
  readonly rankMany: number;
  readonly stepRate: number;
  readonly stepDamping: number;
  readonly pathRate: number;
  /** The length to be expected of a standard normal vector. */
  readonly expectedLength: number;
}

/** Changed by `adapt` only, in place. */
export interface Distribution {
  mean: Float64Array;
  step: number;
  covariance: Float64Array;
  stepPath: Float64Array;
  covariancePath: Float64Array;
  generation: number;
  /** Standard deviations along the axes, and the axes in columns. */
  deviations: Float64Array;
  axes: Float64Array;
}

/** How many samples a generation has when nothing else is said. */
export function defaultPopulation(dimensions: number): number {
  return 4 + Math.floor(3 * ln(dimensions));
}

/** The tutorial's defaults. */
export function strategyFor(dimensions: number, population: number): Strategy {
  const n = dimensions;
  const parents = Math.floor(population / 2);
  const raw = Array.from({ length: population }, (_, i) => ln((population + 1) / 2) - ln(i + 1));
  const effectiveOf = (weights: readonly number[]): number => {
    const sum = weights.reduce((so, weight) => so + weight, 0);
    return (sum * sum) / weights.reduce((so, weight) => so + weight * weight, 0);
  };
  const effective = effectiveOf(raw.slice(0, parents));
  const effectiveNegative = effectiveOf(raw.slice(parents));
  const rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
  const rankMany = Math.min(
    1 - rankOne,
    (2 * (effective - 2 + 1 / effective)) / ((n + 2) * (n + 2) + effective),
  );
  const positive = raw.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const negative = raw.reduce((sum, weight) => sum + Math.max(0, -weight), 0);
  const share = Math.min(
    1 + rankOne / rankMany,
    1 + (2 * effectiveNegative) / (effective + 2),
    (1 - rankOne - rankMany) / (n * rankMany),
  );
  const stepRate = (effective + 2) / (n + effective + 5);
  return {
    dimensions,
    population,
    parents,
    weights: raw.map((weight) => (weight >= 0 ? weight / positive : (weight * share) / negative)),
    effective,
    rankOne,
    rankMany,
    stepRate,
    stepDamping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate,
    pathRate: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** A ball around a mean. */
export function newDistribution(mean: Float64Array, step: number): Distribution {
  const n = mean.length;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  return {
    mean,
    step,
    covariance: identity,
    stepPath: new Float64Array(n),
    covariancePath: new Float64Array(n),
    generation: 0,
    deviations: new Float64Array(n).fill(1),
    axes: Float64Array.from(identity),
  };
}

/** The sample that a standard normal vector stands for: m + σ B D z. */
export function sampleFrom(distribution: Distribution, normals: ArrayLike<number>): Float64Array {
  const { mean, step, deviations, axes } = distribution;
  const n = mean.length;
  return Float64Array.from(mean, (centre, i) => {
    let sum = 0;
    for (let k = 0; k < n; k++)
      sum += (axes[i * n + k] as number) * (deviations[k] as number) * (normals[k] as number);
    return centre + step * sum;
  });
}

/** C^(−1/2) y: the standard normal vector that a step from the mean stands for. */
export function whiten({ deviations, axes }: Distribution, y: ArrayLike<number>): Float64Array {
  const n = deviations.length;
  const along = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (axes[i * n + k] as number) * (y[i] as number);
    along[k] = sum / (deviations[k] as number);
  }
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += (axes[i * n + k] as number) * (along[k] as number);
    return sum;
  });
}

/** Changes the distribution by one generation of steps y = (x − m) / σ, better first, as many as the population. */
export function adapt(
  distribution: Distribution,
  strategy: Strategy,
  steps: readonly Float64Array[],
): void {
  const { weights, parents, effective, stepRate, stepDamping, pathRate } = strategy;
  const n = strategy.dimensions;
  const whitened = steps.map((y) => squaredLength(whiten(distribution, y)));
  const mean = new Float64Array(n);
  steps.slice(0, parents).forEach((y, k) => addScaled(mean, y, weights[k] as number));
  const straight = whiten(distribution, mean);
  const { stepPath, covariancePath } = distribution;
  addScaled(distribution.mean, mean, distribution.step);
  scale(stepPath, 1 - stepRate);
  addScaled(stepPath, straight, Math.sqrt(stepRate * (2 - stepRate) * effective));
  const length = Math.sqrt(squaredLength(stepPath));
  distribution.generation++;
  const settled = 1 - powerOf(1 - stepRate, 2 * (distribution.generation + 1));
  const limit = (1.4 + 2 / (n + 1)) * strategy.expectedLength;
  const isSteady = length / Math.sqrt(settled) < limit ? 1 : 0;
  scale(covariancePath, 1 - pathRate);
  addScaled(covariancePath, mean, isSteady * Math.sqrt(pathRate * (2 - pathRate) * effective));
  const lost = (1 - isSteady) * pathRate * (2 - pathRate);
  mixCovariance(distribution, strategy, steps, whitened, lost);
  distribution.step *= exp((stepRate / stepDamping) * (length / strategy.expectedLength - 1));
  decompose(distribution);
}

/** Equation 47: what was, the path, and the steps of this generation. */
function mixCovariance(
  { covariance, covariancePath }: Distribution,
  { rankOne, rankMany, weights, dimensions: n }: Strategy,
  steps: readonly Float64Array[],
  whitened: readonly number[],
  lost: number,
): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  scale(covariance, 1 + rankOne * lost - rankOne - rankMany * total);
  addOuter(covariance, covariancePath, rankOne);
  steps.forEach((y, k) => {
    const weight = weights[k] as number;
    const scaled = weight >= 0 ? weight : (weight * n) / ((whitened[k] as number) + 1e-8);
    addOuter(covariance, y, rankMany * scaled);
  });
}

/** Recomputes axes and deviations from the covariance. */
export function decompose(distribution: Distribution): void {
  const n = distribution.mean.length;
  const { values, vectors } = symmetricEigen(distribution.covariance, n);
  distribution.axes = vectors;
  // Rounding can make a value that should be tiny negative.
  distribution.deviations = values.map((value) => Math.sqrt(Math.max(value, 1e-30)));
}

function addOuter(matrix: Float64Array, x: Float64Array, factor: number): void {
  const n = x.length;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      matrix[i * n + j] =
        (matrix[i * n + j] as number) + factor * (x[i] as number) * (x[j] as number);
}

function addScaled(target: Float64Array, added: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++)
    target[i] = (target[i] as number) + factor * (added[i] as number);
}

function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) * factor;
}

function squaredLength(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value * value, 0);
}

/** A base in (0, 1) to a whole power. */
function powerOf(base: number, exponent: number): number {
  return exp(exponent * ln(base));
}
