/**
 * What it is: parameters as places in the unit interval, and back.
 * Shapes: a float's range fills [0, 1]; a whole number has the interval that rounds to it, so the range is half
 * a step wider on both sides; a choice has one of as many equal parts as there are choices, and stands in its
 * middle. On a log scale all this holds for the logarithm.
 * Errors: a value outside its range is our bug.
 */

import { invariant } from '../../base/invariant.ts';
import { exp, ln } from '../../base/maths.ts';
import { isWithin } from './checks.ts';
import type {
  Assignment,
  NumericParameter,
  Parameter,
  ParameterValue,
  SearchSpace,
} from './space.ts';
import { assign } from './space.ts';

/** The ends of a numeric parameter's interval on its own scale. */
function edgesOf({ kind, low, high, scale }: NumericParameter): readonly [number, number] {
  const widened = kind === 'integer' ? 0.5 : 0;
  const from = low - widened;
  const to = high + widened;
  return scale === 'log' ? [ln(from), ln(to)] : [from, to];
}

/** The place of a value in [0, 1]. */
export function toUnit(parameter: Parameter, value: ParameterValue): number {
  invariant(isWithin(parameter, value), `${parameter.name} cannot be ${value}`);
  if (parameter.kind === 'categorical')
    return (parameter.choices.indexOf(value) + 0.5) / parameter.choices.length;
  const [from, to] = edgesOf(parameter);
  const number = value as number;
  return ((parameter.scale === 'log' ? ln(number) : number) - from) / (to - from);
}

/** The value at a place; places outside [0, 1] stand for the nearer end. */
export function fromUnit(parameter: Parameter, place: number): ParameterValue {
  const within = Math.min(1, Math.max(0, place));
  if (parameter.kind === 'categorical') {
    const { choices } = parameter;
    const index = Math.min(choices.length - 1, Math.floor(within * choices.length));
    return choices[index] as ParameterValue;
  }
  const { kind, low, high, scale } = parameter;
  // The ends themselves, which the logarithm and back would miss by a digit.
  if (within === 0) return low;
  if (within === 1) return high;
  const [from, to] = edgesOf(parameter);
  const scaled = from + within * (to - from);
  const number = scale === 'log' ? exp(scaled) : scaled;
  return Math.min(high, Math.max(low, kind === 'integer' ? Math.round(number) : number));
}

/** The assignment at a point of the unit cube with one coordinate for each parameter, active or not. */
export function assignmentAt(space: SearchSpace, point: ArrayLike<number>): Assignment {
  return assign(space, (parameter, index) => fromUnit(parameter, point[index] as number));
}

/** The point of an assignment; what is not active stands in the middle. */
export function pointOf(space: SearchSpace, assignment: Assignment): Float64Array {
  return Float64Array.from(space.parameters, (parameter) => {
    const value = assignment[parameter.name];
    return value === undefined ? 0.5 : toUnit(parameter, value);
  });
}

/** The part of the unit interval that a value has; a float has a point. */
export function unitInterval(
  parameter: Parameter,
  value: ParameterValue,
): readonly [from: number, to: number] {
  const place = toUnit(parameter, value);
  if (parameter.kind === 'float') return [place, place];
  if (parameter.kind === 'categorical') {
    const half = 0.5 / parameter.choices.length;
    return [place - half, place + half];
  }
  const [from, to] = edgesOf(parameter);
  const scaled = (edge: number): number =>
    ((parameter.scale === 'log' ? ln(edge) : edge) - from) / (to - from);
  const whole = value as number;
  return [scaled(whole - 0.5), scaled(whole + 0.5)];
}
