/** What it is: a thread that reads TypeScript: it runs the module that it is started with. */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData);
