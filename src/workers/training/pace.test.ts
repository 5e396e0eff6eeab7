import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('what is left follows the units, and the latest pieces count most', () => {
  const pace = new Pace();
  expect(pace.isKnown).toBe(false);
  pace.learn(1_000, 100);
  expect(pace.millisFor(500, 0)).toBeCloseTo(50);
  expect(pace.millisFor(500, 20)).toBeCloseTo(30);
  expect(pace.millisFor(500, 90)).toBe(0);
  for (let i = 0; i < 30; i++) pace.learn(1_000, 400);
  expect(pace.millisFor(1_000, 0)).toBeGreaterThan(395);
});
