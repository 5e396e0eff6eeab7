/** What it is: the page's worker that looks for lies that gain: its end behind Comlink. */

import * as Comlink from 'comlink';
import type { IncentivesWorker } from './incentivesApi.ts';
import { createIncentivesHost } from './incentivesHost.ts';

const exposed: IncentivesWorker = createIncentivesHost();

Comlink.expose(exposed);
