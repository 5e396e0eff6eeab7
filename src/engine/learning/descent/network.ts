/**
 * What it is: a network with one hidden layer of rectifiers: its scores, and the gradient of its loss.
 * Source: D. Rumelhart, G. Hinton, R. Williams, "Learning Representations by Back-Propagating
 * Errors", Nature 323 (1986) 533-536; starting values: X. Glorot, Y. Bengio, "Understanding the
 * Difficulty of Training Deep Feedforward Neural Networks", AISTATS 2010, equation 16.
 * Shapes: weights and gradient are one vector of four blocks: columns × hidden, hidden biases,
 * hidden × classes, class biases.
 */

import type { Choices } from '../../base/choices.ts';
import type { FeatureTable } from '../data/dataset.ts';
import { softmaxWithLoss } from './softmaxLoss.ts';

export interface NetworkShape {
  readonly columns: number;
  readonly classes: number;
  readonly hiddenUnits: number;
}

/** The loss of one row from its outputs, which become their errors in place. */
export type RowLoss = (outputs: Float64Array, row: number) => number;

/** The log-loss of each row's class. */
export function classLoss(labels: Int32Array): RowLoss {
  return (outputs, row) => {
    const label = labels[row] as number;
    const loss = softmaxWithLoss(outputs, label);
    outputs[label] = (outputs[label] as number) - 1;
    return loss;
  };
}

/** Half the squared error of each row's number; the network has one output. */
export function squaredLoss(targets: Float64Array): RowLoss {
  return (outputs, row) => {
    const error = (outputs[0] as number) - (targets[row] as number);
    outputs[0] = error;
    return 0.5 * error * error;
  };
}

/** Uniform within a bound that keeps the size of signals from layer to layer; biases too. */
export function startingWeights(
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

/** The network's arithmetic over its weights, with scratch memory that every row reuses. */
export class Network {
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
  differentiate(
    examples: FeatureTable,
    batch: readonly number[],
    penalty: number,
    lossOf: RowLoss,
  ): number {
    const { weights, gradient } = this;
    gradient.fill(0);
    let loss = 0;
    for (const row of batch) {
      const start = row * this.shape.columns;
      const outputs = this.forward(examples.features, start);
      const counts = examples.weights?.[row] ?? 1;
      loss += counts * lossOf(outputs, row);
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
