/**
 * What it is: a table to learn from, and the part of it that a learner is shown.
 * Shapes: features are row-major, rows × columns; labels hold a class index for each row, targets a number.
 */

import { invariant } from '../../base/invariant.ts';
import type { RawFeatures } from './encoding.ts';

interface Described {
  readonly name: string;
  readonly title: string;
  /** Who measured it and where it was published. */
  readonly source: string;
  readonly licence: string;
  /** How its publishers ask to be cited. */
  readonly cite: string;
  readonly featureNames: readonly string[];
  readonly rows: number;
  readonly columns: number;
  /** Of a user's table: as encoded with all of its rows in view. Learners are to see `raw` encoded by their own rows. */
  readonly features: Float64Array;
  readonly raw?: RawFeatures;
}

/** A table whose rows belong to classes. Never changed once loaded. */
export interface ClassificationDataset extends Described {
  readonly task: 'classification';
  readonly classNames: readonly string[];
  readonly labels: Int32Array;
}

/** A table whose rows have a number to be estimated. Never changed once loaded. */
export interface RegressionDataset extends Described {
  readonly task: 'regression';
  readonly targetName: string;
  readonly targets: Float64Array;
}

export type Dataset = ClassificationDataset | RegressionDataset;

/** Some rows without what is to be learned of them. */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: number;
  readonly features: Float64Array;
  /** One weight for each row, none negative. Undefined: every row counts once. */
  readonly weights?: Float64Array;
}

/** What a learner trains on: some rows, their classes, and how much each row counts. */
export interface Examples extends FeatureTable {
  /** The number of classes in the data set, whether or not each occurs among these rows. */
  readonly classes: number;
  readonly labels: Int32Array;
}

/** What a regressor trains on: some rows, their numbers, and how much each row counts. */
export interface RegressionExamples extends FeatureTable {
  readonly targets: Float64Array;
}

/** All rows of the data set as training examples, each counting once; shares the data set's arrays. */
export function allExamples(dataset: ClassificationDataset): Examples {
  const { rows, columns, features, labels } = dataset;
  return { rows, columns, classes: dataset.classNames.length, features, labels };
}

/** All rows with their numbers as training examples, each counting once; shares the data set's arrays. */
export function allRegressionExamples(dataset: RegressionDataset): RegressionExamples {
  const { rows, columns, features, targets } = dataset;
  return { rows, columns, features, targets };
}

/** The given rows of the examples, in the given order; a row may be named more than once. */
export function selectRows(examples: Examples, rows: ArrayLike<number>): Examples {
  const table = selectTable(examples, rows);
  const labels = Int32Array.from(rows, (row) => examples.labels[row] as number);
  return { ...table, classes: examples.classes, labels };
}

/** The given rows with their numbers, in the given order; a row may be named more than once. */
export function selectRegressionRows(
  examples: RegressionExamples,
  rows: ArrayLike<number>,
): RegressionExamples {
  const table = selectTable(examples, rows);
  return { ...table, targets: Float64Array.from(rows, (row) => examples.targets[row] as number) };
}

function selectTable(table: FeatureTable, rows: ArrayLike<number>): FeatureTable {
  const { columns, features, weights } = table;
  const kept = Int32Array.from(rows);
  const selected = new Float64Array(kept.length * columns);
  kept.forEach((row, i) => {
    invariant(row >= 0 && row < table.rows && row === rows[i], `no row ${rows[i]} to select`);
    selected.set(features.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  const unweighted = { rows: kept.length, columns, features: selected };
  if (weights === undefined) return unweighted;
  return { ...unweighted, weights: Float64Array.from(kept, (row) => weights[row] as number) };
}

/** The given rows of the data set as training examples, each counting once. */
export function takeExamples(dataset: ClassificationDataset, rows: ArrayLike<number>): Examples {
  return selectRows(allExamples(dataset), rows);
}

/** The given rows of the data set with their numbers, each counting once. */
export function takeRegressionExamples(
  dataset: RegressionDataset,
  rows: ArrayLike<number>,
): RegressionExamples {
  return selectRegressionRows(allRegressionExamples(dataset), rows);
}

/** The features of the given rows, row-major, in the given order. */
export function takeFeatures(dataset: Dataset, rows: ArrayLike<number>): Float64Array {
  const { columns, features } = dataset;
  return selectTable({ rows: dataset.rows, columns, features }, rows).features;
}

/** The classes of the given rows, in the given order. */
export function takeLabels(dataset: ClassificationDataset, rows: ArrayLike<number>): Int32Array {
  return takeExamples(dataset, rows).labels;
}
