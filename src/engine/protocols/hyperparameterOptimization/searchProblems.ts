/**
 * What it is: what keeps a search from being run as it is drawn, beside what each parameter says for itself: names that
 * the learner does not have, ranges that it does not take, grids too large to be numbered.
 */

import { GRID_MAX, gridSize } from '../../optimisation/samplers/grid.ts';
import { jointName, learnersFor, LIMITS } from './learnerSpaces.ts';
import type { ParameterLimits, TunableLearner } from './learnerSpaces.ts';
import { functionOf, measuresNumbers, objectiveSpace } from './objectives.ts';
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
  const isFunction = functionOf(asked) !== undefined;
  if (isFunction && space.length > 0) problems.push(...missingIn(asked));
  if (!isFunction) problems.push(...misfits(asked));
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

/** A learner that cannot do what is measured, or a choice of learners that is not searched for. */
function misfits(asked: Asked): SearchProblem[] {
  const { learner, space } = asked;
  const saysNumbers = measuresNumbers(asked);
  if (learner === 'any')
    return space.length === 0 || space.some(isFreeChoice)
      ? []
      : [{ path: ['space'], message: 'it has no learner to choose: add a choice of this name' }];
  if (learnersFor(saysNumbers).includes(learner)) return [];
  const message = saysNumbers
    ? 'it says classes, and root_mean_square is of numbers: take error or log_loss, or another learner'
    : 'it says numbers: measure it by root_mean_square, or take another learner';
  return [{ path: ['learner'], message }];
}

function isFreeChoice(parameter: SearchParameters[number]): boolean {
  return parameter.name === 'learner' && parameter.when === undefined;
}

/** A parameter of one of several learners counts only while that learner is chosen. */
function refuseJoint(parameter: SearchParameters[number], asked: Asked): string | undefined {
  const { name, when } = parameter;
  const able = learnersFor(measuresNumbers(asked));
  if (name === 'learner')
    return parameter.kind === 'categorical' &&
      parameter.choices.every((choice) => able.some((one) => one === choice))
      ? undefined
      : `learner is a choice of ${able.join(', ')}`;
  const owner: TunableLearner | undefined = able.find((one) => name.startsWith(jointName(one, '')));
  if (owner === undefined) return undefined;
  return when?.parameter === 'learner' && when.equals.every((value) => value === owner)
    ? undefined
    : `${name} is of ${owner} alone: let it count when learner is ${owner}`;
}

function refuse(parameter: SearchParameters[number], asked: Asked): string | undefined {
  const { name } = parameter;
  const isJoint = asked.learner === 'any' && functionOf(asked) === undefined;
  const joint = isJoint ? refuseJoint(parameter, asked) : undefined;
  if (joint !== undefined || (isJoint && name === 'learner')) return joint;
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
  const { learner } = asked;
  if (functionOf(asked) === undefined)
    return learner === 'any' ? jointLimits(measuresNumbers(asked)) : LIMITS[learner];
  return Object.fromEntries(
    objectiveSpace(asked).flatMap((parameter) =>
      parameter.kind === 'categorical'
        ? []
        : [[parameter.name, ['real', parameter.low, parameter.high] as const]],
    ),
  );
}

function jointLimits(saysNumbers: boolean): Readonly<Record<string, ParameterLimits>> {
  return Object.fromEntries(
    learnersFor(saysNumbers).flatMap((learner) =>
      Object.entries(LIMITS[learner]).map(([name, limits]) => [jointName(learner, name), limits]),
    ),
  );
}
