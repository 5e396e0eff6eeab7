/** What it is: a look at data that come with Concord or are generated: where they are from, how they are spread, the first rows. */

import type { Dataset } from '../engine/learning/data/dataset.ts';
import { datasetNamed } from '../engine/learning/data/named.ts';
import { spreadOf } from '../engine/table/spread.ts';
import type { DataLook } from './tableApi.ts';

const ROWS_SHOWN = 6;

/** The look; undefined when there is no data of that name. */
export function lookAt(name: string): DataLook | undefined {
  const dataset = datasetNamed(name);
  if (dataset === undefined) return undefined;
  const { source, licence, cite, featureNames, features, rows, columns } = dataset;
  const valuesOf = (column: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => features[row * columns + column] as number);
  const shown = Array.from({ length: Math.min(ROWS_SHOWN, rows) }, (_, row) => [
    ...Array.from(features.subarray(row * columns, (row + 1) * columns), sayValue),
    targetOf(dataset, row),
  ]);
  return {
    source,
    licence,
    cite,
    columns: featureNames.map((feature, column) => ({
      name: feature,
      ...spreadOf(valuesOf(column)),
    })),
    target: dataset.task === 'regression' ? dataset.targetName : 'class',
    rows: shown,
  };
}

function targetOf(dataset: Dataset, row: number): string {
  return dataset.task === 'regression'
    ? String(dataset.targets[row])
    : (dataset.classNames[dataset.labels[row] as number] ?? '–');
}

/** As many digits as a small table has room for. */
function sayValue(value: number): string {
  return String(Number(value.toPrecision(5)));
}
