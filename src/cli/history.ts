/** What it is: the file of measured runs that `run` adds to and `select` reads: one JSON object on each line. */

import { existsSync } from 'node:fs';
import type { RunMeasure } from '../engine/selector/history.ts';
import { runMeasure } from '../engine/selector/history.ts';
import { appendFile, readBytes } from './files.ts';
import { fileTrouble } from './trouble.ts';

/** The measures in a file; throws Trouble with the first line that is none. */
export function readHistory(path: string): readonly RunMeasure[] {
  const lines = new TextDecoder().decode(readBytes(path)).split('\n');
  return lines.flatMap((line, place): readonly RunMeasure[] => {
    if (line.trim() === '') return [];
    const read = runMeasure.safeParse(jsonOf(line));
    if (read.success) return [read.data];
    throw fileTrouble(
      `${path}: line ${place + 1} is no measured run; concord run FILE --history ${path} writes them.`,
    );
  });
}

/** Adds measures to a file, which is made if there is none; throws Trouble when it holds something else. */
export function addToHistory(path: string, measures: readonly RunMeasure[]): void {
  if (existsSync(path)) readHistory(path);
  appendFile(path, measures.map((measure) => `${JSON.stringify(measure)}\n`).join(''));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
