/** What it is: a worker of an exploration in the page: its end behind Comlink, for many runs and for small worlds. */

import * as Comlink from 'comlink';
import type { ExplorationWorker, SmallWorldWorker } from './explorationApi.ts';
import { createExplorationHost } from './explorationHost.ts';
import { createSmallWorldHost } from './smallWorldHost.ts';

const exposed: ExplorationWorker & SmallWorldWorker = {
  ...createExplorationHost(),
  ...createSmallWorldHost(),
};

Comlink.expose(exposed);
