import { expect, test } from 'vitest';
import type { CastSeat } from '../contract/protocol.ts';
import { regionDelays } from './regions.ts';

const seat = (region?: number): CastSeat => ({
  role: 'member',
  participant: 0,
  name: 'member',
  ...(region !== undefined && { region }),
});

test('what lies far apart takes longer, there and back as the protocol says', () => {
  const delays = regionDelays([seat(0), seat(1), seat(0), seat(2)], (from, to) => from * 10 + to);
  expect(delays?.between(0, 2)).toBe(0);
  expect(delays?.between(0, 3)).toBe(2);
  expect(delays?.between(3, 0)).toBe(20);
  expect(delays?.between(1, 1)).toBe(11);
});

test('nothing is kept where nothing is added', () => {
  expect(regionDelays([seat(), seat()], () => 5)).toBeUndefined();
  expect(regionDelays([seat(0), seat(1)], () => 0)).toBeUndefined();
  expect(regionDelays([seat(0), seat(1)], () => undefined)).toBeUndefined();
});

test('half a map and time that runs backwards are bugs', () => {
  expect(() => regionDelays([seat(0), seat()], () => 5)).toThrow('1 of 2');
  expect(() => regionDelays([seat(0), seat(1)], () => -5)).toThrow('-5');
});
