/** What it is: the page's worker that holds a vote with clusters of many sizes: its end behind Comlink. */

import * as Comlink from 'comlink';
import type { ClusterSizesWorker } from './clusterSizesApi.ts';
import { createClusterSizesHost } from './clusterSizesHost.ts';

const exposed: ClusterSizesWorker = createClusterSizesHost();

Comlink.expose(exposed);
