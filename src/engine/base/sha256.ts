/**
 * What it is: SHA-256 with its parts laid open, so that a keyed hash can start from a prepared state and
 * one message schedule can serve many keys.
 * Source: FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.
 * Shapes: a state is eight words, a schedule 64 words with the round constants already added.
 * Cost: about 0.3 µs for each block of 64 bytes, half of it for the schedule.
 */

import { encodeUtf8 } from './utf8.ts';

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
const scratchDigits = Array.from({ length: 64 }, () => 0);

const DIGIT_0 = 0x30;
const LETTER_A = 0x61;

/** The SHA-256 digest of a text's UTF-8: 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  const words = hashAscii(text) ? scratchState : sha256Words(encodeUtf8(text));
  let at = 0;
  for (let i = 0; i < 8; i++) {
    const word = words[i] as number;
    for (let shift = 28; shift >= 0; shift -= 4) {
      const value = (word >>> shift) & 15;
      scratchDigits[at++] = value + (value < 10 ? DIGIT_0 : LETTER_A - 10);
    }
  }
  // Made in one piece: a sum of strings is a tree, which every comparison has to walk.
  return String.fromCharCode(...scratchDigits);
}

/** Puts the digest of a text of ASCII into the scratch state, without a copy of its bytes; false for any other text. */
function hashAscii(text: string): boolean {
  const { length } = text;
  const blocks = (length + 9 + BLOCK_BYTES - 1) >>> 6;
  let units = 0;
  for (let i = 0; i < 8; i++) scratchState[i] = HASH_START[i] as number;
  for (let block = 0; block < blocks; block++) {
    let at = block * BLOCK_BYTES;
    for (let i = 0; i < 16; i++, at += 4) {
      if (at + 4 > length) {
        expanded[i] = lastWordAt(text, at);
        continue;
      }
      const first = text.charCodeAt(at);
      const second = text.charCodeAt(at + 1);
      const third = text.charCodeAt(at + 2);
      const fourth = text.charCodeAt(at + 3);
      units |= first | second | third | fourth;
      expanded[i] = (first << 24) | (second << 16) | (third << 8) | fourth;
    }
    if (block === blocks - 1) {
      expanded[14] = Math.floor(length / 2 ** 29);
      expanded[15] = length << 3;
    }
    compress(scratchState, 0, expand(scratchSchedule), scratchState);
  }
  for (let at = length & ~3; at < length; at++) units |= text.charCodeAt(at);
  return units < 0x80;
}

/** What is left of a text, fewer than four characters, as a word; behind the last one a bit, and zeros. */
function lastWordAt(text: string, at: number): number {
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

/** Runs the 64 rounds from the state at `at` in `states`; `into` may be the same array, if `at` is 0. */
export function compress(
  states: Int32Array,
  at: number,
  schedule: Schedule,
  into: HashWords,
): void {
  let a = states[at] as number;
  let b = states[at + 1] as number;
  let c = states[at + 2] as number;
  let d = states[at + 3] as number;
  let e = states[at + 4] as number;
  let f = states[at + 5] as number;
  let g = states[at + 6] as number;
  let h = states[at + 7] as number;
  // Eight rounds at a time: the letters move on by one with each, so nothing needs to be moved. Written out, because
  // functions for the sums would not all be put in place.
  let sum = 0;
  for (let i = 0; i < ROUNDS; i += 8) {
    sum = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    h = (((h + sum) | 0) + (((g ^ (e & (f ^ g))) + (schedule[i + 0] as number)) | 0)) | 0;
    d = (d + h) | 0;
    sum = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    h = (((h + sum) | 0) + ((a & b) | (c & (a | b)))) | 0;
    sum = ((d >>> 6) | (d << 26)) ^ ((d >>> 11) | (d << 21)) ^ ((d >>> 25) | (d << 7));
    g = (((g + sum) | 0) + (((f ^ (d & (e ^ f))) + (schedule[i + 1] as number)) | 0)) | 0;
    c = (c + g) | 0;
    sum = ((h >>> 2) | (h << 30)) ^ ((h >>> 13) | (h << 19)) ^ ((h >>> 22) | (h << 10));
    g = (((g + sum) | 0) + ((h & a) | (b & (h | a)))) | 0;
    sum = ((c >>> 6) | (c << 26)) ^ ((c >>> 11) | (c << 21)) ^ ((c >>> 25) | (c << 7));
    f = (((f + sum) | 0) + (((e ^ (c & (d ^ e))) + (schedule[i + 2] as number)) | 0)) | 0;
    b = (b + f) | 0;
    sum = ((g >>> 2) | (g << 30)) ^ ((g >>> 13) | (g << 19)) ^ ((g >>> 22) | (g << 10));
    f = (((f + sum) | 0) + ((g & h) | (a & (g | h)))) | 0;
    sum = ((b >>> 6) | (b << 26)) ^ ((b >>> 11) | (b << 21)) ^ ((b >>> 25) | (b << 7));
    e = (((e + sum) | 0) + (((d ^ (b & (c ^ d))) + (schedule[i + 3] as number)) | 0)) | 0;
    a = (a + e) | 0;
    sum = ((f >>> 2) | (f << 30)) ^ ((f >>> 13) | (f << 19)) ^ ((f >>> 22) | (f << 10));
    e = (((e + sum) | 0) + ((f & g) | (h & (f | g)))) | 0;
    sum = ((a >>> 6) | (a << 26)) ^ ((a >>> 11) | (a << 21)) ^ ((a >>> 25) | (a << 7));
    d = (((d + sum) | 0) + (((c ^ (a & (b ^ c))) + (schedule[i + 4] as number)) | 0)) | 0;
    h = (h + d) | 0;
    sum = ((e >>> 2) | (e << 30)) ^ ((e >>> 13) | (e << 19)) ^ ((e >>> 22) | (e << 10));
    d = (((d + sum) | 0) + ((e & f) | (g & (e | f)))) | 0;
    sum = ((h >>> 6) | (h << 26)) ^ ((h >>> 11) | (h << 21)) ^ ((h >>> 25) | (h << 7));
    c = (((c + sum) | 0) + (((b ^ (h & (a ^ b))) + (schedule[i + 5] as number)) | 0)) | 0;
    g = (g + c) | 0;
    sum = ((d >>> 2) | (d << 30)) ^ ((d >>> 13) | (d << 19)) ^ ((d >>> 22) | (d << 10));
    c = (((c + sum) | 0) + ((d & e) | (f & (d | e)))) | 0;
    sum = ((g >>> 6) | (g << 26)) ^ ((g >>> 11) | (g << 21)) ^ ((g >>> 25) | (g << 7));
    b = (((b + sum) | 0) + (((a ^ (g & (h ^ a))) + (schedule[i + 6] as number)) | 0)) | 0;
    f = (f + b) | 0;
    sum = ((c >>> 2) | (c << 30)) ^ ((c >>> 13) | (c << 19)) ^ ((c >>> 22) | (c << 10));
    b = (((b + sum) | 0) + ((c & d) | (e & (c | d)))) | 0;
    sum = ((f >>> 6) | (f << 26)) ^ ((f >>> 11) | (f << 21)) ^ ((f >>> 25) | (f << 7));
    a = (((a + sum) | 0) + (((h ^ (f & (g ^ h))) + (schedule[i + 7] as number)) | 0)) | 0;
    e = (e + a) | 0;
    sum = ((b >>> 2) | (b << 30)) ^ ((b >>> 13) | (b << 19)) ^ ((b >>> 22) | (b << 10));
    a = (((a + sum) | 0) + ((b & c) | (d & (b | c)))) | 0;
  }
  into[0] = (states[at] as number) + a;
  into[1] = (states[at + 1] as number) + b;
  into[2] = (states[at + 2] as number) + c;
  into[3] = (states[at + 3] as number) + d;
  into[4] = (states[at + 4] as number) + e;
  into[5] = (states[at + 5] as number) + f;
  into[6] = (states[at + 6] as number) + g;
  into[7] = (states[at + 7] as number) + h;
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
