import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixtureFile from '../protocols/marketCoordination/mechanism/auctions.fixtures.json' with { type: 'json' };
import { eigenTrust, sharesOf } from './trust.ts';

const anyDealings = fc
  .integer({ min: 2, max: 8 })
  .chain((count) =>
    fc.array(fc.array(fc.integer({ min: -5, max: 9 }), { minLength: count, maxLength: count }), {
      minLength: count,
      maxLength: count,
    }),
  )
  .map((rows) => rows.map((row, i) => row.map((one, j) => (i === j ? 0 : one))));
const anyWeight = fc.constantFrom(0.05, 0.2, 0.5, 1);

/** The equation that trust solves, written out once more: the greatest difference between its sides. */
function residual(
  dealings: readonly (readonly number[])[],
  preTrusted: readonly number[],
  a: number,
  trust: readonly number[],
): number {
  const rows = dealings.map((row) => {
    const good = row.map((one) => Math.max(one, 0));
    const sum = good.reduce((x, y) => x + y, 0);
    return sum === 0 ? preTrusted : good.map((one) => one / sum);
  });
  const sides = trust.map((own, j) => {
    const heard = rows.reduce((sum, row, i) => sum + row[j]! * trust[i]!, 0);
    return Math.abs(own - ((1 - a) * heard + a * preTrusted[j]!));
  });
  return Math.max(...sides);
}

describe('trust', () => {
  test('fixture RP-02: 100/239, 205/478, 73/478 and nothing for whom nobody trusts', () => {
    const { input, expected } = fixtureFile.fixtures.find(
      ({ id }) => id === 'RP-02',
    ) as unknown as {
      input: { local_trust: number[][]; pretrusted: number[]; alpha: string };
      expected: { trust: string[] };
    };
    const rational = (text: string): number => {
      const [above = 0, below = 1] = text.split('/').map(Number);
      return above / below;
    };
    const preTrusted = sharesOf(
      input.local_trust.map((_, i) => (input.pretrusted.includes(i) ? 1 : 0)),
    );
    const { shares } = eigenTrust(input.local_trust, preTrusted, rational(input.alpha));
    expect(expected.trust).toEqual(['100/239', '205/478', '73/478', '0']);
    expected.trust.forEach((exact, i) =>
      expect(Math.abs(shares[i]! - rational(exact))).toBeLessThan(1e-12),
    );
    expect(shares[3]).toBe(0);
  });

  test('sums to 1, solves its equation and is reached from anywhere, in no more steps than (1 − a)^k allows', () => {
    fc.assert(
      fc.property(anyDealings, anyWeight, fc.nat(7), (dealings, a, first) => {
        const one = sharesOf(dealings.map((_, i) => (i === first ? 1 : 0)));
        const preTrusted = sharesOf(dealings.map((_, i) => (i % 2 === first % 2 ? 1 : 0)));
        const { shares, steps } = eigenTrust(dealings, preTrusted, a);
        expect(Math.abs(shares.reduce((x, y) => x + y, 0) - 1)).toBeLessThan(1e-12);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        expect(residual(dealings, preTrusted, a, shares)).toBeLessThan(1e-12);
        // Two trusts differ by at most 2, and each step leaves 1 − a of a difference.
        const stepsMost = a === 1 ? 2 : Math.ceil(Math.log(1e-13 / 2) / Math.log(1 - a)) + 1;
        expect(steps).toBeLessThanOrEqual(stepsMost);
        // Another beginning comes to the same: a map that shrinks differences has one fixed point.
        let other = one;
        for (let k = 0; k < stepsMost; k++) other = stepped(dealings, preTrusted, a, other);
        other.forEach((share, i) => expect(Math.abs(share - shares[i]!)).toBeLessThan(1e-11));
      }),
    );
  });

  test('whoever is not pre-trusted and is praised by nobody has none, however much it praises its friends', () => {
    fc.assert(
      fc.property(anyDealings, fc.integer({ min: 1, max: 1_000 }), (honest, praise) => {
        const count = honest.length;
        // Two who praise one another, and whom no honest peer has dealt with.
        const dealings = [...honest.map((row) => [...row, 0, 0]), [], []];
        dealings[count] = [...honest.map(() => 0), 0, praise];
        dealings[count + 1] = [...honest.map(() => 0), praise, 0];
        const preTrusted = sharesOf(dealings.map((_, i) => (i < count ? 1 : 0)));
        const { shares } = eigenTrust(dealings, preTrusted);
        expect(shares.slice(count)).toEqual([0, 0]);
      }),
    );
  });

  test('with everything from the beginning the pre-trusted keep all of it', () => {
    expect(
      eigenTrust(
        [
          [0, 1],
          [1, 0],
        ],
        [1, 0],
        1,
      ).shares,
    ).toEqual([1, 0]);
    expect(() => eigenTrust([[0]], [1], 0)).toThrow(/pre-trust/);
  });
});

function stepped(
  dealings: readonly (readonly number[])[],
  preTrusted: readonly number[],
  a: number,
  trust: readonly number[],
): readonly number[] {
  const next = trust.map((_, j) => a * preTrusted[j]!);
  dealings.forEach((row, i) => {
    const sum = row.reduce((x, y) => x + Math.max(0, y), 0);
    row.forEach((one, j) => {
      const share = sum === 0 ? preTrusted[j]! : Math.max(0, one) / sum;
      next[j] = next[j]! + (1 - a) * trust[i]! * share;
    });
  });
  return next;
}
