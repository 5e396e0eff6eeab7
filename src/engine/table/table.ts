/**
 * What it is: rows of cells as typed columns: numbers, or categories, with what is missing.
 * Kinds: a column whose values are all numbers holds numbers. One in which nearly all are is refused at those that are not: that
 * is a slip of the pen more often than a category. Everything else is a category. Missing: empty, NA, N/A, null, NaN, none, ?.
 * Shapes: one entry for each row; NaN and −1 stand for missing.
 */

import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { Cells } from './csv.ts';
import { readCells } from './csv.ts';
import type { TableProblem } from './problems.ts';
import { PROBLEMS_MOST, quoted } from './problems.ts';

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  /** In order of their code units. */
  readonly categories: readonly string[];
  readonly codes: Int32Array;
}

export type TableColumn = NumberColumn | CategoryColumn;

export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** The line of each row in the text. */
  readonly lines: readonly number[];
}

const MISSING = new Set(['', 'na', 'n/a', 'null', 'nan', 'none', '?']);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** From this share of numbers on, the rest are taken for mistakes; of fewer than so many values nothing is said. */
const MOSTLY = 0.8;
const MOSTLY_OF = 5;

/** Reads a table from its text, or says what is wrong with it. */
export function readTable(text: string): Result<Table, readonly TableProblem[]> {
  const cells = readCells(text);
  if (!cells.ok) return failure(cells.problem);
  const problems: TableProblem[] = [];
  const columns = cells.value.names.map((_, at) => columnOf(cells.value, at, problems));
  if (problems.length > 0)
    return failure(
      problems
        .toSorted((one, other) => one.line - other.line || (one.column ?? 0) - (other.column ?? 0))
        .slice(0, PROBLEMS_MOST),
    );
  return success({ rows: cells.value.rows.length, columns, lines: cells.value.lines });
}

function columnOf(
  { names, rows, lines }: Cells,
  at: number,
  problems: TableProblem[],
): TableColumn {
  const name = names[at] ?? '';
  const cells = rows.map((row) => (row[at] ?? '').trim());
  const isMissing = cells.map((cell) => MISSING.has(cell.toLowerCase()));
  const isNumber = cells.map((cell, row) => isMissing[row] !== true && isFiniteNumber(cell));
  const present = isMissing.filter((is) => !is).length;
  const numbers = isNumber.filter(Boolean).length;
  const isMostly = present >= MOSTLY_OF && numbers >= MOSTLY * present;
  if (present > 0 && (numbers === present || isMostly)) {
    cells.forEach((cell, row) => {
      if (isMissing[row] === true || isNumber[row] === true) return;
      problems.push({
        line: lines[row] ?? 1,
        column: at + 1,
        message: `${quoted(cell)} is no number, as the other values of ${quoted(name)} are: mend it, or leave it empty.`,
      });
    });
    const values = Float64Array.from(cells, (cell, row) =>
      isNumber[row] === true ? Number(cell) : Number.NaN,
    );
    return { kind: 'number', name, values };
  }
  return categoriesOf(name, cells, isMissing);
}

function isFiniteNumber(cell: string): boolean {
  return NUMBER.test(cell) && Number.isFinite(Number(cell));
}

function categoriesOf(
  name: string,
  cells: readonly string[],
  isMissing: readonly boolean[],
): CategoryColumn {
  const categories = [...new Set(cells.filter((_, row) => isMissing[row] !== true))].toSorted(
    (one, other) => (one < other ? -1 : one > other ? 1 : 0),
  );
  const places = new Map(categories.map((category, place) => [category, place]));
  const codes = Int32Array.from(cells, (cell, row) =>
    isMissing[row] === true ? -1 : (places.get(cell) ?? -1),
  );
  return { kind: 'category', name, categories, codes };
}

/** The column with its numbers taken for names: 0, 1 and 2 that are classes. */
export function asCategories(column: TableColumn): CategoryColumn {
  if (column.kind === 'category') return column;
  const distinct = [...new Set(column.values)].filter((value) => !Number.isNaN(value));
  const ascending = distinct.toSorted((one, other) => one - other);
  const places = new Map(ascending.map((value, place) => [value, place]));
  return {
    kind: 'category',
    name: column.name,
    categories: ascending.map(String),
    codes: Int32Array.from(column.values, (value) => places.get(value) ?? -1),
  };
}

/** How many values of the column are missing. */
export function missingIn(column: TableColumn): number {
  if (column.kind === 'number') return column.values.filter((value) => Number.isNaN(value)).length;
  return column.codes.filter((code) => code < 0).length;
}
