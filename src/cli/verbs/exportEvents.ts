/** What it is: `export FILE.concord --format …`: a recorded run for other programs. */

import { fileOf, readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { csvLines, ndjsonLines, writeLines } from '../events.ts';
import { EXIT_OK, usageTrouble } from '../trouble.ts';
import { openFile } from './replay.ts';

const FORMATS = ['ndjson', 'csv'] as const;

/** Exit 0. Without --out the events are the result; with it, --json says what was written. */
export function exportEvents(args: readonly string[], console: Console): number {
  const written = readArguments(args, { format: { type: 'string' }, out: { type: 'string' } });
  const path = fileOf(written);
  const format = written.oneOf('format', FORMATS);
  if (format === undefined) throw usageTrouble(`Say which --format: ${FORMATS.join(' or ')}.`);
  const out = written.text('out');
  const recording = openFile(path);
  if (written.isJson && out === undefined) {
    sayJson(
      console,
      [...ndjsonLines(recording)].map((line) => JSON.parse(line) as unknown),
    );
    return EXIT_OK;
  }
  const lines = format === 'csv' ? csvLines(recording) : ndjsonLines(recording);
  writeLines(lines, out);
  if (written.isJson) sayJson(console, { format, out, events: recording.events.length });
  return EXIT_OK;
}
