/** What it is: what a data set is like in words and numbers, and how a user's own comes to them. */

import { lessonOf, widthOf } from '../../engine/table/lesson.ts';
import type { TableSource } from '../../engine/table/lesson.ts';
import type { Spread } from '../../engine/table/spread.ts';
import { spreadOf } from '../../engine/table/spread.ts';

export interface DatasetFacts {
  readonly title: string;
  readonly summary: string;
  readonly rows: number;
  readonly features: number;
  /** Empty where rows have a number to be estimated. */
  readonly classes: readonly { readonly name: string; readonly rows: number }[];
  readonly target?: TargetFacts;
  /** Where rows are questions: how many different answers they have. */
  readonly answers?: number;
}

/** What the numbers are like. */
export interface TargetFacts extends Spread {
  readonly name: string;
}

/** A data set node that has no file yet. */
export const NO_TABLE: DatasetFacts = {
  title: 'Your own data',
  summary: 'Drop a CSV file on the page, or choose one here.',
  rows: 0,
  features: 0,
  classes: [],
};

const known = new WeakMap<TableSource, DatasetFacts>();

/** What a user's own data is like; counted once for each source. */
export function describeTable(source: TableSource): DatasetFacts {
  const facts = known.get(source) ?? countTable(source);
  known.set(source, facts);
  return facts;
}

function countTable(source: TableSource): DatasetFacts {
  const title = source.file;
  const lesson = lessonOf(source);
  if (!lesson.ok) return { ...NO_TABLE, title, summary: lesson.problem[0] ?? 'It cannot be read.' };
  const { target, features, rows } = lesson.value;
  const described = {
    title,
    summary: `From ${source.file}, to predict ${target.name}.`,
    rows: rows.length,
    features: features.reduce((sum, column) => sum + widthOf(column), 0),
  };
  if (target.kind === 'number') {
    const values = Float64Array.from(rows, (row) => target.values[row] as number);
    return { ...described, classes: [], target: { name: target.name, ...spreadOf(values) } };
  }
  const counts = target.categories.map(() => 0);
  for (const row of rows) {
    const code = target.codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  const classes = target.categories.map((name, code) => ({ name, rows: counts[code] as number }));
  return { ...described, classes };
}
