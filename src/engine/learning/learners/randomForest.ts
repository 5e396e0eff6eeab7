/**
 * What it is: a forest of trees, each grown on its own bootstrap sample, trying few columns a split.
 * Source: L. Breiman, "Random Forests", Machine Learning 45 (2001) 5-32. Departure, as in
 * scikit-learn: trees answer with their leaf's class shares, averaged, rather than with one vote each.
 */

import type { Choices } from '../../base/choices.ts';
import type { Examples, FeatureTable } from '../data/dataset.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { growTree } from '../trees/grow.ts';
import { rankColumns } from '../trees/rankedColumns.ts';
import type { Tree } from '../trees/tree.ts';
import { leafOf } from '../trees/tree.ts';
import { TREE_PARAMETERS, growthUnits, levels, rankingUnits } from './decisionTree.ts';

export const FOREST_PARAMETERS = {
  trees: {
    kind: 'integer',
    title: 'Trees',
    help: 'More trees make steadier answers and cost more.',
    default: 100,
    least: 1,
    most: 1_000,
  },
  ...TREE_PARAMETERS,
  isBootstrapped: {
    kind: 'flag',
    title: 'Bootstrap',
    help: 'Each tree sees rows drawn with replacement; otherwise all see all rows.',
    default: true,
  },
} as const satisfies ParameterTable;

export type ForestParameters = ParametersOf<typeof FOREST_PARAMETERS>;

export interface RandomForestModel {
  readonly columns: number;
  readonly classes: number;
  readonly trees: readonly Tree[];
}

/** Classification by the mean of many decorrelated trees. */
export const randomForest: Learner<'random_forest', ForestParameters, RandomForestModel> = {
  kind: 'random_forest',
  title: 'Random forest',
  summary: 'Averages many trees, each grown on its own sample of the rows.',
  paper: 'Breiman: Random Forests, Machine Learning 45, 2001',
  parameters: FOREST_PARAMETERS,
  fit,
  predictProbabilities,
  trainingUnits: (parameters, shape) =>
    rankingUnits(shape) +
    parameters.trees * growthUnits(parameters.depthMax, columnsPerSplit(shape.columns), shape),
  predictionUnits: (parameters, shape) =>
    4 * parameters.trees * (levels(parameters.depthMax, shape.rows) + shape.classes),
};

/** The usual number of columns to try: the root of their number, rounded down. */
function columnsPerSplit(columns: number): number {
  return Math.max(1, Math.floor(Math.sqrt(columns)));
}

function fit(
  examples: Examples,
  parameters: ForestParameters,
  choices: Choices,
): RandomForestModel {
  checkExamples(examples);
  const { columns, classes, labels } = examples;
  const ranked = rankColumns(examples);
  const limits = { ...parameters, columnsPerSplit: columnsPerSplit(columns) };
  const trees: Tree[] = [];
  for (let i = 0; i < parameters.trees; i++) {
    const weights = sampleWeights(examples, parameters.isBootstrapped, choices);
    trees.push(growTree({ ranked, labels, weights, classes }, limits, choices));
  }
  return { columns, classes, trees };
}

/** How often each row was drawn, times its own weight. */
export function sampleWeights(
  { rows, weights }: FeatureTable,
  isBootstrapped: boolean,
  choices: Choices,
): Float64Array {
  const own = weights ?? new Float64Array(rows).fill(1);
  if (!isBootstrapped) return own;
  const drawn = new Float64Array(rows);
  for (;;) {
    for (let i = 0; i < rows; i++) {
      const row = choices.below(rows);
      drawn[row] = (drawn[row] as number) + (own[row] as number);
    }
    // A sample of weightless rows alone cannot grow a tree; one with any weight can.
    if (drawn.some((weight) => weight > 0)) return drawn;
  }
}

function predictProbabilities(model: RandomForestModel, features: Float64Array): Float64Array {
  const { columns, classes, trees } = model;
  const rows = countRows(features, columns);
  const probabilities = new Float64Array(rows * classes);
  for (const tree of trees) {
    for (let row = 0; row < rows; row++) {
      const from = leafOf(tree, features, row * columns) * classes;
      for (let label = 0; label < classes; label++) {
        const to = row * classes + label;
        probabilities[to] = (probabilities[to] as number) + (tree.shares[from + label] as number);
      }
    }
  }
  for (let i = 0; i < probabilities.length; i++) {
    probabilities[i] = (probabilities[i] as number) / trees.length;
  }
  return probabilities;
}
