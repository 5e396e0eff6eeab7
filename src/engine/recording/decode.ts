/**
 * What it is: one block of events from bytes that a stranger may have written; encode.ts says how they lie.
 * Rows are filled in their order, each column from its own stream, because guesses look at earlier rows.
 * Errors: throws Unreadable. Nothing is allocated beyond what the limits allow.
 */

import { MICROS_LIMIT } from '../base/units.ts';
import { INT_COLUMNS, REAL_COLUMNS } from '../events/shape.ts';
import { ByteReader, demand } from './bytes.ts';
import { CAUSE_AS_DIFFERENCE, CAUSE_AS_DISTANCE, REAL_AS_BITS, REAL_AS_WHOLE } from './encode.ts';
import { BLOCK_ROWS_MAX, TEXT_UNITS_MAX, TEXTS_MAX, TEXTS_UNITS_MAX } from './limits.ts';
import type { BlockColumns } from './predict.ts';
import { guess, GUESSES } from './predict.ts';

export interface DecodedBlock {
  readonly columns: BlockColumns;
  /** The texts that this block adds. */
  readonly texts: readonly string[];
}

/** What must be known of the blocks before. */
export interface BlockPlace {
  /** Rows before this block. */
  readonly from: number;
  /** Time of the last of them. */
  readonly time: number;
  /** How many kinds of event the file declares. */
  readonly kinds: number;
  /** Code units of all texts before. */
  readonly textUnits: number;
}

/** The rows and texts of one unpacked block. */
export function decodeBlock(bytes: Uint8Array, place: BlockPlace): DecodedBlock {
  const input = new ByteReader(bytes);
  const count = input.varint();
  demand(count >= 1 && count <= BLOCK_ROWS_MAX, 'a block has too many rows', 'tooLarge');
  const texts = readTexts(input, place.textUnits);
  const columns = {
    from: place.from,
    count,
    kind: new Uint16Array(count),
    at: new Float64Array(count),
    actor: new Int32Array(count),
    cause: new Int32Array(count),
    ints: new Int32Array(count * INT_COLUMNS),
    reals: new Float64Array(count * REAL_COLUMNS),
  };
  for (let row = 0; row < count; row++) {
    const kind = input.varint();
    demand(kind < place.kinds, 'an event has an undeclared kind');
    columns.kind[row] = kind;
  }
  let time = 0;
  for (let row = 0; row < count; row++) {
    time += input.varint();
    demand(time < MICROS_LIMIT, 'an event lies beyond the end of time');
    columns.at[row] = time;
  }
  demand((columns.at[0] as number) >= place.time, 'time runs backwards between two blocks');
  const streams = readStreams(input, place.kinds);
  demand(input.left === 0, 'a block holds more than its rows');
  for (let row = 0; row < count; row++) {
    const stream = streams.get(columns.kind[row] as number);
    demand(stream !== undefined, 'a kind of event has no columns');
    stream.fill(columns, row);
  }
  for (const stream of streams.values()) stream.finish();
  return { columns, texts };
}

function readTexts(input: ByteReader, unitsBefore: number): readonly string[] {
  const count = input.varint();
  demand(count <= TEXTS_MAX, 'there are too many texts', 'tooLarge');
  demand(count <= input.left, 'it ends in the middle of its texts');
  const lengths: number[] = [];
  let units = unitsBefore;
  for (let i = 0; i < count; i++) {
    const length = input.varint();
    demand(length <= TEXT_UNITS_MAX, 'a text is too long', 'tooLarge');
    units += length;
    demand(units <= TEXTS_UNITS_MAX, 'the texts are too long together', 'tooLarge');
    lengths.push(length);
  }
  return lengths.map((length) => readText(input, length));
}

const UNITS_AT_ONCE = 4_096;

function readText(input: ByteReader, length: number): string {
  demand(length <= input.left, 'it ends in the middle of a text');
  let text = '';
  for (let done = 0; done < length;) {
    const units: number[] = [];
    for (; done < length && units.length < UNITS_AT_ONCE; done++) {
      const unit = input.varint();
      demand(unit <= 0xffff, 'a text holds an impossible character');
      units.push(unit);
    }
    text += String.fromCharCode(...units);
  }
  return text;
}

function readStreams(input: ByteReader, kinds: number): ReadonlyMap<number, KindStreams> {
  const streams = new Map<number, KindStreams>();
  const count = input.varint();
  demand(count <= kinds, 'a block has more kinds than there are');
  for (let i = 0; i < count; i++) {
    const kind = input.varint();
    demand(!streams.has(kind), 'a block describes a kind twice');
    streams.set(kind, new KindStreams(input));
  }
  return streams;
}

/** A column's bytes, how they are meant, and the value before. */
interface Stream {
  readonly how: number;
  readonly bytes: ByteReader;
  before: number;
}

function readStream(input: ByteReader, hows: number): Stream {
  const how = input.byte();
  demand(how < hows, 'a column is written in an unknown way');
  return { how, bytes: new ByteReader(input.take(input.varint())), before: 0 };
}

/** The columns of one kind of event, read row by row. */
class KindStreams {
  private readonly cause: Stream;
  private readonly actor: Stream;
  private readonly ints: readonly (Stream | undefined)[];
  private readonly reals: readonly (Stream | undefined)[];

  constructor(input: ByteReader) {
    const mask = input.byte();
    demand(mask < 1 << (INT_COLUMNS + REAL_COLUMNS), 'a kind has more columns than there are');
    this.cause = readStream(input, CAUSE_AS_DIFFERENCE + 1);
    this.actor = readStream(input, GUESSES);
    const optional = (first: number, count: number, hows: number) =>
      Array.from({ length: count }, (_, column) =>
        (mask & (1 << (first + column))) === 0 ? undefined : readStream(input, hows),
      );
    this.ints = optional(0, INT_COLUMNS, GUESSES);
    this.reals = optional(INT_COLUMNS, REAL_COLUMNS, REAL_AS_BITS + 1);
  }

  fill(columns: BlockColumns, row: number): void {
    columns.cause[row] = this.nextCause(columns.from + row);
    columns.actor[row] = nextGuessed(this.actor, columns, row);
    for (let column = 0; column < INT_COLUMNS; column++) {
      const stream = this.ints[column];
      if (stream !== undefined)
        columns.ints[row * INT_COLUMNS + column] = nextGuessed(stream, columns, row);
    }
    for (let column = 0; column < REAL_COLUMNS; column++) {
      const stream = this.reals[column];
      if (stream !== undefined) columns.reals[row * REAL_COLUMNS + column] = nextReal(stream);
    }
  }

  /** Nothing may be left over. */
  finish(): void {
    for (const stream of [this.cause, this.actor, ...this.ints, ...this.reals])
      demand(stream === undefined || stream.bytes.left === 0, 'a column is longer than its rows');
  }

  private nextCause(seq: number): number {
    const { how, bytes, before } = this.cause;
    let cause: number;
    if (how === CAUSE_AS_DISTANCE) {
      const distance = bytes.varint();
      cause = distance === 0 ? -1 : seq - distance;
    } else cause = before + bytes.signed();
    demand(cause >= -1 && cause < seq, 'an event comes before its cause');
    this.cause.before = cause;
    return cause;
  }
}

function nextGuessed(stream: Stream, columns: BlockColumns, row: number): number {
  const value = guess(stream.how, columns, row, stream.before) + stream.bytes.signed();
  demand((value | 0) === value, 'a whole number is too large for its column');
  stream.before = value;
  return value;
}

const BITS = new DataView(new ArrayBuffer(8));

function nextReal(stream: Stream): number {
  if (stream.how === REAL_AS_WHOLE) {
    const value = stream.before + stream.bytes.signed();
    demand(Number.isSafeInteger(value), 'a whole number is too large for its column');
    stream.before = value;
    return value;
  }
  for (let i = 0; i < 8; i++) BITS.setUint8(i, stream.bytes.byte());
  const value = BITS.getFloat64(0, true);
  demand(Number.isFinite(value), 'a number is not finite');
  return value;
}
