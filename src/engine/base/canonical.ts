/**
 * What it is: one text for each plain value, for digests, signatures and sizes on the wire.
 * Plain data is null, undefined, booleans, finite numbers, strings, arrays, typed arrays, Map, Set and
 * objects without a class. The text is that of JSON where JSON has one, so that people can read it.
 * Equal values give equal texts, whatever the order in which keys, entries and members were put in;
 * different values give different texts (0 and -0, 1 and '1', [] and an empty typed array too). A key
 * whose value is undefined is as good as absent; in arrays, maps and sets undefined counts.
 * Errors: NaN, infinities, functions, symbols, bigints, instances of classes, cycles and depth beyond
 * 500 are our bugs, because nothing of the kind may be in a message or a state.
 */

import { invariant, InvariantError } from './invariant.ts';
import { encodeUtf8 } from './utf8.ts';

const DEPTH_LIMIT = 500;

const TYPED_ARRAYS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const;

/** Any typed array whose elements are numbers. */
export type NumberArray = InstanceType<(typeof TYPED_ARRAYS)[number]>;

/** The canonical text of a plain value. */
export function canonicalText(value: unknown): string {
  return textOf(value, []);
}

/** The canonical text in UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encodeUtf8(canonicalText(value));
}

/** Orders texts by their code units: the same everywhere, whatever the locale. */
export function compareTexts(x: string, y: string): number {
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/** Whether a value is a typed array of numbers. */
export function isNumberArray(value: object): value is NumberArray {
  return ArrayBuffer.isView(value) && TYPED_ARRAYS.some((kind) => value instanceof kind);
}

/** Whether an object has no class: made by a literal, by JSON or without a prototype. */
export function isPlainObject(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function textOf(value: unknown, path: object[]): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return textOfNumber(value);
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return value === null ? 'null' : textOfObject(value, path);
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new InvariantError(`a ${typeof value} is not plain data`);
  }
}

function textOfNumber(value: number): string {
  invariant(Number.isFinite(value), `${value} has no canonical text`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** `path` holds the objects that this one lies in: one that lies in itself has no end. */
function textOfObject(value: object, path: object[]): string {
  invariant(path.length < DEPTH_LIMIT, `deeper than ${DEPTH_LIMIT}`);
  invariant(!path.includes(value), 'the value lies in itself');
  path.push(value);
  const text = textOfContents(value, path);
  path.pop();
  return text;
}

function textOfContents(value: object, path: object[]): string {
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item: unknown) => textOf(item, path)).join(',')}]`;
  }
  if (value instanceof Map) {
    const entries = Array.from(
      value,
      ([key, item]: [unknown, unknown]) => `${textOf(key, path)}:${textOf(item, path)}`,
    );
    return `Map{${entries.sort(compareTexts).join(',')}}`;
  }
  if (value instanceof Set) {
    const members = Array.from(value, (member: unknown) => textOf(member, path));
    return `Set{${members.sort(compareTexts).join(',')}}`;
  }
  if (isNumberArray(value)) {
    return `${nameOf(value)}[${Array.from(value, textOfNumber).join(',')}]`;
  }
  invariant(isPlainObject(value), 'an instance of a class is not plain data');
  return textOfRecord(value, path);
}

function textOfRecord(value: Readonly<Record<string, unknown>>, path: object[]): string {
  let text = '';
  for (const key of Object.keys(value).sort(compareTexts)) {
    const item = value[key];
    if (item === undefined) continue;
    text += text === '' ? quotedKey(key) : `,${quotedKey(key)}`;
    text += textOf(item, path);
  }
  return `{${text}}`;
}

/** Keys in quotes, with their colons: there are few, and they come again and again. */
const quotedKeys = new Map<string, string>();
const QUOTED_KEYS_MOST = 1_024;

function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(key)}:`;
  if (quotedKeys.size < QUOTED_KEYS_MOST) quotedKeys.set(key, quoted);
  return quoted;
}

/** The language's own name of the kind: a minifier cannot change it, nor does a subclass. */
function nameOf(value: NumberArray): string {
  return value[Symbol.toStringTag];
}
