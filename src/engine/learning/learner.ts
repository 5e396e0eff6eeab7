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
import type { Examples, FeatureTable, RegressionExamples } from './data/dataset.ts';
import type { ParameterField, ParameterTable } from './parameters.ts';

/** How large a training set is: enough to estimate what learning from it costs. */
export interface TrainingShape {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
}

/** What learners of either task have: `Model` is plain data and typed arrays, so it can be cloned and kept. */
interface Described<Kind extends string, Parameters> {
  readonly kind: Kind;
  readonly title: string;
  /** One sentence for the library. */
  readonly summary: string;
  /** Authors, title, venue, year. */
  readonly paper: string;
  readonly parameters: ParameterTable & Readonly<Record<keyof Parameters, ParameterField>>;
  /** Whole units of cost to train on a set of this shape. */
  trainingUnits(parameters: Parameters, shape: TrainingShape): number;
  /** Whole units of cost to predict one row after training on a set of this shape. */
  predictionUnits(parameters: Parameters, shape: TrainingShape): number;
}

/** A learner of classes. */
export interface Learner<Kind extends string, Parameters, Model> extends Described<
  Kind,
  Parameters
> {
  /** Trains. The same examples, parameters and choices give the same model, bit for bit. */
  fit(examples: Examples, parameters: Parameters, choices: Choices): Model;
  /** Class probabilities for each row of `features` (row-major, as many columns as were trained on). */
  predictProbabilities(model: Model, features: Float64Array): Float64Array;
}

/** A learner of numbers. Its shapes have one class. */
export interface Regressor<Kind extends string, Parameters, Model> extends Described<
  Kind,
  Parameters
> {
  /** Trains. The same examples, parameters and choices give the same model, bit for bit. */
  fit(examples: RegressionExamples, parameters: Parameters, choices: Choices): Model;
  /** A number for each row of `features` (row-major, as many columns as were trained on). */
  predictValues(model: Model, features: Float64Array): Float64Array;
}

/** Checks what every learner takes for granted about its examples. */
export function checkExamples(examples: Examples): void {
  const { rows, classes, labels } = examples;
  checkTable(examples);
  invariant(classes > 0, `${rows} examples, ${classes} classes`);
  invariant(labels.length === rows, `${labels.length} labels for ${rows} rows`);
  invariant(
    labels.every((label) => label >= 0 && label < classes),
    `a label outside 0 … ${classes - 1}`,
  );
}

/** Checks what every regressor takes for granted about its examples. */
export function checkRegressionExamples(examples: RegressionExamples): void {
  const { rows, targets } = examples;
  checkTable(examples);
  invariant(targets.length === rows, `${targets.length} targets for ${rows} rows`);
  invariant(
    targets.every((target) => Number.isFinite(target)),
    'a target that is no number',
  );
}

function checkTable({ rows, columns, features, weights }: FeatureTable): void {
  invariant(rows > 0 && columns > 0, `${rows} × ${columns} examples`);
  invariant(
    features.length === rows * columns,
    `${features.length} features in ${rows} × ${columns}`,
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
