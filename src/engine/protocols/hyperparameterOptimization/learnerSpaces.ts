/**
 * What it is: the space that each learner is searched in when the design does not say. Names and ranges are those of the
 * learners' own tables.
 */

import type { SearchSpace } from '../../optimisation/space/space.ts';

export const TUNABLE_LEARNERS = [
  'decision_tree',
  'random_forest',
  'logistic_regression',
  'nearest_neighbours',
  'multilayer_perceptron',
  'boosted_trees',
  'gradient_boosting',
  'ridge_regression',
] as const;
export type TunableLearner = (typeof TUNABLE_LEARNERS)[number];
/** `any`: which learner it is, is searched for too. */
export const LEARNER_CHOICES = [...TUNABLE_LEARNERS, 'any'] as const;
export type LearnerChoice = (typeof LEARNER_CHOICES)[number];

/** Learners of either task; the others can do both. */
const CLASSES_ONLY: readonly TunableLearner[] = ['logistic_regression', 'boosted_trees'];
const NUMBERS_ONLY: readonly TunableLearner[] = ['ridge_regression'];

/** The learners that can say classes, or numbers. */
export function learnersFor(saysNumbers: boolean): readonly TunableLearner[] {
  const unable = saysNumbers ? CLASSES_ONLY : NUMBERS_ONLY;
  return TUNABLE_LEARNERS.filter((one) => !unable.includes(one));
}

const integer = (name: string, low: number, high: number, scale: 'linear' | 'log' = 'linear') =>
  ({ kind: 'integer', name, low, high, scale }) as const;
const real = (name: string, low: number, high: number) =>
  ({ kind: 'float', name, low, high, scale: 'log' }) as const;
const flag = (name: string) => ({ kind: 'categorical', name, choices: [true, false] }) as const;

const SPACES: Readonly<Record<TunableLearner, SearchSpace['parameters']>> = {
  decision_tree: [
    integer('depthMax', 1, 24),
    integer('splitRowsMin', 2, 64, 'log'),
    integer('leafRowsMin', 1, 32, 'log'),
  ],
  random_forest: [
    integer('depthMax', 2, 24),
    integer('leafRowsMin', 1, 16, 'log'),
    flag('isBootstrapped'),
  ],
  logistic_regression: [real('penalty', 1e-4, 1e3), flag('isStandardised')],
  nearest_neighbours: [integer('neighbours', 1, 60, 'log'), flag('isStandardised')],
  multilayer_perceptron: [
    integer('hiddenUnits', 4, 64, 'log'),
    real('learningRate', 1e-4, 1e-1),
    integer('batchRows', 16, 256, 'log'),
    real('penalty', 1e-6, 1e-1),
  ],
  boosted_trees: [integer('rounds', 5, 60, 'log'), integer('depthMax', 1, 6)],
  gradient_boosting: [integer('depthMax', 1, 5), real('stepSize', 0.01, 1)],
  ridge_regression: [real('penalty', 1e-4, 1e4), flag('isStandardised')],
};

/** The learner's own space. */
export function spaceOfLearner(learner: TunableLearner): SearchSpace {
  return { parameters: SPACES[learner] };
}

/** What a parameter is called where several learners are searched at once. */
export function jointName(learner: TunableLearner, name: string): string {
  return `${learner}.${name}`;
}

/** Which of these learners it is, and below each its own space, which counts only while it is chosen. */
export function spaceOfAny(learners: readonly TunableLearner[]): SearchSpace {
  const own = learners.flatMap((learner) =>
    SPACES[learner].map((parameter) => ({
      ...parameter,
      name: jointName(learner, parameter.name),
      when: { parameter: 'learner', equals: [learner] },
    })),
  );
  return { parameters: [{ kind: 'categorical', name: 'learner', choices: learners }, ...own] };
}

/** Whole or real, from and to, both inclusive; or true and false. */
export type ParameterLimits =
  readonly [kind: 'integer' | 'real', least: number, most: number] | readonly [kind: 'flag'];

const TREE = {
  depthMax: ['integer', 1, 64],
  splitRowsMin: ['integer', 2, 10_000],
  leafRowsMin: ['integer', 1, 10_000],
} as const;
const FLAG = ['flag'] as const;

/** What each learner takes, as its own table has it. */
export const LIMITS: Readonly<Record<TunableLearner, Readonly<Record<string, ParameterLimits>>>> = {
  decision_tree: TREE,
  random_forest: { trees: ['integer', 1, 1_000], ...TREE, isBootstrapped: FLAG },
  logistic_regression: {
    penalty: ['real', 1e-6, 1e6],
    iterationsMax: ['integer', 1, 100_000],
    isStandardised: FLAG,
  },
  nearest_neighbours: { neighbours: ['integer', 1, 1_000], isStandardised: FLAG },
  multilayer_perceptron: {
    hiddenUnits: ['integer', 1, 1_024],
    epochs: ['integer', 1, 10_000],
    learningRate: ['real', 1e-6, 1],
    batchRows: ['integer', 1, 10_000],
    penalty: ['real', 0, 1e3],
    isStandardised: FLAG,
  },
  boosted_trees: { rounds: ['integer', 1, 1_000], depthMax: ['integer', 1, 64] },
  gradient_boosting: {
    rounds: ['integer', 1, 1_000],
    depthMax: ['integer', 1, 16],
    stepSize: ['real', 0.001, 1],
  },
  ridge_regression: { penalty: ['real', 1e-6, 1e6], isStandardised: FLAG },
};
