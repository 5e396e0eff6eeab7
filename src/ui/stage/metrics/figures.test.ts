import { expect, test } from 'vitest';
import { fieldTitle, outcomeRows } from './figures.ts';

test('names of fields become titles, without the unit', () => {
  expect(fieldTitle('maxLatencyMicros')).toBe('Max latency');
  expect(fieldTitle('rejectedBids')).toBe('Rejected bids');
});

test('values have the units that their names tell; lists are left to other views', () => {
  expect(
    outcomeRows({
      meanLatencyMicros: 47_326,
      winningBid: 10_500,
      efficiency: 0.875,
      isPaid: true,
      requests: 12_000,
      format: 'vickrey',
      votes: [1, 2],
      nothing: undefined,
    }),
  ).toEqual([
    ['Mean latency', '47.3\u202fms'],
    ['Winning bid', '€\u202f105.00'],
    ['Efficiency', '87.5\u202f%'],
    ['Is paid', 'yes'],
    ['Requests', '12\u202f000'],
    ['Format', 'vickrey'],
  ]);
});
