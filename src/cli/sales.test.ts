import { expect, test } from 'vitest';
import type { CoordinationSummary } from '../engine/kernel/run.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { salesOf } from './sales.ts';

/** The lines of a market that sold a good, which is six tasks. */
function linesOf(outcome: Readonly<Record<string, unknown>>): readonly string[] {
  const good = { name: 'Share', reserve: 0, resource: { kind: 'tasks', quantity: 6 } };
  const plan = { coordinations: [{ id: 'auction', resources: { good } }] } as unknown as Plan;
  const market = { id: 'auction', protocol: 'market_coordination', status: 'completed', outcome };
  return salesOf(plan, [market as unknown as CoordinationSummary]).get('auction') ?? [];
}

test('units and bundles are named with what they stand for, winner by winner', () => {
  const award = { agent: 'bidders/1', units: 1, price: 8_000 };
  const allocation = [award, { ...award, agent: 'bidders/2', unpaid: true }, award];
  const sold = { format: 'vcg', price: 24_000, revenue: 16_000, efficiency: 0.5, allocation };
  expect(linesOf(sold)).toEqual([
    'VCG, Share: 3 units (18 tasks) for 240.00',
    'bidders/1 wins 2 units (12 tasks) for 160.00',
    'bidders/2 wins 1 unit (6 tasks) for 80.00, unpaid',
    'revenue 160.00, efficiency 50.0 % of the best possible',
  ]);
  const bundle = { format: 'combinatorial', price: 8_000, allocation: [{ ...award, items: [2] }] };
  expect(linesOf(bundle)[0]).toBe('Combinatorial, Share: 1 item (6 tasks) for 80.00');
  expect(linesOf(bundle)[1]).toBe('bidders/1 wins item 2 for 80.00');
});

test('a book says what was traded, a series how often it sold, and nothing that nothing was', () => {
  const [buys, sells] = [500, -500].map((price, i) => ({ agent: `traders/${i}`, units: 1, price }));
  const book = { format: 'double_auction', trades: 1, meanPrice: 500, allocation: [buys, sells] };
  expect(linesOf(book)).toEqual([
    'Double auction, Share: 1 unit (6 tasks) traded at 5.00 on average',
    'traders/0 buys 1 unit (6 tasks) for 5.00',
  ]);
  const series = { format: 'english', auctions: 4, soldAuctions: 3, unitsSold: 3, flags: 1 };
  expect(linesOf(series)).toEqual([
    'English, Share: 3 of 4 auctions sold 3 units (18 tasks)',
    'revenue 0.00, 1 flag',
  ]);
  expect(linesOf({ format: 'dutch', allocation: [] })[0]).toBe('Dutch, Share: nothing was sold');
});

test('who says nothing that a market says gets no lines', () => {
  expect(linesOf({ decision: 'sold' })).toEqual([]);
});
