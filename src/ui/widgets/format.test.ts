import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatCount,
  formatMicros,
  formatRest,
  formatMoney,
  formatSetting,
  formatSettings,
  formatShare,
  formatShort,
  plural,
  spokenMicros,
} from './format.ts';

/** Thin spaces and the true minus are hard to read in a test. */
const plain = (text: string) => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

describe('numbers as people read them', () => {
  test.each([
    [0, '0 ms'],
    [7, '7 µs'],
    [999, '999 µs'],
    [1_000, '1.00 ms'],
    [12_400, '12.4 ms'],
    [999_949, '1000 ms'],
    [999_950, '1.00 s'],
    [1_250_000, '1.25 s'],
    [59_900_000, '59.9 s'],
    [125_000_000, '2 min 05 s'],
    [3_725_000_000, '1 h 02 min'],
    [-12_400, '-12.4 ms'],
    [Infinity, '–'],
  ])('%d µs is %s', (micros, text) => {
    expect(plain(formatMicros(micros))).toBe(text);
  });

  test('counts, sizes, shares, money', () => {
    expect([950, 12_345, 1_234_567].map((n) => plain(formatCount(n)))).toEqual([
      '950',
      '12 345',
      '1 234 567',
    ]);
    expect([950, 12_345, 999_499, 999_500].map((n) => plain(formatShort(n)))).toEqual([
      '950',
      '12.3 k',
      '999 k',
      '1.00 M',
    ]);
    expect([512, 1_200, 3_400_000].map((n) => plain(formatBytes(n)))).toEqual([
      '512 B',
      '1.20 kB',
      '3.40 MB',
    ]);
    expect([0.5, 2 / 3, NaN].map((n) => plain(formatShare(n)))).toEqual(['50 %', '66.7 %', '–']);
    expect(plain(formatMoney(1_250))).toBe('12.50');
    expect(plain(formatMoney(-1_250, 100, '€'))).toBe('-€ 12.50');
    expect(plain(formatMoney(7, 1))).toBe('7');
    expect(plural(1, 'event')).toBe('1 event');
    expect(plural(2, 'entry', 'entries')).toBe('2 entries');
  });

  test('times of the clock, spoken, and past', () => {
    expect(plain(formatClock(12_400))).toBe('0.012 s');
    expect(formatClock(61_500_000)).toBe('1:01.500');
    expect(spokenMicros(12_400)).toBe('12.4 milliseconds');
    expect([10, 300, 7_200, 90_000, 400_000].map((s) => formatAgo(0, s * 1_000))).toEqual([
      'just now',
      '5 min ago',
      '2 h ago',
      'yesterday',
      '5 days ago',
    ]);
  });
});

test.each([
  [0, '0 ms'],
  [5_000, '5 ms'],
  [1_500, '1.5 ms'],
  [10_500, '10.5 ms'],
  [100_000, '100 ms'],
  [120_000_000, '2 min 00 s'],
])('a time that was set says %i in as few characters as it needs', (micros, text) => {
  expect(plain(formatSetting(micros))).toBe(text);
});

test.each([
  [5_000, 15_000, '5 – 15 ms'],
  [0, 15_000, '0 – 15 ms'],
  [500, 15_000, '500 µs – 15 ms'],
  [60_000_000, 120_000_000, '1 min 00 s – 2 min 00 s'],
])('a range from %i to %i says its unit once', (from, to, text) => {
  expect(plain(formatSettings(from, to))).toBe(text);
});

test('what is left is said in few steps', () => {
  expect([300, 8_600, 23_000, 58_000, 190_000].map(formatRest)).toEqual([
    '1\u202fs',
    '9\u202fs',
    '25\u202fs',
    '1\u202fmin',
    '3\u202fmin',
  ]);
});
