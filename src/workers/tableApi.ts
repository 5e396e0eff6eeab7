/** What it is: the boundary between the page and the worker that reads a user's CSV file: types only. */

import type { Result } from '../engine/base/result.ts';
import type { Spread } from '../engine/table/spread.ts';
import type { TableForm } from '../engine/document/table.ts';
import type { readTable, Table } from '../engine/table/table.ts';

/** A file as what a design says of it, and its columns. */
export interface TableRead {
  readonly form: TableForm;
  readonly table: Table;
}

/** Data that come with Concord, or the beginning of a stream. */
export interface DataLook {
  readonly source: string;
  readonly licence: string;
  /** How its publishers ask to be cited. */
  readonly cite: string;
  readonly columns: readonly (Spread & { readonly name: string })[];
  /** What is predicted. */
  readonly target: string;
  /** The first rows, what is predicted last. */
  readonly rows: readonly (readonly string[])[];
}

export interface TableWorker {
  /** What data of this name are like; undefined when there are none. */
  look(name: string): Promise<DataLook | undefined>;
  /** Reads the text of a table that a design brings. */
  readText(text: string): Promise<ReturnType<typeof readTable>>;
  /** Reads the bytes of a file, or says in sentences what is wrong with them. */
  read(name: string, bytes: Uint8Array): Promise<Result<TableRead, readonly string[]>>;
}
