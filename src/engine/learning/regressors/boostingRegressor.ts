/**
 * What it is: small trees one after another, each fitted to what those before it left over.
 * Source: J. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of Statistics
 * 29 (2001) 1189-1232, algorithm 2 (least squares): the gradient is the residual, a leaf steps to its mean.
 */

import type { RegressionExamples } from '../data/dataset.ts';
import type { Regressor } from '../learner.ts';
import { checkRegressionExamples, countRows } from '../learner.ts';
import { levels, rankingUnits } from '../learners/decisionTree.ts';
import type { GradientParameters } from '../learners/gradientBoosting.ts';
import { GRADIENT_PARAMETERS } from '../learners/gradientBoosting.ts';
import { rankColumns } from '../trees/rankedColumns.ts';
import type { RegressionTree } from '../trees/regressionTree.ts';
import { growRegressionTree } from '../trees/regressionTree.ts';
import { leafOf } from '../trees/tree.ts';
import { meanTarget } from './targets.ts';

export interface BoostingRegressionModel {
  readonly columns: number;
  /** The value before the first tree. */
  readonly start: number;
  /** Leaf values are times the step size. */
  readonly trees: readonly RegressionTree[];
}

/** Regression by gradient boosting. */
export const boostingRegressor: Regressor<
  'gradient_boosting',
  GradientParameters,
  BoostingRegressionModel
> = {
  kind: 'gradient_boosting',
  title: 'Gradient boosting',
  summary: 'Small trees one after another, each correcting what is left of the error.',
  paper: 'Friedman: Greedy Function Approximation, 2001',
  parameters: GRADIENT_PARAMETERS,
  fit,
  predictValues,
  trainingUnits: ({ rounds, depthMax }, shape) =>
    rankingUnits(shape) + rounds * 8 * shape.columns * shape.rows * levels(depthMax, shape.rows),
  predictionUnits: ({ rounds, depthMax }, shape) => 4 * rounds * levels(depthMax, shape.rows),
};

function fit(
  examples: RegressionExamples,
  { rounds, depthMax, stepSize }: GradientParameters,
): BoostingRegressionModel {
  checkRegressionExamples(examples);
  const { rows, columns, features, targets } = examples;
  const weights = examples.weights ?? new Float64Array(rows).fill(1);
  const ranked = rankColumns(examples);
  const start = meanTarget(examples);
  const residuals = targets.map((target) => target - start);
  const limits = { depthMax, leafRowsMin: 1 };
  const trees = Array.from({ length: rounds }, () => {
    const grown = growRegressionTree(ranked, residuals, weights, limits).tree;
    const tree = { ...grown, values: grown.values.map((value) => stepSize * value) };
    for (let row = 0; row < rows; row++) {
      const step = tree.values[leafOf(tree, features, row * columns)] as number;
      residuals[row] = (residuals[row] as number) - step;
    }
    return tree;
  });
  return { columns, start, trees };
}

function predictValues(model: BoostingRegressionModel, features: Float64Array): Float64Array {
  const { columns, start, trees } = model;
  return Float64Array.from({ length: countRows(features, columns) }, (_, row) => {
    let value = start;
    for (const tree of trees) value += tree.values[leafOf(tree, features, row * columns)] as number;
    return value;
  });
}
