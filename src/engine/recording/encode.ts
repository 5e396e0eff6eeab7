/**
 * What it is: one block of events as bytes; decode.ts reads them.
 * Shapes: the texts that the block adds to the file's table, the kinds and times of all rows in order, then
 * kind by kind the columns of its rows, each a stream of differences (predict.ts) with its length before it.
 * Columns that are zero throughout are left out.
 */

import { invariant } from '../base/invariant.ts';
import type { EventColumns } from '../events/eventColumns.ts';
import { INT_COLUMNS, REAL_COLUMNS } from '../events/shape.ts';
import { ByteWriter } from './bytes.ts';
import type { BlockColumns } from './predict.ts';
import { bestGuess, guess } from './predict.ts';

/** How causes are written: as the distance back, or as the difference to the row before of the kind. */
export const CAUSE_AS_DISTANCE = 0;
export const CAUSE_AS_DIFFERENCE = 1;
/** How reals are written: as whole numbers' differences, or bit by bit. */
export const REAL_AS_WHOLE = 0;
export const REAL_AS_BITS = 1;
/** Differences of whole reals must stay below 2^52. */
const WHOLE_MAX = 2 ** 50;

/** The block's bytes, unpacked. */
export function encodeBlock(columns: EventColumns): Uint8Array {
  const out = new ByteWriter(columns.count * 8 + 1_024);
  out.varint(columns.count);
  writeTexts(out, columns.texts);
  const rowsOf = new Map<number, number[]>();
  let time = 0;
  for (let row = 0; row < columns.count; row++) {
    const kind = columns.kind[row] as number;
    out.varint(kind);
    const rows = rowsOf.get(kind);
    if (rows === undefined) rowsOf.set(kind, [row]);
    else rows.push(row);
  }
  for (let row = 0; row < columns.count; row++) {
    const at = columns.at[row] as number;
    out.varint(at - time);
    time = at;
  }
  out.varint(rowsOf.size);
  for (const [kind, rows] of rowsOf) writeKind(out, columns, kind, rows);
  return out.finish();
}

/** Lengths first, then all code units: most are one byte, and texts of every sort survive. */
function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  out.varint(texts.length);
  for (const text of texts) out.varint(text.length);
  for (const text of texts) for (let i = 0; i < text.length; i++) out.varint(text.charCodeAt(i));
}

function writeKind(
  out: ByteWriter,
  columns: BlockColumns,
  kind: number,
  rows: readonly number[],
): void {
  const intCell = (column: number) => (row: number) =>
    columns.ints[row * INT_COLUMNS + column] as number;
  const realCell = (column: number) => (row: number) =>
    columns.reals[row * REAL_COLUMNS + column] as number;
  const isUsed = (cell: (row: number) => number) => rows.some((row) => !Object.is(cell(row), 0));
  const ints = range(INT_COLUMNS).filter((column) => isUsed(intCell(column)));
  const reals = range(REAL_COLUMNS).filter((column) => isUsed(realCell(column)));
  out.varint(kind);
  out.byte(
    ints.reduce((mask, column) => mask | (1 << column), 0) |
      reals.reduce((mask, column) => mask | (1 << (INT_COLUMNS + column)), 0),
  );
  writeCauses(out, columns, rows);
  writeGuessed(out, columns, rows, (row) => columns.actor[row] as number);
  for (const column of ints) writeGuessed(out, columns, rows, intCell(column));
  for (const column of reals) writeReals(out, rows, realCell(column));
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function writeStream(out: ByteWriter, how: number, bytes: Uint8Array): void {
  out.byte(how);
  out.varint(bytes.length);
  out.append(bytes);
}

function writeCauses(out: ByteWriter, columns: BlockColumns, rows: readonly number[]): void {
  const distances = new ByteWriter(rows.length * 2);
  const differences = new ByteWriter(rows.length * 2);
  let before = 0;
  for (const row of rows) {
    const cause = columns.cause[row] as number;
    // A cause comes before its effect, so 0 is free to say that there is none.
    distances.varint(cause < 0 ? 0 : columns.from + row - cause);
    differences.signed(cause - before);
    before = cause;
  }
  const asDistance = distances.finish();
  const asDifference = differences.finish();
  if (asDifference.length < asDistance.length) writeStream(out, CAUSE_AS_DIFFERENCE, asDifference);
  else writeStream(out, CAUSE_AS_DISTANCE, asDistance);
}

function writeGuessed(
  out: ByteWriter,
  columns: BlockColumns,
  rows: readonly number[],
  cell: (row: number) => number,
): void {
  const how = bestGuess(columns, rows, cell);
  const stream = new ByteWriter(rows.length * 2);
  let before = 0;
  for (const row of rows) {
    const value = cell(row);
    stream.signed(value - guess(how, columns, row, before));
    before = value;
  }
  writeStream(out, how, stream.finish());
}

function writeReals(out: ByteWriter, rows: readonly number[], cell: (row: number) => number): void {
  const values = Float64Array.from(rows, cell);
  invariant(
    values.every((value) => Number.isFinite(value)),
    'an event holds a number that is not finite',
  );
  const areWhole = values.every(
    (value) => Number.isInteger(value) && Math.abs(value) <= WHOLE_MAX && !Object.is(value, -0),
  );
  if (!areWhole) {
    const bits = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, place) => bits.setFloat64(place * 8, value, true));
    writeStream(out, REAL_AS_BITS, new Uint8Array(bits.buffer));
    return;
  }
  const stream = new ByteWriter(values.length * 2);
  let before = 0;
  for (const value of values) {
    stream.signed(value - before);
    before = value;
  }
  writeStream(out, REAL_AS_WHOLE, stream.finish());
}
