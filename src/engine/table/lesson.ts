/**
 * What it is: a table as something to learn from: which column is predicted, from which others, and what is done about
 * values that are missing.
 * Rows without the predicted value are left out, and with `drop` those with any value missing.
 * Errors: what cannot be learned from is said in sentences; nothing throws.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { present } from '../base/invariant.ts';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { sayProblem } from './problems.ts';
import type { Table, TableColumn } from './table.ts';
import { asCategories, readTable } from './table.ts';

export const MISSING_RULES = ['mean', 'median', 'mode', 'drop'] as const;

/** All that there is to say of a user's data set. Plain data, and the same wherever it is read. */
export interface TableSource {
  /** The name of the file that it came from. */
  readonly file: string;
  readonly text: string;
  /** The name of the column to predict. */
  readonly target: string;
  /** What stands for a missing number; a missing category becomes the commonest. */
  readonly missing: (typeof MISSING_RULES)[number];
  /** Columns of numbers that are names. */
  readonly asCategories: readonly string[];
  /** Columns that are left out. */
  readonly ignored: readonly string[];
}

export interface Lesson {
  readonly target: TableColumn;
  readonly features: readonly TableColumn[];
  /** Rows of the table that take part. */
  readonly rows: Int32Array;
}

/** More classes than this are a mistake; more categories of a feature would each become a column. */
const CLASSES_MOST = 100;
const CATEGORIES_MOST = 100;
const ROWS_LEAST = 10;
/** Columns after categories have become columns of their own, times rows: what fits into memory. */
const NUMBERS_MOST = 20_000_000;

const TABLES_KEPT = 4;
const tables = new Map<string, ReturnType<typeof readTable>>();

/** As readTable, which it asks once for each text. */
export function tableOf(text: string): ReturnType<typeof readTable> {
  const known = tables.get(text);
  if (known !== undefined) return known;
  const read = readTable(text);
  keep(tables, text, read);
  return read;
}

/** Takes a table that was read elsewhere, so that it need not be read again here. */
export function keepTable(text: string, table: Table): void {
  keep(tables, text, success(table));
}

/** Whether the text need not be read again here. */
export function isTableKept(text: string): boolean {
  return tables.has(text);
}

function keep<Value>(map: Map<string, Value>, text: string, value: Value): void {
  const [oldest] = map.keys();
  if (!map.has(text) && map.size >= TABLES_KEPT && oldest !== undefined) map.delete(oldest);
  map.set(text, value);
}

/** Characters hashed in one step: a few milliseconds. */
const HASHED_CHARACTERS = 65_536;
/** The beginnings of names by text: the text comes first in what is hashed, and is nearly all of it. */
const begun = new Map<string, ReturnType<typeof sha256.create>>();

/** Hashes a text for its names, one stretch with every step; tableName goes on from there. */
export function* beginName(text: string): Generator<undefined, void> {
  if (begun.has(text)) return;
  const hash = sha256.create().update(encodeUtf8('["'));
  for (let from = 0; from < text.length;) {
    let to = from + HASHED_CHARACTERS;
    // A pair of surrogates is one character.
    if (isHighSurrogate(text.charCodeAt(to - 1))) to++;
    hash.update(encodeUtf8(JSON.stringify(text.slice(from, to)).slice(1, -1)));
    from = to;
    yield;
  }
  keep(begun, text, hash.update(encodeUtf8('"')));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function hashOf(text: string): ReturnType<typeof sha256.create> {
  for (const _ of beginName(text));
  return present(begun.get(text), 'a hash').clone();
}

/** Names that are known; a source is never changed in place. */
const names = new WeakMap<TableSource, string>();

/** The name under which a run finds the data: the same for the same source, another for another. */
export function tableName(source: TableSource): string {
  const known = names.get(source);
  if (known !== undefined) return known;
  const { text, target, missing, asCategories: named, ignored } = source;
  // SHA-256 of the JSON of [text, target, missing, named, ignored].
  const rest = JSON.stringify([target, missing, named, ignored]).slice(1);
  const digest = hashOf(text)
    .update(encodeUtf8(`,${rest}`))
    .digest();
  const name = `table:${bytesToHex(digest).slice(0, 16)}`;
  names.set(source, name);
  return name;
}

const lessons = new WeakMap<TableSource, Result<Lesson, readonly string[]>>();

/** What there is to learn, or the sentences that say why nothing is; a source is never changed in place. */
export function lessonOf(source: TableSource): Result<Lesson, readonly string[]> {
  const known = lessons.get(source) ?? makeLesson(source);
  lessons.set(source, known);
  return known;
}

function makeLesson(source: TableSource): Result<Lesson, readonly string[]> {
  const read = tableOf(source.text);
  if (!read.ok) return failure(read.problem.map((problem) => sayProblem(problem)));
  const table = read.value;
  const columns = table.columns.map((column) =>
    source.asCategories.includes(column.name) ? asCategories(column) : column,
  );
  const target = columns.find(({ name }) => name === source.target);
  const names = columns.map(({ name }) => name).slice(0, 10);
  if (target === undefined)
    return failure([
      `There is no column “${source.target}” to predict; the columns are ${names.join(', ')}.`,
    ]);
  const features = columns.filter(
    (column) => column !== target && !source.ignored.includes(column.name),
  );
  const problems = [...targetProblems(target), ...featureProblems(features)];
  if (problems.length > 0) return failure(problems);
  const rows = rowsKept(table, target, source.missing === 'drop' ? features : []);
  if (rows.length < ROWS_LEAST)
    return failure([
      `Only ${rows.length} rows have all that is needed, and ${ROWS_LEAST} are the least.`,
    ]);
  const width = features.reduce((sum, column) => sum + widthOf(column), 0);
  if (width * rows.length > NUMBERS_MOST)
    return failure([
      `${rows.length} rows of ${width} columns (each category becomes one) are too many: leave out columns or rows.`,
    ]);
  return success({ target, features, rows });
}

/** How many numbers a column becomes for a learner. */
export function widthOf(column: TableColumn): number {
  return column.kind === 'number' ? 1 : column.categories.length;
}

function targetProblems(target: TableColumn): readonly string[] {
  if (target.kind === 'number') {
    const isVaried = target.values.some(
      (value) => !Number.isNaN(value) && value !== target.values[0],
    );
    return isVaried ? [] : [`“${target.name}” has the same number in every row: choose another.`];
  }
  const classes = target.categories.length;
  if (classes < 2)
    return [`“${target.name}” has one class only: choose another column to predict.`];
  if (classes <= CLASSES_MOST) return [];
  return [
    `“${target.name}” has ${classes} different values, and at most ${CLASSES_MOST} classes can be told apart: choose another column to predict.`,
  ];
}

function featureProblems(features: readonly TableColumn[]): readonly string[] {
  if (features.length === 0) return ['No column is left to predict from.'];
  return features.flatMap((column) => {
    if (column.kind === 'number' || column.categories.length <= CATEGORIES_MOST) return [];
    return [
      `“${column.name}” has ${column.categories.length} different values, and each would become a column: leave it out.`,
    ];
  });
}

function rowsKept(table: Table, target: TableColumn, complete: readonly TableColumn[]): Int32Array {
  const isLeftOut = new Uint8Array(table.rows);
  for (const column of [target, ...complete]) markMissing(column, isLeftOut);
  const rows = new Int32Array(table.rows);
  let kept = 0;
  for (let row = 0; row < table.rows; row++) if (isLeftOut[row] === 0) rows[kept++] = row;
  return rows.slice(0, kept);
}

function markMissing(column: TableColumn, isMissing: Uint8Array): void {
  if (column.kind === 'number')
    for (let row = 0; row < isMissing.length; row++)
      isMissing[row] = Number.isNaN(column.values[row]) ? 1 : (isMissing[row] as number);
  else
    for (let row = 0; row < isMissing.length; row++)
      isMissing[row] = (column.codes[row] as number) < 0 ? 1 : (isMissing[row] as number);
}
