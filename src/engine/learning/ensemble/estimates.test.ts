import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { estimateRound } from '../boosting/adaboostR2.ts';
import { rootMeanSquare } from '../metrics.ts';
import type { ErrorSubset } from './errorFront.ts';
import { findErrorFront, leastErrorWithin } from './errorFront.ts';
import { selectEstimators } from './selection.ts';

const errorOf = (values: readonly (readonly number[])[], targets: readonly number[]): number =>
  rootMeanSquare(
    targets,
    targets.map((_, row) => values.reduce((sum, own) => sum + own[row]!, 0) / values.length),
  ) ** 2;

describe('the front of cost and error', () => {
  const worlds = fc.record({
    values: fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    }),
    targets: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }),
    prices: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 }),
  });

  test('is what trying every subset finds', () => {
    fc.assert(
      fc.property(worlds, ({ values, targets, prices: six }) => {
        const prices = six.slice(0, values.length);
        const { front, isExact } = findErrorFront(values, targets, prices);
        expect(isExact).toBe(true);
        for (const { members, price, meanSquare } of front) {
          expect(price).toBe(members.reduce((sum, one) => sum + prices[one]!, 0));
          expect(meanSquare).toBeCloseTo(
            errorOf(
              members.map((one) => values[one]!),
              targets,
            ),
            9,
          );
        }
        for (let code = 1; code < 1 << values.length; code++) {
          const own = values.filter((_, i) => (code >> i) & 1);
          const price = prices
            .slice(0, values.length)
            .reduce((s, p, i) => s + ((code >> i) & 1) * p, 0);
          const best = leastErrorWithin(front, price) as ErrorSubset;
          expect(best.meanSquare).toBeLessThanOrEqual(errorOf(own, targets) + 1e-7);
        }
        const errors = front.map((subset) => subset.meanSquare);
        expect(errors).toEqual(errors.toSorted((one, other) => other - one));
      }),
    );
  });

  test('more than twenty members are climbed, which is said', () => {
    const choices = SeededChoices.named(1, 'many');
    const values = Array.from({ length: 24 }, () =>
      Array.from({ length: 10 }, () => choices.below(10)),
    );
    const { front, isExact } = findErrorFront(
      values,
      values[0]!,
      values.map(() => 1),
    );
    expect(isExact).toBe(false);
    expect(front[0]).toEqual({ members: [0], price: 1, meanSquare: 0 });
  });
});

test('selection by error takes the pair whose errors cancel', () => {
  const targets = [1, 2, 3, 4];
  const members = [
    [3, 4, 5, 6],
    [-1, 0, 1, 2],
    [9, 9, 9, 9],
  ].map((own) => Float64Array.from(own));
  const { weights, losses } = selectEstimators(members, targets, 10);
  expect(Math.min(...losses)).toBe(0);
  expect([...weights]).toEqual([0.5, 0.5, 0]);
});

describe('a round of boosting for numbers', () => {
  test('by hand: errors 0, 1, 2 and 4 of even weight', () => {
    // Shares of the largest: 0, 1/4, 1/2, 1; mean 7/16; β = 7/9.
    const { error, say, weights } = estimateRound([0, 1, 2, 4], new Float64Array(4).fill(0.25));
    expect(error).toBeCloseTo(7 / 16, 12);
    expect(say).toBeCloseTo(Math.log(9 / 7), 12);
    const raw = [7 / 9, (7 / 9) ** 0.75, (7 / 9) ** 0.5, 1];
    const sum = raw.reduce((total, one) => total + one, 0);
    raw.forEach((one, row) => expect(weights[row]).toBeCloseTo(one / sum, 12));
  });

  test('half the largest error is no better than chance, and none is as good as it gets', () => {
    const even = new Float64Array(2).fill(0.5);
    expect(estimateRound([1, 1], even)).toEqual({ error: 1, say: 0, weights: even });
    expect(estimateRound([0, 0], even).say).toBeCloseTo(Math.log(1e10), 6);
  });
});
