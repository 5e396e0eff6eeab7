/** What it is: what is wrong with a table, said by line and column. Lines and columns are counted from 1, as editors do. */

export interface TableProblem {
  readonly line: number;
  /** Undefined: the whole line. */
  readonly column?: number;
  /** A sentence: what there is, and what to do. */
  readonly message: string;
}

/** So many are listed; a file that is wrong throughout is not told line by line. */
export const PROBLEMS_MOST = 20;

/** "Line 7, column 3 (age): “abc” is no number …" */
export function sayProblem({ line, column, message }: TableProblem, name?: string): string {
  const where = column === undefined ? '' : `, column ${column}`;
  return `Line ${line}${where}${name === undefined ? '' : ` (${name})`}: ${message}`;
}

/** A cell as it can be shown in a sentence: short, on one line. */
export function quoted(cell: string): string {
  const line = cell.replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `“${line.slice(0, 40)}…”` : `“${line}”`;
}
