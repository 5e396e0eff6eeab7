/**
 * What it is: the data sets that come with Concord. README.md beside this file has their licences.
 * Shapes: the files hold one list of numbers for each column; datasets are row-major.
 */

import { invariant } from '../../base/invariant.ts';
import breastCancer from './breastCancer.json' with { type: 'json' };
import type { ClassificationDataset, Dataset, RegressionDataset } from './dataset.ts';
import diabetes from './diabetes.json' with { type: 'json' };
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
  readonly columns: readonly (readonly number[])[];
}

interface ClassFile extends ColumnFile {
  readonly classNames: readonly string[];
  readonly labels: readonly number[];
}

const FILES = { iris, wine, breast_cancer: breastCancer, digits } as const satisfies Readonly<
  Record<string, ClassFile>
>;

export type BundledDatasetName = keyof typeof FILES;

/** Those whose rows belong to classes. */
export const BUNDLED_DATASETS = [
  'iris',
  'wine',
  'breast_cancer',
  'digits',
] as const satisfies readonly BundledDatasetName[];

const loaded = new Map<string, Dataset>();

/** The bundled data set of that name, of either task; undefined when there is none. */
export function findDataset(name: string): Dataset | undefined {
  if (name === 'diabetes') return loadDiabetes();
  return Object.hasOwn(FILES, name) ? loadDataset(name as BundledDatasetName) : undefined;
}

/** The bundled data set of that name; the same object each time, so do not write to its arrays. */
export function loadDataset(name: BundledDatasetName): ClassificationDataset {
  const known = loaded.get(name);
  if (known?.task === 'classification') return known;
  const file: ClassFile = FILES[name];
  const dataset: ClassificationDataset = {
    task: 'classification',
    ...tableOf(file, file.labels.length),
    classNames: file.classNames,
    labels: Int32Array.from(file.labels),
  };
  loaded.set(name, dataset);
  return dataset;
}

/** How far diabetes had gone a year after ten measurements; the same object each time. */
export function loadDiabetes(): RegressionDataset {
  const known = loaded.get('diabetes');
  if (known?.task === 'regression') return known;
  const dataset: RegressionDataset = {
    task: 'regression',
    ...tableOf(diabetes, diabetes.targets.length),
    targetName: diabetes.targetName,
    targets: Float64Array.from(diabetes.targets),
  };
  loaded.set('diabetes', dataset);
  return dataset;
}

function tableOf(file: ColumnFile, rows: number) {
  const { name, title, source, licence, cite, featureNames } = file;
  const columns = file.columns.length;
  invariant(columns === featureNames.length, `${name}: a column lacks its name`);
  const features = new Float64Array(rows * columns);
  file.columns.forEach((column, j) => {
    invariant(column.length === rows, `${name}: column ${j} has ${column.length} rows`);
    column.forEach((value, i) => {
      features[i * columns + j] = value;
    });
  });
  return { name, title, source, licence, cite, featureNames, rows, columns, features };
}
