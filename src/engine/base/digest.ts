/**
 * What it is: digests of long streams of words and texts, for telling whether two runs were the same.
 * Source: our own arrangement of the add-rotate-multiply steps known from xxHash32 and MurmurHash3 (the
 * multipliers are the primes of the former). Four 32-bit lanes, and each step takes in its neighbour,
 * so that each stripe of four words permutes all 128 bits of state: two blocks of one length that differ
 * in one stripe only never collide, and what differs early has many stripes to spread in.
 * Not for secrets: the block hash keeps an accident from passing, not an enemy. What is shown to people
 * is SHA-256 over the block hashes.
 * Cost: about a nanosecond for each word.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { invariant } from './invariant.ts';

/** 128 bits, as four unsigned words. */
export type BlockHash = readonly [number, number, number, number];

const P1 = 0x9e3779b1 | 0;
const P2 = 0x85ebca77 | 0;
const P3 = 0xc2b2ae3d | 0;
const P4 = 0x27d4eb2f | 0;

/** Words of a stream that are hashed together. */
const BLOCK_WORDS = 4096;
/** Stripes of nothing mixed in at the end, so that the last words too reach every bit of the hash. */
const CLOSING_STRIPES = 4;

/** The hash of the first `count` words; `seedLane` tells apart streams that are hashed separately. */
export function hashWords(
  words: Uint32Array | Int32Array,
  count: number,
  seedLane: number,
): BlockHash {
  invariant(count >= 0 && count <= words.length, `${count} words of ${words.length}`);
  const hash = new WordHash(count, seedLane);
  const whole = count & ~3;
  hash.take(words, 0, whole);
  return hash.close(words.subarray(whole, count));
}

/** The hash of words that lie in several places: of `count` words in all, taken in one after another. */
export class WordHash {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(count: number, seedLane: number) {
    this.a = (seedLane + P1) | 0;
    this.b = (seedLane ^ P2) | 0;
    this.c = Math.imul(seedLane ^ P3, P1);
    this.d = (Math.imul(count, P3) + P4) | 0;
  }

  /** Takes in the words from `from` to `to`, whole stripes of four. */
  take(words: Uint32Array | Int32Array, from: number, to: number): void {
    let a = this.a | 0;
    let b = this.b | 0;
    let c = this.c | 0;
    let d = this.d | 0;
    for (let i = from; i < to; i += 4) {
      a ^= words[i] as number;
      a = Math.imul(((a << 13) | (a >>> 19)) + b, P1);
      b ^= words[i + 1] as number;
      b = Math.imul(((b << 17) | (b >>> 15)) + c, P2);
      c ^= words[i + 2] as number;
      c = Math.imul(((c << 11) | (c >>> 21)) + d, P3);
      d ^= words[i + 3] as number;
      d = Math.imul(((d << 15) | (d >>> 17)) + a, P1);
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Takes in so many words that are zero, whole stripes of four. */
  takeZeros(count: number): void {
    let a = this.a | 0;
    let b = this.b | 0;
    let c = this.c | 0;
    let d = this.d | 0;
    for (let i = 0; i < count; i += 4) {
      a = Math.imul(((a << 13) | (a >>> 19)) + b, P1);
      b = Math.imul(((b << 17) | (b >>> 15)) + c, P2);
      c = Math.imul(((c << 11) | (c >>> 21)) + d, P3);
      d = Math.imul(((d << 15) | (d >>> 17)) + a, P1);
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Takes in the last words, fewer than four, and gives the hash. */
  close(rest: Uint32Array | Int32Array): BlockHash {
    let a = this.a ^ (rest[0] ?? 0);
    let b = this.b ^ (rest[1] ?? 0);
    let c = this.c ^ (rest[2] ?? 0);
    let d = this.d | 0;
    for (let stripe = 0; stripe < CLOSING_STRIPES; stripe++) {
      a = spread(a + b + stripe);
      b = spread(b + c);
      c = spread(c + d);
      d = spread(d + a);
    }
    return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
  }
}

/** Shifts and multiplies a word so that each of its bits reaches all higher and most lower ones. */
function spread(word: number): number {
  let mixed = word ^ (word >>> 15);
  mixed = Math.imul(mixed, P2);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, P3);
  return mixed ^ (mixed >>> 16);
}

/** The code units of a text at an even place and behind it, as a word. */
function unitsAt(text: string, place: number): number {
  const high = place + 1 < text.length ? text.charCodeAt(place + 1) : 0;
  return text.charCodeAt(place) | (high << 16);
}

/** A stream cut into blocks by position alone, so that how it arrived does not show. */
class BlockStream {
  private readonly lane: number;
  /** The words since the last whole block; grows up to a block, so that copies of short streams are cheap. */
  private pending = new Uint32Array(0);
  private pendingCount = 0;
  private readonly hashes: number[] = [];

  constructor(lane: number) {
    this.lane = lane;
  }

  absorb(words: Uint32Array | Int32Array, count: number): void {
    let from = 0;
    while (from < count) {
      const taken = Math.min(count - from, BLOCK_WORDS - this.pendingCount);
      this.makeRoom(this.pendingCount + taken);
      this.pending.set(words.subarray(from, from + taken), this.pendingCount);
      this.pendingCount += taken;
      from += taken;
      if (this.pendingCount < BLOCK_WORDS) return;
      this.hashes.push(...hashWords(this.pending, BLOCK_WORDS, this.lane));
      this.pendingCount = 0;
    }
  }

  /** A text: its length and its code units, two in a word. */
  absorbText(text: string): void {
    const { length } = text;
    const count = 1 + ((length + 1) >>> 1);
    if (this.pendingCount + count >= BLOCK_WORDS) return this.absorbAcross(text);
    this.makeRoom(this.pendingCount + count);
    const { pending } = this;
    let at = this.pendingCount;
    pending[at++] = length;
    for (let i = 0; i < length; i += 2) pending[at++] = unitsAt(text, i);
    this.pendingCount = at;
  }

  /** The same for a text that fills the block. */
  private absorbAcross(text: string): void {
    this.absorbWord(text.length);
    for (let i = 0; i < text.length; i += 2) this.absorbWord(unitsAt(text, i));
  }

  private absorbWord(word: number): void {
    this.makeRoom(this.pendingCount + 1);
    this.pending[this.pendingCount++] = word;
    if (this.pendingCount < BLOCK_WORDS) return;
    this.hashes.push(...hashWords(this.pending, BLOCK_WORDS, this.lane));
    this.pendingCount = 0;
  }

  /** The hashes of the whole blocks, then of the rest. */
  summary(): readonly number[] {
    return [...this.hashes, ...hashWords(this.pending, this.pendingCount, this.lane)];
  }

  copy(): BlockStream {
    const twin = new BlockStream(this.lane);
    twin.pending = this.pending.slice(0, this.pendingCount);
    twin.pendingCount = this.pendingCount;
    for (const word of this.hashes) twin.hashes.push(word);
    return twin;
  }

  private makeRoom(count: number): void {
    if (count <= this.pending.length) return;
    const pending = new Uint32Array(Math.min(BLOCK_WORDS, Math.max(64, 2 * count)));
    pending.set(this.pending);
    this.pending = pending;
  }
}

/**
 * The digest of a run, taken in as it comes. Words, texts and ready block hashes are three streams:
 * the order within each counts, the order between them and the sizes of the batches do not.
 */
export class RunDigest {
  private words = new BlockStream(1);
  private texts = new BlockStream(2);
  private readonly blocks: number[] = [];

  /** Takes in the first `count` words. */
  absorbWords(words: Uint32Array | Int32Array, count: number): void {
    invariant(count >= 0 && count <= words.length, `${count} words of ${words.length}`);
    this.words.absorb(words, count);
  }

  /** Takes in a text: its length and its code units, two in a word. */
  absorbText(text: string): void {
    this.texts.absorbText(text);
  }

  /** Takes in the hash of a block that the caller cut and hashed itself. */
  absorbBlock(hash: BlockHash): void {
    for (const word of hash) this.blocks.push(word);
  }

  /** The digest of all taken in so far: 64 hexadecimal digits. More may be taken in afterwards. */
  digest(): string {
    const streams = [this.words.summary(), this.texts.summary(), this.blocks];
    const bytes = new Uint8Array(streams.reduce((sum, stream) => sum + 4 + stream.length * 4, 0));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const stream of streams) {
      view.setUint32(at, stream.length, true);
      at += 4;
      for (const word of stream) {
        view.setUint32(at, word, true);
        at += 4;
      }
    }
    return bytesToHex(sha256(bytes));
  }

  /** A digest that goes its own way from here on: for snapshots and forks. */
  copy(): RunDigest {
    const twin = new RunDigest();
    twin.words = this.words.copy();
    twin.texts = this.texts.copy();
    for (const word of this.blocks) twin.blocks.push(word);
    return twin;
  }
}
