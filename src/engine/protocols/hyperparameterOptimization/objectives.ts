/** What it is: what can be searched for: a learner on a data set, or a test function whose optimum is known. */

import { testFunctionNamed } from '../../optimisation/testFunctions/catalog.ts';
import { spaceOf } from '../../optimisation/testFunctions/testFunction.ts';
import type { TestFunction } from '../../optimisation/testFunctions/testFunction.ts';
import type { LearnerChoice } from './learnerSpaces.ts';
import { learnersFor, spaceOfAny, spaceOfLearner } from './learnerSpaces.ts';
import type { SearchParameters } from './space.ts';

/** Wire names: `six_hump_camel` is the function `sixHumpCamel`. */
export const OBJECTIVES = [
  'learner',
  'branin',
  'six_hump_camel',
  'goldstein_price',
  'beale',
  'himmelblau',
  'hartmann3',
  'hartmann6',
  'sphere',
  'rosenbrock',
  'rastrigin',
  'ackley',
  'griewank',
  'levy',
  'styblinski_tang',
] as const;

/** What an objective is told by. */
export interface ObjectiveChoice {
  readonly objective: (typeof OBJECTIVES)[number];
  readonly learner: LearnerChoice;
  readonly measure: string;
  readonly dimensions: number;
}

/** Whether what is measured is how far off numbers are, not which classes are right. */
export function measuresNumbers({ measure }: Pick<ObjectiveChoice, 'measure'>): boolean {
  return measure === 'root_mean_square';
}

/** A test function with the number of its dimensions; undefined for a learner. */
export interface ChosenFunction {
  readonly made: TestFunction;
  readonly dimensions: number;
}

/** The test function of an objective; one that takes any number of dimensions takes as many as asked for, if it can. */
export function functionOf({ objective, dimensions }: ObjectiveChoice): ChosenFunction | undefined {
  const name = objective.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const made = testFunctionNamed(name);
  if (made === undefined) return undefined;
  const { least, isFixed } = made.dimensions;
  return { made, dimensions: isFixed ? least : Math.max(least, dimensions) };
}

/** The space that goes with an objective. */
export function objectiveSpace(choice: ObjectiveChoice): SearchParameters {
  const chosen = functionOf(choice);
  if (chosen !== undefined) return spaceOf(chosen.made, chosen.dimensions).parameters;
  const { learner } = choice;
  return learner === 'any'
    ? spaceOfAny(learnersFor(measuresNumbers(choice))).parameters
    : spaceOfLearner(learner).parameters;
}
