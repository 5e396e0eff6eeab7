import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf, outcomeOf } from '../../../kernel/testing/told.testing.ts';
import { crash, rehearse } from '../../testing/rehearsal.testing.ts';
import type { Rehearsal } from '../../testing/rehearsal.testing.ts';

type Agents = Rehearsal['agents'];

const market = (agents: Agents, parameters: object, more: Partial<Rehearsal> = {}) =>
  rehearse({
    protocol: 'market_coordination',
    kind: 'bidder',
    agents,
    parameters: { reputationBy: 'trust', ...parameters },
    ...more,
  });
const reputationsIn = (run: ReturnType<typeof market>) =>
  outcomeOf(run)['reputations'] as Readonly<Record<string, number>>;
const like = (count: number, own: Readonly<Record<string, unknown>> = {}): Agents =>
  Array.from({ length: count }, (_, i) => ({ valuation: 9_000 + i, valuationSpread: 0.3, ...own }));

describe('MARKET-35 reputation by trust', () => {
  test('who does not pay sellers loses their trust, and weighs less from the next auction on', () => {
    const run = market([{ valuation: 10_000, valuationSpread: 0.3, defaultShare: 1 }, ...like(3)], {
      format: 'vickrey',
      auctions: 24,
      sellers: 3,
    });
    expect(brokenIn(run)).toEqual([]);
    const { 'p/0': faithless, ...others } = reputationsIn(run);
    // It is trusted no more than who has never dealt with anybody, and less than all who have paid.
    expect(faithless).toBe(Math.min(...Object.values(others)));
    const payers = new Set(eventsOf(run, 'payment.made').map(({ fields }) => fields['payer']));
    expect(payers.size).toBeGreaterThan(0);
    for (const payer of payers) expect(others[`p/${String(payer)}`]).toBeGreaterThan(faithless!);
    const changes = eventsOf(run, 'market.reputation.changed');
    const first = changes.find(({ fields }) => fields['bidder'] === 0);
    expect(first?.fields['reason']).toMatch(/not paid|otherwise/);
  });

  test('traders judge each other: a buyer by whether it pays, a seller by whether it confirms', () => {
    const trader = (side: string, valuation: number, own: object = {}) => ({
      side,
      valuation,
      ...own,
    });
    const run = market(
      [
        trader('buyer', 9_000),
        trader('buyer', 9_100, { defaultShare: 1 }),
        trader('seller', 5_000),
        trader('seller', 5_100),
      ],
      { format: 'double_auction', auctions: 4, roundMicros: 10_000_000 },
    );
    expect(brokenIn(run)).toEqual([]);
    const after = reputationsIn(run);
    // Nobody praises the second buyer, and what it is trusted with from the beginning is half of a fair share at most.
    expect(after['p/1']).toBeLessThan(0.4);
    expect(after['p/0']).toBeGreaterThan(after['p/1']!);
    const reasons = eventsOf(run, 'market.reputation.changed').map(
      ({ fields }) => fields['reason'],
    );
    expect(new Set(reasons)).toEqual(new Set(['paid', 'not paid', 'confirmed']));
  });

  test('a seller that is gone when a deal is to be confirmed is trusted less', () => {
    const run = market(
      [
        { valuation: 9_000 },
        { valuation: 9_000 },
        { valuation: 5_000, side: 'seller' },
        // The book is open until the slower one has traded, too.
        { valuation: 5_000, side: 'seller', thinkMicros: 4_000_000 },
      ],
      { format: 'double_auction', auctions: 2, roundMicros: 10_000_000 },
      { faults: [crash(2, 1_500_000)] },
    );
    const reasons = eventsOf(run, 'market.reputation.changed').map(
      ({ fields }) => `${fields['bidder']} ${fields['reason']}`,
    );
    expect(reasons).toContain('2 not confirmed');
    expect(reputationsIn(run)['p/2']).toBeLessThan(reputationsIn(run)['p/3']!);
  });

  test('before any dealing bidders are known by what was stated, beside one another', () => {
    const run = market(
      [0.8, 0.4, 0].map((reputation) => ({ valuation: 9_000, reputation })),
      { format: 'vickrey', auctions: 1 },
    );
    const changes = eventsOf(run, 'market.reputation.changed');
    const opening = eventsOf(run, 'market.auction.opened')[0]!.seq;
    const stated = changes.filter(({ seq }) => seq < opening);
    // Shares of 2/3, 1/3 and nothing, of three: twice the mean is 2/3, the mean is a half.
    expect(stated.map(({ fields }) => [fields['bidder'], fields['reputation']])).toEqual([
      [0, 0.667],
      [1, 0.5],
    ]);
    expect(brokenIn(run)).toEqual([]);
  });

  test('where nobody polices, nobody is judged', () => {
    const run = market([{ valuation: 15_000, defaultShare: 1 }, ...like(2)], {
      format: 'vickrey',
      auctions: 4,
      isPoliced: false,
    });
    expect(eventsOf(run, 'market.reputation.changed')).toEqual([]);
    expect(new Set(Object.values(reputationsIn(run)))).toEqual(new Set([0.5]));
  });
});

test('a series hands on who has won what in all, and has paid for it', () => {
  const run = market([{ valuation: 12_000, defaultShare: 0.5 }, ...like(2)], {
    reputationBy: 'record',
    format: 'vcg',
    units: 2,
    auctions: 6,
  });
  const { allocation } = outcomeOf(run) as unknown as {
    allocation: { agent: string; units: number; price: number }[];
  };
  const paid = new Map<unknown, number>();
  for (const { fields } of eventsOf(run, 'payment.made'))
    paid.set(fields['payer'], (paid.get(fields['payer']) ?? 0) + Number(fields['amount']));
  expect(allocation.length).toBeGreaterThan(1);
  for (const { agent, price, units } of allocation) {
    expect(price).toBe(paid.get(Number(agent.split('/')[1])) ?? 0);
    expect(units).toBeGreaterThan(0);
  }
  const unitsWon = eventsOf(run, 'market.goods.awarded').length;
  const unitsHeld = allocation.reduce((sum, { units }) => sum + units, 0);
  expect(eventsOf(run, 'market.payment.failed').length).toBeGreaterThan(0);
  expect(unitsHeld).toBeLessThan(unitsWon);
});
