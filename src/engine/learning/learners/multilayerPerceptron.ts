/**
 * What it is: a perceptron with one hidden layer of rectifiers, trained by Adam on shuffled batches.
 * Source: D. Rumelhart, G. Hinton, R. Williams, "Learning Representations by Back-Propagating
 * Errors", Nature 323 (1986) 533-536; D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization",
 * ICLR 2015, algorithm 1; starting values: X. Glorot, Y. Bengio, "Understanding the Difficulty of
 * Training Deep Feedforward Neural Networks", AISTATS 2010, equation 16.
 * Training ends early when the loss has not improved by 0.0001 for ten passes.
 */

import type { Choices } from '../../base/choices.ts';
import { shuffle } from '../../base/choices.ts';
import { softmaxInPlace } from '../../base/maths.ts';
import type { Examples } from '../data/dataset.ts';
import type { Standardisation } from '../data/standardisation.ts';
import { fitStandardisation, noStandardisation, standardise } from '../data/standardisation.ts';
import { Adam } from '../adam.ts';
import type { Learner } from '../learner.ts';
import { checkExamples, countRows } from '../learner.ts';
import type { ParametersOf, ParameterTable } from '../parameters.ts';
import { softmaxWithLoss } from '../softmaxLoss.ts';

const PERCEPTRON_PARAMETERS = {
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
  const losses = train(scaled, parameters, new Network(shape, weights), choices);
  return { ...shape, scale, weights, losses };
}

interface NetworkShape {
  readonly columns: number;
  readonly classes: number;
  readonly hiddenUnits: number;
}

/** Uniform within a bound that keeps the size of signals from layer to layer; biases too. */
function startingWeights(
  { columns, classes, hiddenUnits }: NetworkShape,
  choices: Choices,
): Float64Array {
  const first = Math.sqrt(6 / (columns + hiddenUnits));
  const second = Math.sqrt(6 / (hiddenUnits + classes));
  const firstCount = (columns + 1) * hiddenUnits;
  return Float64Array.from({ length: firstCount + (hiddenUnits + 1) * classes }, (_, i) => {
    const bound = i < firstCount ? first : second;
    return bound * (2 * choices.fraction() - 1);
  });
}

/** Runs the passes, changing the network's weights; returns the loss of each pass. */
function train(
  examples: Examples,
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
      sum += network.differentiate(examples, batch, parameters.penalty) * batch.length;
      adam.step(network.weights, network.gradient);
    }
    const loss = sum / rows;
    losses.push(loss);
    passesWithout = loss > best - IMPROVEMENT_MIN ? passesWithout + 1 : 0;
    best = Math.min(best, loss);
  }
  return Float64Array.from(losses);
}

/** The network's arithmetic over its weights, with scratch memory that every row reuses. */
class Network {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  private readonly shape: NetworkShape;
  private readonly hidden: Float64Array;
  private readonly errors: Float64Array;
  private readonly outputs: Float64Array;

  constructor(shape: NetworkShape, weights: Float64Array) {
    this.shape = shape;
    this.weights = weights;
    this.gradient = new Float64Array(weights.length);
    this.hidden = new Float64Array(shape.hiddenUnits);
    this.errors = new Float64Array(shape.hiddenUnits);
    this.outputs = new Float64Array(shape.classes);
  }

  /** Leaves the class scores of the row that starts at `start` in the array it returns. */
  forward(features: Float64Array, start: number): Float64Array {
    const { hidden, outputs, weights } = this;
    const { columns, classes, hiddenUnits } = this.shape;
    const biases = columns * hiddenUnits;
    for (let h = 0; h < hiddenUnits; h++) hidden[h] = weights[biases + h] as number;
    for (let j = 0; j < columns; j++) {
      const x = features[start + j] as number;
      const from = j * hiddenUnits;
      for (let h = 0; h < hiddenUnits; h++) {
        hidden[h] = (hidden[h] as number) + x * (weights[from + h] as number);
      }
    }
    const second = biases + hiddenUnits;
    const last = second + hiddenUnits * classes;
    for (let label = 0; label < classes; label++) outputs[label] = weights[last + label] as number;
    for (let h = 0; h < hiddenUnits; h++) {
      const activity = Math.max(0, hidden[h] as number);
      hidden[h] = activity;
      if (activity === 0) continue;
      const from = second + h * classes;
      for (let label = 0; label < classes; label++) {
        outputs[label] = (outputs[label] as number) + activity * (weights[from + label] as number);
      }
    }
    return outputs;
  }

  /** Fills `gradient` for a batch of rows; returns the mean penalised loss before the step. */
  differentiate(examples: Examples, batch: readonly number[], penalty: number): number {
    const { weights, gradient } = this;
    gradient.fill(0);
    let loss = 0;
    for (const row of batch) {
      const start = row * this.shape.columns;
      const outputs = this.forward(examples.features, start);
      const label = examples.labels[row] as number;
      const counts = examples.weights?.[row] ?? 1;
      loss += counts * softmaxWithLoss(outputs, label);
      outputs[label] = (outputs[label] as number) - 1;
      this.backward(examples.features, start, counts);
    }
    const { columns, classes, hiddenUnits } = this.shape;
    const biases = columns * hiddenUnits;
    const second = biases + hiddenUnits;
    const last = second + hiddenUnits * classes;
    let squares = 0;
    for (let i = 0; i < weights.length; i++) {
      const isBias = (i >= biases && i < second) || i >= last;
      const weight = isBias ? 0 : (weights[i] as number);
      squares += weight * weight;
      gradient[i] = ((gradient[i] as number) + penalty * weight) / batch.length;
    }
    return (loss + 0.5 * penalty * squares) / batch.length;
  }

  /** Adds one row's gradient; `outputs` hold its errors, `hidden` its activities. */
  private backward(features: Float64Array, start: number, counts: number): void {
    const { weights, gradient, hidden, errors, outputs } = this;
    const { columns, classes, hiddenUnits } = this.shape;
    const biases = columns * hiddenUnits;
    const second = biases + hiddenUnits;
    const last = second + hiddenUnits * classes;
    for (let label = 0; label < classes; label++) {
      const error = counts * (outputs[label] as number);
      outputs[label] = error;
      gradient[last + label] = (gradient[last + label] as number) + error;
    }
    for (let h = 0; h < hiddenUnits; h++) {
      const activity = hidden[h] as number;
      errors[h] = 0;
      if (activity === 0) continue;
      const from = second + h * classes;
      let error = 0;
      for (let label = 0; label < classes; label++) {
        const at = from + label;
        const output = outputs[label] as number;
        error += output * (weights[at] as number);
        gradient[at] = (gradient[at] as number) + output * activity;
      }
      errors[h] = error;
      gradient[biases + h] = (gradient[biases + h] as number) + error;
    }
    for (let j = 0; j < columns; j++) {
      const x = features[start + j] as number;
      const from = j * hiddenUnits;
      for (let h = 0; h < hiddenUnits; h++) {
        gradient[from + h] = (gradient[from + h] as number) + x * (errors[h] as number);
      }
    }
  }
}

function predictProbabilities(model: PerceptronModel, features: Float64Array): Float64Array {
  const { columns, classes } = model;
  const rows = countRows(features, columns);
  const scaled = standardise(model.scale, features);
  const network = new Network(model, model.weights);
  const probabilities = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const scores = network.forward(scaled, row * columns);
    softmaxInPlace(scores);
    probabilities.set(scores, row * classes);
  }
  return probabilities;
}
