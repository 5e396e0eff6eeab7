/** What it is: the page's end of the worker that reads a CSV file; see connect.ts for the studio's. */

import * as Comlink from 'comlink';
import type { Result } from '../../engine/base/result.ts';
import type { DataLook, TableRead, TableWorker } from '../tableApi.ts';
import { guardWorker } from './guarded.ts';
import type { Guarded } from './guarded.ts';

/** The largest file takes seconds. */
const DEADLINE_MILLIS = 60_000;

/** What data of this name are like. Rejects when the worker dies. */
export function lookAtData(name: string): Promise<DataLook | undefined> {
  return inWorker(({ remote, guard }) => guard<DataLook | undefined>(remote.look(name)));
}

/** Reads the text of a table in a worker of its own, which ends with it. Rejects when the worker dies. */
export function readTableText(text: string): ReturnType<TableWorker['readText']> {
  return inWorker(({ remote, guard }) =>
    guard<Awaited<ReturnType<TableWorker['readText']>>>(remote.readText(text)),
  );
}

/** Reads a file in a worker of its own, which ends with it. Rejects when the worker dies. */
export function readTableFile(
  name: string,
  bytes: Uint8Array,
): Promise<Result<TableRead, readonly string[]>> {
  return inWorker(({ remote, guard }) =>
    guard<Result<TableRead, readonly string[]>>(
      remote.read(name, Comlink.transfer(bytes, [bytes.buffer])),
    ),
  );
}

async function inWorker<Value>(
  work: (guarded: Guarded<TableWorker>) => Promise<Value>,
): Promise<Value> {
  const worker = new Worker(new URL('../table.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord table',
  });
  const guarded = guardWorker<TableWorker>(worker, DEADLINE_MILLIS);
  try {
    return await work(guarded);
  } finally {
    guarded.dispose();
  }
}
