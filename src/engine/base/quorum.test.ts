import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byzantineQuorum,
  faultsTolerated,
  majority,
  meetsThreshold,
  neededFor,
  weakQuorum,
  weightMeetsThreshold,
} from './quorum.ts';

describe('quorums', () => {
  test.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 1],
    [5, 1],
    [6, 1],
    [7, 2],
    [10, 3],
    [13, 4],
    [64, 21],
    [100, 33],
  ])('%i members bear %i faults', (n, f) => {
    expect(faultsTolerated(n)).toBe(f);
  });

  test.each([
    [4, 1, 3],
    [7, 2, 5],
    [10, 3, 7],
    [5, 1, 4],
    [6, 1, 4],
    [1, 0, 1],
    [2, 0, 2],
    [3, 0, 2],
    [128, 42, 86],
  ])('of %i with %i faults a quorum is %i', (n, f, quorum) => {
    expect(byzantineQuorum(n, f)).toBe(quorum);
  });

  test('any two quorums share an honest member, smaller sets need not, and the honest suffice', () => {
    for (let n = 1; n <= 300; n++) {
      const f = faultsTolerated(n);
      const quorum = byzantineQuorum(n, f);
      // Two sets of q of n overlap in at least 2q - n members.
      expect(2 * quorum - n).toBeGreaterThanOrEqual(weakQuorum(f));
      expect(2 * (quorum - 1) - n).toBeLessThan(weakQuorum(f));
      expect(quorum).toBeLessThanOrEqual(n - f);
      if (n === 3 * f + 1) expect(quorum).toBe(2 * f + 1);
    }
  });

  test('a majority is more than half, and no more than needed', () => {
    for (let n = 0; n <= 200; n++) {
      expect(2 * majority(n)).toBeGreaterThan(n);
      expect(2 * (majority(n) - 1)).toBeLessThanOrEqual(n);
    }
  });

  test.each([-1, 1.5, Number.NaN])('refuses %d members', (n) => {
    expect(() => faultsTolerated(n)).toThrow(/members/);
    expect(() => majority(n)).toThrow(/members/);
    expect(() => byzantineQuorum(n, 0)).toThrow(/members/);
    expect(() => weakQuorum(n)).toThrow(/faults/);
  });
});

describe('thresholds', () => {
  test.each([
    [7, 10, 0.7, true],
    [6, 10, 0.7, false],
    [69, 100, 0.7, false],
    [70, 100, 0.7, true],
    [2, 3, 0.6667, false],
    [2, 3, 0.6666, true],
    [1, 3, 0.3333333333333333, true],
    [0, 5, 0, true],
    [0, 0, 0, false],
    [5, 5, 1, true],
    [4, 5, 1, false],
    [5, 5, 1.01, false],
    [1, 10_000_000, 1e-7, true],
    [1, 10_000_001, 1e-7, false],
    [29, 50, 0.58, true],
    [57, 100, 0.57, true],
    [3, 10, '0.30', true],
    [3, 10, '0.3000000000000000000001', false],
    [7, 10, '7e-1', true],
  ])('%d of %d meets %s: %s', (part, whole, threshold, met) => {
    expect(meetsThreshold(part, whole, threshold)).toBe(met);
  });

  test('k of 100 meets exactly the k-th hundredth, where binary division and products go wrong', () => {
    let wrongInBinary = 0;
    for (let k = 0; k <= 100; k++) {
      const threshold = Number((k / 100).toFixed(2));
      expect(meetsThreshold(k, 100, threshold)).toBe(true);
      if (k > 0) expect(meetsThreshold(k - 1, 100, threshold)).toBe(false);
      expect(neededFor(100, threshold)).toBe(k);
      if (k < threshold * 100) wrongInBinary++;
    }
    expect(wrongInBinary).toBeGreaterThan(0);
  });

  test('neededFor is the least that meets', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (whole, tenThousandths) => {
          const threshold = tenThousandths / 10_000;
          const needed = neededFor(whole, threshold);
          expect(meetsThreshold(needed, whole, threshold)).toBe(true);
          if (needed > 0) expect(meetsThreshold(needed - 1, whole, threshold)).toBe(false);
          expect(weightMeetsThreshold([needed], [whole], threshold)).toBe(true);
        },
      ),
    );
    expect(neededFor(3, 1.5)).toBe(5);
    expect(neededFor(0, 0.7)).toBe(0);
  });

  test('weights beyond 2^53 in sum are still exact', () => {
    const heavy = Number.MAX_SAFE_INTEGER;
    expect(weightMeetsThreshold([heavy, 1], [heavy, 1, heavy, 1], 0.5)).toBe(true);
    expect(weightMeetsThreshold([heavy, 1], [heavy, 1, heavy, 2], 0.5)).toBe(false);
    expect(weightMeetsThreshold([], [], 0)).toBe(false);
    expect(weightMeetsThreshold([3, 4], [3, 4, 3], 0.7)).toBe(true);
  });

  test.each([Number.NaN, -0.1, Number.POSITIVE_INFINITY, '', '.5', '0,7', '1/2', 'x'])(
    'refuses the threshold %s',
    (threshold) => {
      expect(() => meetsThreshold(1, 2, threshold)).toThrow(/no threshold/);
    },
  );

  test('refuses parts that are none', () => {
    expect(() => meetsThreshold(3, 2, 0.5)).toThrow(/part 3 of 2/);
    expect(() => meetsThreshold(0.5, 2, 0.5)).toThrow(/part/);
    expect(() => meetsThreshold(-1, 2, 0.5)).toThrow(/part/);
    expect(() => weightMeetsThreshold([3], [2], 0.5)).toThrow(/weight 3 of 2/);
    expect(() => weightMeetsThreshold([0.5], [1], 0.5)).toThrow(/weight 0.5/);
  });
});
