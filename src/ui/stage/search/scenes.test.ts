import { expect, test } from 'vitest';
import type { Strip } from './parallelScene.ts';
import { nudged } from './parallelScene.ts';

test('the keyboard narrows and widens the strip of an axis, and a strip over all of it is none', () => {
  const other: Strip = { axis: 'depth', from: 0.2, to: 0.4 };
  let strips: readonly Strip[] = nudged([other], 'rows', { top: 1 });
  expect(strips).toEqual([other, { axis: 'rows', from: 0.05, to: 1 }]);
  strips = nudged(strips, 'rows', { bottom: -1 });
  expect(strips.at(-1)?.to).toBeCloseTo(0.95, 12);
  for (let i = 0; i < 40; i++) strips = nudged(strips, 'rows', { top: 1 });
  const narrow = strips.at(-1);
  expect((narrow?.to ?? 0) - (narrow?.from ?? 0)).toBeCloseTo(0.05, 12);
  for (let i = 0; i < 40; i++) strips = nudged(strips, 'rows', { top: -1 });
  strips = nudged(strips, 'rows', { bottom: 1 });
  expect(strips).toEqual([other]);
});
