import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from './canonical.ts';
import { deepCopy, deepEqual, SharedValue } from './copy.ts';

/** Plain states of every kind over these leaves and fractions. */
function plainOf(
  leaf: fc.Arbitrary<unknown>,
  fraction: fc.Arbitrary<number>,
): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__'), tie('any'), { maxKeys: 3 }),
      fc
        .array(fc.tuple(tie('any'), tie('any')), { maxLength: 3 })
        .map((entries) => new Map(entries)),
      fc.array(tie('any'), { maxLength: 3 }).map((members) => new Set(members)),
      fc.array(fc.nat(255), { maxLength: 3 }).map((items) => Uint8Array.from(items)),
      fc.array(fraction, { maxLength: 3 }).map((items) => Float64Array.from(items)),
    ),
  })).any;
}

const finite = fc.constantFrom<unknown>(undefined, null, true, 0, -0, 'a', 1, 1.5);
const endless = fc.constantFrom<unknown>(Number.NaN, Number.POSITIVE_INFINITY);
const plain = plainOf(fc.oneof(finite, endless), fc.double());
const encodable = plainOf(finite, fc.constantFrom(0, -0, 0.5));

/** Every object that can be reached. */
function reached(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  found.add(value);
  if (value instanceof Map || value instanceof Set) {
    for (const [key, item] of value.entries()) {
      reached(key, found);
      reached(item, found);
    }
  } else if (ArrayBuffer.isView(value)) {
    found.add(value.buffer);
  } else {
    Object.values(value).forEach((item) => reached(item, found));
  }
  return found;
}

describe('deepCopy', () => {
  test('is equal, and shares nothing', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const copy = deepCopy(value);
        // Vitest's equality is not ours; undefined keys and -0 count for it.
        expect(copy).toStrictEqual(value);
        expect(deepEqual(copy, value)).toBe(true);
        const originals = reached(value);
        for (const object of reached(copy)) expect(originals.has(object)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('what is referred to twice stays one thing, and cycles stay cycles', () => {
    const shared = { votes: new Map([[1, 'agree']]) };
    const state: Record<string, unknown> = { first: shared, list: [shared, Uint8Array.of(1)] };
    state['self'] = state;
    const copy = deepCopy(state);
    expect(copy['self']).toBe(copy);
    expect((copy['list'] as unknown[])[0]).toBe(copy['first']);
    expect(copy['first']).not.toBe(shared);
    expect(deepEqual(copy, state)).toBe(true);
  });

  test('shares what is declared a value, also inside maps and under keys', () => {
    const message = Object.freeze({ kind: 'prepare', view: 1 });
    const values = new WeakSet<object>([message]);
    const state = {
      log: new Map<unknown, unknown>([[message, [message]]]),
      other: { kind: 'prepare' },
    };
    const copy = deepCopy(state, (object) => values.has(object));
    expect([...copy.log.keys()][0]).toBe(message);
    expect((copy.log.get(message) as unknown[])[0]).toBe(message);
    expect(copy.log.get(message)).not.toBe(state.log.get(message));
    expect(copy.other).not.toBe(state.other);
  });

  test('shares opaque values, which are equal to themselves only', () => {
    class Token extends SharedValue {}
    const state = { token: new Token() };
    const copy = deepCopy(state);
    expect(copy.token).toBe(state.token);
    expect(deepEqual(copy, state)).toBe(true);
    expect(deepEqual(state, { token: new Token() })).toBe(false);
  });

  test('holes become undefined, and __proto__ stays a key', () => {
    const hostile = JSON.parse('{"__proto__": {"isFaulty": true}}') as Record<string, unknown>;
    const copy = deepCopy(hostile);
    expect(Object.keys(copy)).toEqual(['__proto__']);
    expect(copy['isFaulty']).toBeUndefined();
    expect(deepEqual(copy, hostile)).toBe(true);
    expect(deepEqual(copy, {})).toBe(false);
  });

  test('keeps the order of maps, which loops over them show', () => {
    const map = new Map([
      ['b', 1],
      ['a', 2],
    ]);
    expect([...deepCopy(map).keys()]).toEqual(['b', 'a']);
  });

  test('refuses what is not plain', () => {
    expect(() => deepCopy({ handler: () => 1 })).toThrow(/plain data/);
    expect(() => deepCopy([new Date(0)])).toThrow(/instance of a class/);
    expect(() => deepCopy(new (class Thing {})())).toThrow(/instance of a class/);
  });
});

describe('deepEqual', () => {
  test('finds any single change', () => {
    fc.assert(
      fc.property(encodable, encodable, (x, y) => {
        const isOneText = canonicalText(x) === canonicalText(y);
        // Only objects among members and keys are compared in order, which the text does not do.
        if (deepEqual(x, y)) expect(isOneText).toBe(true);
        else if (!hasObjectKeys(x)) expect(isOneText).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });

  test('knows small differences of every kind', () => {
    const pairs: [unknown, unknown][] = [
      [0, -0],
      [1, '1'],
      [undefined, null],
      [[], {}],
      [[1], [1, undefined]],
      [new Map(), new Set()],
      [new Map([[1, 2]]), new Map([[1, 3]])],
      [new Map([[1, undefined]]), new Map([[2, undefined]])],
      [new Set([1]), new Set([2])],
      [new Set([1]), new Set([1, 2])],
      [{ a: 1 }, { a: 1, b: 0 }],
      [Uint8Array.of(1), Int8Array.of(1)],
      [Uint8Array.of(1), Uint8Array.of(2)],
      [Uint8Array.of(), []],
      [Float64Array.of(0), Float64Array.of(-0)],
      [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }],
      [{ toString: undefined, a: 1 }, { b: 1 }],
      [{ valueOf: 1 }, { a: 1 }],
      [{}, new Map()],
      [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 2 }, 1]])],
    ];
    for (const [x, y] of pairs) {
      expect(deepEqual(x, y)).toBe(false);
      expect(deepEqual(y, x)).toBe(false);
    }
  });

  test('does not mind the order of keys, or keys without a value', () => {
    expect(deepEqual({ a: 1, b: 2, c: undefined }, { b: 2, a: 1 })).toBe(true);
    expect(
      deepEqual(
        new Map([
          [1, 'x'],
          [2, 'y'],
        ]),
        new Map([
          [2, 'y'],
          [1, 'x'],
        ]),
      ),
    ).toBe(true);
    expect(deepEqual(new Set([1, 2]), new Set([2, 1]))).toBe(true);
    expect(deepEqual(Number.NaN, Number.NaN)).toBe(true);
  });

  test('ends on cycles and does not unfold what is shared', () => {
    const ring = (): unknown => {
      const state: Record<string, unknown> = { n: 1 };
      state['self'] = [state];
      return state;
    };
    expect(deepEqual(ring(), ring())).toBe(true);
    let x: unknown = 1;
    let y: unknown = 1;
    for (let i = 0; i < 200; i++)
      [x, y] = [
        [x, x],
        [y, y],
      ];
    expect(deepEqual(x, y)).toBe(true);
  });
});

function hasObjectKeys(value: unknown): boolean {
  return [...reached(value)].some(
    (object) =>
      (object instanceof Set || object instanceof Map) &&
      [...object.keys()].some((key) => typeof key === 'object' && key !== null),
  );
}
