import fc from 'fast-check';
import highsLoader from 'highs';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../../../base/choices.ts';
import fixtureFile from '../auctions.fixtures.json' with { type: 'json' };
import { standingBid } from '../mechanism.ts';
import type { AuctionRules, StandingBid } from '../mechanism.ts';
import { brutePayment, bruteValue, randomBids } from './brute.testing.ts';
import { combinatorialVcg, determineWinners, vcgPayment } from './bundles.ts';
import { RECIPES, makeInstance, packingOfInstance, programmeOf } from './instances.testing.ts';
import { searchPacking } from './search.ts';

const RULES: AuctionRules = {
  reserve: 0,
  start: 0,
  increment: 1,
  isReserveHidden: false,
  units: 1,
};
const bundle = (
  bidder: number,
  items: readonly number[],
  amount: number,
  order: number,
  weight = 1_000,
): StandingBid => standingBid(bidder, amount, weight, order, items);

describe('MARKET-24 bundles: exact allocation, VCG payments', () => {
  const mechanism = combinatorialVcg();

  test('fixture CA-02: at most one bid of each bidder', () => {
    const { input, expected } = fixtureFile.fixtures.find(
      ({ id }) => id === 'CA-02',
    ) as unknown as {
      input: { bids: { id: string; bidder: string; items: number[]; value: number }[] };
      expected: { value: number; winning_bids: string[]; vcg_payments: Record<string, number> };
    };
    const bids = input.bids.map((bid, i) =>
      bundle(
        bid.bidder.charCodeAt(0),
        bid.items.map((item) => item - 1),
        bid.value,
        i + 1,
      ),
    );
    const winners = mechanism.allocate(RULES, bids);
    expect(winners.map(({ order }) => input.bids[order - 1]!.id)).toEqual(expected.winning_bids);
    expect(winners.reduce((sum, { amount }) => sum + amount, 0)).toBe(expected.value);
    const payments = mechanism.payments(RULES, winners, bids);
    expect(payments).toEqual(Object.values(expected.vcg_payments));
  });

  test('complements: VCG may bring nothing, and the earliest of equally good allocations wins', () => {
    const bids = [bundle(0, [0, 1], 100, 1), bundle(1, [0], 100, 2), bundle(2, [1], 100, 3)];
    const winners = mechanism.allocate(RULES, bids);
    expect(winners.map(({ bidder }) => bidder)).toEqual([1, 2]);
    // Each alone could be done without: the core would ask for 100.
    expect(mechanism.payments(RULES, winners, bids)).toEqual([0, 0]);
    const equal = [bundle(3, [0], 60, 1), bundle(2, [0, 1], 100, 2), bundle(1, [1], 40, 3)];
    expect(mechanism.allocate(RULES, equal).map(({ order }) => order)).toEqual([1, 3]);
  });

  test('1,000 random auctions: allocation and payments equal brute force', () => {
    for (let seed = 1; seed <= 1_000; seed++) {
      const bids = randomBids(seed);
      const reserve = seed % 3;
      const rules = { ...RULES, reserve };
      const able = bids.filter(({ amount, items }) => amount >= reserve * items.length);
      const { winners, value, bound } = determineWinners(rules, able);
      expect(value, `seed ${seed}`).toBe(bruteValue(able, reserve));
      expect(bound).toBe(value);
      const payments = mechanism.payments(rules, winners, able);
      winners.forEach((winner, i) => {
        const expected = brutePayment(able, winner, value, reserve);
        expect(payments[i], `seed ${seed}`).toBe(expected);
        expect(payments[i]).toBeLessThanOrEqual(winner.amount);
      });
    }
  });

  test('MARKET-23 10,000 random lies about bundles, weights and reserve included, and none pays', () => {
    const choices = SeededChoices.named(3, 'bundle lies');
    const worth = (true_: readonly StandingBid[], items: readonly number[]): number =>
      // What holds a wanted bundle is worth it.
      true_.reduce(
        (most, bid) =>
          bid.items.every((item) => items.includes(item)) ? Math.max(most, bid.amount) : most,
        0,
      );
    for (let i = 0; i < 1_000; i++) {
      const bids = randomBids(10_000 + i);
      const weight = 500 + 100 * choices.below(11);
      const wants = bids.filter(({ bidder }) => bidder === 0);
      // Each bundle that it wants, once, at what it is worth to it.
      const honest = [...new Map(wants.map((bid) => [bid.items.join(), bid])).values()].map(
        ({ items }, k) => bundle(0, items, worth(wants, items), 100 + k, weight),
      );
      const reserve = choices.below(3);
      const rules = { ...RULES, reserve };
      const isAble = ({ amount, items }: StandingBid): boolean => amount >= reserve * items.length;
      const others = bids.filter((bid) => bid.bidder !== 0 && isAble(bid));
      const without = determineWinners(rules, others).value;
      const gain = (stated: readonly StandingBid[]): number => {
        const { winners, value } = determineWinners(rules, [...others, ...stated.filter(isAble)]);
        const own = winners.find(({ bidder }) => bidder === 0);
        if (own === undefined) return 0;
        return worth(wants, own.items) - vcgPayment(rules, own, value, without);
      };
      const truthful = gain(honest);
      expect(truthful).toBeGreaterThanOrEqual(0);
      for (let lie = 0; lie < 10; lie++) {
        const lies = honest.map((bid) =>
          bundle(0, bid.items, Math.max(1, bid.amount + choices.below(31) - 15), bid.order, weight),
        );
        expect(gain(lies), `case ${i}`).toBeLessThanOrEqual(truthful);
      }
    }
  });

  test('a bid of exactly the reserve wins what nobody else wants, and pays it', () => {
    const rules = { ...RULES, reserve: 10 };
    const bids = [bundle(0, [0, 1], 20, 1), bundle(1, [2], 25, 2), bundle(2, [1, 2], 20, 3)];
    const winners = mechanism.allocate(rules, bids);
    expect(winners.map(({ order }) => order)).toEqual([1, 2]);
    expect(mechanism.payments(rules, winners, bids)).toEqual([20, 10]);
    expect(determineWinners(rules, [])).toMatchObject({ winners: [], value: 0, bound: 0 });
  });
});

describe('MARKET-25 winner determination', () => {
  test('an independent solver of integer programmes agrees', async () => {
    const highs = await highsLoader();
    for (const recipe of RECIPES) {
      const packing = packingOfInstance(makeInstance(recipe, 16, 40, 1));
      const found = searchPacking(packing);
      expect(found.isProven).toBe(true);
      const other = highs.solve(programmeOf(packing), { mip_rel_gap: 0, presolve: 'on' });
      expect(other.Status).toBe('Optimal');
      expect(Math.round(other.ObjectiveValue), recipe).toBe(found.value);
    }
  });

  test('a search that spends its budget says so: the gap holds the optimum', () => {
    const packing = packingOfInstance(makeInstance('uniform', 30, 100, 1));
    const exact = searchPacking(packing);
    const cut = searchPacking(packing, { workMost: 60_000 });
    expect(exact.isProven).toBe(true);
    expect(cut.isProven).toBe(false);
    expect(cut.value).toBeLessThanOrEqual(exact.value);
    expect(cut.bound).toBeGreaterThanOrEqual(exact.value);
    expect(cut.nodes).toBeLessThan(exact.nodes);
    // Incumbents only rise, and never pass the bound.
    const incumbents = exact.progress.map(({ incumbent }) => incumbent);
    expect(incumbents).toEqual(incumbents.toSorted((x, y) => x - y));
    for (const { incumbent, bound } of exact.progress) expect(incumbent).toBeLessThanOrEqual(bound);
    expect(exact.progress.at(-1)).toMatchObject({ incumbent: exact.value, bound: exact.value });
  });

  test('any packing: what is chosen fits together and is worth what is said', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RECIPES), fc.nat(10_000), (recipe, seed) => {
        const packing = packingOfInstance(makeInstance(recipe, 16, 30, seed));
        const { chosen, value } = searchPacking(packing);
        const used = chosen.flatMap((c) => [
          ...packing.rows.subarray(packing.starts[c], packing.starts[c + 1]),
        ]);
        expect(new Set(used).size).toBe(used.length);
        expect(chosen.reduce((sum, c) => sum + packing.values[c]!, 0)).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});
