/**
 * What it is: a run as a file. Full: with its events, to be looked at for ever. Thin: without them, to be
 * executed again by the engine that made it.
 * Cost: about 2 µs for each event.
 */

import { strToU8 } from 'fflate';
import type { EventColumns } from '../events/eventColumns.ts';
import { BLOCK_ROWS } from '../events/eventColumns.ts';
import { EventLog } from '../events/eventLog.ts';
import type { EventReader } from '../events/eventReader.ts';
import { INT_COLUMNS, placesOf } from '../events/shape.ts';
import { CATALOGUE } from '../plan/catalogue.ts';
import { ENGINE_VERSION } from '../version.ts';
import { ContainerWriter } from './container.ts';
import { encodeBlock } from './encode.ts';
import type { WrittenHeader } from './header.ts';
import { writeShape } from './header.ts';
import { EVENTS_MAX } from './limits.ts';
import type { KeyFrame, RecordedRun } from './recording.ts';
import { RECORDING_FORMAT, RECORDING_VERSION } from './recording.ts';

export interface WriteOptions {
  /** Leaves the events out. More than eight million events are always left out. */
  readonly isThin?: boolean;
}

/** The bytes of a recording file. */
export function writeRecording(
  run: RecordedRun,
  options: WriteOptions = {},
): Uint8Array<ArrayBuffer> {
  const { length, textCount } = run.events;
  // Texts travel in blocks, and a block has rows.
  const isThin = options.isThin === true || length > EVENTS_MAX || (length === 0 && textCount > 0);
  const blocks: Uint8Array[] = [];
  const keyFrames: KeyFrame[] = [];
  const copy = new EventLog(run.events.shapes);
  if (!isThin)
    for (const columns of blocksOf(run.events)) {
      blocks.push(encodeBlock(columns));
      copy.appendColumns(columns);
      const at = columns.at[0] as number;
      keyFrames.push({ seq: columns.from, at, digest: copy.digest().slice(0, 16) });
    }
  const header = headerOf(run, isThin ? undefined : keyFrames);
  const file = new ContainerWriter(RECORDING_VERSION);
  file.part(strToU8(JSON.stringify(header)));
  for (const block of blocks) file.part(block);
  return file.finish();
}

function headerOf(run: RecordedRun, keyFrames: readonly KeyFrame[] | undefined): unknown {
  const protocols = run.plan.coordinations.map(({ protocol }): [string, number] => [
    protocol,
    CATALOGUE.protocols.get(protocol)?.version ?? 0,
  ]);
  return {
    format: RECORDING_FORMAT,
    engineVersion: ENGINE_VERSION,
    protocols: Object.fromEntries(protocols),
    design: run.design,
    plan: run.plan,
    actors: run.actors,
    interventions: run.interventions,
    status: run.status,
    end: run.end,
    summary: run.summary,
    digest: run.summary.digest,
    events: run.events.length,
    texts: run.events.textCount,
    keyFrames,
    shapes: run.events.shapes.map(writeShape),
  } satisfies Record<keyof WrittenHeader, unknown>;
}

/** The stream block by block, each with the texts that it is the first to use; the last has the rest. */
function* blocksOf(events: EventReader): Generator<EventColumns> {
  const textPlaces = events.shapes.map((shape) =>
    placesOf(shape)
      .filter(({ type }) => type === 'text')
      .map(({ index }) => index),
  );
  let textsFrom = 0;
  for (let from = 0; from < events.length; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, events.length - from);
    const columns = events.batch(from, count, textsFrom);
    let textsTo = from + count === events.length ? events.textCount : textsFrom;
    for (let row = 0; row < count; row++)
      for (const column of textPlaces[columns.kind[row] as number] ?? [])
        textsTo = Math.max(textsTo, (columns.ints[row * INT_COLUMNS + column] as number) + 1);
    yield { ...columns, texts: columns.texts.slice(0, textsTo - textsFrom), textsFrom };
    textsFrom = textsTo;
  }
}
