import { expect, test } from 'vitest';
import { restOf } from './useRest.ts';

test('what is left goes by the pace of the latest steps', () => {
  expect(restOf([])).toBeUndefined();
  expect(restOf([{ at: 0, progress: 0.2 }])).toBeUndefined();
  const steps = [
    { at: 1_000, progress: 0.2 },
    { at: 2_000, progress: 0.3 },
    { at: 5_000, progress: 0.6 },
  ];
  expect(restOf(steps)).toBeCloseTo(4_000);
});
