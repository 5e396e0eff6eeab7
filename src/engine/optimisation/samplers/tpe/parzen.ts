/**
 * What it is: Parzen estimators: a density over one parameter that is a mixture of one kernel for each trial and
 * one for what is believed beforehand.
 * Sources: J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl, "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011;
 * S. Watanabe, "Tree-Structured Parzen Estimator: Understanding Its Algorithm Components", arXiv:2304.11127 (2023).
 * Shapes: kernels are numbered as the trials are, the last is the prior's. Numbers live in the unit interval:
 * normals cut off at its ends; a whole number has the probability of its part. A trial in which the parameter is not
 * active says nothing of it, and has the prior for its kernel.
 * Departure: the prior of a number is uniform, where implementations take a normal as wide as the range.
 */

import type { Choices } from '../../../base/choices.ts';
import { pow } from '../../../base/maths.ts';
import { drawWithinUnit, normalBetween, normalDensity } from '../../mathematics/normal.ts';
import { fromUnit, unitInterval } from '../../space/encoding.ts';
import type { Parameter, ParameterValue } from '../../space/space.ts';

export interface NumericKernels {
  readonly kind: 'numeric';
  readonly centres: Float64Array;
  /** Infinity for a kernel that is uniform. */
  readonly widths: Float64Array;
  /** The share of each normal that lies in the unit interval. */
  readonly masses: Float64Array;
}

export interface CategoricalKernels {
  readonly kind: 'categorical';
  /** kernels × choices, each kernel summing to 1. */
  readonly shares: Float64Array;
  readonly choices: number;
}

export type Kernels = NumericKernels | CategoricalKernels;

/** Deviations from which on a kernel's density is lost beside the prior's, which is never less than a thousandth. */
const FAR = 9;

/** The width of each kernel of a number, given the places of those that are known. */
export type WidthRule = (places: readonly number[]) => readonly number[];

/** Kernels for a parameter from its places in the trials, undefined where it is not active. */
export function kernelsOf(
  parameter: Parameter,
  places: readonly (number | undefined)[],
  widthRule: WidthRule,
): Kernels {
  if (parameter.kind === 'categorical') return categoricalKernels(parameter.choices.length, places);
  const known = places.filter((place) => place !== undefined);
  const ruled = widthRule(known);
  const count = places.length + 1;
  const centres = new Float64Array(count).fill(0.5);
  const widths = new Float64Array(count).fill(Infinity);
  const masses = new Float64Array(count).fill(1);
  let next = 0;
  places.forEach((place, i) => {
    if (place === undefined) return;
    const width = ruled[next++] as number;
    centres[i] = place;
    widths[i] = width;
    masses[i] = normalBetween(-place / width, (1 - place) / width);
  });
  return { kind: 'numeric', centres, widths, masses };
}

/** One observation more for what was seen; the prior's weight is spread over kernels and choices. */
function categoricalKernels(
  choices: number,
  places: readonly (number | undefined)[],
): CategoricalKernels {
  const count = places.length + 1;
  const shares = new Float64Array(count * choices).fill(1 / choices);
  const smoothing = 1 / count;
  places.forEach((place, i) => {
    if (place === undefined) return;
    const seen = Math.min(choices - 1, Math.floor(place * choices));
    for (let choice = 0; choice < choices; choice++)
      shares[i * choices + choice] =
        (smoothing + (choice === seen ? 1 : 0)) / (1 + smoothing * choices);
  });
  return { kind: 'categorical', shares, choices };
}

/**
 * As wide as the further of the two neighbours is away, the middle of the range counting as one; at the ends, the
 * neighbour inwards. Never wider than the range, nor narrower than its share of one kernel, at most a hundredth.
 */
export const byNeighbours: WidthRule = (places) => {
  const least = 1 / Math.min(100, places.length + 2);
  const all = [...places, 0.5];
  const order = all
    .map((_, i) => i)
    .sort((i, k) => (all[i] as number) - (all[k] as number) || i - k);
  const widths = new Float64Array(all.length);
  order.forEach((own, k) => {
    const here = all[own] as number;
    const before = order[k - 1];
    const after = order[k + 1];
    const left = before === undefined ? 0 : here - (all[before] as number);
    const right = after === undefined ? 0 : (all[after] as number) - here;
    widths[own] = Math.min(1, Math.max(least, left, right));
  });
  return Array.from(widths.subarray(0, places.length));
};

/** One width for all, which shrinks with their number and the number of parameters (Scott's rule). */
export function byCount(dimensions: number): WidthRule {
  return (places) => {
    const least = 1 / Math.min(100, places.length + 2);
    const width = 0.2 * pow(Math.max(1, places.length), -1 / (dimensions + 4));
    return places.map(() => Math.max(least, width));
  };
}

/** A value drawn from one kernel. */
export function drawFrom(
  parameter: Parameter,
  kernels: Kernels,
  kernel: number,
  choices: Choices,
): ParameterValue {
  if (kernels.kind === 'categorical') {
    const start = kernel * kernels.choices;
    const drawn = drawIndex(kernels.shares.subarray(start, start + kernels.choices), choices);
    return fromUnit(parameter, (drawn + 0.5) / kernels.choices);
  }
  const width = kernels.widths[kernel] as number;
  const centre = kernels.centres[kernel] as number;
  const place = width === Infinity ? choices.fraction() : drawWithinUnit(centre, width, choices);
  return fromUnit(parameter, place);
}

/** A place drawn from weights that sum to 1. */
export function drawIndex(weights: Float64Array, choices: Choices): number {
  let left = choices.fraction();
  for (let i = 0; i < weights.length - 1; i++) {
    left -= weights[i] as number;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Multiplies into `densities` what each kernel gives the value. */
export function multiplyDensities(
  parameter: Parameter,
  kernels: Kernels,
  value: ParameterValue,
  densities: Float64Array,
): void {
  if (kernels.kind === 'categorical') {
    const choice = parameter.kind === 'categorical' ? parameter.choices.indexOf(value) : 0;
    for (let i = 0; i < densities.length; i++)
      densities[i] =
        (densities[i] as number) * (kernels.shares[i * kernels.choices + choice] as number);
    return;
  }
  const { centres, widths, masses } = kernels;
  const [from, to] = unitInterval(parameter, value);
  for (let i = 0; i < densities.length; i++) {
    const width = widths[i] as number;
    const centre = centres[i] as number;
    let density = from === to ? 1 : to - from;
    if (width !== Infinity) {
      const below = (from - centre) / width;
      const above = (to - centre) / width;
      if (above < -FAR || below > FAR) density = 0;
      else density = from === to ? normalDensity(below) / width : normalBetween(below, above);
    }
    densities[i] = ((densities[i] as number) * density) / (masses[i] as number);
  }
}
