import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixtureFile from './auctions.fixtures.json' with { type: 'json' };
import { clockPrice, personalPrice, ticksOf } from './dutch.ts';
import { climb } from './climb.testing.ts';
import { proxyOutcome, refuseRaise } from './english.ts';
import { SINGLE_ITEM, ceilingOf, standingBid, tiesOf, weightMilliOf } from './mechanism.ts';
import type { AuctionRules, StandingBid } from './mechanism.ts';
import { addPrice, emptyHistory, slopeOf, volatilityOf } from './priceStatistics.ts';
import { roundBase, roundLimit } from './rounds.ts';
import targets from './targets.fixtures.json' with { type: 'json' };
import { readBid } from './validation.ts';

const RULES: AuctionRules = {
  reserve: 0,
  start: 0,
  increment: 50,
  isReserveHidden: false,
  units: 1,
};
const idOf = (bidder: number): string => String.fromCharCode(65 + bidder);
const numberOf = (id: string): number => id.charCodeAt(0) - 65;
const fixture = (id: string) => {
  const found = fixtureFile.fixtures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fixture ${id}`);
  return found as unknown as { input: never; expected: never };
};

interface SealedCase {
  bids: { id: string; amount: number; rep: number; seq: number }[];
  reserve: number;
}
interface Expected {
  winner: string | null;
  payment: number | null;
  effective?: Record<string, number>;
}

/** Opens a sealed auction on a list of bids: those that are invalid do not take part. */
function sealed(format: keyof typeof SINGLE_ITEM, { bids, reserve }: SealedCase) {
  const mechanism = SINGLE_ITEM[format];
  const rules = { ...RULES, reserve };
  const all = bids.map((bid) =>
    standingBid(numberOf(bid.id), bid.amount, weightMilliOf(bid.rep, true), bid.seq),
  );
  const valid = all.filter(
    (bid) => bid.amount >= mechanism.minimum(rules, undefined, bid.weightMilli),
  );
  const winner = mechanism.allocate(rules, valid)[0];
  return {
    winner: winner === undefined ? null : idOf(winner.bidder),
    payment: winner === undefined ? null : mechanism.payments(rules, [winner], valid)[0]!,
    effective: Object.fromEntries(all.map((bid) => [idOf(bid.bidder), bid.effective])),
  };
}

/** The fixtures beside some of our own, named by what they are. */
const bid = (id: string, amount: number, rep: number, seq: number) => ({ id, amount, rep, seq });
const OWN_SEALED: [string, keyof typeof SINGLE_ITEM, SealedCase, string | null, number | null][] = [
  [
    'a single bidder pays the reserve',
    'vickrey',
    { bids: [bid('A', 900, 500, 1)], reserve: 300 },
    'A',
    300,
  ],
  [
    'a single bidder pays nothing without one',
    'vickrey',
    { bids: [bid('A', 900, 500, 1)], reserve: 0 },
    'A',
    0,
  ],
  [
    'a duplicate of the top amount sets the price',
    'vickrey',
    { bids: [bid('A', 900, 500, 1), bid('B', 900, 500, 2), bid('C', 700, 500, 3)], reserve: 0 },
    'A',
    900,
  ],
  [
    'against an earlier rival the critical bid is one more',
    'vickrey',
    { bids: [bid('A', 700, 500, 1), bid('B', 900, 500, 2)], reserve: 0 },
    'B',
    701,
  ],
  [
    'an exact tie that doubles would miss',
    'vickrey',
    { bids: [bid('A', 700, 600, 1), bid('B', 550, 900, 2)], reserve: 0 },
    'A',
    700,
  ],
  [
    'a quotient that doubles would round up past the bid itself',
    'vickrey',
    { bids: [bid('A', 110, 0, 1), bid('B', 50, 600, 2)], reserve: 0 },
    'A',
    110,
  ],
  [
    'weighted first price pays raw, never effective',
    'sealed_bid',
    { bids: [bid('A', 700, 1000, 1), bid('B', 900, 500, 2)], reserve: 0 },
    'A',
    700,
  ],
  [
    'a bid equal to the reserve is valid',
    'sealed_bid',
    { bids: [bid('A', 5, 0, 1)], reserve: 5 },
    'A',
    5,
  ],
];

describe('sealed auctions', () => {
  test.each(['FP-01', 'VK-01', 'VK-04', 'VK-08', 'VK-09', 'VK-11'])(
    'MARKET-1 fixture %s exactly',
    (id) => {
      const { input, expected } = fixture(id) as { input: SealedCase; expected: Expected };
      const found = sealed(id.startsWith('FP') ? 'sealed_bid' : 'vickrey', input);
      expect(found).toMatchObject({ winner: expected.winner, payment: expected.payment });
      if (expected.effective !== undefined) expect(found.effective).toEqual(expected.effective);
    },
  );

  test.each(OWN_SEALED)('MARKET-1 %s', (_name, format, input, winner, payment) => {
    expect(sealed(format, input)).toMatchObject({ winner, payment });
  });

  test('MARKET-2 ties are found and go to the earlier bid', () => {
    const bids = [
      standingBid(0, 550, 1400, 2),
      standingBid(1, 700, 1100, 1),
      standingBid(2, 1, 500, 3),
    ];
    const winner = SINGLE_ITEM.vickrey.allocate(RULES, bids)[0]!;
    expect(winner.bidder).toBe(1);
    expect(tiesOf(winner, bids).map((one) => one.bidder)).toEqual([0]);
  });
});

const anyBids = fc
  .array(
    fc.record({ amount: fc.integer({ min: 1, max: 60 }), rep: fc.integer({ min: 0, max: 1000 }) }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((list) =>
    fc
      .shuffledSubarray(
        list.map((_, i) => i + 1),
        { minLength: list.length },
      )
      .map((orders) => list.map((one, i) => standingBid(i, one.amount, 500 + one.rep, orders[i]!))),
  );

describe('MARKET-3 the Vickrey payment is critical', () => {
  const mechanism = SINGLE_ITEM.vickrey;
  const wins = (bids: readonly StandingBid[], who: number, amount: number): boolean => {
    const own = bids.find((one) => one.bidder === who)!;
    const changed = standingBid(who, amount, own.weightMilli, own.order);
    const all = bids.map((one) => (one.bidder === who ? changed : one));
    return mechanism.allocate(RULES, all)[0]!.bidder === who;
  };

  test('it is the least amount that still wins, and at most the bid', () => {
    fc.assert(
      fc.property(anyBids, (bids) => {
        const winner = mechanism.allocate(RULES, bids)[0]!;
        const payment = mechanism.payments(RULES, [winner], bids)[0]!;
        expect(payment).toBeLessThanOrEqual(winner.amount);
        expect(wins(bids, winner.bidder, Math.max(1, payment))).toBe(true);
        if (payment > 1) expect(wins(bids, winner.bidder, payment - 1)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('whole numbers: scaling all money by a million scales winner and payment to the unit', () => {
    fc.assert(
      fc.property(anyBids, (bids) => {
        const scaled = bids.map((one) =>
          standingBid(one.bidder, one.amount * 1_000_000, one.weightMilli, one.order),
        );
        const winner = mechanism.allocate(RULES, scaled)[0]!;
        expect(winner.bidder).toBe(mechanism.allocate(RULES, bids)[0]!.bidder);
        let exact = 0n;
        for (const rival of scaled) {
          if (rival.bidder === winner.bidder) continue;
          const weight = BigInt(winner.weightMilli);
          const effective = BigInt(rival.amount) * BigInt(rival.weightMilli);
          const least =
            winner.order < rival.order
              ? (effective + weight - 1n) / weight
              : effective / weight + 1n;
          if (least > exact) exact = least;
        }
        expect(BigInt(mechanism.payments(RULES, [winner], scaled)[0]!)).toBe(exact);
      }),
      { numRuns: 300 },
    );
  });
});

describe('MARKET-4 truth is dominant in the weighted Vickrey auction', () => {
  const WEIGHTS = [500, 800, 1_000, 1_200, 1_500];
  const TRIED_MOST = 75;
  type Charge = 'critical' | 'effective' | 'raw_second';

  /** Utility of bidder 0 with value `value` when it bids `amount` against a rival that came earlier. */
  function utility(
    charge: Charge,
    value: number,
    amount: number,
    [w1, w2]: readonly [number, number],
    rival: number,
  ): number {
    if (amount === 0) return 0;
    const own = standingBid(0, amount, w1, 2);
    const other = standingBid(1, rival, w2, 1);
    const bids = rival === 0 ? [own] : [own, other];
    const winner = SINGLE_ITEM.vickrey.allocate(RULES, bids)[0]!;
    if (winner.bidder !== 0) return 0;
    if (charge === 'critical') return value - SINGLE_ITEM.vickrey.payments(RULES, [own], bids)[0]!;
    return value - (charge === 'effective' ? other.effective / 1_000 : rival);
  }

  /** How many cases of the whole grid allow a profitable lie, and in how many the truth loses money. */
  function grid(charge: Charge): { cases: number; lies: number; losses: number } {
    // What is charged otherwise does not depend on the bid: to win and to lose are all that can be tried.
    const tried =
      charge === 'critical'
        ? Array.from({ length: TRIED_MOST + 1 }, (_, amount) => amount)
        : [0, TRIED_MOST];
    let [cases, lies, losses] = [0, 0, 0];
    for (const w1 of WEIGHTS)
      for (const w2 of WEIGHTS)
        for (let value = 0; value <= 24; value++)
          for (let rival = 0; rival <= 24; rival++) {
            cases++;
            const honest = utility(charge, value, value, [w1, w2], rival);
            if (honest < 0) losses++;
            if (tried.some((amount) => utility(charge, value, amount, [w1, w2], rival) > honest))
              lies++;
          }
    return { cases, lies, losses };
  }

  const { cases, ...charges } = targets.weighted_vickrey_truthfulness_exhaustive;
  test.each(Object.entries(charges))(
    'exhaustive grid of 15,625 cases, charged by %s: lies that gain and truths that lose, exactly',
    (charge, found) => {
      expect(grid(charge as Charge)).toEqual({ cases, ...found });
    },
  );
});

interface EnglishCase {
  bids: [string, number][];
  start: number;
  increment: number;
  reserve: number;
  reputation_milli?: Record<string, number>;
}

describe('rising auctions', () => {
  test.each(['EN-01', 'EN-02', 'EN-03'])('MARKET-5 fixture %s exactly', (id) => {
    const { input, expected } = fixture(id) as {
      input: EnglishCase;
      expected: Expected & { log: object[]; next_minimum_raw_after_seq2?: Record<string, number> };
    };
    const { start, increment, reserve } = input;
    const rules: AuctionRules = { start, increment, reserve, isReserveHidden: true, units: 1 };
    const reasons = { already_leading: 'already leading', bid_too_low: 'below minimum increment' };
    let leader: StandingBid | undefined;
    const log = input.bids.map(([who, amount], i) => {
      const weightMilli = weightMilliOf(input.reputation_milli?.[who] ?? 500, true);
      const code = refuseRaise(rules, leader, { bidder: numberOf(who), amount, weightMilli });
      if (code === undefined) leader = standingBid(numberOf(who), amount, weightMilli, i + 1);
      if (i === 1)
        for (const [other, minimum] of Object.entries(expected.next_minimum_raw_after_seq2 ?? {})) {
          const weight = weightMilliOf(input.reputation_milli?.[other] ?? 500, true);
          expect(SINGLE_ITEM.english.minimum(rules, leader, weight)).toBe(minimum);
        }
      const reason = code === undefined ? '' : reasons[code];
      return { seq: i + 1, bidder: who, amount, accepted: code === undefined, reason };
    });
    expect(log).toEqual(expected.log);
    const winner = SINGLE_ITEM.english.allocate(rules, leader === undefined ? [] : [leader])[0];
    expect(winner === undefined ? null : idOf(winner.bidder)).toBe(expected.winner);
    const payment = winner && SINGLE_ITEM.english.payments(rules, [winner], [winner])[0]!;
    expect(payment ?? null).toBe(expected.payment);
  });

  test.each(['EN-04', 'EN-05'])('MARKET-5 fixture %s exactly', (id) => {
    const { input, expected } = fixture(id) as {
      input: { max_bids: [string, number][]; start: number; increment: number };
      expected: Expected;
    };
    const rules = { ...RULES, start: input.start, increment: input.increment };
    const maxima = input.max_bids.map(([who, amount], i) =>
      standingBid(numberOf(who), amount, 1000, i + 1),
    );
    const found = proxyOutcome(rules, maxima)!;
    expect([idOf(found.winner.bidder), found.price]).toEqual([expected.winner, expected.payment]);
  });

  test('MARKET-6 an open reserve refuses bids below it, a hidden one only the sale', () => {
    const rules = { ...RULES, start: 100, reserve: 700 };
    const low = { bidder: 0, amount: 699, weightMilli: 1000 };
    expect(refuseRaise(rules, undefined, low)).toBe('bid_too_low');
    expect(refuseRaise(rules, undefined, { ...low, amount: 700 })).toBeUndefined();
    const hidden = { ...rules, isReserveHidden: true, units: 1 };
    expect(refuseRaise(hidden, undefined, low)).toBeUndefined();
    expect(SINGLE_ITEM.english.allocate(hidden, [standingBid(0, 699, 1000, 1)])).toEqual([]);
    expect(SINGLE_ITEM.english.minimum(hidden, undefined, 1500)).toBe(100);
    expect(SINGLE_ITEM.english.minimum(RULES, undefined, 1000)).toBe(1);
  });

  test('every raise is enough: the least one is taken, one less is refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 500, max: 1500 }),
        fc.integer({ min: 500, max: 1500 }),
        fc.integer({ min: 1, max: 5_000 }),
        (amount, leading, own, increment) => {
          const rules = { ...RULES, increment };
          const leader = standingBid(0, amount, leading, 1);
          const least = SINGLE_ITEM.english.minimum(rules, leader, own);
          expect(least * own).toBeGreaterThanOrEqual(leader.effective + increment * 1000);
          expect((least - 1) * own).toBeLessThan(leader.effective + increment * 1000);
          const raise = { bidder: 1, amount: least, weightMilli: own };
          expect(refuseRaise(rules, leader, raise)).toBeUndefined();
          expect(refuseRaise(rules, leader, { ...raise, amount: least - 1 })).toBe('bid_too_low');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a climb by least raises and the proxies end within one increment of each other', () => {
    fc.assert(
      fc.property(anyBids, fc.integer({ min: 1, max: 9 }), fc.nat(), (bids, increment, luck) => {
        const rules = { ...RULES, increment, start: 1 };
        let turn = luck;
        const climbed = climb(rules, bids, (count) => turn++ % count)!;
        const proxied = proxyOutcome(rules, bids)!;
        // Each may miss the better bidder by less than an increment on the effective scale.
        const best = Math.max(...bids.map((one) => one.effective));
        const slack = (increment + 2) * 1500;
        const valueOf = (who: number): number => bids[who]!.effective;
        expect(valueOf(proxied.winner.bidder)).toBe(best);
        expect(valueOf(climbed.bidder)).toBeGreaterThan(best - slack);
        const price = proxied.price * proxied.winner.weightMilli;
        expect(Math.abs(climbed.effective - price)).toBeLessThanOrEqual(2 * slack);
      }),
      { numRuns: 300 },
    );
  });
});

interface DutchCase {
  bidders: { id: string; threshold: number; seq: number }[];
  start: number;
  decrement: number;
  floor: number;
}

describe('falling clocks', () => {
  test.each(['DU-01', 'DU-02', 'DU-03'])('MARKET-7 fixture %s exactly', (id) => {
    const { input: clock, expected } = fixture(id) as {
      input: DutchCase;
      expected: Expected & { tick?: number; path?: number[]; last_clock?: number; ticks?: number };
    };
    const path: number[] = [];
    let taken: StandingBid[] = [];
    for (let tick = 0; tick < ticksOf(clock) && taken.length === 0; tick++) {
      const price = clockPrice(clock, tick);
      path.push(price);
      taken = clock.bidders
        .filter((one) => one.threshold >= price)
        .map((one) => standingBid(numberOf(one.id), price, 1000, one.seq));
    }
    const winner = SINGLE_ITEM.dutch.allocate(RULES, taken)[0];
    expect(winner === undefined ? null : idOf(winner.bidder)).toBe(expected.winner);
    expect(winner?.amount ?? null).toBe(expected.payment);
    if (expected.path !== undefined) expect(path).toEqual(expected.path);
    if (expected.tick !== undefined) expect(path.length - 1).toBe(expected.tick);
    if (expected.ticks !== undefined) expect(path).toHaveLength(expected.ticks);
    if (expected.last_clock !== undefined) expect(path.at(-1)).toBe(expected.last_clock);
  });

  test('MARKET-7 the floor is shown even where the decrement would step over it', () => {
    const clock = { start: 100, decrement: 30, floor: 25 };
    const shown = Array.from({ length: ticksOf(clock) }, (_, tick) => clockPrice(clock, tick));
    expect(shown).toEqual([100, 70, 40, 25]);
    expect(ticksOf({ start: 10, decrement: 30, floor: 25 })).toBe(1);
    expect(clockPrice({ start: 10, decrement: 30, floor: 25 }, 0)).toBe(25);
    expect(personalPrice(clock, 0, 1500)).toBe(67);
    expect(personalPrice(clock, 0, 500)).toBe(200);
    expect(personalPrice(clock, 3, 1500)).toBe(25);
  });
});

describe('rounds, prices and bids from strangers', () => {
  test('MARKET-8 fixture RD-01 exactly, and the linear rule', () => {
    const { input, expected } = fixture('RD-01') as {
      input: { base_ms: Record<string, number>; max_rounds: number };
      expected: { timeouts_ms: Record<string, number[]>; min_test_base_12000: number[] };
    };
    const limits = (base: number, shrink: 'compound' | 'linear' = 'compound'): number[] =>
      [1, 2, 3, 4, 5].map((round) => roundLimit(base, round, shrink) / 1_000);
    const formats = {
      english: 'english',
      dutch: 'dutch',
      sealed_first_price: 'sealed_bid',
      vickrey: 'vickrey',
    } as const;
    for (const [name, format] of Object.entries(formats)) {
      expect(roundBase(format, 0)).toBe(input.base_ms[name]! * 1_000);
      expect(limits(roundBase(format, 0))).toEqual(expected.timeouts_ms[name]);
    }
    expect(limits(12_000_000)).toEqual(expected.min_test_base_12000);
    expect(limits(30_000_000, 'linear')).toEqual([30_000, 27_000, 24_000, 21_000, 18_000]);
    expect(limits(12_000_000, 'linear')).toEqual([12_000, 10_800, 10_000, 10_000, 10_000]);
    expect(roundLimit(30_000_000, 20, 'linear')).toBe(10_000_000);
    expect(roundLimit(3_600_000_000, 20, 'compound')).toBe(Math.round(3_600_000_000 * 0.9 ** 19));
    expect(roundBase('english', 12_000_000)).toBe(12_000_000);
  });

  test('MARKET-9 fixture DP-02: volatility and slope', () => {
    const { input, expected } = fixture('DP-02') as {
      input: { prices: number[]; lambda_: number };
      expected: { ewma_variance: number; ewma_vol: number; ols_slope_per_step: string };
    };
    const history = emptyHistory();
    for (const price of input.prices) addPrice(history, price, input.lambda_);
    expect(history.variance).toBeCloseTo(expected.ewma_variance, 15);
    expect(volatilityOf(history)).toBeCloseTo(expected.ewma_vol, 15);
    const { numerator, denominator } = slopeOf(history);
    const [above, below] = expected.ols_slope_per_step.split('/').map(Number);
    expect(numerator * below!).toBe(above! * denominator);
    expect(slopeOf(emptyHistory())).toEqual({ numerator: 0, denominator: 1 });
  });

  test.each([
    ['invalid_format', 'forty', 'p/0'],
    ['invalid_format', [1], 'p/0'],
    ['invalid_format', null, 'p/0'],
    ['missing_amount', { agentId: 'p/0' }, 'p/0'],
    ['missing_agent_id', { amount: 5 }, 'p/0'],
    ['invalid_amount', { agentId: 'p/0', amount: 0 }, 'p/0'],
    ['invalid_amount', { agentId: 'p/0', amount: -5 }, 'p/0'],
    ['invalid_amount', { agentId: 'p/0', amount: 1.5 }, 'p/0'],
    ['invalid_amount', { agentId: 'p/0', amount: Infinity }, 'p/0'],
    ['invalid_amount', { agentId: 'p/0', amount: '5' }, 'p/0'],
    ['invalid_amount', { agentId: 'p/0', amount: 1e12 + 1 }, 'p/0'],
    ['unauthorized_participant', { agentId: 'p/1', amount: 5 }, 'p/0'],
    ['unauthorized_participant', { agentId: 'p/0', amount: 5 }, undefined],
  ] as const)('MARKET-10 %s: %j', (code, content, sender) => {
    expect(readBid(content, sender)).toEqual({ kind: 'refused', code });
  });

  test('a good bid is read as it is', () => {
    expect(readBid({ agentId: 'p/0', amount: 7 }, 'p/0')).toEqual({ kind: 'bid', amount: 7 });
  });

  test('the ceiling is exact for every whole quotient', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 1500 }), (numerator, denominator) => {
        const exact = (BigInt(numerator) + BigInt(denominator) - 1n) / BigInt(denominator);
        expect(BigInt(ceilingOf(numerator, denominator))).toBe(exact);
      }),
    );
  });
});
