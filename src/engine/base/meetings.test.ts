import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excessMeetings, expectedMeetings } from './meetings.ts';

/** All ways in which the other can take `others` of `count` occasions when one took the first `own`: how often they meet, by way. */
function waysOf(count: number, own: number, others: number): readonly number[] {
  const ways: number[] = [];
  for (let taken = 0; taken < 1 << count; taken++) {
    const places = Array.from({ length: count }, (_, i) => (taken >> i) & 1);
    if (places.reduce((sum, one) => sum + one, 0) === others)
      ways.push(places.slice(0, own).reduce((sum, one) => sum + one, 0));
  }
  return ways;
}

test('mean and variance are those of all ways to take part', () => {
  for (const [count, own, others] of [
    [8, 4, 4],
    [10, 5, 5],
    [10, 3, 7],
    [12, 6, 8],
  ] as const) {
    const ways = waysOf(count, own, others);
    const mean = ways.reduce((sum, met) => sum + met, 0) / ways.length;
    const variance = ways.reduce((sum, met) => sum + (met - mean) * (met - mean), 0) / ways.length;
    expect(expectedMeetings(count, own, others)).toBeCloseTo(mean, 10);
    const excess = (own - mean) / Math.sqrt(Math.max(0.5, variance));
    expect(excessMeetings(count, own, others, own)).toBeCloseTo(excess, 10);
  }
});

test('who is always there meets everybody exactly as often as expected', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: 500 }),
      (count, own) => {
        const entered = Math.min(own, count);
        expect(excessMeetings(count, entered, count, entered)).toBe(0);
      },
    ),
  );
});
