/**
 * What it is: a perceptron with one hidden layer of rectifiers and one output, for numbers.
 * Source: D. Rumelhart, G. Hinton, R. Williams, "Learning Representations by Back-Propagating Errors", Nature 323
 * (1986) 533-536. It learns targets brought to mean 0 and deviation 1, as otherwise most passes would go into
 * reaching their height.
 */

import type { Choices } from '../../base/choices.ts';
import type { RegressionExamples } from '../data/dataset.ts';
import type { Standardisation } from '../data/standardisation.ts';
import { fitStandardisation, noStandardisation, standardise } from '../data/standardisation.ts';
import { Network, squaredLoss, startingWeights } from '../descent/network.ts';
import type { Regressor } from '../learner.ts';
import { checkRegressionExamples, countRows } from '../learner.ts';
import type { PerceptronParameters } from '../learners/multilayerPerceptron.ts';
import { PERCEPTRON_PARAMETERS, trainNetwork } from '../learners/multilayerPerceptron.ts';
import { targetScale } from './targets.ts';

export interface PerceptronRegressionModel {
  readonly columns: number;
  readonly hiddenUnits: number;
  readonly scale: Standardisation;
  /** Four blocks: columns × hidden, hidden biases, hidden × 1, output bias. */
  readonly weights: Float64Array;
  readonly mean: number;
  readonly deviation: number;
  /** Mean penalised loss of each pass over the rows. */
  readonly losses: Float64Array;
}

/** Regression by a small neural network. */
export const perceptronRegressor: Regressor<
  'multilayer_perceptron',
  PerceptronParameters,
  PerceptronRegressionModel
> = {
  kind: 'multilayer_perceptron',
  title: 'Neural network',
  summary: 'A layer of rectifiers between the columns and a number, trained by back-propagation.',
  paper:
    'Rumelhart, Hinton, Williams: Learning Representations by Back-Propagating Errors, Nature 323, 1986',
  parameters: PERCEPTRON_PARAMETERS,
  fit,
  predictValues,
  trainingUnits: ({ epochs, hiddenUnits }, { rows, columns }) =>
    3 * epochs * rows * hiddenUnits * (columns + 1),
  predictionUnits: ({ hiddenUnits }, { columns }) => hiddenUnits * (columns + 1),
};

function fit(
  examples: RegressionExamples,
  parameters: PerceptronParameters,
  choices: Choices,
): PerceptronRegressionModel {
  checkRegressionExamples(examples);
  const { columns } = examples;
  const { hiddenUnits } = parameters;
  const scale = parameters.isStandardised
    ? fitStandardisation(examples)
    : noStandardisation(columns);
  const { mean, deviation } = targetScale(examples);
  const targets = examples.targets.map((target) => (target - mean) / deviation);
  const scaled = { ...examples, features: standardise(scale, examples.features) };
  const shape = { columns, classes: 1, hiddenUnits };
  const weights = startingWeights(shape, choices);
  const network = new Network(shape, weights);
  const losses = trainNetwork(scaled, squaredLoss(targets), parameters, network, choices);
  return { columns, hiddenUnits, scale, weights, mean, deviation, losses };
}

function predictValues(model: PerceptronRegressionModel, features: Float64Array): Float64Array {
  const { columns, hiddenUnits, mean, deviation } = model;
  const scaled = standardise(model.scale, features);
  const network = new Network({ columns, classes: 1, hiddenUnits }, model.weights);
  const rows = countRows(features, columns);
  return network
    .forward(scaled, rows)
    .slice(0, rows)
    .map((output) => mean + deviation * output);
}
