/**
 * What it is: a single decision tree that classifies.
 * Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees",
 * Wadsworth 1984.
 */

import type { Choices } from '../../base/choices.ts';
import type { Examples } from '../data/dataset.ts';
import type { Learner, TrainingShape } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { growTree } from '../trees/grow.ts';
import { rankColumns } from '../trees/rankedColumns.ts';
import type { Tree } from '../trees/tree.ts';
import { leafOf } from '../trees/tree.ts';

/** The limits that single trees and forests share. */
export const TREE_PARAMETERS = {
  depthMax: {
    kind: 'integer',
    title: 'Greatest depth',
    help: 'How many questions the tree may ask in a row.',
    default: 64,
    least: 1,
    most: 64,
  },
  splitRowsMin: {
    kind: 'integer',
    title: 'Fewest rows to split',
    help: 'More rows make a smaller tree.',
    default: 2,
    least: 2,
    most: 10_000,
  },
  leafRowsMin: {
    kind: 'integer',
    title: 'Fewest rows in a leaf',
    help: 'More rows make smoother probabilities.',
    default: 1,
    least: 1,
    most: 10_000,
  },
} as const satisfies ParameterTable;

export type TreeParameters = ParametersOf<typeof TREE_PARAMETERS>;

export interface DecisionTreeModel {
  readonly columns: number;
  readonly tree: Tree;
}

/** Classification by one tree; its choices decide between equally good splits. */
export const decisionTree: Learner<'decision_tree', TreeParameters, DecisionTreeModel> = {
  kind: 'decision_tree',
  title: 'Decision tree',
  summary: 'Asks one question after another and answers with the classes of the leaf it reaches.',
  paper: 'Breiman, Friedman, Olshen, Stone: Classification and Regression Trees, 1984',
  parameters: TREE_PARAMETERS,
  fit,
  predictProbabilities,
  trainingUnits: (parameters, shape) =>
    growthUnits(parameters.depthMax, shape.columns, shape) + rankingUnits(shape),
  predictionUnits: (parameters, shape) => 4 * levels(parameters.depthMax, shape.rows),
};

function fit(examples: Examples, parameters: TreeParameters, choices: Choices): DecisionTreeModel {
  checkExamples(examples);
  const { rows, columns, classes, labels } = examples;
  const ranked = rankColumns(examples);
  const weights = examples.weights ?? new Float64Array(rows).fill(1);
  const limits = { ...parameters, columnsPerSplit: columns };
  return { columns, tree: growTree({ ranked, labels, weights, classes }, limits, choices) };
}

function predictProbabilities(model: DecisionTreeModel, features: Float64Array): Float64Array {
  const { columns, tree } = model;
  const rows = countRows(features, columns);
  const probabilities = new Float64Array(rows * tree.classes);
  for (let row = 0; row < rows; row++) {
    const at = leafOf(tree, features, row * columns);
    const shares = tree.shares.subarray(at * tree.classes, (at + 1) * tree.classes);
    probabilities.set(shares, row * tree.classes);
  }
  return probabilities;
}

/** Units of sorting every column once. */
export function rankingUnits({ rows, columns }: TrainingShape): number {
  return 4 * columns * rows * levels(64, rows);
}

/** Units of growing one tree that tries so many columns at each split. */
export function growthUnits(depthMax: number, columnsTried: number, shape: TrainingShape): number {
  // Four units for a row and a column: look up the rank, count it, and read the row out of order.
  return 4 * columnsTried * shape.rows * (levels(depthMax, shape.rows) + shape.classes);
}

/** Levels of a balanced tree over so many rows, at least 1, at most depthMax. */
export function levels(depthMax: number, rows: number): number {
  return Math.max(1, Math.min(depthMax, 32 - Math.clz32(rows)));
}
