/**
 * What it is: named streams of seeded chance.
 * Source: sfc32 (C. Doty-Humphrey, PractRand), seeded through a 32-bit avalanche of the name.
 * Every purpose draws from a stream of its own, derived from the run's seed and its name, so that
 * adding an agent does not reshuffle the others' luck. State is four 32-bit words: plain data.
 */

import type { Ppm } from './units.ts';
import { PPM_ONE } from './units.ts';
import { invariant } from './invariant.ts';

/** The plain state of one stream: four unsigned words. */
export type ChoicesState = readonly [number, number, number, number];

/** A source of choices. Implementations: seeded (below), and in tests exhaustive enumeration. */
export interface Choices {
  /** A whole number in [0, 2^32). */
  word(): number;
  /** A whole number in [0, bound), bound from 1 to 2^32, without bias. */
  below(bound: number): number;
  /** A real number in [0, 1) with 53 bits. */
  fraction(): number;
  /** True with probability `chance` / 1,000,000. Draws once whatever the chance, so luck stays aligned. */
  happens(chance: Ppm): boolean;
}

/** Mixes a string into a 32-bit seed. */
export function hashName(name: string, seed = 0): number {
  let hash = (seed ^ 0x9e3779b9) | 0;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x85ebca6b);
    hash = (hash << 13) | (hash >>> 19);
  }
  return avalanche(hash ^ name.length);
}

/** The murmur3 finaliser: every input bit reaches every output bit. Returns an unsigned word. */
export function avalanche(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A seeded stream; its state can be read and set, so a run can be snapshotted. */
export class SeededChoices implements Choices {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;

  constructor(state: ChoicesState) {
    this.restore(state);
  }

  /** The stream called `name` of the run with this seed (any integer below 2^53). */
  static named(seed: number, name: string): SeededChoices {
    invariant(Number.isSafeInteger(seed), `seed ${seed} is not a safe integer`);
    const low = hashName(name, seed >>> 0);
    const high = hashName(name, (Math.floor(seed / 2 ** 32) ^ 0x51ed270b) | 0);
    const choices = new SeededChoices([low, high, avalanche(low ^ 0x6a09e667), 1]);
    for (let i = 0; i < 12; i++) choices.word();
    return choices;
  }

  word(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }

  below(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32)) refuseBound(bound);
    // Unsigned words throughout, which divide many times faster than doubles. 2^32 becomes 0: every word will do.
    const divisor = bound >>> 0;
    if (divisor === 0) return this.word();
    // 2^32 mod bound, without 2^32: so many words are too many.
    const surplus = (-divisor >>> 0) % divisor;
    for (;;) {
      const word = this.word();
      if (word <= 2 ** 32 - 1 - surplus) return (word >>> 0) % divisor;
    }
  }

  fraction(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  happens(chance: Ppm): boolean {
    return this.below(PPM_ONE) < chance;
  }

  snapshot(): ChoicesState {
    return [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.d >>> 0];
  }

  restore(state: ChoicesState): void {
    this.a = state[0] | 0;
    this.b = state[1] | 0;
    this.c = state[2] | 0;
    this.d = state[3] | 0;
  }
}

function refuseBound(bound: number): never {
  invariant(false, `bound ${bound}`);
}

/** Shuffles `items` in place (Fisher and Yates). */
export function shuffle<Item>(items: Item[], choices: Choices): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = choices.below(i + 1);
    const held = items[i] as Item;
    items[i] = items[j] as Item;
    items[j] = held;
  }
}
