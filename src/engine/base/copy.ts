/**
 * What it is: copies and comparison of plain state, for snapshots, restores and forks.
 * Plain state is primitives, arrays, typed arrays of numbers, Map, Set and objects without a class.
 * A copy shares nothing with the original, except what the caller declares to be a value: messages and
 * records are never changed once they are made, so a snapshot may hold the same ones. What is referred
 * to twice is copied once, and cycles stay cycles.
 * Errors: functions and instances of classes in a state are our bugs.
 * Cost: linear in what is reached.
 */

import { isNumberArray, isPlainObject } from './canonical.ts';
import { invariant } from './invariant.ts';

/**
 * The class of opaque things that are values by nature: shared by every copy, and equal to themselves
 * only.
 */
export abstract class SharedValue {}

/** Says of an object that it is never changed, and may be shared between a state and its copy. */
export type IsValue = (object: object) => boolean;

/** A copy of plain state that shares nothing with it but what `isValue` says to be immutable. */
export function deepCopy<State>(state: State, isValue?: IsValue): State {
  // A copy has the shape of what it was copied from, which the compiler cannot follow.
  return copyOf(state, { isValue, copies: new Map() }) as State;
}

interface Copying {
  readonly isValue: IsValue | undefined;
  /** Original to copy, for what is referred to more than once. */
  readonly copies: Map<object, object>;
}

function copyOf(value: unknown, copying: Copying): unknown {
  invariant(typeof value !== 'function' && typeof value !== 'symbol', 'state must be plain data');
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof SharedValue || copying.isValue?.(value) === true) return value;
  return copying.copies.get(value) ?? copyOfObject(value, copying);
}

/** Every copy is noted before its contents are copied, so that a cycle finds it. */
function copyOfObject(value: object, copying: Copying): object {
  const { copies } = copying;
  if (Array.isArray(value)) {
    // Taken over as a whole first, which is much faster, and then whatever is shared is replaced.
    const items: unknown[] = [...(value as readonly unknown[])];
    copies.set(value, items);
    for (let i = 0; i < items.length; i++)
      if (isToBeCopied(items[i])) items[i] = copyOf(items[i], copying);
    return items;
  }
  if (value instanceof Map) {
    const entries = new Map<unknown, unknown>();
    copies.set(value, entries);
    for (const [key, item] of value as ReadonlyMap<unknown, unknown>) {
      entries.set(copyOf(key, copying), copyOf(item, copying));
    }
    return entries;
  }
  if (value instanceof Set) {
    const members = new Set<unknown>();
    copies.set(value, members);
    for (const member of value as ReadonlySet<unknown>) members.add(copyOf(member, copying));
    return members;
  }
  if (isNumberArray(value)) {
    const items = value.slice();
    copies.set(value, items);
    return items;
  }
  invariant(isPlainObject(value), 'state must be plain data, not an instance of a class');
  const record = sameFields(value);
  copies.set(value, record);
  for (const key of Object.keys(record))
    if (isToBeCopied(record[key])) setOwn(record, key, copyOf(record[key], copying));
  return record;
}

/** Whether it is more than a primitive; what is no plain data is refused by `copyOf`. */
function isToBeCopied(value: unknown): boolean {
  if (typeof value === 'object') return value !== null;
  return typeof value === 'function' || typeof value === 'symbol';
}

/** An object with the same fields and the same (lack of) prototype. */
function sameFields(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (Object.getPrototypeOf(record) !== null) return { ...record };
  return Object.assign(Object.create(null) as Record<string, unknown>, record);
}

/** Sets an own property, also one called `__proto__`, which plain assignment would not. */
function setOwn(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value;
  else
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}

/**
 * Whether two plain states hold the same: a key with the value undefined is as good as absent, and the
 * order in which keys and members were put in does not count, except among keys and members that are
 * objects themselves. NaN is itself, and 0 is not -0.
 */
export function deepEqual(x: unknown, y: unknown): boolean {
  return isEqual(x, y, new Map());
}

/**
 * Pairs of objects met before. They count as equal: either they are being compared further up (a cycle),
 * or they were found equal, since the first difference ends the whole comparison.
 */
type Pairs = Map<object, Set<object>>;

function isEqual(x: unknown, y: unknown, pairs: Pairs): boolean {
  if (Object.is(x, y)) return true;
  if (!isObject(x) || !isObject(y)) return false;
  const met = pairs.get(x);
  if (met?.has(y) === true) return true;
  if (met === undefined) pairs.set(x, new Set([y]));
  else met.add(y);
  return isEqualObject(x, y, pairs);
}

function isEqualObject(x: object, y: object, pairs: Pairs): boolean {
  if (Array.isArray(x)) {
    return Array.isArray(y) && isEqualList(x, y, pairs);
  }
  if (x instanceof Map) {
    return y instanceof Map && isEqualMap(x, y, pairs);
  }
  if (x instanceof Set) {
    return y instanceof Set && isEqualMap(asMap(x), asMap(y), pairs);
  }
  if (isNumberArray(x)) {
    if (!isNumberArray(y) || x[Symbol.toStringTag] !== y[Symbol.toStringTag]) return false;
    return x.length === y.length && x.every((item, i) => Object.is(item, y[i]));
  }
  if (x instanceof SharedValue) return false;
  invariant(isPlainObject(x), 'state must be plain data, not an instance of a class');
  return isPlainObject(y) && isEqualRecord(x, y, pairs);
}

function isEqualList(x: readonly unknown[], y: readonly unknown[], pairs: Pairs): boolean {
  return x.length === y.length && x.every((item, i) => isEqual(item, y[i], pairs));
}

function isEqualMap(
  x: ReadonlyMap<unknown, unknown>,
  y: ReadonlyMap<unknown, unknown>,
  pairs: Pairs,
): boolean {
  if (x.size !== y.size) return false;
  for (const [key, item] of x) {
    if (isObject(key)) continue;
    if (!y.has(key) || !isEqual(item, y.get(key), pairs)) return false;
  }
  return isEqualList(underObjects(x), underObjects(y), pairs);
}

/** The entries whose keys are objects, which no look-up can find in another map. */
function underObjects(map: ReadonlyMap<unknown, unknown>): readonly unknown[] {
  return [...map].filter(([key]) => isObject(key));
}

function asMap(set: ReadonlySet<unknown>): ReadonlyMap<unknown, unknown> {
  return new Map(Array.from(set, (member) => [member, true]));
}

function isEqualRecord(
  x: Readonly<Record<string, unknown>>,
  y: Readonly<Record<string, unknown>>,
  pairs: Pairs,
): boolean {
  const keys = definedKeys(x);
  if (keys.length !== definedKeys(y).length) return false;
  return keys.every((key) => Object.hasOwn(y, key) && isEqual(x[key], y[key], pairs));
}

function definedKeys(record: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(record).filter((key) => record[key] !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
