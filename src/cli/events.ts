/** What it is: an event stream for other programs: a JSON object on each line, or a table. */

import { closeSync, openSync, writeSync } from 'node:fs';
import type { EventReader } from '../engine/events/eventReader.ts';
import { readRecord, sayRecord } from '../engine/events/say.ts';
import type { ActorEntry } from '../engine/kernel/run.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { fileTrouble } from './trouble.ts';

export interface Stream {
  readonly events: EventReader;
  readonly actors: readonly ActorEntry[];
  readonly plan: Plan;
}

const LINES_AT_ONCE = 5_000;

/** `{"seq":…,"at":…,"kind":…,"actor":…,"cause":…,"fields":{…}}`, one line an event. */
export function* ndjsonLines({ events, actors }: Stream): Generator<string> {
  for (let seq = 0; seq < events.length; seq++) {
    const { at, kind, actor, cause, fields } = readRecord(events, seq);
    const agent = actors[actor]?.agentId ?? null;
    yield JSON.stringify({ seq, at, kind, agent, actor, cause, fields });
  }
}

/** A header and a line an event, as RFC 4180 has it; the fields as JSON, and the sentence of the log. */
export function* csvLines({ events, actors, plan }: Stream): Generator<string> {
  yield 'seq,at_micros,kind,agent,actor,cause,says,fields';
  const nameOf = (actor: number) => actors[actor]?.agentId ?? '';
  for (let seq = 0; seq < events.length; seq++) {
    const { at, kind, actor, cause, fields } = readRecord(events, seq);
    const says = sayRecord(events, seq, nameOf, plan.currency);
    yield [seq, at, kind, nameOf(actor), actor, cause, says, JSON.stringify(fields)]
      .map(cellOf)
      .join(',');
  }
}

/** A text that a spreadsheet would take for a formula is kept a text by an apostrophe. */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes the lines to a file, or to standard output when there is no path. */
export function writeLines(lines: Iterable<string>, path: string | undefined): void {
  const file = path === undefined ? undefined : openFile(path);
  const flush = (text: string) => writeAll(file ?? 1, text);
  let batch: string[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < LINES_AT_ONCE) continue;
    flush(`${batch.join('\n')}\n`);
    batch = [];
  }
  if (batch.length > 0) flush(`${batch.join('\n')}\n`);
  if (file !== undefined) closeSync(file);
}

function openFile(path: string): number {
  try {
    return openSync(path, 'w');
  } catch {
    throw fileTrouble(`${path} cannot be written.`);
  }
}

/** A pipe may take less than it is given, or nothing at the moment. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(file, bytes, done);
    } catch (trouble) {
      const code = trouble instanceof Error && 'code' in trouble ? trouble.code : '';
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw fileTrouble('The events cannot be written: the disk is full.');
    }
  }
}
