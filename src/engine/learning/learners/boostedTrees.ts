/**
 * What it is: shallow trees, each of which minds the rows that those before it got wrong, and their
 * weighted vote. Trees of depth 1 are stumps.
 * Source: J. Zhu, H. Zou, S. Rosset, T. Hastie, "Multi-class AdaBoost", Statistics and Its Interface 2
 * (2009) 349-360 (SAMME).
 * Shapes: probabilities are the shares of the vote; they rank classes well and are too timid as chances.
 */

import type { Choices } from '../../base/choices.ts';
import { boostingRound } from '../boosting/samme.ts';
import type { Examples } from '../data/dataset.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { growTree } from '../trees/grow.ts';
import { rankColumns } from '../trees/rankedColumns.ts';
import type { Tree } from '../trees/tree.ts';
import { answerOf } from '../trees/tree.ts';
import { growthUnits, levels, rankingUnits } from './decisionTree.ts';

const BOOSTING_PARAMETERS = {
  rounds: {
    kind: 'integer',
    title: 'Most rounds',
    help: 'Boosting ends sooner when a tree is faultless or no better than chance.',
    default: 50,
    least: 1,
    most: 1_000,
  },
  depthMax: {
    kind: 'integer',
    title: 'Greatest depth',
    help: 'Depth 1 makes stumps; many classes need more.',
    default: 1,
    least: 1,
    most: 64,
  },
} as const satisfies ParameterTable;

export type BoostingParameters = ParametersOf<typeof BOOSTING_PARAMETERS>;

export interface BoostedTreesModel {
  readonly columns: number;
  readonly classes: number;
  readonly trees: readonly Tree[];
  /** What each tree's vote counts. */
  readonly alphas: readonly number[];
}

/** Classification by boosted trees. */
export const boostedTrees: Learner<'boosted_trees', BoostingParameters, BoostedTreesModel> = {
  kind: 'boosted_trees',
  title: 'Boosted trees',
  summary: 'Shallow trees one after another, each minding what the last ones got wrong.',
  paper: 'Zhu, Zou, Rosset, Hastie: Multi-class AdaBoost, 2009',
  parameters: BOOSTING_PARAMETERS,
  fit,
  predictProbabilities,
  trainingUnits: ({ rounds, depthMax }, shape) =>
    rankingUnits(shape) + rounds * growthUnits(depthMax, shape.columns, shape),
  predictionUnits: ({ rounds, depthMax }, shape) =>
    4 * rounds * (levels(depthMax, shape.rows) + shape.classes),
};

function fit(
  examples: Examples,
  { rounds, depthMax }: BoostingParameters,
  choices: Choices,
): BoostedTreesModel {
  checkExamples(examples);
  const { rows, columns, classes, labels, features } = examples;
  const ranked = rankColumns(examples);
  const limits = { depthMax, splitRowsMin: 2, leafRowsMin: 1, columnsPerSplit: columns };
  const trees: Tree[] = [];
  const alphas: number[] = [];
  let weights = normalised(examples.weights ?? new Float64Array(rows).fill(1));
  for (let round = 0; round < rounds; round++) {
    const tree = growTree({ ranked, labels, weights, classes }, limits, choices);
    const isMissed = Array.from(
      labels,
      (label, row) => answerOf(tree, features, row * columns) !== label,
    );
    const { error, alpha, weights: next } = boostingRound(isMissed, weights, Math.max(2, classes));
    if (alpha === 0 && trees.length > 0) break;
    trees.push(tree);
    // A first tree no better than chance is all there is: it decides alone.
    alphas.push(alpha === 0 ? 1 : alpha);
    if (alpha === 0 || error === 0) break;
    weights = next;
  }
  return { columns, classes, trees, alphas };
}

function normalised(weights: Float64Array): Float64Array {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return weights.map((weight) => weight / sum);
}

function predictProbabilities(model: BoostedTreesModel, features: Float64Array): Float64Array {
  const { columns, classes, trees, alphas } = model;
  const rows = countRows(features, columns);
  const shares = new Float64Array(rows * classes);
  let total = 0;
  for (const alpha of alphas) total += alpha;
  trees.forEach((tree, round) => {
    const own = (alphas[round] as number) / total;
    for (let row = 0; row < rows; row++) {
      const at = row * classes + answerOf(tree, features, row * columns);
      shares[at] = (shares[at] as number) + own;
    }
  });
  return shares;
}
