import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepEqual } from '../../base/copy.ts';
import { forgedToken, tokenFor } from '../../kernel/credentials/modelledToken.ts';
import { StatePrints } from './statePrint.ts';

const leaf = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -0, 2 ** 40, NaN),
  fc.constantFrom('', '0', '1', 'null', 'undefined'),
  fc.boolean(),
  fc.constant(undefined),
  fc.constant(null),
);
const key = fc.constantFrom('a', 'b', 'c');
const { state } = fc.letrec<{ state: unknown }>((tie) => ({
  state: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('state'), { maxLength: 3 }),
    fc.dictionary(key, tie('state'), { maxKeys: 3 }),
    fc.array(fc.tuple(key, tie('state')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(leaf, { maxLength: 3 }).map((members) => new Set(members)),
    fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }).map((all) => Int32Array.from(all)),
  ),
}));

/** The same with keys, entries and members put in the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value instanceof Map)
    return new Map([...value].reverse().map(([name, one]) => [name, turned(one)]));
  if (value instanceof Set) return new Set([...value].reverse());
  if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return { ...Object.fromEntries(entries.map(([name, one]) => [name, turned(one)])), z: undefined };
}

describe('prints of states', () => {
  test('are alike for equal states and differ for others', () => {
    const prints = new StatePrints();
    fc.assert(
      fc.property(state, state, (x, y) => {
        expect(prints.of(turned(x))).toBe(prints.of(x));
        expect(prints.of(x) === prints.of(y)).toBe(deepEqual(x, y));
      }),
      { numRuns: 2_000 },
    );
  });

  test('tell apart what differs in one place', () => {
    const prints = new StatePrints();
    const zeros = Array.from({ length: 40 }, () => 0);
    const ones = zeros.map((_, place) => zeros.with(place, 1));
    const all = [zeros, ...ones].flatMap((list) => [list, Int32Array.from(list), new Set(list)]);
    expect(new Set(all.map((list) => prints.of(list))).size).toBe(41 + 41 + 2);
    expect(prints.of([[1], 2])).not.toBe(prints.of([[1, 2]]));
    expect(prints.of(new Map([[1, 2]]))).not.toBe(prints.of(new Map([[2, 1]])));
    expect(prints.of({ a: 1, b: 2 })).not.toBe(prints.of({ a: 2, b: 1 }));
  });

  test('read what is frozen once, and know a proof by what it says', () => {
    const prints = new StatePrints();
    const frozen = Object.freeze({ a: [1, 2] });
    expect(prints.of({ frozen })).toBe(prints.of({ frozen: { a: [1, 2] } }));
    const body = { view: 0 };
    expect(prints.of([tokenFor(1, body)])).toBe(prints.of([tokenFor(1, { view: 0 })]));
    expect(prints.of([tokenFor(2, body)])).not.toBe(prints.of([tokenFor(1, body)]));
    expect(prints.of([forgedToken()])).not.toBe(prints.of([tokenFor(1, body)]));
  });

  test('refuse what is no plain data', () => {
    const prints = new StatePrints();
    expect(() => prints.of({ go: () => 0 })).toThrow('a function is not plain data');
    expect(() => prints.of(new Date(0))).toThrow('instance of a class');
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => prints.of(loop)).toThrow('lie in itself');
  });
});
