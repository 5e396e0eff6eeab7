import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf, outcomeOf } from '../../../kernel/testing/told.testing.ts';
import type { Simulation } from '../../../kernel/simulation.ts';
import { expectGolden } from '../../testing/golden.testing.ts';
import { crash, misbehave, openRehearsal, rehearse } from '../../testing/rehearsal.testing.ts';
import type { Rehearsal } from '../../testing/rehearsal.testing.ts';
import { IGNORE_REASONS, REJECTION_CODES, marketCard } from '../card.ts';
import { MARKET_PROPERTIES } from '../properties.ts';

type Wishes = Omit<Rehearsal, 'protocol' | 'kind'>;

const GOOD = { good: { name: 'spectrum', reserve: 1_000 } };
const sale = (wishes: Wishes): Rehearsal => ({
  protocol: 'market_coordination',
  kind: 'bidder',
  resources: GOOD,
  ...wishes,
});
const valuing = (...valuations: number[]): Wishes['agents'] =>
  valuations.map((valuation) => ({ valuation }));
const FIVE = valuing(8_000, 12_000, 9_500, 4_000, 10_800);

/** One run of each sort, by what is out of the ordinary. */
const RUNS: Readonly<Record<string, Rehearsal>> = {
  english: sale({ agents: FIVE }),
  'english, another seed': sale({ agents: FIVE, seed: 2 }),
  'english, weighted': sale({
    agents: [
      { valuation: 10_000, reputation: 0.2 },
      { valuation: 9_000, reputation: 0.9 },
      { valuation: 11_000, reputation: 0.5 },
    ],
  }),
  'english, jumps and snipers': sale({
    agents: [
      { valuation: 9_000, strategy: 'jump' },
      { valuation: 10_000, strategy: 'sniping' },
      { valuation: 9_800, strategy: 'shaded' },
      { valuation: 9_500 },
    ],
  }),
  'english, hidden reserve': sale({
    agents: valuing(4_000, 3_000),
    resources: { good: { name: 'jewel', reserve: 5_000 } },
    parameters: { isReserveHidden: true, start: 500, increment: 250 },
  }),
  vickrey: sale({ agents: FIVE, parameters: { format: 'vickrey' } }),
  'vickrey, weighted': sale({
    agents: [
      { valuation: 10_000, reputation: 0.2 },
      { valuation: 8_000, reputation: 0.9 },
    ],
    parameters: { format: 'vickrey' },
  }),
  'vickrey, tie': sale({ agents: valuing(7_000, 7_000), parameters: { format: 'vickrey' } }),
  'sealed bid': sale({ agents: FIVE, parameters: { format: 'sealed_bid' } }),
  dutch: sale({ agents: FIVE, parameters: { format: 'dutch' } }),
  unsold: sale({ agents: valuing(400, 300), parameters: { format: 'vickrey' } }),
  'the winner crashes': sale({
    agents: [
      { valuation: 9_000, thinkMicros: 2_000_000 },
      { valuation: 12_000, thinkMicros: 100_000 },
    ],
    parameters: { format: 'vickrey' },
    faults: [crash(1, 500_000)],
  }),
  'the auctioneer crashes': sale({
    agents: FIVE,
    faults: [crash('c/auctioneer', 500_000, 900_000)],
  }),
  'malformed bids': sale({
    agents: FIVE,
    faults: [misbehave('malformedBids', [1])],
    parameters: { maxRounds: 3 },
  }),
  'late bids': sale({
    agents: FIVE,
    faults: [misbehave('lateBids', [1])],
    parameters: { maxRounds: 3 },
  }),
  overbid: sale({
    agents: FIVE,
    faults: [misbehave('overbid', [0])],
    parameters: { format: 'vickrey' },
  }),
  'english, overbid': sale({
    agents: FIVE.map((agent) => ({ ...agent, thinkMicros: 4_000 })),
    faults: [misbehave('overbid', [0])],
  }),
  'english, impatient jumpers': sale({
    seed: 3,
    agents: FIVE.map((agent) => ({ ...agent, strategy: 'jump', jump: 400, thinkMicros: 1_000 })),
  }),
  'uniform price': sale({
    agents: [
      { valuation: 9_000, demand: 3 },
      { valuation: 8_000, demand: 2, reputation: 0.8 },
      { valuation: 7_000, demand: 2, strategy: 'equilibrium' },
      { valuation: 3_000 },
    ],
    parameters: { format: 'uniform_price', units: 4 },
  }),
  'lowest accepted': sale({
    agents: valuing(9_000, 8_000, 7_000),
    parameters: { format: 'uniform_price', units: 2, unitPrice: 'lowest_accepted' },
  }),
  'vcg, several units': sale({
    agents: [
      { valuation: 9_000, demand: 3 },
      { valuation: 8_000, demand: 2, reputation: 0.2 },
      { valuation: 7_000, demand: 2 },
    ],
    parameters: { format: 'vcg', units: 4 },
  }),
  bundles: sale({
    agents: [
      { valuation: 3_000, valuationSpread: 0.5, synergy: 0.5 },
      { valuation: 3_500, valuationSpread: 0.5, synergy: -0.2 },
      { valuation: 2_500, valuationSpread: 0.5, reputation: 0.9 },
      { valuation: 4_000, valuationSpread: 0.5, budget: 6_000 },
    ],
    parameters: { format: 'combinatorial', items: 5 },
  }),
  'double auction': sale({
    agents: [
      ...[325, 300, 275, 250, 225].map((value) => ({ valuation: value * 100 })),
      ...[75, 100, 125, 150, 175].map((cost) => ({ valuation: cost * 100, side: 'seller' })),
    ].map((agent) => ({ ...agent, strategy: 'zero_intelligence', thinkMicros: 500_000 })),
    parameters: { format: 'double_auction' },
  }),
  'double auction, ZIP, cleared by trades': sale({
    agents: [
      ...[325, 300, 275, 250].map((value) => ({ valuation: value * 100 })),
      ...[75, 100, 125, 150].map((cost) => ({ valuation: cost * 100, side: 'seller' })),
    ].map((agent) => ({ ...agent, strategy: 'zip', thinkMicros: 500_000 })),
    parameters: { format: 'double_auction', auctions: 3, isClearedByTrade: true },
  }),
  'a series with a shill': sale({
    agents: [
      ...valuing(8_000, 9_000, 10_000, 9_500, 8_500)!.map((agent) => ({
        ...agent,
        valuationSpread: 0.3,
        attendance: 0.7,
      })),
      { valuation: 9_000, strategy: 'shill', drive: 0.75, thinkMicros: 30_000 },
    ],
    parameters: { auctions: 24, sellers: 3, increment: 200, maxRounds: 2 },
    resources: {},
  }),
  'a ring': sale({
    agents: [
      ...Array.from({ length: 3 }, () => ({
        valuation: 12_000,
        strategy: 'colluding',
        attendance: 0.3,
      })),
      ...valuing(6_000, 7_000, 8_000, 7_500, 6_500)!.map((agent) => ({
        ...agent,
        attendance: 0.5,
      })),
    ].map((agent) => ({ ...agent, valuationSpread: 0.2 })),
    parameters: { format: 'sealed_bid', auctions: 80 },
    resources: {},
  }),
  'taking back': sale({
    agents: [...valuing(9_000, 8_000)!, { valuation: 10_000, strategy: 'manipulator' }],
    parameters: { areBidsRetractable: true },
  }),
  'taking back what stands': sale({
    agents: [...valuing(9_000, 8_000)!, { valuation: 10_000, strategy: 'manipulator' }],
  }),
  'too many bids': sale({
    agents: FIVE.map((agent) => ({ ...agent, thinkMicros: 1_000 })),
    parameters: { increment: 50 },
  }),
  'who pays late and who does not': sale({
    agents: [
      { valuation: 9_500, payMicros: 500_000 },
      { valuation: 11_000, defaultShare: 1 },
    ],
    parameters: { format: 'vickrey', auctions: 4, isReserveMoving: true },
  }),
  'known by trust': sale({
    agents: [
      { valuation: 9_500, valuationSpread: 0.3 },
      { valuation: 9_000, valuationSpread: 0.3, reputation: 0.8 },
      { valuation: 11_000, valuationSpread: 0.3, defaultShare: 0.7 },
    ],
    parameters: { format: 'vickrey', auctions: 8, sellers: 2, reputationBy: 'trust' },
  }),
  'a common value': sale({
    agents: valuing(0, 0, 0, 0),
    parameters: { format: 'vickrey', commonValue: 10_000, signalSpread: 2_000 },
    resources: {},
  }),
  'lossy network': sale({
    agents: FIVE,
    network: { lossPpm: 100_000, duplicationPpm: 200_000, reorderPpm: 300_000 },
  }),
};

const runs = Object.fromEntries(
  Object.entries(RUNS).map(([name, wishes]) => [name, rehearse(wishes)]),
);
const named = (name: string): Simulation => runs[name]!;
const codesIn = (run: Simulation): unknown[] =>
  eventsOf(run, 'market.bid.rejected').map(({ fields }) => fields['code']);

describe('runs in the kernel', () => {
  test('no honest auction breaks a property, and all end settled', () => {
    for (const [name, run] of Object.entries(runs)) {
      expect(run.status, name).toEqual({ phase: 'finished', reason: 'settled' });
      // Without any valid bid nothing can be seen to be accepted.
      expect(brokenIn(run), name).toEqual(name === 'unsold' ? ['bidAccepted'] : []);
    }
  });

  test.each(['uniform_price', 'vcg'])(
    'under %s the reserve is named where no bid that lost was above it, and only there',
    (format) => {
      const reasonWith = (units: number): unknown =>
        eventsOf(
          rehearse(sale({ agents: valuing(9_000, 8_000, 7_000), parameters: { format, units } })),
          'market.auction.closed',
        )[0]?.fields['reason'];
      expect(reasonWith(3)).toMatch(/^3 of 3 sold for .*, each at the reserve/);
      expect(reasonWith(2)).toMatch(/^2 of 2 sold for .*, each at the (highest bid|bid that)/);
    },
  );

  test('English and Vickrey sell to the highest value near the second; Dutch and sealed at the bid', () => {
    const english = outcomeOf(named('english'));
    expect(english).toMatchObject({ decision: 'sold', winner: 'p/1', efficiency: 1, isPaid: true });
    expect(Math.abs(Number(english['price']) - 10_800)).toBeLessThanOrEqual(100);
    expect(outcomeOf(named('vickrey'))).toMatchObject({
      winner: 'p/1',
      surplus: 12_000 - Number(outcomeOf(named('vickrey'))['price']),
    });
    expect([10_800, 10_801]).toContain(outcomeOf(named('vickrey'))['price']);
    expect(outcomeOf(named('sealed bid'))).toMatchObject({
      winner: 'p/1',
      price: 12_000,
      surplus: 0,
    });
    expect(outcomeOf(named('dutch'))).toMatchObject({ winner: 'p/1', price: 12_000 });
  });

  test('a weighted winner pays the least that would still have won', () => {
    // 10,000 × 0.7 = 7,000 loses to 8,000 × 1.4 = 11,200; 7,000 / 1.4 = 5,000, one more if it came later.
    expect(outcomeOf(named('vickrey, weighted'))).toMatchObject({ winner: 'p/1', efficiency: 0.8 });
    expect([5_000, 5_001]).toContain(outcomeOf(named('vickrey, weighted'))['price']);
  });

  test('a sniper bids when a round is about to end', () => {
    const run = named('english, jumps and snipers');
    const sniped = eventsOf(run, 'market.bid.accepted').filter(
      ({ fields }) => fields['bidder'] === 1,
    );
    expect(sniped.length).toBeGreaterThan(0);
    expect(sniped[0]!.at).toBeGreaterThan(29_000_000);
    expect(Number(outcomeOf(run)['rounds'])).toBeGreaterThan(1);
  });

  test('a winner that is gone pays nothing, and the outcome says so', () => {
    expect(outcomeOf(named('the winner crashes'))).toMatchObject({
      winner: 'p/1',
      isPaid: false,
      revenue: 0,
    });
    expect(eventsOf(named('the winner crashes'), 'payment.made')).toEqual([]);
    expect(outcomeOf(named('the auctioneer crashes'))).toMatchObject({
      winner: 'p/1',
      isPaid: true,
    });
  });

  test('MARKET-20 malformed bids are refused, late ones find the bidding closed, overbids do not pay', () => {
    expect(codesIn(named('malformed bids')).length).toBeGreaterThan(0);
    expect(outcomeOf(named('malformed bids'))).toMatchObject({ winner: 'p/4' });
    expect(codesIn(named('late bids'))).toContain('bidding_closed');
    // 24,000 was bid by one that would pay 8,000; the price is 12,000 or one more.
    expect(outcomeOf(named('overbid'))).toMatchObject({
      winner: 'p/0',
      isPaid: false,
      winningBid: 24_000,
    });
  });

  test('an auctioneer that overcharges is paid too much, which is seen at once', () => {
    const run = rehearse({
      ...RUNS['vickrey']!,
      faults: [misbehave('overcharge', ['c/auctioneer'])],
    });
    expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
    expect(brokenIn(run)).toContain('moneyConserved');
    // Where the price is the bid itself, the winner refuses to pay more.
    const first = rehearse({
      ...RUNS['sealed bid']!,
      faults: [misbehave('overcharge', ['c/auctioneer'])],
    });
    expect(outcomeOf(first)).toMatchObject({ isPaid: false, revenue: 0 });
  });

  test('whatever is lost, doubled or overtaken, in every format, safety holds and it ends', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const format = ['english', 'vickrey', 'sealed_bid', 'dutch'][seed % 4]!;
      const network = { lossPpm: 150_000, duplicationPpm: 200_000, reorderPpm: 300_000 };
      const faults = [
        [crash(1, seed * 40_000, 3_000_000)],
        [crash('c/auctioneer', seed * 40_000, 3_000_000)],
        [misbehave('malformedBids', [0, 1])],
        [misbehave('replay', [1])],
        [misbehave('lateBids', [1])],
      ][seed % 5]!;
      const wishes = sale({
        agents: FIVE,
        seed,
        network,
        faults,
        parameters: { format, maxRounds: 2, increment: 500 },
      });
      const run = rehearse(wishes);
      expect(
        brokenIn(run).filter((name) => name !== 'bidAccepted'),
        `seed ${seed}`,
      ).toEqual([]);
      expect(run.summary().coordinations[0], `seed ${seed}`).toMatchObject({ status: 'completed' });
    }
  });

  test('any slicing, with or without recording, gives the same outcome', () => {
    const run = openRehearsal(RUNS['lossy network']!);
    while (run.status.phase === 'running') run.advance(run.now + 50_000, 11);
    expect(run.digest()).toBe(named('lossy network').digest());
    expect(outcomeOf(rehearse(RUNS['lossy network']!, 'off'))).toEqual(outcomeOf(run));
  });
});

describe('MARKET-21 revenue equivalence over messages', () => {
  test('five uniform values bring two thirds of the highest possible, English or Vickrey', () => {
    const TOP = 100_000;
    const count = 50;
    for (const format of ['vickrey', 'english']) {
      let sum = 0;
      for (let seed = 1; seed <= count; seed++) {
        const agents = Array.from({ length: 5 }, () => ({
          valuation: TOP / 2,
          valuationSpread: 1,
          thinkMicros: 2_000,
        }));
        const run = rehearse(
          sale({ agents, seed, resources: {}, parameters: { format, increment: 4_000 } }),
          'off',
        );
        sum += Number(outcomeOf(run)['price'] ?? 0) / TOP;
      }
      // (n − 1)/(n + 1) = 2/3 with deviation 0.178174; an English raise may end an increment off.
      const error = (4 * 0.178174) / Math.sqrt(count) + (format === 'english' ? 0.04 : 0);
      expect(Math.abs(sum / count - 2 / 3), format).toBeLessThan(error);
    }
  });
});

describe('other formats and series in the kernel', () => {
  test('MARKET-22 MARKET-24 units and bundles go to those who value them most', () => {
    for (const name of ['uniform price', 'lowest accepted', 'vcg, several units', 'bundles']) {
      const outcome = outcomeOf(named(name));
      expect(outcome, name).toMatchObject({ decision: 'sold', isPaid: true });
      expect(Number(outcome['efficiency']), name).toBeGreaterThan(0.7);
      expect(Number(outcome['efficiency']), name).toBeLessThanOrEqual(1);
    }
    // Three units at 9,000, 8,100 and 7,290, two of 8,000 × 1.3 and 7,200 × 1.3: all by one price.
    const awards = eventsOf(named('lowest accepted'), 'market.goods.awarded');
    expect(awards.map(({ fields }) => fields['price'])).toEqual([8_000, 8_000]);
    expect(eventsOf(named('bundles'), 'market.search.advanced').length).toBeGreaterThan(0);
  });

  test('MARKET-26 traders without intelligence find most of the gains, and what buyers pay sellers get', () => {
    const run = named('double auction');
    const outcome = outcomeOf(run);
    expect(Number(outcome['trades'])).toBeGreaterThanOrEqual(3);
    expect(Number(outcome['efficiency'])).toBeGreaterThan(0.8);
    const payments = eventsOf(run, 'payment.made');
    const sumTo = (isAuctioneer: boolean): number =>
      payments
        .filter(({ fields }) => (fields['payee'] === 10) === isAuctioneer)
        .reduce((sum, { fields }) => sum + Number(fields['amount']), 0);
    expect(sumTo(true)).toBe(sumTo(false));
    expect(sumTo(true)).toBeGreaterThan(0);
  });

  test('MARKET-28 culprits are flagged with evidence, and it costs them reputation', () => {
    const flagged = (name: string, code: string): unknown[] =>
      eventsOf(named(name), 'market.bidder.flagged')
        .filter(({ fields }) => fields['code'] === code)
        .map(({ fields }) => fields['bidder']);
    expect(flagged('a series with a shill', 'shill_bidding_detected')).toEqual([5]);
    expect(new Set(flagged('a ring', 'bid_manipulation_detected'))).toEqual(new Set([0, 1, 2]));
    expect(flagged('taking back', 'bid_manipulation_detected')).toEqual([2]);
    expect(flagged('too many bids', 'excessive_bid_frequency').length).toBeGreaterThan(0);
    expect(flagged('english', 'shill_bidding_detected')).toEqual([]);
    const reasons = eventsOf(named('taking back'), 'market.reputation.changed').map(
      ({ fields }) => `${String(fields['bidder'])} ${String(fields['reason'])}`,
    );
    expect(reasons.slice(0, 2)).toEqual(['2 took a bid back', '2 bid_manipulation_detected']);
    const { reputations } = outcomeOf(named('a series with a shill')) as unknown as {
      reputations: Record<string, number>;
    };
    expect(Object.keys(reputations)).toHaveLength(6);
  });

  test('MARKET-29 who does not pay weighs less the next time, and the reserve follows demand', () => {
    const run = named('who pays late and who does not');
    expect(eventsOf(run, 'market.payment.failed').length).toBeGreaterThan(0);
    const reserves = eventsOf(run, 'market.auction.opened').map(({ fields }) => fields['reserve']);
    expect(reserves[0]).toBe(1_000);
    expect(reserves[1]).toBe(1_125);
    const winners = eventsOf(run, 'market.auction.closed').map(({ fields }) => fields['winner']);
    expect(winners[0]).toBe(1);
    expect(winners).toContain(0);
  });

  test('MARKET-30 of a common value the highest signal wins, and may lose by it', () => {
    const outcome = outcomeOf(named('a common value'));
    expect(outcome).toMatchObject({ decision: 'sold', efficiency: 1 });
  });
});

describe('what a series tells', () => {
  const series = (isPoliced: boolean) =>
    rehearse(
      sale({
        agents: [
          { valuation: 9_000, valuationSpread: 0.3 },
          { valuation: 9_000, valuationSpread: 0.3, defaultShare: 1 },
          { valuation: 9_000, valuationSpread: 0.3, attendance: 0.5 },
        ],
        parameters: { format: 'vickrey', auctions: 12, isPoliced },
      }),
    );

  test('MARKET-33 each close says who bid, and the outcome how prices moved', () => {
    const run = series(true);
    const measured = eventsOf(run, 'market.series.measured');
    expect(measured).toHaveLength(12);
    const bidders = measured.map(({ fields }) => Number(fields['bidders']));
    expect(Math.min(...bidders)).toBe(2);
    expect(Math.max(...bidders)).toBe(3);
    const outcome = outcomeOf(run);
    const mean = bidders.reduce((sum, count) => sum + count, 0) / bidders.length / 3;
    expect(outcome['participation']).toBeCloseTo(mean, 12);
    expect(['rising', 'falling', 'stable']).toContain(outcome['closingTrend']);
    expect(measured.at(-1)?.fields['z']).toBe(outcome['closingTrendZ']);
  });

  test('MARKET-34 who pays and who does not is reported, unless nobody polices', () => {
    const reports = eventsOf(series(true), 'registry.reputation.updated');
    const about = (actor: number) => reports.filter(({ fields }) => fields['about'] === actor);
    expect(reports.map(({ fields }) => fields['deed'])).toContain('payment');
    expect(about(0)[0]?.fields['meritPpm']).toBe(1_000_000);
    expect(about(1)[0]?.fields['meritPpm']).toBe(0);
    expect(eventsOf(series(false), 'registry.reputation.updated')).toEqual([]);
  });
});

describe('a book with many quick traders', () => {
  const side = (strategy: string, role: 'buyer' | 'seller'): Wishes['agents'] =>
    [300, 275, 250, 225, 200, 175].map((limit, i) => ({
      valuation: role === 'buyer' ? limit * 100 : (500 - limit) * 100 - i,
      side: role,
      strategy,
      thinkMicros: 300_000,
    }));
  const market = (strategy: string, seed: number, auctions: number) =>
    rehearse(
      sale({
        seed,
        agents: [...side(strategy, 'buyer'), ...side(strategy, 'seller')],
        parameters: { format: 'double_auction', auctions, roundMicros: 20_000_000 },
      }),
    );

  test('MARKET-32 an order made before a trade that its sender did not know of is refused', () => {
    const traded = [market('zip', 12, 3)];
    expect(traded.flatMap(codesIn)).toContain('order_overtaken');
    for (const run of traded)
      for (const { fields } of eventsOf(run, 'market.auction.settled'))
        expect(Number(fields['value'])).toBeLessThanOrEqual(Number(fields['best']));
  });

  test('MARKET-32 ZIP traders learn from one auction to the next, until nearly all is gained', () => {
    const gains = eventsOf(market('zip', 1, 8), 'market.auction.settled').map(
      ({ fields }) => Number(fields['value']) / Number(fields['best']),
    );
    expect(gains).toHaveLength(8);
    for (const gain of gains.slice(4)) expect(gain).toBeGreaterThan(0.98);
  });
});

describe('coverage of meaning', () => {
  const all = Object.values(runs);

  test('every event kind, code, ignore reason and sometimes-property was seen', () => {
    const unseen = marketCard.events.filter((shape) =>
      all.every((run) => eventsOf(run, shape.kind).length === 0),
    );
    expect(unseen.map((shape) => shape.kind)).toEqual([]);
    const codes = new Set(all.flatMap(codesIn));
    // Honest bidders name no wrong items and take nothing back where that may not be: tests by hand do; quick traders: above.
    const refusedByHand = ['invalid_items', 'not_retractable', 'order_overtaken'];
    expect(
      Object.keys(REJECTION_CODES).filter(
        (code) => !codes.has(code) && !refusedByHand.includes(code),
      ),
    ).toEqual([]);
    const reasons = new Set(
      all.flatMap((run) => eventsOf(run, 'message.ignored').map(({ fields }) => fields['reason'])),
    );
    // The links tell the true sender, so strangers speak only in the tests by hand.
    const byHand = ['notBidder', 'notAuctioneer'];
    expect(
      Object.keys(IGNORE_REASONS).filter(
        (reason) => !reasons.has(reason) && !byHand.includes(reason),
      ),
    ).toEqual([]);
    for (const { name } of MARKET_PROPERTIES)
      expect(
        all.some((run) => run.summary().invariants.some((one) => one.name === name && one.held)),
      ).toBe(true);
  });

  test('golden digests', () => {
    const digests = Object.fromEntries(
      Object.entries(runs).map(([name, run]) => [name, run.digest()]),
    );
    expectGolden(new URL('runs.golden.json', import.meta.url), marketCard.version, digests);
  });
});
