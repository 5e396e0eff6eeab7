/**
 * What it is: what every learner is: a way to train on examples and to predict from what it learned,
 * with a schema of its parameters and an estimate of its cost.
 * Shapes: predictions are row-major, rows × classes, each row summing to 1.
 * Units: one unit of cost is roughly one multiplication and one addition; the host turns units into
 * virtual time, never the wall clock.
 * Errors: bad parameters are refused beforehand by completeParameters; impossible examples (none, or
 * no weight at all) are our own mistake and throw InvariantError.
 */

import type { Choices } from '../base/choices.ts';
import { invariant } from '../base/invariant.ts';
import type { Examples } from './data/dataset.ts';
import type { ParameterField, ParameterTable } from './parameters.ts';

/** How large a training set is: enough to estimate what learning from it costs. */
export interface TrainingShape {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
}

/** A learner of one kind. `Model` is plain data and typed arrays, so it can be cloned and kept. */
export interface Learner<Kind extends string, Parameters, Model> {
  readonly kind: Kind;
  readonly title: string;
  /** One sentence for the library. */
  readonly summary: string;
  /** Authors, title, venue, year. */
  readonly paper: string;
  readonly parameters: ParameterTable & Readonly<Record<keyof Parameters, ParameterField>>;
  /** Trains. The same examples, parameters and choices give the same model, bit for bit. */
  fit(examples: Examples, parameters: Parameters, choices: Choices): Model;
  /** Class probabilities for each row of `features` (row-major, as many columns as were trained on). */
  predictProbabilities(model: Model, features: Float64Array): Float64Array;
  /** Whole units of cost to train on a set of this shape. */
  trainingUnits(parameters: Parameters, shape: TrainingShape): number;
  /** Whole units of cost to predict one row after training on a set of this shape. */
  predictionUnits(parameters: Parameters, shape: TrainingShape): number;
}

/** Checks what every learner takes for granted about its examples. */
export function checkExamples(examples: Examples): void {
  const { rows, columns, classes, features, labels, weights } = examples;
  invariant(
    rows > 0 && columns > 0 && classes > 0,
    `${rows} × ${columns} examples, ${classes} classes`,
  );
  invariant(
    features.length === rows * columns,
    `${features.length} features in ${rows} × ${columns}`,
  );
  invariant(labels.length === rows, `${labels.length} labels for ${rows} rows`);
  invariant(
    labels.every((label) => label >= 0 && label < classes),
    `a label outside 0 … ${classes - 1}`,
  );
  if (weights === undefined) return;
  invariant(weights.length === rows, `${weights.length} weights for ${rows} rows`);
  invariant(
    weights.every((weight) => weight >= 0 && weight < Infinity) &&
      weights.some((weight) => weight > 0),
    'weights must be finite, none negative, one positive',
  );
}

/** The number of rows that row-major `features` hold. */
export function countRows(features: Float64Array, columns: number): number {
  const rows = features.length / columns;
  invariant(Number.isInteger(rows), `${features.length} features do not fill rows of ${columns}`);
  return rows;
}
