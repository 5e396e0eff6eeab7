/**
 * What it is: writing and reading bytes: little-endian words, variable-length whole numbers, doubles.
 * A variable-length number has seven bits in each byte, lowest first; signed ones are zigzagged.
 * Units: whole numbers up to 2^53 - 1.
 * Errors: reading beyond the end, or a number that is too long, throws Unreadable, which only read.ts sees.
 */

import { invariant } from '../base/invariant.ts';

/** What a file holds is not what it should be; turned into a Failure by the reader. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly kind: 'corrupt' | 'tooLarge';

  constructor(message: string, kind: 'corrupt' | 'tooLarge' = 'corrupt') {
    super(message);
    this.kind = kind;
  }
}

/** Throws Unreadable with `message` unless `condition` holds. */
export function demand(
  condition: boolean,
  message: string,
  kind: 'corrupt' | 'tooLarge' = 'corrupt',
): asserts condition {
  if (!condition) throw new Unreadable(message, kind);
}

const LOW_BITS = 0x7f;
const MORE = 0x80;
/** From here on bit operations would lose bits. */
const SMALL_LIMIT = 2 ** 31;
/** Seven bytes carry 49 bits, the eighth the last four of 53. */
const VARINT_BYTES_MAX = 8;

/** Bytes that grow as they are written. */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;

  constructor(capacity = 1_024) {
    this.bytes = new Uint8Array(capacity);
  }

  /** A byte, 0 to 255. */
  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  word(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 0xff);
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    invariant(value >= 0 && Number.isSafeInteger(value), `${value} is no whole number of a file`);
    let rest = value;
    while (rest >= SMALL_LIMIT) {
      this.byte((rest % MORE) | MORE);
      rest = Math.floor(rest / MORE);
    }
    while (rest > LOW_BITS) {
      this.byte((rest & LOW_BITS) | MORE);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** A whole number between -2^52 and 2^52. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Bytes that are read from front to back. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get position(): number {
    return this.at;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    demand(this.at < this.bytes.length, 'it ends in the middle of a value');
    return this.bytes[this.at++] as number;
  }

  word(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 8) value |= this.byte() << shift;
    return value >>> 0;
  }

  varint(): number {
    let byte = this.byte();
    if (byte < MORE) return byte;
    let value = byte & LOW_BITS;
    let scale = MORE;
    for (let count = 1; byte >= MORE; count++) {
      demand(count < VARINT_BYTES_MAX, 'a number has too many bytes');
      byte = this.byte();
      value += (byte & LOW_BITS) * scale;
      scale *= MORE;
    }
    demand(value <= Number.MAX_SAFE_INTEGER, 'a number is too large');
    return value;
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** The next `count` bytes, not copied. */
  take(count: number): Uint8Array {
    demand(count <= this.left, 'it ends in the middle of a part');
    const part = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return part;
  }
}
