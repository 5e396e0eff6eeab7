/**
 * What it is: a text of comma-separated values as rows of cells, each with its line.
 * Format: RFC 4180, with commas, semicolons or tabs, whichever the text seems to have; the first line names the columns.
 * Limits: 8 million characters, 100,000 rows, 500 columns, 1,000 characters a cell.
 * Errors: every problem by line and column; nothing throws. A byte order mark and empty lines are passed over.
 */

import Papa from 'papaparse';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { TableProblem } from './problems.ts';
import { PROBLEMS_MOST, quoted } from './problems.ts';

export const TEXT_MOST = 8_000_000;
const ROWS_MOST = 100_000;
const COLUMNS_MOST = 500;
const CELL_MOST = 1_000;
const NAME_MOST = 100;

export interface Cells {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line on which each row begins. */
  readonly lines: readonly number[];
}

/** Reads the text. */
export function readCells(text: string): Result<Cells, readonly TableProblem[]> {
  if (text.length > TEXT_MOST)
    return refuse(`The text has more than ${TEXT_MOST / 1e6} million characters.`);
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const strange = plain.search(/[\0\uFFFD]/);
  if (strange >= 0) {
    const line = plain.slice(0, strange).split('\n').length;
    return failure([
      { line, message: 'There are bytes that are no text: save the file as UTF-8 text.' },
    ]);
  }
  const { data, errors } = Papa.parse<string[]>(plain, {
    delimiter: separatorOf(plain),
    skipEmptyLines: false,
  });
  const lines = linesOf(data);
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined)
    return failure([
      {
        line: lines[broken.row ?? 0] ?? 1,
        message:
          'A quotation mark is not closed, or stands within a value: double it there, and close it.',
      },
    ]);
  return arrange(data, lines);
}

function refuse(message: string): Result<never, readonly TableProblem[]> {
  return failure([{ line: 1, message }]);
}

/** The separator that the names of the columns have most of, between quotes none. */
function separatorOf(text: string): string {
  const first = text.split(/[\r\n]+/, 2).find((line) => line.trim() !== '') ?? '';
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/** On which line each row begins: quoted cells may hold line breaks. */
function linesOf(data: readonly (readonly string[])[]): readonly number[] {
  let line = 1;
  return data.map((row) => {
    const own = line;
    line += 1;
    for (const cell of row) if (/[\r\n]/.test(cell)) line += cell.split(/\r\n|\r|\n/).length - 1;
    return own;
  });
}

function arrange(
  data: readonly (readonly string[])[],
  lines: readonly number[],
): Result<Cells, readonly TableProblem[]> {
  const isEmpty = (row: readonly string[]): boolean => row.length === 1 && row[0]?.trim() === '';
  const kept = data.flatMap((row, at) => (isEmpty(row) ? [] : [at]));
  const [head, ...body] = kept;
  if (head === undefined) return refuse('The file is empty.');
  const names = (data[head] ?? []).map((name) => name.trim());
  const headLine = lines[head] ?? 1;
  const problems = headProblems(names, headLine);
  if (body.length === 0) return refuse('There are no rows below the names of the columns.');
  if (body.length > ROWS_MOST)
    return failure([
      {
        line: lines[body[ROWS_MOST] ?? 0] ?? 1,
        message: `There are ${body.length} rows, and at most ${ROWS_MOST} can be taken: leave some out.`,
      },
    ]);
  if (problems.length === 0)
    for (const at of body) {
      if (problems.length >= PROBLEMS_MOST) break;
      problems.push(...rowProblems(data[at] ?? [], lines[at] ?? 1, names.length));
    }
  if (problems.length > 0) return failure(problems.slice(0, PROBLEMS_MOST));
  return success({
    names,
    rows: body.map((at) => data[at] ?? []),
    lines: body.map((at) => lines[at] ?? 1),
  });
}

function headProblems(names: readonly string[], line: number): TableProblem[] {
  if (names.length > COLUMNS_MOST)
    return [
      {
        line,
        message: `There are ${names.length} columns, and at most ${COLUMNS_MOST} can be taken: leave some out.`,
      },
    ];
  if (names.length < 2)
    return [
      {
        line,
        message:
          'There is one column only: one to predict and one to predict it from are the least.',
      },
    ];
  const seen = new Map<string, number>();
  return names.flatMap((name, at): TableProblem[] => {
    const column = at + 1;
    const before = seen.get(name);
    seen.set(name, column);
    if (name === '') return [{ line, column, message: 'The column has no name: give it one.' }];
    if (name.length > NAME_MOST)
      return [{ line, column, message: `${quoted(name)} is too long for a name.` }];
    if (before !== undefined)
      return [
        { line, column, message: `Column ${before} is called ${quoted(name)} too: rename one.` },
      ];
    return [];
  });
}

function rowProblems(row: readonly string[], line: number, columns: number): TableProblem[] {
  if (row.length !== columns)
    return [
      {
        line,
        message: `There ${row.length === 1 ? 'is one value' : `are ${row.length} values`} for ${columns} columns: fill in what is missing, or quote values that hold the separator.`,
      },
    ];
  const long = row.findIndex((cell) => cell.length > CELL_MOST);
  if (long < 0) return [];
  return [
    {
      line,
      column: long + 1,
      message: `A value has ${row[long]?.length} characters, and at most ${CELL_MOST} can be taken.`,
    },
  ];
}
