/** What it is: what a data set is like in words and numbers, and how a user's own comes to them. */

import { lessonOf, widthOf } from '../../engine/table/lesson.ts';
import type { TableSource } from '../../engine/table/lesson.ts';

export interface DatasetFacts {
  readonly title: string;
  readonly summary: string;
  readonly rows: number;
  readonly features: number;
  /** Empty where rows have a number to be estimated. */
  readonly classes: readonly { readonly name: string; readonly rows: number }[];
  readonly target?: TargetFacts;
}

/** What the numbers are like: rows counted in equal parts from the least to the most. */
export interface TargetFacts {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly counts: readonly number[];
}

/** A data set node that has no file yet. */
export const NO_TABLE: DatasetFacts = {
  title: 'Your own data',
  summary: 'Drop a CSV file on the page, or choose one here.',
  rows: 0,
  features: 0,
  classes: [],
};

/** Bars of a small histogram. */
const BINS = 8;
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
    const values = Array.from(rows, (row) => target.values[row] as number);
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

/** Numbers counted in equal parts from the least to the most; what is missing is left out. */
export function spreadOf(values: Iterable<number>): Omit<TargetFacts, 'name'> {
  let least = Infinity;
  let most = -Infinity;
  const present: number[] = [];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    present.push(value);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const counts = Array.from({ length: BINS }, () => 0);
  const width = (most - least) / BINS || 1;
  for (const value of present) {
    const bin = Math.min(BINS - 1, Math.floor((value - least) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { least, most, counts };
}
