/** What it is: a counterexample as a file beside what is there. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import { writeFile } from '../files.ts';
import { fileTrouble } from '../trouble.ts';

/** Saves the design under a name of its own for each property; gives the file's name. */
export function saveCounterexample({ design, breach }: Counterexample, folder = '.'): string {
  const file = join(folder, `counterexample-${breach.property}.json`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw fileTrouble(`${folder} cannot be made, so the counterexample is not saved.`);
  }
  writeFile(file, `${JSON.stringify(design, undefined, 2)}\n`);
  return file;
}
