/**
 * What it is: SHA-256 with its parts laid open, so that a keyed hash can start from a prepared state and
 * one message schedule can serve many keys.
 * Source: FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.
 * Shapes: a state is eight words, a schedule 64 words with the round constants already added.
 * Cost: about 0.4 µs for each block of 64 bytes, half of it for the schedule.
 */

import { encodeUtf8, utf8Length } from './utf8.ts';

/** A state or digest: eight words, the first the most significant. */
export type HashWords = Int32Array;

/** A block's schedule of 64 words, with the round constants added. */
export type Schedule = Int32Array;

const BLOCK_BYTES = 64;
const ROUNDS = 64;

/** The state before the first block: fractions of the square roots of the first eight primes. */
export const HASH_START: HashWords = fractionsOfRoots(8, 2n);
/** The round constants: fractions of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = fractionsOfRoots(ROUNDS, 3n);

/** The block that is being expanded; scratch. */
const expanded = new Int32Array(ROUNDS);
const scratchSchedule = new Int32Array(ROUNDS);
const scratchState = new Int32Array(8);
const scratchDigits = Array.from({ length: 8 }, () => '');

/** The two digits of each byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The SHA-256 digest of a text's UTF-8: 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  const isAscii = utf8Length(text) === text.length;
  const words = isAscii ? hashAscii(text) : sha256Words(encodeUtf8(text));
  for (let i = 0; i < 8; i++) scratchDigits[i] = hexOfWord(words[i] as number);
  // Joined rather than added up: a sum of strings is a tree, which every comparison has to walk.
  return scratchDigits.join('');
}

function hexOfWord(word: number): string {
  return hexOfByte(word >>> 24) + hexOfByte(word >>> 16) + hexOfByte(word >>> 8) + hexOfByte(word);
}

/** The two digits of a word's lowest byte. */
function hexOfByte(word: number): string {
  return HEX[word & 255] as string;
}

/** The digest of a text of ASCII, without a copy of its bytes; in the scratch state. */
function hashAscii(text: string): HashWords {
  const blocks = (text.length + 9 + BLOCK_BYTES - 1) >>> 6;
  for (let i = 0; i < 8; i++) scratchState[i] = HASH_START[i] as number;
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < 16; i++) expanded[i] = asciiWordAt(text, block * BLOCK_BYTES + 4 * i);
    if (block === blocks - 1) {
      expanded[14] = Math.floor(text.length / 2 ** 29);
      expanded[15] = text.length << 3;
    }
    compress(scratchState, 0, expand(scratchSchedule), scratchState);
  }
  return scratchState;
}

/** Four characters as a word; behind the last one a bit, and zeros. */
function asciiWordAt(text: string, at: number): number {
  if (at + 4 <= text.length) {
    const high = (text.charCodeAt(at) << 24) | (text.charCodeAt(at + 1) << 16);
    return high | (text.charCodeAt(at + 2) << 8) | text.charCodeAt(at + 3);
  }
  let word = 0;
  for (let place = at; place < at + 4; place++) {
    word <<= 8;
    if (place < text.length) word |= text.charCodeAt(place);
    else if (place === text.length) word |= 0x80;
  }
  return word;
}

/** The SHA-256 digest of `message` as words. */
export function sha256Words(message: Uint8Array): HashWords {
  return hashRest(HASH_START, 0, message, 0);
}

/**
 * The digest of something whose first `bytesBefore` bytes (whole blocks) led to the state at `at` in
 * `states`, and whose rest is `message`.
 */
export function hashRest(
  states: Int32Array,
  at: number,
  message: Uint8Array,
  bytesBefore: number,
): HashWords {
  const state = states.slice(at, at + 8);
  const whole = message.length - (message.length % BLOCK_BYTES);
  absorbBlocks(state, message, whole);
  const rest = message.length - whole;
  // The padding is a bit, as many zeros as it takes, and the length in bits in the last eight bytes.
  const tail = new Uint8Array(rest < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES);
  tail.set(message.subarray(whole));
  tail[rest] = 0x80;
  const view = new DataView(tail.buffer);
  const length = bytesBefore + message.length;
  view.setUint32(tail.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(tail.length - 4, (length << 3) >>> 0);
  absorbBlocks(state, tail, tail.length);
  return state;
}

/** Moves a state on by the whole blocks in the first `length` bytes. */
export function absorbBlocks(state: HashWords, bytes: Uint8Array, length: number): void {
  for (let from = 0; from < length; from += BLOCK_BYTES) {
    for (let i = 0; i < 16; i++) expanded[i] = wordAt(bytes, from + 4 * i);
    compress(state, 0, expand(scratchSchedule), state);
  }
}

/** The schedule of the last block of a message that is one block of anything and then eight words. */
export function scheduleAfterBlock(words: HashWords, into: Schedule): Schedule {
  for (let i = 0; i < 8; i++) expanded[i] = words[i] as number;
  expanded[8] = 0x80000000 | 0;
  for (let i = 9; i < 15; i++) expanded[i] = 0;
  expanded[15] = (BLOCK_BYTES + 32) * 8;
  return expand(into);
}

/** Runs the 64 rounds from the state at `at` in `states`; `into` may be the same array. */
export function compress(
  states: Int32Array,
  at: number,
  schedule: Schedule,
  into: HashWords,
): void {
  const a0 = states[at] as number;
  const b0 = states[at + 1] as number;
  const c0 = states[at + 2] as number;
  const d0 = states[at + 3] as number;
  const e0 = states[at + 4] as number;
  const f0 = states[at + 5] as number;
  const g0 = states[at + 6] as number;
  const h0 = states[at + 7] as number;
  let a = a0;
  let b = b0;
  let c = c0;
  let d = d0;
  let e = e0;
  let f = f0;
  let g = g0;
  let h = h0;
  for (let i = 0; i < ROUNDS; i++) {
    const sumE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const sumA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const choice = g ^ (e & (f ^ g));
    const most = (a & b) | (c & (a | b));
    const added = (h + sumE + choice + (schedule[i] as number)) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + added) | 0;
    d = c;
    c = b;
    b = a;
    a = (added + sumA + most) | 0;
  }
  into[0] = a0 + a;
  into[1] = b0 + b;
  into[2] = c0 + c;
  into[3] = d0 + d;
  into[4] = e0 + e;
  into[5] = f0 + f;
  into[6] = g0 + g;
  into[7] = h0 + h;
}

/** Expands the 16 words in the scratch block to a schedule. */
function expand(into: Schedule): Schedule {
  for (let i = 0; i < 16; i++) {
    into[i] = ((expanded[i] as number) + (ROUND_CONSTANTS[i] as number)) | 0;
  }
  for (let i = 16; i < ROUNDS; i++) {
    const x = expanded[i - 15] as number;
    const y = expanded[i - 2] as number;
    const mixedX = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const mixedY = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    const word = ((expanded[i - 16] as number) + mixedX + (expanded[i - 7] as number) + mixedY) | 0;
    expanded[i] = word;
    into[i] = (word + (ROUND_CONSTANTS[i] as number)) | 0;
  }
  return into;
}

/** The first `count` words as bytes. */
export function bytesOfWords(words: HashWords, count = 8): Uint8Array {
  const bytes = new Uint8Array(count * 4);
  for (let i = 0; i < count; i++) {
    const word = words[i] as number;
    bytes[4 * i] = word >>> 24;
    bytes[4 * i + 1] = word >>> 16;
    bytes[4 * i + 2] = word >>> 8;
    bytes[4 * i + 3] = word;
  }
  return bytes;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)
  );
}

/** The first 32 bits behind the point of the roots of the first primes, found exactly, by halving. */
function fractionsOfRoots(count: number, degree: 2n | 3n): Int32Array {
  const words = new Int32Array(count);
  let found = 0;
  for (let candidate = 2; found < count; candidate++) {
    if (!isPrime(candidate)) continue;
    const scaled = BigInt(candidate) << (32n * degree);
    let low = 0n;
    let high = BigInt(candidate) << 32n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      const power = degree === 2n ? middle * middle : middle * middle * middle;
      if (power <= scaled) low = middle;
      else high = middle;
    }
    words[found++] = Number(BigInt.asIntN(32, low));
  }
  return words;
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
    if (candidate % divisor === 0) return false;
  }
  return true;
}
