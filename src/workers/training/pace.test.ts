import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('what is left follows the units of its family, and the latest pieces count most', () => {
  const pace = new Pace();
  expect(pace.millisFor('forest', 500, 0)).toBeUndefined();
  pace.learn('forest', 1_000, 100);
  expect(pace.millisFor('forest', 500, 0)).toBeCloseTo(50);
  expect(pace.millisFor('forest', 500, 20)).toBeCloseTo(30);
  expect(pace.millisFor('forest', 500, 90)).toBe(0);
  expect(pace.millisFor('tree', 500, 0)).toBeUndefined();
  for (let i = 0; i < 30; i++) pace.learn('forest', 1_000, 400);
  expect(pace.millisFor('forest', 1_000, 0)).toBeGreaterThan(395);
});
