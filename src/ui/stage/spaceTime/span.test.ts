import fc from 'fast-check';
import { expect, test } from 'vitest';
import { following, moved, placeIn, ticksOf, timeIn, wholeOf, widthOf, zoomed } from './span.ts';

const THIN = '\u202f';
const spans = fc
  .tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 200, max: 1e9 }))
  .map(([from, width]) => ({ from, to: from + width }));

test('zooming keeps the time under the pointer where it is', () => {
  const span = { from: 10_000, to: 30_000 };
  for (const factor of [0.25, 0.8, 1.25]) {
    const next = zoomed(span, factor, 20_000);
    expect(widthOf(next)).toBeCloseTo(20_000 * factor);
    expect(placeIn(next, 20_000, 0, 800)).toBeCloseTo(placeIn(span, 20_000, 0, 800));
  }
});

test('no movement shows time before the start, or less than a fifth of a millisecond', () => {
  fc.assert(
    fc.property(
      spans,
      fc.double({ min: 0.01, max: 50, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -1e9, max: 1e9 }),
      (span, factor, share, by) => {
        const around = span.from + share * widthOf(span);
        for (const next of [zoomed(span, factor, around), moved(span, by)]) {
          expect(next.from).toBeGreaterThanOrEqual(0);
          expect(widthOf(next)).toBeGreaterThan(199);
        }
      },
    ),
  );
});

test('moving to the start keeps the width', () => {
  expect(moved({ from: 100, to: 1_100 }, -5_000)).toEqual({ from: 0, to: 1_000 });
});

test('following has the cursor near the right end, and at the beginning shows the beginning', () => {
  const later = following(1_000_000, 100_000);
  expect(widthOf(later)).toBe(100_000);
  expect(placeIn(later, 1_000_000, 0, 100)).toBeCloseTo(86);
  expect(following(20_000, 100_000)).toEqual({ from: 0, to: 100_000 });
});

test('the whole run fits with air on the right', () => {
  expect(wholeOf(500_000).from).toBe(0);
  expect(wholeOf(500_000).to).toBeGreaterThan(500_000);
});

test('places and times are inverse', () => {
  const span = { from: 5_000, to: 25_000 };
  expect(placeIn(span, 15_000, 100, 800)).toBe(500);
  expect(timeIn(span, 500, 100, 800)).toBe(15_000);
});

test('ticks are round, in one unit with equal digits, and far enough apart', () => {
  expect(ticksOf({ from: 3_000, to: 43_000 }, 400, 80).map((tick) => tick.label)).toEqual(
    [10, 20, 30, 40].map((time) => `${time}${THIN}ms`),
  );
  expect(ticksOf({ from: 0, to: 2_000_000 }, 500, 90).map((tick) => tick.label)).toEqual(
    ['0.0', '0.5', '1.0', '1.5', '2.0'].map((time) => `${time}${THIN}s`),
  );
  fc.assert(
    fc.property(spans, (span) => {
      const ticks = ticksOf(span, 800, 84);
      expect(ticks.length).toBeLessThanOrEqual(11);
      expect(new Set(ticks.map((tick) => tick.label)).size).toBe(ticks.length);
      expect(ticks.every(({ at }) => at >= span.from && at <= span.to)).toBe(true);
    }),
  );
});
