/**
 * What it is: the queue of what is still to happen, ordered by (time, order of insertion) exactly.
 * Source: hierarchical timing wheels (Varghese and Lauck, SOSP 1987, scheme 7), with bitmaps so that
 * the next occupied slot is found without walking over empty ones.
 * Shapes: four levels of 4,096 lists. Level 0 has a list for every microsecond of the window in which
 * the cursor stands, level 1 a list for every 2^12 µs, level 2 for 2^24 µs, level 3 for 2^36 µs. An
 * entry is eight 32-bit words side by side (half a cache line, so that a push or a pop misses the
 * cache once and not once for each field); lists are linked through its first word.
 * Units: times are Micros in [now, 2^48); kind, a, b, c and cause are signed 32-bit words and wrap.
 * Errors: a time in the past, not whole or out of range, and more than 2^24 entries, are our bugs.
 * Cost: constant for each push; an entry moves down at most three times before it is popped.
 *
 * Why equal times stay in order of insertion. A list of level L > 0 is emptied downwards at the moment
 * the cursor enters its window, and an entry is put straight into a list below only when the cursor is
 * already inside the window. So whatever was inserted earlier for the same time has moved down before,
 * and stands ahead. Moving down walks the list from its head, and happens only when all levels below
 * are empty, so it cannot overtake either.
 *
 * Why peeking leaves the cursor alone. Between a peek and the next pop something earlier than the
 * peeked time may still be pushed; a cursor that had moved on would have no list left for it. So the
 * cursor is always exactly `now` between calls, and a peek into a coarse list searches it instead.
 */

import { invariant, InvariantError } from '../base/invariant.ts';
import type { EventSeq, Micros } from '../base/units.ts';
import { MICROS_LIMIT, NO_EVENT } from '../base/units.ts';

/** The pending entries in the order in which they would be popped; plain data. */
export interface EventQueueSnapshot {
  readonly now: Micros;
  /** The time of each entry, ascending. */
  readonly times: Float64Array;
  /** Five words for each entry: kind, a, b, c, cause. */
  readonly words: Int32Array;
}

/** The most entries that may wait at one time. */
const PENDING_LIMIT = 2 ** 24;

const DIGIT_BITS = 12;
const SLOTS = 1 << DIGIT_BITS;
const DIGIT_MASK = SLOTS - 1;
const LEVELS = 4;
/** Times are kept as two halves of 24 bits (two digits each), because bitwise work is in 32 bits. */
const HALF = 2 ** 24;

const ENTRY_WORDS = 8;
const NEXT = 0;
const HIGH = 1;
const LOW = 2;
const KIND = 3;
const A = 4;
const B = 5;
const C = 6;
const CAUSE = 7;

const SNAPSHOT_WORDS = 5;
const NONE = -1;

/** A queue of timed entries; see the head of the file for its order. */
export class EventQueue {
  /** How many entries wait. */
  size = 0;
  /** The time of the entry popped last; nothing may be pushed before it. */
  now: Micros = 0;

  /** The entry popped last. */
  at: Micros = 0;
  kind = 0;
  a = 0;
  b = 0;
  c = 0;
  cause: EventSeq = NO_EVENT;

  /** `now` in two halves, except in the middle of a pop. */
  private cursorHigh = 0;
  private cursorLow = 0;
  /** The earliest time, remembered for a coarse list that was searched; -1 when not known. */
  private earliest = NONE;

  private words: Int32Array;
  /** Given-back entries, linked through NEXT; those from `fresh` on were never used. */
  private free = NONE;
  private fresh = 0;

  private readonly heads = new Int32Array(LEVELS * SLOTS);
  private readonly tails = new Int32Array(LEVELS * SLOTS);
  /** One bit for each list that is not empty. */
  private readonly occupied = new Int32Array((LEVELS * SLOTS) / 32);
  /** One bit for each word of `occupied` that is not zero. */
  private readonly summary = new Int32Array((LEVELS * SLOTS) / 1024);

  /** `capacity` is how many entries fit before the store first grows (it then doubles). */
  constructor(capacity = 1024) {
    invariant(Number.isInteger(capacity) && capacity >= 1, `capacity ${capacity}`);
    this.words = new Int32Array(capacity * ENTRY_WORDS);
  }

  /** As if it were new, but with its room kept: for the next run of many. */
  clear(): void {
    while (this.size > 0) this.pop();
    this.cursorHigh = 0;
    this.cursorLow = 0;
    this.now = 0;
    this.at = 0;
    this.earliest = NONE;
  }

  /** How many entries fit without growing. */
  get capacity(): number {
    return this.words.length / ENTRY_WORDS;
  }

  /** Adds an entry behind all others of the same time. `at` must be whole and in [now, 2^48). */
  push(at: Micros, kind: number, a: number, b: number, c: number, cause: EventSeq): void {
    if (!(at >= this.now && at < MICROS_LIMIT)) refuseTime(at, this.now);
    const high = Math.floor(at / HALF);
    const low = at - high * HALF;
    if ((low | 0) !== low) refuseTime(at, this.now);
    const entry = this.takeEntry();
    const words = this.words;
    words[entry + HIGH] = high;
    words[entry + LOW] = low;
    words[entry + KIND] = kind;
    words[entry + A] = a;
    words[entry + B] = b;
    words[entry + C] = c;
    words[entry + CAUSE] = cause;
    this.append(entry, high, low);
    this.size++;
    if (at < this.earliest) this.earliest = at;
  }

  /** Moves the earliest entry into the public fields and `now` to its time; false if none waits. */
  pop(): boolean {
    return this.popUntil(MICROS_LIMIT);
  }

  /** The same, but only if its time is at most `until`; else nothing changes. */
  popUntil(until: Micros): boolean {
    if (this.size === 0) return false;
    let list = this.firstList();
    if (list >= SLOTS) {
      if (this.peekAt() > until) return false;
      do {
        this.moveDown(list);
        list = this.firstList();
      } while (list >= SLOTS);
    } else if (this.timeOfFine(list) > until) return false;
    const words = this.words;
    const entry = this.heads[list] as number;
    const next = words[entry + NEXT] as number;
    if (next === NONE) this.markEmpty(list);
    else this.heads[list] = next;
    this.cursorLow = words[entry + LOW] as number;
    this.at = this.cursorHigh * HALF + this.cursorLow;
    this.now = this.at;
    this.kind = words[entry + KIND] as number;
    this.a = words[entry + A] as number;
    this.b = words[entry + B] as number;
    this.c = words[entry + C] as number;
    this.cause = words[entry + CAUSE] as number;
    words[entry + NEXT] = this.free;
    this.free = entry;
    this.size--;
    this.earliest = NONE;
    return true;
  }

  /** The time of the earliest entry, or -1 if none waits. Changes nothing that can be seen. */
  peekAt(): Micros {
    if (this.size === 0) return NONE;
    if (this.earliest !== NONE) return this.earliest;
    const list = this.firstList();
    if (list < SLOTS) return this.timeOfFine(list);
    let earliest = MICROS_LIMIT;
    let entry = this.heads[list] as number;
    while (entry !== NONE) {
      earliest = Math.min(earliest, this.timeOf(entry));
      entry = this.words[entry + NEXT] as number;
    }
    this.earliest = earliest;
    return earliest;
  }

  /** What waits, in order, sharing nothing with the queue. */
  snapshot(): EventQueueSnapshot {
    const times = new Float64Array(this.size);
    const words = new Int32Array(this.size * SNAPSHOT_WORDS);
    let i = 0;
    for (const entry of this.entriesInOrder()) {
      times[i] = this.timeOf(entry);
      words.set(this.words.subarray(entry + KIND, entry + ENTRY_WORDS), i * SNAPSHOT_WORDS);
      i++;
    }
    return { now: this.now, times, words };
  }

  /** A queue that will pop what the one that gave this snapshot would have popped. */
  static restore(snapshot: EventQueueSnapshot): EventQueue {
    const { now, times, words } = snapshot;
    invariant(words.length === times.length * SNAPSHOT_WORDS, 'the snapshot lost some words');
    const queue = new EventQueue(Math.max(1024, times.length));
    queue.now = now;
    queue.cursorHigh = Math.floor(now / HALF);
    queue.cursorLow = now - queue.cursorHigh * HALF;
    for (let i = 0; i < times.length; i++) {
      const [kind, a, b, c, cause] = words.subarray(i * SNAPSHOT_WORDS, (i + 1) * SNAPSHOT_WORDS);
      queue.push(times[i] as number, kind ?? 0, a ?? 0, b ?? 0, c ?? 0, cause ?? NO_EVENT);
    }
    return queue;
  }

  /** Puts an entry at the end of its list: the level is that of the highest digit that differs. */
  private append(entry: number, high: number, low: number): void {
    let list: number;
    if (high === this.cursorHigh) {
      list = (low ^ this.cursorLow) < SLOTS ? low & DIGIT_MASK : SLOTS | (low >>> DIGIT_BITS);
    } else if ((high ^ this.cursorHigh) < SLOTS) {
      list = (2 * SLOTS) | (high & DIGIT_MASK);
    } else {
      list = (3 * SLOTS) | (high >>> DIGIT_BITS);
    }
    this.words[entry + NEXT] = NONE;
    const group = list >>> 5;
    const bits = this.occupied[group] as number;
    const bit = 1 << (list & 31);
    if ((bits & bit) !== 0) {
      this.words[(this.tails[list] as number) + NEXT] = entry;
    } else {
      this.heads[list] = entry;
      this.occupied[group] = bits | bit;
      this.summary[group >>> 5] = (this.summary[group >>> 5] as number) | (1 << (group & 31));
    }
    this.tails[list] = entry;
  }

  /**
   * Moves the cursor to the start of a coarse list's window and its entries to finer lists.
   * Only for the first list that is not empty: all finer levels are empty then.
   */
  private moveDown(list: number): void {
    const digit = list & DIGIT_MASK;
    if (list < 2 * SLOTS) {
      this.cursorLow = digit << DIGIT_BITS;
    } else {
      this.cursorLow = 0;
      this.cursorHigh =
        list < 3 * SLOTS ? (this.cursorHigh & ~DIGIT_MASK) | digit : digit << DIGIT_BITS;
    }
    this.markEmpty(list);
    const words = this.words;
    let entry = this.heads[list] as number;
    while (entry !== NONE) {
      const next = words[entry + NEXT] as number;
      this.append(entry, words[entry + HIGH] as number, words[entry + LOW] as number);
      entry = next;
    }
  }

  /**
   * The first list that is not empty; there must be one. Finer levels come first, and within a level
   * every list before the cursor's is empty, so the lowest bit set is the earliest list.
   */
  private firstList(): number {
    let i = 0;
    while (this.summary[i] === 0) i++;
    const group = (i << 5) | lowestBit(this.summary[i] as number);
    return (group << 5) | lowestBit(this.occupied[group] as number);
  }

  private markEmpty(list: number): void {
    const group = list >>> 5;
    const bits = (this.occupied[group] as number) & ~(1 << (list & 31));
    this.occupied[group] = bits;
    if (bits !== 0) return;
    this.summary[group >>> 5] = (this.summary[group >>> 5] as number) & ~(1 << (group & 31));
  }

  private takeEntry(): number {
    const entry = this.free;
    if (entry !== NONE) {
      this.free = this.words[entry + NEXT] as number;
      return entry;
    }
    if (this.fresh === this.words.length) this.grow();
    this.fresh += ENTRY_WORDS;
    return this.fresh - ENTRY_WORDS;
  }

  private grow(): void {
    invariant(this.size < PENDING_LIMIT, `more than ${PENDING_LIMIT} entries wait`);
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
  }

  /** The time of all entries of a list of the finest level. */
  private timeOfFine(list: number): Micros {
    return this.cursorHigh * HALF + ((this.cursorLow & ~DIGIT_MASK) | list);
  }

  private timeOf(entry: number): Micros {
    return (this.words[entry + HIGH] as number) * HALF + (this.words[entry + LOW] as number);
  }

  /** All entries, list by list; a coarse list is sorted, stably, so equal times stay in order. */
  private entriesInOrder(): number[] {
    const ordered: number[] = [];
    for (let group = 0; group < this.occupied.length; group++) {
      let bits = this.occupied[group] as number;
      while (bits !== 0) {
        const list = (group << 5) | lowestBit(bits);
        bits &= bits - 1;
        const members: number[] = [];
        let entry = this.heads[list] as number;
        while (entry !== NONE) {
          members.push(entry);
          entry = this.words[entry + NEXT] as number;
        }
        if (list >= SLOTS) members.sort((x, y) => this.timeOf(x) - this.timeOf(y));
        for (const member of members) ordered.push(member);
      }
    }
    return ordered;
  }
}

/** The position of the lowest bit set in a word that is not zero. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function refuseTime(at: Micros, now: Micros): never {
  throw new InvariantError(`cannot queue at ${at}: not a whole time from ${now} to 2^48`);
}
