/**
 * What it is: the states that a search has seen: 64-bit fingerprints in an open-addressing table, and for each
 * state, in the order of discovery, where it was reached from and by which choice.
 * Source: linear probing (Knuth, volume 3, section 6.4), as explicit-state checkers use it. The language's own sets
 * hold at most 2^24 entries and an object for each.
 * Shapes: a slot is three words: high, low, 1 + the state's number (0: free). Capacity is a power of two.
 * Cost: 12 bytes a slot at a load of at most 0.6, and 8 bytes a state.
 */

import { avalanche } from '../../base/choices.ts';

const SLOT_WORDS = 3;
const FIRST_CAPACITY = 1 << 12;
const LOAD_MAX = 0.6;
export const NO_PARENT = -1;

/** A set of fingerprints that remembers how each was come by. */
export class FingerprintTable {
  /** How many states there are; they are numbered from 0. */
  count = 0;
  private capacity = FIRST_CAPACITY;
  /** What the table takes now. */
  bytes = 0;
  private slots = new Uint32Array(FIRST_CAPACITY * SLOT_WORDS);
  private parents = new Int32Array(FIRST_CAPACITY);
  private choices = new Int32Array(FIRST_CAPACITY);

  constructor() {
    this.bytes = this.measure();
  }

  /** Adds a state unless it is known; whether it was new, and is number `count - 1` now. */
  add(high: number, low: number, parent: number, choice: number): boolean {
    const { slots, capacity } = this;
    const mask = capacity - 1;
    let slot = avalanche(high ^ Math.imul(low, 0x9e3779b1)) & mask;
    for (;;) {
      const at = slot * SLOT_WORDS;
      if (slots[at + 2] === 0) break;
      if (slots[at] === high && slots[at + 1] === low) return false;
      slot = (slot + 1) & mask;
    }
    const at = slot * SLOT_WORDS;
    slots[at] = high;
    slots[at + 1] = low;
    slots[at + 2] = this.count + 1;
    this.note(parent, choice);
    if (this.count > capacity * LOAD_MAX) this.grow();
    return true;
  }

  /** The number of the state that this one was first reached from; NO_PARENT for an initial one. */
  parentOf(state: number): number {
    return this.parents[state] as number;
  }

  /** The choice by which it was reached; of an initial state, its place among them. */
  choiceOf(state: number): number {
    return this.choices[state] as number;
  }

  private measure(): number {
    return this.slots.byteLength + this.parents.byteLength + this.choices.byteLength;
  }

  private note(parent: number, choice: number): void {
    if (this.count === this.parents.length) {
      this.parents = doubled(this.parents);
      this.choices = doubled(this.choices);
      this.bytes = this.measure();
    }
    this.parents[this.count] = parent;
    this.choices[this.count] = choice;
    this.count++;
  }

  private grow(): void {
    const old = this.slots;
    this.capacity *= 2;
    this.slots = new Uint32Array(this.capacity * SLOT_WORDS);
    this.bytes = this.measure();
    const { slots } = this;
    const mask = this.capacity - 1;
    for (let from = 0; from < old.length; from += SLOT_WORDS) {
      const number = old[from + 2] as number;
      if (number === 0) continue;
      const high = old[from] as number;
      const low = old[from + 1] as number;
      let slot = avalanche(high ^ Math.imul(low, 0x9e3779b1)) & mask;
      while (slots[slot * SLOT_WORDS + 2] !== 0) slot = (slot + 1) & mask;
      const at = slot * SLOT_WORDS;
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = number;
    }
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
