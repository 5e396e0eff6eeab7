/** What it is: reading a user's CSV file, and a first guess of what is to be learned from it. */

import { failure, success } from '../engine/base/result.ts';
import type { Result } from '../engine/base/result.ts';
import type { TableForm } from '../engine/document/table.ts';
import { lessonOf, tableOf } from '../engine/table/lesson.ts';
import { sayProblem } from '../engine/table/problems.ts';
import type { TableColumn } from '../engine/table/table.ts';
import type { TableRead } from './tableApi.ts';

/** So few different whole numbers to predict are taken for classes. */
const CLASSES_GUESSED = 10;

/** The bytes of a file as what a design says of it with its columns, or what is wrong, in sentences. */
export function readTableBytes(
  name: string,
  bytes: Uint8Array,
): Result<TableRead, readonly string[]> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failure(['It is no UTF-8 text: save it as UTF-8 in the program that it comes from.']);
  }
  const read = tableOf(text);
  if (!read.ok) return failure(read.problem.map((problem) => sayProblem(problem)));
  const target = read.value.columns.at(-1);
  const form: TableForm = {
    file: name.slice(0, 200),
    text,
    target: target?.name ?? '',
    missing: 'mean',
    asCategories: target !== undefined && looksLikeClasses(target) ? [target.name] : [],
    ignored: read.value.columns.filter(isEachItsOwn).map((column) => column.name),
  };
  const lesson = lessonOf(form);
  return lesson.ok || read.value.rows >= 10
    ? success({ form, table: read.value })
    : failure(lesson.problem);
}

/** A few whole numbers that come again are classes more often than measures. */
function looksLikeClasses(column: TableColumn): boolean {
  if (column.kind === 'category') return false;
  const distinct = new Set(column.values.filter((value) => !Number.isNaN(value)));
  return (
    distinct.size <= CLASSES_GUESSED && [...distinct].every((value) => Number.isInteger(value))
  );
}

/** Names and notes, of which hardly one is like another, teach nothing. */
function isEachItsOwn(column: TableColumn): boolean {
  return column.kind === 'category' && column.categories.length > 100;
}
