/**
 * What it is: every combination of a few values of each parameter, each once.
 * Shapes: a parent and what depends on it form a tree, so the combinations of a conditional space are counted and
 * numbered exactly: a value's combinations are the product over the children that count beside it.
 * Bounds: at most GRID_MAX combinations; a larger grid is refused by gridSize's caller.
 */

import type { Choices } from '../../base/choices.ts';
import { fromUnit } from '../space/encoding.ts';
import type { Parameter, ParameterValue, SearchSpace } from '../space/space.ts';
import { assign } from '../space/space.ts';
import type { Sampler, Study } from './sampler.ts';
import { suggest } from './sampler.ts';

/** Numbers of combinations stay exact up to here. */
export const GRID_MAX = 2 ** 48;

export interface GridSetting {
  readonly kind: 'grid';
  /** Values of each number, its ends among them, evenly spread on its scale; from 1. Choices are all tried. */
  readonly points: number;
  /** The last parameter moving fastest, or jumping evenly through the whole grid, which serves short studies. */
  readonly order: 'inOrder' | 'scattered';
}

export interface GridState {
  readonly kind: 'grid';
  readonly setting: GridSetting;
  readonly study: Study;
  readonly size: number;
  taken: number;
  /** Where the walk begins and how far it jumps; the jump has no divisor in common with the size. */
  walk: { readonly start: number; readonly stride: number } | undefined;
}

/** Exhausted after as many trials as the grid has combinations. */
export const gridSampler: Sampler<GridSetting, GridState> = {
  begin: (setting, study) => ({
    kind: 'grid',
    setting,
    study,
    size: gridSize(study.space, setting.points),
    taken: 0,
    walk: setting.order === 'inOrder' ? { start: 0, stride: 1 } : undefined,
  }),
  ask(state, { choices }) {
    const { size, setting, study } = state;
    if (state.taken >= size) return { kind: 'exhausted' };
    state.walk ??= drawWalk(size, choices);
    const { start, stride } = state.walk;
    const index = Number((BigInt(start) + BigInt(state.taken) * BigInt(stride)) % BigInt(size));
    state.taken++;
    return suggest(combinationAt(study.space, setting.points, index));
  },
  tell: () => undefined,
};

/** The values of a parameter that the grid tries, ascending for numbers, without repetition. */
export function gridValues(parameter: Parameter, points: number): readonly ParameterValue[] {
  if (parameter.kind === 'categorical') return parameter.choices;
  const values = Array.from({ length: points }, (_, i) =>
    fromUnit(parameter, points === 1 ? 0.5 : i / (points - 1)),
  );
  return values.filter((value, i) => value !== values[i - 1]);
}

/** How many combinations a grid has; Infinity when more than can be numbered. */
export function gridSize(space: SearchSpace, points: number): number {
  const size = product(rootsOf(space).map((root) => combinations(space, root, points)));
  return size > GRID_MAX ? Infinity : size;
}

function rootsOf(space: SearchSpace): readonly Parameter[] {
  return space.parameters.filter(({ when }) => when === undefined);
}

function childrenOf(
  space: SearchSpace,
  { name }: Parameter,
  value: ParameterValue,
): readonly Parameter[] {
  return space.parameters.filter(
    ({ when }) => when?.parameter === name && when.equals.includes(value),
  );
}

function combinations(space: SearchSpace, parameter: Parameter, points: number): number {
  let sum = 0;
  for (const value of gridValues(parameter, points)) sum += below(space, parameter, value, points);
  return sum;
}

/** Combinations of what depends on the parameter while it holds the value. */
function below(
  space: SearchSpace,
  parameter: Parameter,
  value: ParameterValue,
  points: number,
): number {
  return product(
    childrenOf(space, parameter, value).map((child) => combinations(space, child, points)),
  );
}

function product(factors: readonly number[]): number {
  return factors.reduce((so, factor) => so * factor, 1);
}

/** The combination of a number from 0 to the grid's size, exclusive. */
export function combinationAt(
  space: SearchSpace,
  points: number,
  index: number,
): ReturnType<typeof assign> {
  const chosen = new Map<string, ParameterValue>();
  split(space, rootsOf(space), points, index, chosen);
  return assign(space, ({ name }) => chosen.get(name) as ParameterValue);
}

/** Deals a number out to siblings, the last of which moves fastest. */
function split(
  space: SearchSpace,
  siblings: readonly Parameter[],
  points: number,
  index: number,
  chosen: Map<string, ParameterValue>,
): void {
  let rest = index;
  for (const sibling of siblings.toReversed()) {
    const count = combinations(space, sibling, points);
    choose(space, sibling, points, rest % count, chosen);
    rest = Math.floor(rest / count);
  }
}

function choose(
  space: SearchSpace,
  parameter: Parameter,
  points: number,
  index: number,
  chosen: Map<string, ParameterValue>,
): void {
  let rest = index;
  for (const value of gridValues(parameter, points)) {
    const count = below(space, parameter, value, points);
    if (rest < count) {
      chosen.set(parameter.name, value);
      split(space, childrenOf(space, parameter, value), points, rest, chosen);
      return;
    }
    rest -= count;
  }
}

/** The golden ratio's share, whose multiples spread evenly, moved on until it meets every combination. */
function drawWalk(size: number, choices: Choices): { start: number; stride: number } {
  const start = Math.floor(choices.fraction() * size);
  let stride = Math.max(1, Math.floor(size * 0.618033988749895));
  while (greatestCommonDivisor(stride, size) !== 1) stride++;
  return { start, stride };
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
