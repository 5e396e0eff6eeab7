/** What it is: the worker that reads a user's CSV file: its end behind Comlink, columns transferred. */

import * as Comlink from 'comlink';
import type { TableWorker } from './tableApi.ts';
import { readTableBytes } from './tableHost.ts';
import { buffersOf } from './transfer.ts';

const exposed: TableWorker = {
  read: (name, bytes) => {
    const read = readTableBytes(name, bytes);
    return Promise.resolve(Comlink.transfer(read, buffersOf(read)));
  },
};

Comlink.expose(exposed);
