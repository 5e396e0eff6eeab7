/**
 * What it is: the space that each learner is searched in when the design does not say, and which of its
 * parameters says how long it trains. Names and ranges are those of the learners' own tables.
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
] as const;
export type TunableLearner = (typeof TUNABLE_LEARNERS)[number];

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
};

/** The learner's own space. */
export function spaceOfLearner(learner: TunableLearner): SearchSpace {
  return { parameters: SPACES[learner] };
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
};

/** The parameter that says for how long it trains. */
export const ITERATIONS: Readonly<Partial<Record<string, string>>> = {
  random_forest: 'trees',
  multilayer_perceptron: 'epochs',
  boosted_trees: 'rounds',
  gradient_boosting: 'rounds',
};
