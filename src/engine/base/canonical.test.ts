import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBytes, canonicalText, compareTexts } from './canonical.ts';
import { InvariantError } from './invariant.ts';
import { encodeUtf8, utf8Length } from './utf8.ts';

/** Plain values of every kind, nested, with few distinct leaves, so that equal ones are met often. */
const plain = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<unknown>(undefined, null, true, false, 0, -0, 1, '1', 'null', '', '[]', '{}'),
    fc.constantFrom<unknown>(1.5, 1e21, 5e-324, 'undefined', ',', ':', '"', '\\', '\ud800', 'é'),
  ),
  array: fc.array(tie('any'), { maxLength: 3 }),
  record: fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__', ''), tie('any'), {
    maxKeys: 3,
  }),
  map: fc
    .array(fc.tuple(tie('any'), tie('any')), { maxLength: 3 })
    .map((entries) => new Map(entries)),
  set: fc.array(tie('any'), { maxLength: 3 }).map((members) => new Set(members)),
  typed: fc
    .tuple(
      fc.constantFrom(Uint8Array, Int32Array, Float64Array),
      fc.array(fc.nat(2), { maxLength: 2 }),
    )
    .map(([kind, items]) => kind.from(items)),
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    tie('array'),
    tie('record'),
    tie('map'),
    tie('set'),
    tie('typed'),
  ),
})).any;

/**
 * An equality of its own, to hold the text against: by matching, without any order or text. Values of
 * sets and keys of maps may be equal to several of the others, so each is used once.
 */
function same(x: unknown, y: unknown): boolean {
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null)
    return Object.is(x, y);
  const kind = (value: object): string => Object.prototype.toString.call(value);
  if (kind(x) !== kind(y)) return false;
  if (Array.isArray(x) || ArrayBuffer.isView(x)) {
    const [left, right] = [Array.from(x as unknown[]), Array.from(y as unknown[])];
    return left.length === right.length && left.every((item, i) => same(item, right[i]));
  }
  if (x instanceof Map || x instanceof Set) {
    const left = x instanceof Map ? [...x] : [...x].map((member) => [member]);
    const right: unknown[] =
      y instanceof Map ? [...y] : [...(y as Set<unknown>)].map((member) => [member]);
    return (
      left.length === right.length &&
      left.every((item) => {
        const i = right.findIndex((other) => same(item, other));
        if (i >= 0) right.splice(i, 1);
        return i >= 0;
      })
    );
  }
  const defined = (value: object): [string, unknown][] =>
    Object.entries(value).filter(([, item]) => item !== undefined);
  const [left, right] = [defined(x), defined(y)];
  return (
    left.length === right.length &&
    left.every(([key, item]) => right.some(([other, its]) => key === other && same(item, its)))
  );
}

/** The same value built in another order, sharing nothing. */
function rebuilt(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(rebuilt);
  if (ArrayBuffer.isView(value)) return (value as Int32Array).slice();
  if (value instanceof Map) {
    return new Map([...value].reverse().map(([key, item]) => [rebuilt(key), rebuilt(item)]));
  }
  if (value instanceof Set) return new Set([...value].reverse().map(rebuilt));
  const entries = Object.entries(value)
    .reverse()
    .map(([key, item]) => [key, rebuilt(item)] as const);
  return Object.fromEntries([['absent', undefined], ...entries]);
}

describe('canonicalText', () => {
  test('is JSON where JSON has a text, with keys in order of code units', () => {
    const value = { b: [1, 'x', true, null], a: { z: -1.5e-7, Z: 'é"\n' }, 10: {}, 9: [] };
    const text = canonicalText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toBe('{"10":{},"9":[],"a":{"Z":"é\\"\\n","z":-1.5e-7},"b":[1,"x",true,null]}');
  });

  test('shows the kinds that JSON lacks', () => {
    expect(
      canonicalText(
        new Map<unknown, unknown>([
          ['b', 1],
          [2, undefined],
        ]),
      ),
    ).toBe('Map{"b":1,2:undefined}');
    expect(canonicalText(new Set([3, 1, 2]))).toBe('Set{1,2,3}');
    expect(canonicalText(Int32Array.of(-1, 2))).toBe('Int32Array[-1,2]');
    expect(canonicalText([undefined, -0])).toBe('[undefined,-0]');
    // eslint-disable-next-line no-sparse-arrays
    expect(canonicalText([, 1])).toBe('[undefined,1]');
    expect(canonicalText({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test('two values have one text exactly if they are equal', () => {
    let equal = 0;
    fc.assert(
      fc.property(plain, plain, (x, y) => {
        const isSame = same(x, y);
        if (isSame) equal++;
        expect(canonicalText(x) === canonicalText(y)).toBe(isSame);
      }),
      { numRuns: 3000 },
    );
    expect(equal).toBeGreaterThan(20);
  });

  test('does not depend on the order in which things were put in', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(canonicalText(rebuilt(value))).toBe(canonicalText(value));
      }),
      { numRuns: 500 },
    );
  });

  test('numbers keep every bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(Object.is(Number(canonicalText(x)), x)).toBe(true);
      }),
    );
  });

  test('what is met twice is written twice, only what lies in itself is refused', () => {
    const shared = { x: 1 };
    expect(canonicalText([shared, shared])).toBe('[{"x":1},{"x":1}]');
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    expect(() => canonicalText(cycle)).toThrow(/lies in itself/);
  });

  test.each([
    ['NaN', { a: Number.NaN }],
    ['an infinity', [Number.NEGATIVE_INFINITY]],
    ['NaN in a typed array', Float64Array.of(1, Number.NaN)],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['an instance', new (class Thing {})()],
    ['an array of bigints', new BigInt64Array(1)],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalText(value)).toThrow(InvariantError);
  });

  test('refuses what is too deep, in words and not by running out of stack', () => {
    let deep: unknown = 0;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => canonicalText(deep)).toThrow(/deeper than 500/);
  });

  test('bytes and size are those of the text', () => {
    const value = { word: 'Übung 日本 🎈' };
    expect(canonicalBytes(value)).toEqual(new TextEncoder().encode(canonicalText(value)));
  });
});

describe('encodeUtf8', () => {
  test('agrees with TextEncoder on any code units, paired or not', () => {
    const unit = fc.oneof(
      fc.nat(0x7f),
      fc.integer({ min: 0x7e, max: 0x802 }),
      fc.integer({ min: 0xd7fe, max: 0xe002 }),
      fc.integer({ min: 0xd800, max: 0xdfff }),
      fc.nat(0xffff),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const text = String.fromCharCode(...units);
        const expected = new TextEncoder().encode(text);
        expect([...encodeUtf8(text)]).toEqual([...expected]);
        expect(utf8Length(text)).toBe(expected.length);
      }),
      { numRuns: 1000 },
    );
  });
});

test('compareTexts is by code units, not by any alphabet', () => {
  expect(['b', 'a', 'B', 'é', 'z', '10', '9', ''].toSorted(compareTexts)).toEqual([
    '',
    '10',
    '9',
    'B',
    'a',
    'b',
    'z',
    'é',
  ]);
  expect(compareTexts('x', 'x')).toBe(0);
});
