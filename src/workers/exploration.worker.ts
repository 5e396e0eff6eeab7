/** What it is: a worker of an exploration in the page: its end behind Comlink. */

import * as Comlink from 'comlink';
import type { ExplorationWorker } from './explorationApi.ts';
import { createExplorationHost } from './explorationHost.ts';

const exposed: ExplorationWorker = createExplorationHost();

Comlink.expose(exposed);
