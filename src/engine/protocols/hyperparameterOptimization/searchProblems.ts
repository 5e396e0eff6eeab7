/**
 * What it is: what keeps a search from being run as it is drawn, beside what each parameter says for itself: names that
 * the learner does not have, ranges that it does not take, grids too large to be numbered.
 */

import { GRID_MAX, gridSize } from '../../optimisation/samplers/grid.ts';
import { LIMITS } from './learnerSpaces.ts';
import type { ParameterLimits } from './learnerSpaces.ts';
import { functionOf, objectiveSpace } from './objectives.ts';
import type { ObjectiveChoice } from './objectives.ts';
import type { SearchParameters } from './space.ts';

interface Asked extends ObjectiveChoice {
  readonly space: SearchParameters;
  readonly algorithm: string;
  readonly gridPoints: number;
}

export interface SearchProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** All that is wrong with the parameters taken together. */
export function searchProblems(asked: Asked): readonly SearchProblem[] {
  const { space, algorithm, gridPoints } = asked;
  const problems: SearchProblem[] = space.flatMap((parameter, i) => {
    const message = refuse(parameter, asked);
    return message === undefined ? [] : [{ path: ['space', i, 'name'], message }];
  });
  if (functionOf(asked) !== undefined && space.length > 0) problems.push(...missingIn(asked));
  const parameters = space.length > 0 ? space : objectiveSpace(asked);
  if (algorithm === 'grid' && gridSize({ parameters }, gridPoints) > GRID_MAX)
    problems.push({
      path: ['gridPoints'],
      message: 'so many values of each number make too many combinations; take fewer',
    });
  return problems;
}

/** A test function needs all of its coordinates, whatever else holds. */
function missingIn(asked: Asked): SearchProblem[] {
  return objectiveSpace(asked)
    .filter(({ name }) => !asked.space.some((one) => one.name === name && one.when === undefined))
    .map(({ name }) => ({
      path: ['space'],
      message: `the test function needs ${name} in every trial; add it without a condition`,
    }));
}

function refuse(parameter: SearchParameters[number], asked: Asked): string | undefined {
  const { name } = parameter;
  const limits = limitsOf(asked);
  const limit = limits[name];
  if (limit === undefined)
    return `it has no parameter of this name; it has ${Object.keys(limits).join(', ')}`;
  if (limit[0] === 'flag')
    return parameter.kind === 'categorical' &&
      parameter.choices.every((choice) => typeof choice === 'boolean')
      ? undefined
      : `${name} is true or false: make it a choice of these`;
  const [kind, least, most] = limit;
  const isWithin = (value: unknown): boolean =>
    typeof value === 'number' &&
    value >= least &&
    value <= most &&
    (kind === 'real' || Number.isInteger(value));
  const ends =
    parameter.kind === 'categorical' ? parameter.choices : [parameter.low, parameter.high];
  const isWhole = kind === 'real' || parameter.kind !== 'float';
  return isWhole && ends.every(isWithin)
    ? undefined
    : `${name} takes ${kind === 'integer' ? 'whole numbers' : 'numbers'} from ${least} to ${most}`;
}

function limitsOf(asked: Asked): Readonly<Record<string, ParameterLimits>> {
  if (functionOf(asked) === undefined) return LIMITS[asked.learner];
  return Object.fromEntries(
    objectiveSpace(asked).flatMap((parameter) =>
      parameter.kind === 'categorical'
        ? []
        : [[parameter.name, ['real', parameter.low, parameter.high] as const]],
    ),
  );
}
