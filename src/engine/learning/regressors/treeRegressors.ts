/**
 * What it is: a single regression tree, and a forest of them, each grown on its own bootstrap sample.
 * Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984,
 * chapter 8; L. Breiman, "Random Forests", Machine Learning 45 (2001) 5-32. Departure, as in scikit-learn: the forest
 * tries all columns at every split, so that its trees differ by their samples alone.
 */

import type { Choices } from '../../base/choices.ts';
import type { RegressionExamples } from '../data/dataset.ts';
import type { Regressor, TrainingShape } from '../learner.ts';
import { checkRegressionExamples, countRows } from '../learner.ts';
import type { TreeParameters } from '../learners/decisionTree.ts';
import { growthUnits, levels, rankingUnits, TREE_PARAMETERS } from '../learners/decisionTree.ts';
import type { ForestParameters } from '../learners/randomForest.ts';
import { FOREST_PARAMETERS, sampleWeights } from '../learners/randomForest.ts';
import { rankColumns } from '../trees/rankedColumns.ts';
import type { RegressionTree } from '../trees/regressionTree.ts';
import { growRegressionTree } from '../trees/regressionTree.ts';
import { leafOf } from '../trees/tree.ts';

export interface RegressionForest {
  readonly columns: number;
  readonly trees: readonly RegressionTree[];
}

/** Regression by one tree. */
export const treeRegressor: Regressor<'decision_tree', TreeParameters, RegressionForest> = {
  kind: 'decision_tree',
  title: 'Decision tree',
  summary: 'Asks one question after another and answers with the mean of the leaf it reaches.',
  paper: 'Breiman, Friedman, Olshen, Stone: Classification and Regression Trees, 1984',
  parameters: TREE_PARAMETERS,
  fit(examples, parameters) {
    checkRegressionExamples(examples);
    const weights = examples.weights ?? new Float64Array(examples.rows).fill(1);
    const ranked = rankColumns(examples);
    const { tree } = growRegressionTree(ranked, examples.targets, weights, parameters);
    return { columns: examples.columns, trees: [tree] };
  },
  predictValues,
  trainingUnits: ({ depthMax }, shape) => treeUnits(depthMax, shape) + rankingUnits(shape),
  predictionUnits: ({ depthMax }, shape) => 4 * levels(depthMax, shape.rows),
};

/** Regression by the mean of many trees. */
export const forestRegressor: Regressor<'random_forest', ForestParameters, RegressionForest> = {
  kind: 'random_forest',
  title: 'Random forest',
  summary: 'Averages many trees, each grown on its own sample of the rows.',
  paper: 'Breiman: Random Forests, Machine Learning 45, 2001',
  parameters: FOREST_PARAMETERS,
  fit: fitForest,
  predictValues,
  trainingUnits: ({ trees, depthMax }, shape) =>
    rankingUnits(shape) + trees * treeUnits(depthMax, shape),
  predictionUnits: ({ trees, depthMax }, shape) => 4 * trees * levels(depthMax, shape.rows),
};

function treeUnits(depthMax: number, shape: TrainingShape): number {
  return growthUnits(depthMax, shape.columns, shape);
}

function fitForest(
  examples: RegressionExamples,
  parameters: ForestParameters,
  choices: Choices,
): RegressionForest {
  checkRegressionExamples(examples);
  const ranked = rankColumns(examples);
  const trees = Array.from({ length: parameters.trees }, () => {
    const weights = sampleWeights(examples, parameters.isBootstrapped, choices);
    return growRegressionTree(ranked, examples.targets, weights, parameters).tree;
  });
  return { columns: examples.columns, trees };
}

function predictValues({ columns, trees }: RegressionForest, features: Float64Array): Float64Array {
  return Float64Array.from({ length: countRows(features, columns) }, (_, row) => {
    let sum = 0;
    for (const tree of trees) sum += tree.values[leafOf(tree, features, row * columns)] as number;
    return sum / trees.length;
  });
}
