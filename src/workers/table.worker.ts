/** What it is: the worker that reads a user's CSV file: its end behind Comlink, columns transferred. */

import * as Comlink from 'comlink';
import { readTable } from '../engine/table/table.ts';
import { lookAt } from './dataLook.ts';
import type { TableWorker } from './tableApi.ts';
import { readTableBytes } from './tableHost.ts';
import { buffersOf } from './transfer.ts';

const exposed: TableWorker = {
  look: (name) => Promise.resolve(lookAt(name)),
  readText: (text) => {
    const read = readTable(text);
    return Promise.resolve(Comlink.transfer(read, buffersOf(read)));
  },
  read: (name, bytes) => {
    const read = readTableBytes(name, bytes);
    return Promise.resolve(Comlink.transfer(read, buffersOf(read)));
  },
};

Comlink.expose(exposed);
