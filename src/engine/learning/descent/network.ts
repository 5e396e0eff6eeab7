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
import { addProducts } from './products.ts';
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

/** The network's arithmetic over its weights, with scratch memory that grows to the largest batch. */
export class Network {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  private readonly shape: NetworkShape;
  /** Row by row of the batch: what came in, the hidden units' activities and errors, the outputs. */
  private inputs = new Float64Array(0);
  private hidden = new Float64Array(0);
  private errors = new Float64Array(0);
  private outputs = new Float64Array(0);

  constructor(shape: NetworkShape, weights: Float64Array) {
    this.shape = shape;
    this.weights = weights;
    this.gradient = new Float64Array(weights.length);
  }

  /** Leaves the class scores of the first `rows` rows of row-major `features` in the array it returns, row by row. */
  forward(features: Float64Array, rows: number): Float64Array {
    this.makeRoom(rows);
    const { hidden, outputs, weights } = this;
    const { columns, classes, hiddenUnits } = this.shape;
    const biases = columns * hiddenUnits;
    const second = biases + hiddenUnits;
    const last = second + hiddenUnits * classes;
    for (let row = 0; row < rows; row++) {
      for (let h = 0; h < hiddenUnits; h++)
        hidden[row * hiddenUnits + h] = weights[biases + h] as number;
      for (let label = 0; label < classes; label++)
        outputs[row * classes + label] = weights[last + label] as number;
    }
    addProducts(
      { values: hidden, start: 0, rows, columns: hiddenUnits, down: hiddenUnits, over: 1 },
      { values: features, start: 0, across: columns, along: 1 },
      { values: weights, start: 0, across: 1, along: hiddenUnits },
      columns,
    );
    for (let i = 0; i < rows * hiddenUnits; i++) hidden[i] = Math.max(0, hidden[i] as number);
    addProducts(
      { values: outputs, start: 0, rows, columns: classes, down: classes, over: 1 },
      { values: hidden, start: 0, across: hiddenUnits, along: 1 },
      { values: weights, start: second, across: 1, along: classes },
      hiddenUnits,
    );
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
    const { columns, classes, hiddenUnits } = this.shape;
    gradient.fill(0);
    this.makeRoom(batch.length);
    batch.forEach((row, i) => {
      const own = examples.features.subarray(row * columns, (row + 1) * columns);
      this.inputs.set(own, i * columns);
    });
    const outputs = this.forward(this.inputs, batch.length);
    let loss = 0;
    batch.forEach((row, i) => {
      const own = outputs.subarray(i * classes, (i + 1) * classes);
      const counts = examples.weights?.[row] ?? 1;
      loss += counts * lossOf(own, row);
      for (let label = 0; label < classes; label++) own[label] = counts * (own[label] as number);
    });
    this.backward(batch.length);
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

  /** Adds the gradients of the batch's rows; `outputs` hold their errors, `hidden` their activities. */
  private backward(rows: number): void {
    const { weights, gradient, inputs, hidden, errors, outputs } = this;
    const { columns, classes, hiddenUnits } = this.shape;
    const biases = columns * hiddenUnits;
    const second = biases + hiddenUnits;
    const last = second + hiddenUnits * classes;
    addRows(gradient, last, outputs, rows, classes);
    addProducts(
      {
        values: gradient,
        start: second,
        rows: hiddenUnits,
        columns: classes,
        down: classes,
        over: 1,
      },
      { values: hidden, start: 0, across: 1, along: hiddenUnits },
      { values: outputs, start: 0, across: 1, along: classes },
      rows,
    );
    errors.fill(0);
    addProducts(
      { values: errors, start: 0, rows, columns: hiddenUnits, down: hiddenUnits, over: 1 },
      { values: outputs, start: 0, across: classes, along: 1 },
      { values: weights, start: second, across: classes, along: 1 },
      classes,
    );
    // Of a unit that is at rest nothing comes back.
    for (let i = 0; i < rows * hiddenUnits; i++) if (hidden[i] === 0) errors[i] = 0;
    addRows(gradient, biases, errors, rows, hiddenUnits);
    addProducts(
      {
        values: gradient,
        start: 0,
        rows: columns,
        columns: hiddenUnits,
        down: hiddenUnits,
        over: 1,
      },
      { values: inputs, start: 0, across: 1, along: columns },
      { values: errors, start: 0, across: 1, along: hiddenUnits },
      rows,
    );
  }

  private makeRoom(rows: number): void {
    const { columns, classes, hiddenUnits } = this.shape;
    if (this.outputs.length >= rows * classes) return;
    this.inputs = new Float64Array(rows * columns);
    this.hidden = new Float64Array(rows * hiddenUnits);
    this.errors = new Float64Array(rows * hiddenUnits);
    this.outputs = new Float64Array(rows * classes);
  }
}

/** Adds rows of `width` numbers, one after another, to gradient[start, start + width). */
function addRows(
  gradient: Float64Array,
  start: number,
  added: Float64Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++)
      gradient[start + i] = (gradient[start + i] as number) + (added[row * width + i] as number);
  }
}
