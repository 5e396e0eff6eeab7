/** What it is: the page's end of the worker that reads a CSV file; see connect.ts for the studio's. */

import * as Comlink from 'comlink';
import type { Result } from '../../engine/base/result.ts';
import type { TableRead, TableWorker } from '../tableApi.ts';
import { guardWorker } from './guarded.ts';

/** The largest file takes seconds. */
const DEADLINE_MILLIS = 60_000;

/** Reads a file in a worker of its own, which ends with it. Rejects when the worker dies. */
export async function readTableFile(
  name: string,
  bytes: Uint8Array,
): Promise<Result<TableRead, readonly string[]>> {
  const worker = new Worker(new URL('../table.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord table',
  });
  const { remote, guard, dispose } = guardWorker<TableWorker>(worker, DEADLINE_MILLIS);
  try {
    const call = remote.read(name, Comlink.transfer(bytes, [bytes.buffer]));
    return await guard<Result<TableRead, readonly string[]>>(call);
  } finally {
    dispose();
  }
}
