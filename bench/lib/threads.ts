/**
 * What it is: tasks done by threads beside one another, and what they came to kept in a file, so that a long measurement
 * that was stopped goes on where it was.
 * Shapes: tasks and results are plain data. A file has one result a line, as JSON; a line cut short is left out.
 */

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

export interface Errands<Task, Result> {
  /** A module that answers each message, a task, with one message, its result. */
  readonly module: URL;
  readonly tasks: readonly Task[];
  readonly threads: number;
  /** Where results are kept, and which task one is of; results that are there already are taken as they are. */
  readonly file: string | undefined;
  readonly nameOf: (one: Task | Result) => string;
  /** Told of every result in turn, whether it was kept or worked out. */
  readonly tell: (result: Result) => void;
}

/** Does all tasks, in their order as far as there are threads; resolves when all are done. */
export async function runErrands<Task, Result>(errands: Errands<Task, Result>): Promise<void> {
  const { module, tasks, threads, file, nameOf, tell } = errands;
  const kept = new Map(
    (file === undefined ? [] : resultsIn<Result>(file)).map((result) => [nameOf(result), result]),
  );
  const waiting: Task[] = [];
  for (const task of tasks) {
    const result = kept.get(nameOf(task));
    if (result === undefined) waiting.push(task);
    else tell(result);
  }
  const workOff = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (): void => {
        const task = waiting.shift();
        if (task === undefined) resolve();
        else worker.postMessage(task);
      };
      worker.on('error', reject);
      worker.on('message', (result: Result) => {
        if (file !== undefined) appendFileSync(file, `${JSON.stringify(result)}\n`);
        tell(result);
        next();
      });
      next();
    });
  const workers = Array.from(
    { length: Math.min(waiting.length, Math.max(1, threads)) },
    () => new Worker(new URL('thread.mjs', import.meta.url), { workerData: module.href }),
  );
  try {
    await Promise.all(workers.map(workOff));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function resultsIn<Result>(file: string): Result[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Result];
      } catch {
        return [];
      }
    });
}
