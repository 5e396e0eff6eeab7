/**
 * What it is: the event stream of a run, kept in columns and digested as it grows.
 * Shapes: rows are dense from 0 in blocks of 8,192; texts lie in a table and are named by number.
 * Digest: every full block is hashed once, the open one whenever it is asked for; texts are absorbed in
 * the order of first use, the kinds' names before all (those of later kinds, which older runs did not
 * have, as a text when they first occur). So the digest depends on the stream alone, not on batches,
 * pauses or how often it was asked for.
 * Errors: values that do not fit their column are our bugs.
 * Cost: about 34 bytes (52 with reals) and 10 ns of hashing for each event.
 */

import { RunDigest } from '../base/digest.ts';
import type { BlockHash } from '../base/digest.ts';
import { invariant } from '../base/invariant.ts';
import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';
import {
  ACTOR_CELLS,
  BLOCK_BITS,
  BLOCK_MASK,
  BLOCK_ROWS,
  CAUSE_CELLS,
  EventBlock,
} from './eventColumns.ts';
import type { EventColumns } from './eventColumns.ts';
import { DETAIL_SITE, layoutOf, MESSAGE_SITE } from './eventLayout.ts';
import type { FieldWriter, Layout } from './eventLayout.ts';
import type { EventReader } from './eventReader.ts';
import { isLaterKind } from './kernelEvents.ts';
import type { EventShape, FieldTypes, FieldValues } from './shape.ts';
import { INT_COLUMNS, REAL_COLUMNS } from './shape.ts';
import { TextTable } from './textTable.ts';

/** Stands for the open block until there is a row; it is never written to. */
const NO_BLOCK = new EventBlock();

let hashOfNothing: BlockHash | undefined;

/** The kinds' names have not been absorbed yet: that waits until a digest is asked for. */
const NO_NAMES = -1;

/**
 * A moment of a log, from which another log can go on. It stays good whatever happens to the log: rows
 * and texts before it are never written again, and a log that is taken back continues in copies.
 */
export interface LogMark {
  readonly length: number;
  readonly textCount: number;
  readonly digest: RunDigest;
  readonly blocks: readonly EventBlock[];
  readonly texts: TextTable;
}

/** An append-only log of events; see the head of the file. */
export class EventLog implements EventReader {
  length = 0;
  readonly shapes: readonly EventShape[];

  private readonly kinds: Layout['kinds'];
  private readonly recorders: Layout['recorders'];
  private blocks: EventBlock[] = [];
  private open = NO_BLOCK;
  private texts = new TextTable();
  private absorbed = new RunDigest();
  /** How many texts, after the names of all kinds, are in it. */
  private absorbedTexts = NO_NAMES;

  /** A log of events of these shapes; a kind's number is its place among them. */
  constructor(shapes: readonly EventShape[]) {
    this.shapes = shapes;
    ({ kinds: this.kinds, recorders: this.recorders } = layoutOf(shapes));
  }

  /** A log with the rows that were read from somewhere, in order and without gaps. */
  static fromBlocks(shapes: readonly EventShape[], batches: Iterable<EventColumns>): EventLog {
    const log = new EventLog(shapes);
    for (const batch of batches) log.appendColumns(batch);
    return log;
  }

  /** Adds an event; the values must fit their columns. Gives its place in the stream. */
  append(
    kind: number,
    at: Micros,
    actor: ActorIndex,
    cause: EventSeq,
    i0: number,
    i1: number,
    i2: number,
    i3: number,
  ): EventSeq {
    const seq = this.length;
    const row = seq & BLOCK_MASK;
    if (row === 0) this.startBlock();
    const block = this.open;
    block.kind[row] = kind;
    block.at[row] = at;
    const { cells } = block;
    cells[ACTOR_CELLS + row] = actor;
    cells[CAUSE_CELLS + row] = cause;
    const first = row << 2;
    cells[first] = i0;
    cells[first + 1] = i1;
    cells[first + 2] = i2;
    cells[first + 3] = i3;
    this.length = seq + 1;
    return seq;
  }

  /** Adds an event of any declared shape from named values. Gives its place in the stream. */
  record<Fields extends FieldTypes>(
    shape: EventShape<Fields>,
    at: Micros,
    actor: ActorIndex,
    cause: EventSeq,
    values: FieldValues<Fields>,
  ): EventSeq {
    const recorder = this.recorders.get(shape);
    if (recorder === undefined) refuseShape(shape);
    if (recorder.isLater) this.texts.intern(shape.kind);
    const seq = this.length;
    const row = seq & BLOCK_MASK;
    if (row === 0) this.startBlock();
    const { open, texts } = this;
    const { cells } = open;
    const named: Readonly<Record<string, unknown>> = values;
    let cell = row << 2;
    let reals = 0;
    let first = 0;
    let second = 0;
    for (const field of recorder.fields) {
      const value = named[field.name];
      const { content } = field;
      if (content === 'text') {
        if (typeof value !== 'string') refuseValue(shape, field, value);
        cells[cell++] = texts.internAt(field.site, value);
      } else if (content === 'int') {
        if (typeof value !== 'number' || (value | 0) !== value) refuseValue(shape, field, value);
        cells[cell++] = value;
      } else if (content === 'flag') {
        if (typeof value !== 'boolean') refuseValue(shape, field, value);
        cells[cell++] = value ? 1 : 0;
      } else {
        if (typeof value !== 'number' || !fitsReal(value, content))
          refuseValue(shape, field, value);
        if (reals++ === 0) first = value;
        else second = value;
      }
    }
    open.kind[row] = recorder.kind;
    open.at[row] = at;
    cells[ACTOR_CELLS + row] = actor;
    cells[CAUSE_CELLS + row] = cause;
    if (reals > 0) open.reals.add(row, first, second);
    this.length = seq + 1;
    return seq;
  }

  /** The number of a text, which is added if it is new. */
  intern(text: string): number {
    return this.texts.intern(text);
  }

  /** The same for what a message is called: one is mostly called as the one before. */
  internMessage(kind: string): number {
    return this.texts.internAt(MESSAGE_SITE, kind);
  }

  /** The same for what a message says. */
  internDetail(detail: string): number {
    return this.texts.internAt(DETAIL_SITE, detail);
  }

  kindId(kind: string): number {
    return this.kinds.get(kind) ?? -1;
  }

  kind(seq: EventSeq): number {
    return this.blockOf(seq).kind[seq & BLOCK_MASK] as number;
  }

  at(seq: EventSeq): Micros {
    return this.blockOf(seq).at[seq & BLOCK_MASK] as number;
  }

  actor(seq: EventSeq): ActorIndex {
    return this.blockOf(seq).actor[seq & BLOCK_MASK] as number;
  }

  cause(seq: EventSeq): EventSeq {
    return this.blockOf(seq).cause[seq & BLOCK_MASK] as number;
  }

  int(seq: EventSeq, column: number): number {
    return this.blockOf(seq).ints[(seq & BLOCK_MASK) * INT_COLUMNS + column] as number;
  }

  real(seq: EventSeq, column: number): number {
    return this.blockOf(seq).reals.at(seq & BLOCK_MASK, column);
  }

  text(id: number): string {
    return this.texts.text(id);
  }

  /** How many texts there are. */
  get textCount(): number {
    return this.texts.count;
  }

  /** The digest over all rows and texts so far: 64 hexadecimal digits. */
  digest(): string {
    this.absorbTexts();
    const whole = this.absorbed.copy();
    whole.absorbBlock(this.hashOfOpen());
    whole.absorbBlock([this.length, this.texts.count, 0, 0]);
    return whole.digest();
  }

  /** Copies of at most `count` rows from `from` on, with the texts from number `textsFrom` on. */
  batch(from: EventSeq, count: number, textsFrom = 0): EventColumns {
    invariant(from >= 0 && count >= 0, `a batch of ${count} rows from ${from}`);
    const rows = Math.max(0, Math.min(count, this.length - from));
    const columns = {
      kind: new Uint16Array(rows),
      at: new Float64Array(rows),
      actor: new Int32Array(rows),
      cause: new Int32Array(rows),
      ints: new Int32Array(rows * INT_COLUMNS),
      reals: new Float64Array(rows * REAL_COLUMNS),
    };
    let done = 0;
    while (done < rows) {
      const seq = from + done;
      const taken = Math.min(rows - done, BLOCK_ROWS - (seq & BLOCK_MASK));
      const part = this.blockOf(seq).slice(seq & BLOCK_MASK, taken);
      columns.kind.set(part.kind, done);
      columns.at.set(part.at, done);
      columns.actor.set(part.actor, done);
      columns.cause.set(part.cause, done);
      columns.ints.set(part.ints, done * INT_COLUMNS);
      columns.reals.set(part.reals, done * REAL_COLUMNS);
      done += taken;
    }
    return { from, count: rows, ...columns, texts: this.texts.since(textsFrom), textsFrom };
  }

  /** Adds rows that are already in columns; they must continue this log. */
  appendColumns(columns: EventColumns): void {
    invariant(columns.from === this.length, `rows from ${columns.from} after ${this.length}`);
    invariant(columns.textsFrom <= this.texts.count, `texts from ${columns.textsFrom}`);
    for (const text of columns.texts.slice(this.texts.count - columns.textsFrom)) {
      this.texts.intern(text);
    }
    let done = 0;
    while (done < columns.count) {
      const row = this.length & BLOCK_MASK;
      if (row === 0) this.startBlock();
      const taken = Math.min(columns.count - done, BLOCK_ROWS - row);
      this.open.write(row, columns, done, taken);
      this.length += taken;
      done += taken;
    }
  }

  /** This moment, for going on from it later. */
  mark(): LogMark {
    this.absorbTexts();
    return {
      length: this.length,
      textCount: this.texts.count,
      digest: this.absorbed.copy(),
      blocks: this.blocks,
      texts: this.texts,
    };
  }

  /** Takes the log back to a moment of its own: what came later is gone. */
  rewind(mark: LogMark): void {
    // A block is closed by the row after its last, so an exactly full block is still the open one.
    const last = mark.length === 0 ? 0 : (mark.length - 1) >>> BLOCK_BITS;
    const open = mark.blocks[last];
    if (mark.length === 0 || open === undefined) {
      this.open = NO_BLOCK;
      this.blocks = [];
    } else {
      this.open = open.copy(mark.length - last * BLOCK_ROWS);
      this.blocks = [...mark.blocks.slice(0, last), this.open];
    }
    this.length = mark.length;
    this.texts = mark.texts.copy(mark.textCount);
    this.absorbed = mark.digest.copy();
    this.absorbedTexts = mark.textCount;
  }

  /** A log of its own that goes on from a moment of this one; the full blocks are shared. */
  fork(mark: LogMark): EventLog {
    const twin = new EventLog(this.shapes);
    twin.rewind(mark);
    return twin;
  }

  private blockOf(seq: EventSeq): EventBlock {
    if (!(seq >= 0 && seq < this.length)) refuseRow(seq, this.length);
    return this.blocks[seq >>> BLOCK_BITS] as EventBlock;
  }

  /** Closes the full block, if there is one, and opens the next. */
  private startBlock(): void {
    if (this.length !== 0) this.absorbed.absorbBlock(this.hashOfOpen());
    this.open = new EventBlock();
    this.blocks.push(this.open);
  }

  private hashOfOpen(): BlockHash {
    if (this.open !== NO_BLOCK) return this.open.hash();
    hashOfNothing ??= NO_BLOCK.hash();
    return hashOfNothing;
  }

  private absorbTexts(): void {
    if (this.absorbedTexts === NO_NAMES) {
      for (const { kind } of this.shapes) if (!isLaterKind(kind)) this.absorbed.absorbText(kind);
      this.absorbedTexts = 0;
    }
    for (const text of this.texts.since(this.absorbedTexts)) this.absorbed.absorbText(text);
    this.absorbedTexts = this.texts.count;
  }
}

/** A NaN's bits are not fixed by the language, so none may enter the stream. */
function fitsReal(value: number, content: 'whole' | 'real'): boolean {
  return content === 'whole' ? Number.isSafeInteger(value) : !Number.isNaN(value);
}

function refuseValue({ kind, fields }: EventShape, { name }: FieldWriter, value: unknown): never {
  invariant(false, `${kind}.${name}: ${String(value)} is no ${fields[name]}`);
}

function refuseShape({ kind }: EventShape): never {
  invariant(false, `events of kind ${kind} are not declared`);
}

function refuseRow(seq: EventSeq, length: number): never {
  invariant(false, `there is no event ${seq} of ${length}`);
}
