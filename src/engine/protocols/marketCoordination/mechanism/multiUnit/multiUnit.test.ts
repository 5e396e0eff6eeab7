import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../../../base/choices.ts';
import { standingBid } from '../mechanism.ts';
import type { AuctionRules, Mechanism, StandingBid } from '../mechanism.ts';
import { highestLosing, lowestAccepted, multiUnitVcg } from './multiUnit.ts';

const rulesFor = (units: number, reserve = 0): AuctionRules => ({
  reserve,
  start: 0,
  increment: 1,
  isReserveHidden: false,
  units,
});

/** Unit bids in the order of the lists: one list of falling amounts for each bidder. */
function unitBids(lists: readonly (readonly number[])[], weights: readonly number[] = []) {
  let order = 0;
  return lists.flatMap((amounts, bidder) =>
    amounts.map((amount) => standingBid(bidder, amount, weights[bidder] ?? 1_000, ++order)),
  );
}

/** By bidder: units won and what they cost. */
function sell(mechanism: Mechanism, rules: AuctionRules, bids: readonly StandingBid[]) {
  const able = bids.filter(({ amount }) => amount >= mechanism.minimum(rules, undefined, 1_000));
  const winners = mechanism.allocate(rules, able);
  const payments = mechanism.payments(rules, winners, able);
  const won = new Map<number, { units: number; paid: number }>();
  winners.forEach(({ bidder }, i) => {
    const { units, paid } = won.get(bidder) ?? { units: 0, paid: 0 };
    won.set(bidder, { units: units + 1, paid: paid + payments[i]! });
  });
  return won;
}
const utility = (
  mechanism: Mechanism,
  rules: AuctionRules,
  bids: readonly StandingBid[],
  values: readonly number[],
): number => {
  const { units, paid } = sell(mechanism, rules, bids).get(0) ?? { units: 0, paid: 0 };
  return values.slice(0, units).reduce((sum, value) => sum + value, 0) - paid;
};

describe('MARKET-22 several units', () => {
  test('all pay one price: the highest that lost, or the lowest that won; a tie at the margin goes to the earlier', () => {
    const bids = unitBids([[90, 70], [80, 70], [70], [40]]);
    const rules = rulesFor(3);
    expect([...sell(highestLosing, rules, bids)]).toEqual([
      [0, { units: 2, paid: 140 }],
      [1, { units: 1, paid: 70 }],
    ]);
    expect(sell(lowestAccepted, rules, bids).get(1)).toEqual({ units: 1, paid: 70 });
    // With a unit to spare nobody loses: the reserve, or nothing.
    expect(sell(highestLosing, rulesFor(9), bids).get(0)).toEqual({ units: 2, paid: 0 });
    expect(sell(highestLosing, rulesFor(9, 50), bids).get(0)).toEqual({ units: 2, paid: 100 });
    expect(sell(highestLosing, rulesFor(9, 50), bids).has(3)).toBe(false);
  });

  test('demand reduction pays under one price (100 over 70) and not under VCG (100 under 130)', () => {
    const [truth, less] = [unitBids([[100, 90], [60]]), unitBids([[100], [60]])];
    const rules = rulesFor(2);
    expect(utility(highestLosing, rules, truth, [100, 90])).toBe(70);
    expect(utility(highestLosing, rules, less, [100, 90])).toBe(100);
    expect(utility(multiUnitVcg, rules, truth, [100, 90])).toBe(130);
    expect(utility(multiUnitVcg, rules, less, [100, 90])).toBe(100);
  });

  test('VCG: each unit costs the bid that it displaced', () => {
    const bids = unitBids([
      [100, 80, 60],
      [90, 70],
      [85, 40],
    ]);
    // Four units: 100, 90, 85, 80. Without the first the others win 90, 85, 70, 40; it took 70 and 40.
    expect([...sell(multiUnitVcg, rulesFor(4), bids)]).toEqual([
      [0, { units: 2, paid: 110 }],
      [1, { units: 1, paid: 60 }],
      [2, { units: 1, paid: 70 }],
    ]);
  });

  test('MARKET-23 VCG with weights: 10,000 random lies and none pays; under one price some do', () => {
    const choices = SeededChoices.named(1, 'lies');
    const falling = (count: number): number[] =>
      Array.from({ length: count }, () => 1 + choices.below(100)).toSorted((x, y) => y - x);
    let gainsUnderOnePrice = 0;
    for (let i = 0; i < 10_000; i++) {
      const rules = rulesFor(1 + choices.below(5), choices.below(3) * 15);
      const weights = [0, 1, 2, 3].map(() => 500 + choices.below(1_001));
      const values = falling(1 + choices.below(4));
      const others = [0, 1, 2].map(() => falling(1 + choices.below(3)));
      const lie = falling(1 + choices.below(5));
      const [honest, lying] = [values, lie].map((own) => unitBids([own, ...others], weights));
      const worth = [...values, 0, 0, 0, 0];
      expect(utility(multiUnitVcg, rules, lying!, worth), `case ${i}`).toBeLessThanOrEqual(
        utility(multiUnitVcg, rules, honest!, worth),
      );
      if (
        utility(highestLosing, rules, lying!, worth) > utility(highestLosing, rules, honest!, worth)
      )
        gainsUnderOnePrice++;
    }
    expect(gainsUnderOnePrice).toBeGreaterThan(50);
  });

  const market = fc.record({
    units: fc.integer({ min: 1, max: 6 }),
    reserve: fc.constantFrom(0, 20),
    lists: fc.array(
      fc
        .array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
        .map((list) => list.toSorted((x, y) => y - x)),
      { minLength: 2, maxLength: 5 },
    ),
    weights: fc.array(fc.integer({ min: 500, max: 1_500 }), { minLength: 5, maxLength: 5 }),
  });

  test.each([
    ['highest losing', highestLosing],
    ['lowest accepted', lowestAccepted],
    ['VCG', multiUnitVcg],
  ])('%s: nobody pays more than it bid, or less than the reserve, or is paid', (_, mechanism) => {
    fc.assert(
      fc.property(market, ({ units, reserve, lists, weights }) => {
        const rules = rulesFor(units, reserve);
        const bids = unitBids(lists, weights).filter(({ amount }) => amount >= reserve);
        const winners = mechanism.allocate(rules, bids);
        const payments = mechanism.payments(rules, winners, bids);
        expect(winners).toHaveLength(Math.min(units, bids.length));
        for (const [bidder, { units: won, paid }] of sell(mechanism, rules, bids)) {
          const bid = lists[bidder]!.slice(0, won).reduce((sum, amount) => sum + amount, 0);
          expect(paid).toBeLessThanOrEqual(bid);
        }
        for (const payment of payments) expect(payment).toBeGreaterThanOrEqual(reserve);
      }),
      { numRuns: 300 },
    );
  });

  test('a higher bid never wins less (monotone)', () => {
    fc.assert(
      fc.property(market, fc.integer({ min: 1, max: 40 }), ({ units, lists, weights }, more) => {
        const raised = [lists[0]!.map((amount) => amount + more), ...lists.slice(1)];
        const won = (all: readonly (readonly number[])[]): number =>
          sell(multiUnitVcg, rulesFor(units), unitBids(all, weights)).get(0)?.units ?? 0;
        expect(won(raised)).toBeGreaterThanOrEqual(won(lists));
      }),
      { numRuns: 200 },
    );
  });

  test('ten values of which three win: the highest that lost is (n − k)/(n + 1) on average', () => {
    const choices = SeededChoices.named(2, 'uniform price');
    const [count, top] = [20_000, 1_000_000];
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const bids = unitBids(Array.from({ length: 10 }, () => [1 + choices.below(top)]));
      const winners = highestLosing.allocate(rulesFor(3), bids);
      sum += highestLosing.payments(rulesFor(3), winners, bids)[0]! / top;
    }
    // The fourth of ten has deviation √(7·4 / (11²·12)) = 0.139.
    expect(Math.abs(sum / count - 7 / 11)).toBeLessThan((3 * 0.139) / Math.sqrt(count));
  });
});
