import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../base/invariant.ts';
import type { Design } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import type { AuctionFormat } from '../protocols/marketCoordination/card.ts';
import { finishRun, openRun } from '../simulation.ts';
import { KNOWN_BY_RECORD, RIVALS_IN_EQUILIBRIUM, auctionDesign } from './designs.testing.ts';
import { LIES_PER_SITUATION, openTester } from './tester.ts';
import { addTallies, bestShare, gainAt } from './tally.ts';
import { sayVerdict, verdictOf } from './verdict.ts';

const UNITS = { ...KNOWN_BY_RECORD, template: { ...KNOWN_BY_RECORD.template, demand: 3 } };
const opened = (design: Design, seed?: number) =>
  present(openTester(design, 'sale', seed), 'tester');
const tried = (design: Design, format: AuctionFormat, deviations: number, seed?: number) =>
  opened(design, seed).test(format, 0, deviations / LIES_PER_SITUATION);
const money = (minor: number): string => (minor / 100).toFixed(2);

describe('no lie gains where truth is dominant', () => {
  const single = auctionDesign([KNOWN_BY_RECORD], { isWeighted: false }, 3_000);
  const weighted = auctionDesign([KNOWN_BY_RECORD], {}, 3_000);
  const units = auctionDesign([UNITS], { units: 5 }, 3_000);
  const bundles = auctionDesign([KNOWN_BY_RECORD], { items: 4 }, 2_000);

  test.each([
    ['Vickrey', single, 'vickrey', 10_000],
    ['score-weighted Vickrey', weighted, 'vickrey', 10_000],
    ['score-weighted VCG for units', units, 'vcg', 10_000],
    ['score-weighted VCG for bundles', bundles, 'combinatorial', 10_000],
  ] as const)('%s', (_, design, format, deviations) => {
    const tally = tried(design, format, deviations);
    expect(tally).toMatchObject({ deviations, gainful: 0, best: undefined });
    expect(tally.honestSum).toBeGreaterThan(0);
    expect(verdictOf(tally)).toBe('truthful');
    expect(sayVerdict(tally, money)).toBe(`None of ${deviations} lies gained.`);
    // The lies were no idle talk: stating less loses on average.
    const low = present(gainAt(present(tally.shares[0], 'a share')), 'a gain');
    expect(low.mean).toBeLessThan(-low.error);
  });

  test('whatever records, values, reserve and seed', () => {
    const anyBidder = fc.record({
      valuation: fc.integer({ min: 1, max: 20_000 }),
      demand: fc.integer({ min: 1, max: 4 }),
      reputation: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
    });
    fc.assert(
      fc.property(
        fc.array(anyBidder, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 8_000 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(1_000),
        (overrides, reserve, count, seed) => {
          const pool = { count: overrides.length, template: {}, overrides };
          const design = auctionDesign([pool], { units: count }, reserve);
          for (const format of ['vickrey', 'vcg'] as const)
            expect(tried(design, format, 60, seed).best).toBeUndefined();
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a lie gains where it should', () => {
  test.each(['sealed_bid', 'dutch'] as const)(
    '%s: rivals in equilibrium are best met by stating (n − 1)/n of the truth',
    (format) => {
      const design = auctionDesign([RIVALS_IN_EQUILIBRIUM], { clockDecrement: 20 });
      const tally = tried(design, format, 20_000);
      expect(verdictOf(tally)).toBe('gainful');
      expect(tally.gainful).toBeGreaterThan(0);
      // A fifth of five highest values, and a gain of 1/(n (n + 1)) of the highest possible, 20,000.
      const best = present(bestShare(tally), 'a share');
      expect(Math.abs(best.share - 80)).toBeLessThanOrEqual(5);
      const atBest = present(gainAt(present(tally.shares[8], '80 %')), 'a gain');
      expect(Math.abs(atBest.mean - 20_000 / 30)).toBeLessThan(4 * atBest.error + 20);
      expect(sayVerdict(tally, money)).toMatch(/^Stating \d+ % of the truth gains \d/);
    },
  );

  test('English: only jumps gain, and never more than two increments', () => {
    const design = auctionDesign([KNOWN_BY_RECORD], { isWeighted: false, increment: 200 });
    const tally = tried(design, 'english', 1_500);
    const best = present(tally.best, 'a find');
    expect(best.kind).toBe('jump');
    expect(best.gain).toBeLessThanOrEqual(400);
    expect(bestShare(tally)).toBeUndefined();
    expect(verdictOf(tally)).toBe('lucky');
  });

  test('under one price for all it pays to want less', () => {
    const design = auctionDesign([UNITS], { units: 5 });
    const tally = tried(design, 'uniform_price', 10_000);
    expect(tally.gainful).toBeGreaterThan(50);
  });

  test('a common value is best met by less than the signal', () => {
    const parameters = { commonValue: 10_000, signalSpread: 3_000 };
    const design = auctionDesign([{ count: 6, template: {} }], parameters);
    expect(present(bestShare(tried(design, 'vickrey', 10_000)), 'a share').share).toBeLessThan(100);
  });

  test('in a book it pays to name less than one would give', () => {
    const pools = [
      { count: 1, template: { valuation: 10_000 } },
      { count: 1, template: { valuation: 5_000, side: 'seller' } },
    ];
    const tally = tried(auctionDesign(pools, {}), 'double_auction', 3_000);
    expect(verdictOf(tally)).toBe('gainful');
  });
});

describe('the tester', () => {
  test.each(['vickrey', 'sealed_bid', 'dutch', 'vcg', 'uniform_price'] as const)(
    '%s: the truth brings what it brings in a run',
    (format) => {
      const values = [9_000, 14_000, 11_500, 12_300];
      const pool = {
        count: 4,
        template: { demand: 2 },
        overrides: values.map((valuation, i) => ({ valuation, reputation: 0.4 + i / 10 })),
      };
      const design = auctionDesign([pool], { format, units: 3 }, 2_000);
      const plan = present(compileDesign(design).plan, 'a plan');
      const { coordinations } = finishRun(openRun(plan)).summary();
      const { allocation } = present(coordinations[0], 'the sale').outcome as unknown as {
        allocation: { agent: string; units: number; price: number }[];
      };
      const tester = opened(design);
      values.forEach((value, i) => {
        const own = allocation.filter(({ agent }) => agent === `pool0/${i}`);
        const won = own.reduce((sum, { units }) => sum + units, 0);
        const worth = won * value - (won > 1 ? Math.round(value * 0.1) : 0);
        const paid = own.reduce((sum, { price }) => sum + price, 0);
        expect(tester.test(format, i, i + 1).honestSum).toBe(worth - paid);
      });
    },
  );

  test('gives the same however the work is cut', () => {
    const design = auctionDesign([KNOWN_BY_RECORD], {});
    const whole = opened(design).test('sealed_bid', 0, 90);
    const tester = opened(design);
    const parts = [
      tester.test('sealed_bid', 0, 7),
      tester.test('sealed_bid', 7, 45),
      tester.test('sealed_bid', 45, 90),
    ];
    expect(parts.reduce(addTallies)).toEqual(whole);
  });

  test('says which formats cannot be tried, and of what it knows nothing', () => {
    const buyers = opened(auctionDesign([{ count: 2, template: {} }], {}));
    expect(buyers.refused('double_auction')).toMatch(/no sellers/);
    expect(buyers.refused('vickrey')).toBeUndefined();
    const sellers = [
      { count: 2, template: { side: 'seller' } },
      { count: 1, template: {} },
    ];
    expect(opened(auctionDesign(sellers, {})).refused('vcg')).toMatch(/Some of the bidders sell/);
    expect(opened(auctionDesign(sellers.slice(0, 1), {})).refused('double_auction')).toMatch(
      /no buyers/,
    );
    expect(openTester(auctionDesign(sellers, {}), 'another')).toBeUndefined();
  });
});
