/**
 * What it is: a perceptron with one hidden layer of rectifiers, trained by Adam on shuffled batches.
 * Source: D. Rumelhart, G. Hinton, R. Williams, "Learning Representations by Back-Propagating
 * Errors", Nature 323 (1986) 533-536; D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization",
 * ICLR 2015, algorithm 1.
 * Training ends early when the loss has not improved by 0.0001 for ten passes.
 */

import type { Choices } from '../../base/choices.ts';
import { shuffle } from '../../base/choices.ts';
import { softmaxInPlace } from '../../base/maths.ts';
import type { Examples, FeatureTable } from '../data/dataset.ts';
import type { Standardisation } from '../data/standardisation.ts';
import { fitStandardisation, noStandardisation, standardise } from '../data/standardisation.ts';
import { Adam } from '../descent/adam.ts';
import type { RowLoss } from '../descent/network.ts';
import { classLoss, Network, startingWeights } from '../descent/network.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';

export const PERCEPTRON_PARAMETERS = {
  hiddenUnits: {
    kind: 'integer',
    title: 'Hidden units',
    help: 'More units can learn finer borders.',
    default: 32,
    least: 1,
    most: 1_024,
  },
  epochs: {
    kind: 'integer',
    title: 'Passes over the rows',
    help: 'More passes fit the training rows more closely.',
    default: 240,
    least: 1,
    most: 10_000,
  },
  learningRate: {
    kind: 'real',
    title: 'Learning rate',
    help: 'A larger rate learns faster and less steadily.',
    default: 0.001,
    least: 1e-6,
    most: 1,
  },
  batchRows: {
    kind: 'integer',
    title: 'Rows in a batch',
    help: 'Fewer rows make more steps in each pass.',
    default: 200,
    least: 1,
    most: 10_000,
  },
  penalty: {
    kind: 'real',
    title: 'Penalty',
    help: 'A larger penalty makes smaller weights.',
    default: 1e-4,
    least: 0,
    most: 1e3,
  },
  isStandardised: {
    kind: 'flag',
    title: 'Standardise columns',
    help: 'Otherwise columns with large numbers saturate the units.',
    default: true,
  },
} as const satisfies ParameterTable;

export type PerceptronParameters = ParametersOf<typeof PERCEPTRON_PARAMETERS>;

export interface PerceptronModel {
  readonly columns: number;
  readonly classes: number;
  readonly hiddenUnits: number;
  readonly scale: Standardisation;
  /** Four blocks: columns × hidden, hidden biases, hidden × classes, class biases. */
  readonly weights: Float64Array;
  /** Mean penalised loss of each pass over the rows. */
  readonly losses: Float64Array;
}

/** An improvement of the loss smaller than this does not count. */
const IMPROVEMENT_MIN = 1e-4;
/** Passes without improvement after which training ends. */
const PATIENCE = 10;

/** Classification by a small neural network. */
export const multilayerPerceptron: Learner<
  'multilayer_perceptron',
  PerceptronParameters,
  PerceptronModel
> = {
  kind: 'multilayer_perceptron',
  title: 'Neural network',
  summary:
    'A layer of rectifiers between the columns and the classes, trained by back-propagation.',
  paper:
    'Rumelhart, Hinton, Williams: Learning Representations by Back-Propagating Errors, Nature 323, 1986',
  parameters: PERCEPTRON_PARAMETERS,
  fit,
  predictProbabilities,
  trainingUnits: ({ epochs, hiddenUnits }, { rows, columns, classes }) =>
    3 * epochs * rows * hiddenUnits * (columns + classes),
  predictionUnits: ({ hiddenUnits }, { columns, classes }) => hiddenUnits * (columns + classes),
};

function fit(
  examples: Examples,
  parameters: PerceptronParameters,
  choices: Choices,
): PerceptronModel {
  checkExamples(examples);
  const { columns, classes } = examples;
  const { hiddenUnits } = parameters;
  const scale = parameters.isStandardised
    ? fitStandardisation(examples)
    : noStandardisation(columns);
  const scaled = { ...examples, features: standardise(scale, examples.features) };
  const shape = { columns, classes, hiddenUnits };
  const weights = startingWeights(shape, choices);
  const network = new Network(shape, weights);
  const losses = trainNetwork(scaled, classLoss(examples.labels), parameters, network, choices);
  return { ...shape, scale, weights, losses };
}

/** Runs the passes, changing the network's weights; returns the loss of each pass. */
export function trainNetwork(
  examples: FeatureTable,
  lossOf: RowLoss,
  parameters: PerceptronParameters,
  network: Network,
  choices: Choices,
): Float64Array {
  const { rows } = examples;
  const adam = new Adam(network.weights.length, parameters.learningRate);
  const order = Array.from({ length: rows }, (_, row) => row);
  const losses: number[] = [];
  let best = Infinity;
  let passesWithout = 0;
  for (let epoch = 0; epoch < parameters.epochs && passesWithout < PATIENCE; epoch++) {
    shuffle(order, choices);
    let sum = 0;
    for (let start = 0; start < rows; start += parameters.batchRows) {
      const batch = order.slice(start, start + parameters.batchRows);
      sum += network.differentiate(examples, batch, parameters.penalty, lossOf) * batch.length;
      adam.step(network.weights, network.gradient);
    }
    const loss = sum / rows;
    losses.push(loss);
    passesWithout = loss > best - IMPROVEMENT_MIN ? passesWithout + 1 : 0;
    best = Math.min(best, loss);
  }
  return Float64Array.from(losses);
}

function predictProbabilities(model: PerceptronModel, features: Float64Array): Float64Array {
  const { columns, classes } = model;
  const rows = countRows(features, columns);
  const scaled = standardise(model.scale, features);
  const network = new Network(model, model.weights);
  const probabilities = network.forward(scaled, rows).slice(0, rows * classes);
  for (let row = 0; row < rows; row++) softmaxInPlace(probabilities, row * classes, classes);
  return probabilities;
}
