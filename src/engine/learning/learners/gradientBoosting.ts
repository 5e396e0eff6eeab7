/**
 * What it is: small trees one after another, each stepping down the gradient of the log-loss.
 * Source: J. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of Statistics
 * 29 (2001) 1189-1232, algorithms 5 and 6: trees of least squares on the residuals, one Newton step in
 * each leaf.
 * Shapes: two classes have one raw score, the log-odds of class 1; more classes have one each. Trees are
 * rounds × scores.
 */

import { ln, sigmoid, softmaxInPlace } from '../../base/maths.ts';
import type { Examples } from '../data/dataset.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { rankColumns } from '../trees/rankedColumns.ts';
import type { RegressionGrowth, RegressionTree } from '../trees/regressionTree.ts';
import { growRegressionTree } from '../trees/regressionTree.ts';
import { leafOf } from '../trees/tree.ts';
import { levels, rankingUnits } from './decisionTree.ts';

export const GRADIENT_PARAMETERS = {
  rounds: {
    kind: 'integer',
    title: 'Rounds',
    help: 'More rounds fit closer and take longer.',
    default: 100,
    least: 1,
    most: 1_000,
  },
  depthMax: {
    kind: 'integer',
    title: 'Greatest depth',
    help: 'How many columns a tree may weigh together.',
    default: 3,
    least: 1,
    most: 16,
  },
  stepSize: {
    kind: 'real',
    title: 'Step size',
    help: 'A smaller step needs more rounds and overfits less.',
    default: 0.1,
    least: 0.001,
    most: 1,
  },
} as const satisfies ParameterTable;

export type GradientParameters = ParametersOf<typeof GRADIENT_PARAMETERS>;

export interface GradientBoostingModel {
  readonly columns: number;
  readonly classes: number;
  /** Raw scores before the first tree. */
  readonly start: Float64Array;
  /** Leaf values are Newton steps times the step size. */
  readonly trees: readonly RegressionTree[];
}

/** What a class that training never showed has as its share before the first tree. */
const SHARE_LEAST = 1e-7;
/** Leaves flatter than this take no step. */
const CURVATURE_LEAST = 1e-150;

/** Classification by gradient boosting. */
export const gradientBoosting: Learner<
  'gradient_boosting',
  GradientParameters,
  GradientBoostingModel
> = {
  kind: 'gradient_boosting',
  title: 'Gradient boosting',
  summary: 'Small trees one after another, each correcting the probabilities so far.',
  paper: 'Friedman: Greedy Function Approximation, 2001',
  parameters: GRADIENT_PARAMETERS,
  fit,
  predictProbabilities,
  trainingUnits({ rounds, depthMax }, shape) {
    const trees = rounds * scoreCount(shape.classes);
    return (
      rankingUnits(shape) + trees * 8 * shape.columns * shape.rows * levels(depthMax, shape.rows)
    );
  },
  predictionUnits: ({ rounds, depthMax }, shape) =>
    4 * rounds * scoreCount(shape.classes) * levels(depthMax, shape.rows),
};

function scoreCount(classes: number): number {
  return classes === 2 ? 1 : classes;
}

function fit(
  examples: Examples,
  { rounds, depthMax, stepSize }: GradientParameters,
): GradientBoostingModel {
  checkExamples(examples);
  const { rows, columns, classes, labels, features } = examples;
  const weights = examples.weights ?? new Float64Array(rows).fill(1);
  const ranked = rankColumns(examples);
  const scores = scoreCount(classes);
  const start = startingScores(labels, weights, classes);
  const raw = Float64Array.from({ length: rows * scores }, (_, i) => start[i % scores] as number);
  const trees: RegressionTree[] = [];
  const limits = { depthMax, leafRowsMin: 1 };
  for (let round = 0; round < rounds; round++) {
    const shares = sharesOf(raw, classes);
    for (let score = 0; score < scores; score++) {
      const label = classes === 2 ? 1 : score;
      const residuals = Float64Array.from(
        labels,
        (own, row) => (own === label ? 1 : 0) - (shares[row * classes + label] as number),
      );
      const grown = growRegressionTree(ranked, residuals, weights, limits);
      const values = newtonSteps(grown, residuals, weights, classes, stepSize);
      const tree = { ...grown.tree, values };
      trees.push(tree);
      for (let row = 0; row < rows; row++) {
        const at = row * scores + score;
        const leaf = leafOf(tree, features, row * columns);
        raw[at] = (raw[at] as number) + (values[leaf] as number);
      }
    }
  }
  return { columns, classes, start, trees };
}

function startingScores(labels: Int32Array, weights: Float64Array, classes: number): Float64Array {
  const masses = new Float64Array(classes);
  let total = 0;
  labels.forEach((label, row) => {
    masses[label] = (masses[label] as number) + (weights[row] as number);
    total += weights[row] as number;
  });
  const logs = masses.map((mass) => ln(Math.max(SHARE_LEAST, mass / total)));
  return classes === 2 ? Float64Array.of((logs[1] as number) - (logs[0] as number)) : logs;
}

/** One Newton step for each leaf: Σ residual ÷ Σ curvature, times (classes − 1) ÷ classes for many classes. */
function newtonSteps(
  { tree, leaves }: RegressionGrowth,
  residuals: Float64Array,
  weights: Float64Array,
  classes: number,
  stepSize: number,
): Float64Array {
  const sums = new Float64Array(tree.columns.length);
  const curvatures = new Float64Array(tree.columns.length);
  leaves.forEach((leaf, row) => {
    if (leaf < 0) return;
    const residual = residuals[row] as number;
    const weight = weights[row] as number;
    const size = Math.abs(residual);
    sums[leaf] = (sums[leaf] as number) + weight * residual;
    curvatures[leaf] = (curvatures[leaf] as number) + weight * size * (1 - size);
  });
  const share = classes === 2 ? stepSize : (stepSize * (classes - 1)) / classes;
  return sums.map((sum, leaf) => {
    const curvature = curvatures[leaf] as number;
    return curvature < CURVATURE_LEAST ? 0 : (share * sum) / curvature;
  });
}

/** Class probabilities, rows × classes, from raw scores. */
function sharesOf(raw: Float64Array, classes: number): Float64Array {
  if (classes === 2) {
    const shares = new Float64Array(raw.length * 2);
    raw.forEach((score, row) => {
      shares[2 * row + 1] = sigmoid(score);
      shares[2 * row] = 1 - (shares[2 * row + 1] as number);
    });
    return shares;
  }
  const shares = Float64Array.from(raw);
  for (let at = 0; at < shares.length; at += classes) softmaxInPlace(shares, at, classes);
  return shares;
}

function predictProbabilities(model: GradientBoostingModel, features: Float64Array): Float64Array {
  const { columns, classes, start, trees } = model;
  const rows = countRows(features, columns);
  const scores = start.length;
  const raw = Float64Array.from({ length: rows * scores }, (_, i) => start[i % scores] as number);
  trees.forEach((tree, i) => {
    for (let row = 0; row < rows; row++) {
      const at = row * scores + (i % scores);
      const leaf = leafOf(tree, features, row * columns);
      raw[at] = (raw[at] as number) + (tree.values[leaf] as number);
    }
  });
  return sharesOf(raw, classes);
}
