/** What it is: the table of the longest tasks of several measurements, with what each was made of. */

import { printTable } from './table.ts';
import type { Task } from './trace.ts';

const TASKS_SHOWN = 4;

/** `of` heads the column that names the measurements; tasks of one name are looked at together. */
export function printLongestTasks(
  of: string,
  measured: readonly (readonly [name: string, tasks: readonly Task[]])[],
): void {
  printTable(
    'What the longest tasks were made of',
    [of, 'at s', 'ms', 'CPU ms', 'parts in ms'],
    measured.flatMap(([name, tasks]) =>
      tasks
        .toSorted((one, other) => other.wallMillis - one.wallMillis)
        .slice(0, TASKS_SHOWN)
        .map((task) => [name, task.atSeconds, task.wallMillis, task.cpuMillis, task.parts]),
    ),
  );
}
