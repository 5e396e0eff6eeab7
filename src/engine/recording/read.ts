/**
 * What it is: a recording from bytes that a stranger may have made: every length is checked before memory is
 * taken, every hash before anything is unpacked, every cell before anybody reads it.
 * Errors: returned, in words: not ours, damaged, too new, too large.
 * Cost: about 2 µs for each event.
 */

import { strFromU8 } from 'fflate';
import { parseJson } from '../base/safeJson.ts';
import type { Failure, Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import { EventLog } from '../events/eventLog.ts';
import { demand, Unreadable } from './bytes.ts';
import { ContainerReader, versionOf } from './container.ts';
import { decodeBlock } from './decode.ts';
import type { ReadHeader } from './header.ts';
import { readHeader } from './header.ts';
import {
  BLOCK_BYTES_MAX,
  BLOCK_PACKED_MAX,
  FILE_BYTES_MAX,
  HEADER_BYTES_MAX,
  HEADER_DEPTH_MAX,
  HEADER_PACKED_MAX,
} from './limits.ts';
import { FIRST_VERSION, migrateHeader } from './migrations.ts';
import type { Recording } from './recording.ts';
import { RECORDING_VERSION } from './recording.ts';
import { checkJsonFields, checkRows, fieldsOf } from './rows.ts';

const HEADER_LIMITS = { packedMax: HEADER_PACKED_MAX, bytesMax: HEADER_BYTES_MAX };
const BLOCK_LIMITS = { packedMax: BLOCK_PACKED_MAX, bytesMax: BLOCK_BYTES_MAX };

/** The recording in a file's bytes, or why it cannot be read, in a sentence. */
export function readRecording(bytes: Uint8Array): Result<Recording, Failure> {
  if (bytes.length > FILE_BYTES_MAX)
    return failure({
      kind: 'tooLarge',
      message: `The file has ${bytes.length} bytes; recordings of at most ${FILE_BYTES_MAX} are read.`,
    });
  const version = versionOf(bytes);
  if (version === undefined)
    return failure({
      kind: 'notOurs',
      message: 'This is not a Concord recording: it does not begin like one.',
    });
  if (version > RECORDING_VERSION)
    return failure({
      kind: 'tooNew',
      message: `The recording has version ${version}; this Concord reads versions up to ${RECORDING_VERSION}. Open it with a newer one.`,
    });
  try {
    demand(version >= FIRST_VERSION, 'it has a version that never was');
    return success(readParts(new ContainerReader(bytes), version));
  } catch (trouble) {
    if (!(trouble instanceof Unreadable)) throw trouble;
    const what = trouble.kind === 'corrupt' ? 'is damaged' : 'is too large';
    return failure({ kind: trouble.kind, message: `The recording ${what}: ${trouble.message}.` });
  }
}

function readParts(file: ContainerReader, version: number): Recording {
  const json = parseJson(strFromU8(file.part(HEADER_LIMITS)), {
    charsMax: HEADER_BYTES_MAX,
    depthMax: HEADER_DEPTH_MAX,
  });
  demand(json.ok, `its header cannot be read: ${json.ok ? '' : json.problem.message}`);
  demand(typeof json.value === 'object' && json.value !== null, 'its header is no object');
  const header = readHeader(migrateHeader({ ...json.value }, version));
  const events = header.isThin ? undefined : readEvents(file, header);
  demand(file.isAtEnd, 'it holds more than its header says');
  return { ...header.recording, events };
}

function readEvents(file: ContainerReader, { recording, shapes, textCount }: ReadHeader): EventLog {
  const { actors, plan, eventCount, digest } = recording;
  const log = new EventLog(shapes);
  const fields = fieldsOf(shapes);
  const known = new Set<string>();
  let textUnits = 0;
  for (const frame of recording.keyFrames) {
    const from = log.length;
    demand(frame.seq === from, 'a block does not begin where its key frame says');
    const time = from === 0 ? 0 : log.at(from - 1);
    const place = { from, time, kinds: shapes.length, textUnits };
    const { columns, texts } = decodeBlock(file.part(BLOCK_LIMITS), place);
    demand(columns.at[0] === frame.at, 'a block does not begin when its key frame says');
    demand(from + columns.count <= eventCount, 'it has more events than its header says');
    const textsFrom = known.size;
    for (const text of texts) {
      known.add(text);
      textUnits += text.length;
    }
    demand(known.size === textsFrom + texts.length, 'its table has a text twice');
    checkRows(columns, fields, {
      actors: actors.length,
      coordinations: plan.coordinations.length,
      events: eventCount,
      texts: known.size,
    });
    log.appendColumns({ ...columns, texts, textsFrom });
    demand(log.digest().startsWith(frame.digest), 'the events of a block are not those of the run');
  }
  demand(log.length === eventCount, 'it has fewer events than its header says');
  demand(log.textCount === textCount, 'it has other texts than its header says');
  demand(log.digest() === digest, 'its events are not those of the run');
  checkJsonFields(log);
  return log;
}
