/**
 * What it is: a table to learn from, and the part of it that a learner is shown.
 * Shapes: features are row-major, rows × columns; labels hold a class index for each row.
 * Regression joins as a second member of the Dataset union, with targets in place of labels.
 */

import { invariant } from '../../base/invariant.ts';

/** A table whose rows belong to classes. Never changed once loaded. */
export interface ClassificationDataset {
  readonly task: 'classification';
  readonly name: string;
  readonly title: string;
  /** Who measured it and where it was published. */
  readonly source: string;
  readonly licence: string;
  /** How its publishers ask to be cited. */
  readonly cite: string;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
  readonly rows: number;
  readonly columns: number;
  readonly features: Float64Array;
  readonly labels: Int32Array;
}

export type Dataset = ClassificationDataset;

/** What a learner trains on: some rows, their classes, and how much each row counts. */
export interface Examples {
  readonly rows: number;
  readonly columns: number;
  /** The number of classes in the data set, whether or not each occurs among these rows. */
  readonly classes: number;
  readonly features: Float64Array;
  readonly labels: Int32Array;
  /** One weight for each row, none negative. Undefined: every row counts once. */
  readonly weights?: Float64Array;
}

/** The features of the given rows, in the given order, as a row-major table of their own. */
export function takeFeatures(dataset: Dataset, rows: ArrayLike<number>): Float64Array {
  const { columns, features } = dataset;
  const taken = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rowAt(dataset, rows, i);
    for (let j = 0; j < columns; j++) {
      taken[i * columns + j] = features[row * columns + j] as number;
    }
  }
  return taken;
}

/** The classes of the given rows, in the given order. */
export function takeLabels(dataset: Dataset, rows: ArrayLike<number>): Int32Array {
  const taken = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    taken[i] = dataset.labels[rowAt(dataset, rows, i)] as number;
  }
  return taken;
}

/** The given rows as training examples, each counting once; a row may be named more than once. */
export function takeExamples(dataset: Dataset, rows: ArrayLike<number>): Examples {
  return {
    rows: rows.length,
    columns: dataset.columns,
    classes: dataset.classNames.length,
    features: takeFeatures(dataset, rows),
    labels: takeLabels(dataset, rows),
  };
}

function rowAt(dataset: Dataset, rows: ArrayLike<number>, i: number): number {
  const row = rows[i] as number;
  invariant(
    Number.isInteger(row) && row >= 0 && row < dataset.rows,
    `${dataset.name} has no row ${row}`,
  );
  return row;
}
