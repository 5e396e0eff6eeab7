/**
 * What it is: the data sets that come with Concord. README.md beside this file has their licences.
 * Shapes: the files hold one list of numbers for each column; datasets are row-major.
 */

import { invariant } from '../../base/invariant.ts';
import type { ClassificationDataset } from './dataset.ts';
import breastCancer from './breastCancer.json' with { type: 'json' };
import digits from './digits.json' with { type: 'json' };
import iris from './iris.json' with { type: 'json' };
import wine from './wine.json' with { type: 'json' };

interface ColumnFile {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly cite: string;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
  readonly columns: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

const FILES = { iris, wine, breast_cancer: breastCancer, digits } as const satisfies Readonly<
  Record<string, ColumnFile>
>;

export type BundledDatasetName = keyof typeof FILES;

export const BUNDLED_DATASETS = [
  'iris',
  'wine',
  'breast_cancer',
  'digits',
] as const satisfies readonly BundledDatasetName[];

const loaded = new Map<BundledDatasetName, ClassificationDataset>();

/** Whether `name` names a bundled data set. */
export function isBundledDataset(name: string): name is BundledDatasetName {
  return Object.hasOwn(FILES, name);
}

/** The bundled data set of that name; the same object each time, so do not write to its arrays. */
export function loadDataset(name: BundledDatasetName): ClassificationDataset {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const dataset = fromColumns(FILES[name]);
  loaded.set(name, dataset);
  return dataset;
}

function fromColumns(file: ColumnFile): ClassificationDataset {
  const rows = file.labels.length;
  const columns = file.columns.length;
  invariant(columns === file.featureNames.length, `${file.name}: a column lacks its name`);
  const features = new Float64Array(rows * columns);
  file.columns.forEach((column, j) => {
    invariant(column.length === rows, `${file.name}: column ${j} has ${column.length} rows`);
    column.forEach((value, i) => {
      features[i * columns + j] = value;
    });
  });
  return {
    task: 'classification',
    name: file.name,
    title: file.title,
    source: file.source,
    licence: file.licence,
    cite: file.cite,
    featureNames: file.featureNames,
    classNames: file.classNames,
    rows,
    columns,
    features,
    labels: Int32Array.from(file.labels),
  };
}
