/**
 * What it is: a search space as plain data: what a trial may choose, and which choices count when.
 * Shapes: parameters are a list in which a parent stands before what depends on it, so spaces are forests.
 * An assignment holds the active parameters and no others.
 * Bounds: low and high are inclusive for numbers of either kind.
 */

/** What a parameter may hold. */
export type ParameterValue = string | number | boolean;

/** Holds when the parent is active and its value is one of these. */
export interface Condition {
  readonly parameter: string;
  readonly equals: readonly ParameterValue[];
}

interface Named {
  /** A word of letters, digits, `_` and `.`, not beginning with a digit. */
  readonly name: string;
  /** Without it the parameter is always active. */
  readonly when?: Condition | undefined;
}

export type Scale = 'linear' | 'log';

export interface FloatParameter extends Named {
  readonly kind: 'float';
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
}

/** Whole numbers from low to high. */
export interface IntegerParameter extends Named {
  readonly kind: 'integer';
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
}

export interface CategoricalParameter extends Named {
  readonly kind: 'categorical';
  readonly choices: readonly ParameterValue[];
}

export type NumericParameter = FloatParameter | IntegerParameter;
export type Parameter = NumericParameter | CategoricalParameter;

export interface SearchSpace {
  readonly parameters: readonly Parameter[];
}

/** Values of the active parameters by name, in the order of the space. */
export type Assignment = Readonly<Record<string, ParameterValue>>;

/** Whether a parameter counts, given the values of those before it; its parent must be there to be asked. */
export function isActive(parameter: Parameter, before: Assignment): boolean {
  const { when } = parameter;
  if (when === undefined) return true;
  const held = before[when.parameter];
  return held !== undefined && when.equals.includes(held);
}

/** The parameters that count in an assignment, in the order of the space. */
export function activeParameters(space: SearchSpace, assignment: Assignment): readonly Parameter[] {
  const active: Record<string, ParameterValue> = {};
  return space.parameters.filter((parameter) => {
    const held = assignment[parameter.name];
    if (!isActive(parameter, active) || held === undefined) return false;
    active[parameter.name] = held;
    return true;
  });
}

/** An assignment made parameter by parameter; only those that turn out active are asked for. */
export function assign(
  space: SearchSpace,
  choose: (parameter: Parameter, index: number) => ParameterValue,
): Assignment {
  const made: Record<string, ParameterValue> = {};
  space.parameters.forEach((parameter, index) => {
    if (isActive(parameter, made)) made[parameter.name] = choose(parameter, index);
  });
  return made;
}

/** Whether two assignments say the same. */
export function isSameAssignment(one: Assignment, other: Assignment): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  );
}
