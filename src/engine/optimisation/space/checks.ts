/**
 * What it is: whether a search space can be searched, and whether an assignment lies in it.
 * Errors: every problem is returned, each with a code, a path into the space and one sentence; nothing throws.
 */

import type {
  Assignment,
  CategoricalParameter,
  NumericParameter,
  Parameter,
  ParameterValue,
  SearchSpace,
} from './space.ts';
import { isActive } from './space.ts';

/** More would make models of the space slow and meaningless. */
const PARAMETERS_MAX = 64;
const CHOICES_MAX = 256;

export type SpaceProblemCode =
  | 'emptySpace'
  | 'tooManyParameters'
  | 'badName'
  | 'duplicateName'
  | 'notFinite'
  | 'notWhole'
  | 'emptyRange'
  | 'logOfNothing'
  | 'noChoices'
  | 'tooManyChoices'
  | 'duplicateChoice'
  | 'unknownParent'
  | 'impossibleCondition'
  | 'missingValue'
  | 'strayValue'
  | 'valueOutside';

export interface SpaceProblem {
  readonly code: SpaceProblemCode;
  /** Path into the space or the assignment, such as `parameters.2.low`. */
  readonly path: string;
  /** One sentence: what, what it holds, what would be right. */
  readonly message: string;
}

const NAME = /^[A-Za-z_][\w.]*$/;

/** All that keeps a space from being searched; empty when it is right. */
export function spaceProblems(space: SearchSpace): readonly SpaceProblem[] {
  const { parameters } = space;
  const problems: SpaceProblem[] = [];
  if (parameters.length === 0)
    problems.push({
      code: 'emptySpace',
      path: 'parameters',
      message: 'The space has no parameters; add at least one.',
    });
  if (parameters.length > PARAMETERS_MAX)
    problems.push({
      code: 'tooManyParameters',
      path: 'parameters',
      message: `The space has ${parameters.length} parameters; at most ${PARAMETERS_MAX} can be searched.`,
    });
  parameters.forEach((parameter, i) => {
    const add = (code: SpaceProblemCode, field: string, message: string): void => {
      problems.push({ code, path: `parameters.${i}.${field}`, message });
    };
    const before = parameters.slice(0, i);
    checkName(parameter, before, add);
    if (parameter.kind === 'categorical') checkChoices(parameter, add);
    else checkRange(parameter, add);
    checkCondition(parameter, before, add);
  });
  return problems;
}

type Add = (code: SpaceProblemCode, field: string, message: string) => void;

function checkName({ name }: Parameter, before: readonly Parameter[], add: Add): void {
  if (!NAME.test(name))
    add(
      'badName',
      'name',
      `"${name}" is no name for a parameter; it takes letters, digits, _ and ., and does not begin with a digit.`,
    );
  if (before.some((other) => other.name === name))
    add('duplicateName', 'name', `Two parameters are called ${name}; give each its own name.`);
}

function checkRange({ kind, name, low, high, scale }: NumericParameter, add: Add): void {
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    add('notFinite', 'low', `The range of ${name} is ${low} to ${high}; both must be numbers.`);
    return;
  }
  if (kind === 'integer' && !(Number.isSafeInteger(low) && Number.isSafeInteger(high)))
    add(
      'notWhole',
      'low',
      `The range of ${name} is ${low} to ${high}; both must be whole numbers.`,
    );
  if (!(kind === 'integer' ? low <= high : low < high))
    add(
      'emptyRange',
      'high',
      `The range of ${name} is ${low} to ${high}; its low end must lie below its high end.`,
    );
  if (scale === 'log' && !(kind === 'integer' ? low >= 1 : low > 0))
    add(
      'logOfNothing',
      'low',
      `${name} is on a log scale and begins at ${low}; it must begin above 0${kind === 'integer' ? ', at 1 or more' : ''}.`,
    );
}

function checkChoices({ name, choices }: CategoricalParameter, add: Add): void {
  if (choices.length === 0)
    add('noChoices', 'choices', `${name} has no choices; give it at least one.`);
  if (choices.length > CHOICES_MAX)
    add(
      'tooManyChoices',
      'choices',
      `${name} has ${choices.length} choices; at most ${CHOICES_MAX} can be searched.`,
    );
  choices.forEach((choice, i) => {
    if (typeof choice === 'number' && !Number.isFinite(choice))
      add('notFinite', `choices.${i}`, `A choice of ${name} is ${choice}; it must be a number.`);
    if (choices.indexOf(choice) < i)
      add(
        'duplicateChoice',
        `choices.${i}`,
        `${name} has the choice ${choice} twice; once will do.`,
      );
  });
}

function checkCondition(parameter: Parameter, before: readonly Parameter[], add: Add): void {
  const { name, when } = parameter;
  if (when === undefined) return;
  const parent = before.find((other) => other.name === when.parameter);
  if (parent === undefined)
    add(
      'unknownParent',
      'when.parameter',
      `${name} depends on ${when.parameter}, and no parameter before it is called so.`,
    );
  else if (!when.equals.some((value) => isWithin(parent, value)))
    add(
      'impossibleCondition',
      'when.equals',
      `${name} counts when ${when.parameter} is ${when.equals.join(' or ') || 'nothing at all'}, which ${when.parameter} cannot be.`,
    );
}

/** Whether a parameter may hold this value. */
export function isWithin(parameter: Parameter, value: ParameterValue): boolean {
  switch (parameter.kind) {
    case 'categorical':
      return parameter.choices.includes(value);
    case 'integer':
    case 'float':
      return (
        typeof value === 'number' &&
        value >= parameter.low &&
        value <= parameter.high &&
        (parameter.kind === 'float' || Number.isInteger(value))
      );
  }
}

/** All that keeps an assignment from being one of the space. */
export function assignmentProblems(
  space: SearchSpace,
  assignment: Assignment,
): readonly SpaceProblem[] {
  const problems: SpaceProblem[] = [];
  const active: Record<string, ParameterValue> = {};
  for (const parameter of space.parameters) {
    const { name } = parameter;
    const value = assignment[name];
    const add = (code: SpaceProblemCode, message: string): void => {
      problems.push({ code, path: name, message });
    };
    if (!isActive(parameter, active)) {
      if (value !== undefined)
        add('strayValue', `${name} is ${value}, and does not count beside the other values.`);
    } else if (value === undefined) add('missingValue', `${name} counts here and has no value.`);
    else {
      active[name] = value;
      if (!isWithin(parameter, value))
        add('valueOutside', `${name} is ${value}, which lies outside its range.`);
    }
  }
  for (const name of Object.keys(assignment))
    if (!space.parameters.some((parameter) => parameter.name === name))
      problems.push({
        code: 'strayValue',
        path: name,
        message: `${name} is no parameter of the space.`,
      });
  return problems;
}
