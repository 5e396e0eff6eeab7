import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { impactOf, trendOf } from './trend.ts';

describe('MARKET-33 trend and impact', () => {
  test('the statistic by hand: rising, falling, still, with ties', () => {
    // Ten rising prices: S = 45, Var = 10 · 9 · 25 / 18 = 125.
    const rising = Array.from({ length: 10 }, (_, i) => 100 + i);
    expect(trendOf(rising)).toEqual({ trend: 'rising', z: 44 / Math.sqrt(125) });
    expect(trendOf(rising.toReversed())).toEqual({ trend: 'falling', z: -44 / Math.sqrt(125) });
    expect(trendOf([5, 5, 5, 5, 5, 5])).toEqual({ trend: 'stable', z: 0 });
    expect(trendOf([1, 2, 3, 4])).toEqual({ trend: 'stable', z: 0 });
    // S = 8 of the pairs; two ties of two: Var = (5 · 4 · 15 − 2 · 2 · 1 · 9) / 18 = 44 / 3.
    expect(trendOf([1, 1, 2, 3, 3]).z).toBeCloseTo(7 / Math.sqrt(44 / 3), 12);
  });

  test('one price order in twenty is called a trend where there is none', () => {
    const random = fc.sample(fc.array(fc.nat(1_000_000), { minLength: 12, maxLength: 12 }), {
      numRuns: 4_000,
      seed: 3,
    });
    const called = random.filter((prices) => trendOf(prices).trend !== 'stable').length;
    expect(called / random.length).toBeGreaterThan(0.015);
    expect(called / random.length).toBeLessThan(0.07);
  });

  test('the impact is the slope of the price over demand', () => {
    expect(impactOf([1, 2, 4], [110, 120, 140])).toBe(10);
    expect(impactOf([2, 2, 2], [110, 120, 140])).toBeUndefined();
    expect(impactOf([1, 2], [110, 120])).toBeUndefined();
  });
});
