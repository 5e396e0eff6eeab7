/** What it is: a worker that trains for a run: its end behind Comlink. */

import * as Comlink from 'comlink';
import type { TrainingWorker } from './trainingApi.ts';
import { createTrainingHost } from './trainingHost.ts';

// What was learned is copied, not given away: it may share arrays with the data that the next work needs.
const exposed: TrainingWorker = createTrainingHost();

Comlink.expose(exposed);
