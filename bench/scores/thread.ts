/** What it is: a thread that judges one seed of one data set after another, as it is asked. */

import { parentPort } from 'node:worker_threads';
import { judgeClasses } from './classes.ts';
import type { ClassSet } from './entries.ts';
import type { Scoreboard } from './judged.ts';
import { judgeNumbers } from './numbers.ts';

export interface Task {
  readonly set: ClassSet | 'diabetes';
  readonly seed: number;
  /** Only what is quick. */
  readonly isQuick: boolean;
}

export interface Done extends Task {
  readonly board: Scoreboard;
}

parentPort?.on('message', ({ set, seed, isQuick }: Task) => {
  const board = set === 'diabetes' ? judgeNumbers(seed) : judgeClasses(set, seed, isQuick);
  parentPort?.postMessage({ set, seed, isQuick, board } satisfies Done);
});
