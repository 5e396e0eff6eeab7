import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextIn } from './roving.ts';
import type { Place } from './roving.ts';

const RIGHT = { x: 1, y: 0 };
const LEFT = { x: -1, y: 0 };
const UP = { x: 0, y: -1 };
const DOWN = { x: 0, y: 1 };

function at(id: string, x: number, y: number): Place {
  return { id, x, y, width: 100, height: 60 };
}

test('an arrow leads to the nearest node in its direction, rather straight on than aside', () => {
  const pool = at('pool', 0, 0);
  const vote = at('vote', 400, 20);
  const data = at('data', 150, 300);
  const all = [pool, vote, data];
  expect(nextIn(RIGHT, pool, all)?.id).toBe('vote');
  expect(nextIn(DOWN, pool, all)?.id).toBe('data');
  expect(nextIn(LEFT, vote, all)?.id).toBe('pool');
  expect(nextIn(UP, data, all)?.id).toBe('pool');
  expect(nextIn(LEFT, pool, all)).toBeUndefined();
  expect(nextIn(UP, pool, [pool])).toBeUndefined();
});

test('a wider node right below is below, not to the right, unless nothing else is', () => {
  const pool = at('pool', 0, 0);
  const wide = { ...at('wide', 0, 168), width: 160 };
  const vote = at('vote', 280, 32);
  expect(nextIn(RIGHT, pool, [pool, wide, vote])?.id).toBe('vote');
  expect(nextIn(DOWN, pool, [pool, wide, vote])?.id).toBe('wide');
  expect(nextIn(RIGHT, pool, [pool, wide])?.id).toBe('wide');
});

test('what an arrow leads to lies in its direction, and by arrows every node is left again', () => {
  const places = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
      minLength: 2,
      maxLength: 12,
      selector: ([x, y]) => `${x} ${y}`,
    })
    .map((all) => all.map(([x, y], i) => at(String(i), x * 20, y * 20)));
  fc.assert(
    fc.property(places, (all) => {
      const [from] = all;
      if (from === undefined) return;
      const found = [RIGHT, LEFT, UP, DOWN].map((one) => nextIn(one, from, all));
      expect(found.some((one) => one !== undefined)).toBe(true);
      expect(found[0]?.x ?? Infinity).toBeGreaterThan(from.x);
      expect(found[2]?.y ?? -Infinity).toBeLessThan(from.y);
    }),
  );
});
