/**
 * What it is: prints by which the plain states of actors are told apart: 64 well mixed bits that equal states have
 * alike, whatever the order of keys, entries and members. What is frozen is never changed, so its print is taken once.
 * Source: multiset hashing (Clarke et al., Incremental multiset hash functions, 2003), by sums of mixed words, where
 * order does not count; a polynomial where it does.
 * Errors: functions, instances of classes and cycles in a state are our bugs. Two states that differ share a print with
 * a chance of 2^-64, as two worlds do.
 * Cost: linear in what is not frozen, without a text or a list being made.
 */

import { isNumberArray, isPlainObject } from '../../base/canonical.ts';
import { avalanche } from '../../base/choices.ts';
import { invariant, InvariantError } from '../../base/invariant.ts';
import { tokenClaim } from '../../kernel/credentials/modelledToken.ts';

const DEPTH_LIMIT = 200;

/** What a word stands for is mixed into it, so that 1 and '1' differ. */
const TEXT = 0x1f83d9ab;
const WHOLE = 0x5be0cd19;
const LIST = 0x3c6ef372;
const MAP = 0x510e527f;
const SET = 0x6a09e667;
const RECORD = 0x428a2f98;
const NUMBERS = 0x71374491;
const TOKEN = 0x7f4a7c15;

/** Odd, so that nothing is lost by multiplying. */
const HIGH_FACTOR = 0x85ebca6b;
const LOW_FACTOR = 0x9e3779b1;

/** Takes prints; equal values get equal ones from the same object only. */
export class StatePrints {
  /** Of the value that was looked at last. */
  high = 0;
  low = 0;
  private readonly texts = new Map<string, number>();
  private readonly fixed = new WeakMap<object, { readonly high: number; readonly low: number }>();

  /** The print of a value as a text of four characters. */
  of(value: unknown): string {
    this.look(value, 0);
    const { high, low } = this;
    return String.fromCharCode(high >>> 16, high & 0xffff, low >>> 16, low & 0xffff);
  }

  private set(kind: number, word: number): void {
    this.high = avalanche(kind ^ Math.imul(word, HIGH_FACTOR)) | 0;
    this.low = avalanche(kind + Math.imul(word ^ kind, LOW_FACTOR)) | 0;
  }

  /** Texts are told apart exactly. */
  private wordOf(text: string): number {
    let word = this.texts.get(text);
    if (word === undefined) this.texts.set(text, (word = this.texts.size));
    return word;
  }

  private look(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'string':
        this.set(TEXT, this.wordOf(value));
        return;
      case 'number':
        if ((value | 0) === value && !Object.is(value, -0)) this.set(WHOLE, value);
        else this.lookAtName(Object.is(value, -0) ? '-0' : String(value));
        return;
      case 'boolean':
      case 'undefined':
        this.lookAtName(String(value));
        return;
      case 'object':
        if (value === null) this.lookAtName('null');
        else this.lookAtObject(value, depth + 1);
        return;
      case 'bigint':
      case 'function':
      case 'symbol':
        throw new InvariantError(`a ${typeof value} is not plain data`);
    }
  }

  /** What is no text and no whole number. */
  private lookAtName(name: string): void {
    this.set(RECORD ^ TEXT, this.wordOf(name));
  }

  private lookAtObject(value: object, depth: number): void {
    invariant(depth < DEPTH_LIMIT, `deeper than ${DEPTH_LIMIT}: does the state lie in itself?`);
    const isFrozen = Object.isFrozen(value);
    const claim = isFrozen ? undefined : tokenClaim(value);
    if (!isFrozen && claim === undefined) {
      this.lookInto(value, depth);
      return;
    }
    const known = this.fixed.get(value);
    if (known !== undefined) {
      this.high = known.high;
      this.low = known.low;
      return;
    }
    if (claim === undefined) this.lookInto(value, depth);
    else this.lookAtToken(claim, depth);
    this.fixed.set(value, { high: this.high, low: this.low });
  }

  private lookAtToken(
    { by, body }: { readonly by: number; readonly body: object },
    depth: number,
  ): void {
    this.look(body, depth);
    this.high = avalanche(this.high ^ Math.imul(by ^ TOKEN, HIGH_FACTOR)) | 0;
    this.low = avalanche(this.low + Math.imul(by + TOKEN, LOW_FACTOR)) | 0;
  }

  private lookInto(value: object, depth: number): void {
    if (Array.isArray(value)) this.lookAtList(value, depth);
    else if (value instanceof Map) this.lookAtMap(value, depth);
    else if (value instanceof Set) this.lookAtSet(value, depth);
    else if (isPlainObject(value)) this.lookAtRecord(value, depth);
    else {
      invariant(isNumberArray(value), 'an instance of a class is not plain data');
      this.lookAtNumbers(value);
    }
  }

  private lookAtList(list: readonly unknown[], depth: number): void {
    let high = LIST ^ list.length;
    let low = LIST + list.length;
    for (const item of list) {
      this.look(item, depth);
      high = (Math.imul(high, HIGH_FACTOR) + this.high) | 0;
      low = (Math.imul(low, LOW_FACTOR) + this.low) | 0;
    }
    this.finish(high, low);
  }

  private lookAtNumbers(list: ArrayLike<number> & { readonly [Symbol.toStringTag]: string }): void {
    const kind = this.wordOf(list[Symbol.toStringTag]) ^ NUMBERS;
    let high = kind ^ list.length;
    let low = kind + list.length;
    for (let i = 0; i < list.length; i++) {
      const item = list[i] as number;
      if ((item | 0) === item && !Object.is(item, -0)) {
        high = (Math.imul(high, HIGH_FACTOR) + item) | 0;
        low = (Math.imul(low ^ (low >>> 15), LOW_FACTOR) ^ item) | 0;
      } else {
        this.look(item, 0);
        high = (Math.imul(high, HIGH_FACTOR) + this.high) | 0;
        low = (Math.imul(low ^ (low >>> 15), LOW_FACTOR) ^ this.low) | 0;
      }
    }
    this.finish(high, low);
  }

  private lookAtMap(map: ReadonlyMap<unknown, unknown>, depth: number): void {
    let high = MAP ^ map.size;
    let low = MAP + map.size;
    for (const [key, item] of map) {
      this.look(key, depth);
      const { high: keyHigh, low: keyLow } = this;
      this.look(item, depth);
      high = (high + avalanche(Math.imul(keyHigh, HIGH_FACTOR) + this.high)) | 0;
      low = (low + avalanche(Math.imul(keyLow, LOW_FACTOR) + this.low)) | 0;
    }
    this.finish(high, low);
  }

  private lookAtSet(set: ReadonlySet<unknown>, depth: number): void {
    let high = SET ^ set.size;
    let low = SET + set.size;
    for (const member of set) {
      this.look(member, depth);
      high = (high + this.high) | 0;
      low = (low + this.low) | 0;
    }
    this.finish(high, low);
  }

  /** A key whose value is undefined is as good as absent. */
  private lookAtRecord(record: Readonly<Record<string, unknown>>, depth: number): void {
    let high = RECORD;
    let low = RECORD;
    for (const key of Object.keys(record)) {
      const item = record[key];
      if (item === undefined) continue;
      this.look(item, depth);
      const word = this.wordOf(key);
      high = (high + avalanche(this.high ^ Math.imul(word, HIGH_FACTOR))) | 0;
      low = (low + avalanche(this.low + Math.imul(word, LOW_FACTOR))) | 0;
    }
    this.finish(high, low);
  }

  private finish(high: number, low: number): void {
    this.high = avalanche(high) | 0;
    this.low = avalanche(low) | 0;
  }
}
