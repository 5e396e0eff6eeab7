/** What it is: a user's table as a data set. */

import { invariant } from '../../base/invariant.ts';
import type { TableSource } from '../../table/lesson.ts';
import { lessonOf } from '../../table/lesson.ts';
import type { TableColumn } from '../../table/table.ts';
import type { Dataset } from './dataset.ts';
import { encodedWidth, encodeRows, fitEncoding } from './encoding.ts';
import type { RawFeatures } from './encoding.ts';

/** The data set of a source that the planner has found good; throws for another. */
export function tableDataset(name: string, source: TableSource): Dataset {
  const lesson = lessonOf(source);
  invariant(lesson.ok, `a table that cannot be learned from: ${source.file}`);
  const { target, features, rows } = lesson.value;
  const raw: RawFeatures = {
    columns: features.map((column) => taken(column, rows)),
    missing: source.missing === 'drop' ? 'mean' : source.missing,
  };
  const all = Int32Array.from(rows.keys());
  const encoding = fitEncoding(raw, all);
  const described = {
    name,
    title: source.file,
    source: source.file,
    licence: '',
    cite: '',
    featureNames: features.map((column) => column.name),
    rows: rows.length,
    columns: encodedWidth(encoding),
    features: encodeRows(raw, encoding, all),
    raw,
  };
  const own = taken(target, rows);
  return own.kind === 'number'
    ? { ...described, task: 'regression', targetName: own.name, targets: own.values }
    : { ...described, task: 'classification', classNames: own.categories, labels: own.codes };
}

function taken(column: TableColumn, rows: Int32Array): TableColumn {
  if (column.kind === 'number')
    return { ...column, values: Float64Array.from(rows, (row) => column.values[row] as number) };
  return { ...column, codes: rows.map((row) => column.codes[row] as number) };
}
