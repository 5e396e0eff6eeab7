import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameSides, sidesOf } from './partitions.ts';

test('two actors reach each other if every split leaves them on one side', () => {
  const groups = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(groups, { maxLength: 3 }), (all) => {
      const splits = all.map((one, i) => ({ fault: `f${i}`, groups: one }));
      const sides = sidesOf(splits, 8);
      const groupIn = (one: readonly (readonly number[])[], actor: number): number =>
        one.findLastIndex((group) => group.includes(actor));
      for (let x = 0; x < 8; x++) {
        for (let y = 0; y < 8; y++) {
          const reach = all.every((one) => groupIn(one, x) === groupIn(one, y));
          expect(sides[x] === sides[y]).toBe(reach);
        }
      }
    }),
  );
});

test('sides are told by names, each name once', () => {
  const sides = sidesOf([{ fault: 'f', groups: [[1, 3], [2]] }], 5);
  expect(nameSides(sides, (actor) => `agent ${actor % 4}`)).toEqual([
    ['agent 0'],
    ['agent 1', 'agent 3'],
    ['agent 2'],
  ]);
});
