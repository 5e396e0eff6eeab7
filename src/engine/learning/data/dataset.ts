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

/** All rows of the data set as training examples, each counting once; shares the data set's arrays. */
export function allExamples(dataset: Dataset): Examples {
  const { rows, columns, features, labels } = dataset;
  return { rows, columns, classes: dataset.classNames.length, features, labels };
}

/** The given rows of the examples, in the given order; a row may be named more than once. */
export function selectRows(examples: Examples, rows: ArrayLike<number>): Examples {
  const { columns, features, labels, weights } = examples;
  const kept = Int32Array.from(rows);
  const selected = new Float64Array(kept.length * columns);
  kept.forEach((row, i) => {
    invariant(row >= 0 && row < examples.rows && row === rows[i], `no row ${rows[i]} to select`);
    selected.set(features.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  const unweighted = {
    ...examples,
    rows: kept.length,
    features: selected,
    labels: kept.map((row) => labels[row] as number),
  };
  if (weights === undefined) return unweighted;
  return { ...unweighted, weights: Float64Array.from(kept, (row) => weights[row] as number) };
}

/** The given rows of the data set as training examples, each counting once. */
export function takeExamples(dataset: Dataset, rows: ArrayLike<number>): Examples {
  return selectRows(allExamples(dataset), rows);
}

/** The features of the given rows, row-major, in the given order. */
export function takeFeatures(dataset: Dataset, rows: ArrayLike<number>): Float64Array {
  return takeExamples(dataset, rows).features;
}

/** The classes of the given rows, in the given order. */
export function takeLabels(dataset: Dataset, rows: ArrayLike<number>): Int32Array {
  return takeExamples(dataset, rows).labels;
}
