import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf, outcomeOf } from '../../../kernel/testing/told.testing.ts';
import { rehearse } from '../../testing/rehearsal.testing.ts';

const LATENCY = 40_000;

/** Two auctions in which payers take so long; the auctioneer waits five times a second. */
function market(format: 'vickrey' | 'double_auction', payMicros: number) {
  const buyers = [9_000, 9_500].map((valuation) => ({ valuation, payMicros }));
  const sellers = [5_000, 5_500].map((valuation) => ({ valuation, side: 'seller' }));
  return rehearse({
    protocol: 'market_coordination',
    kind: 'bidder',
    agents: format === 'vickrey' ? buyers : [...buyers, ...sellers],
    parameters: { format, auctions: 2, settlementMicros: 1_000_000 },
    network: { latency: { distribution: 'constant', micros: LATENCY } },
  });
}

describe('MARKET-16 what comes when the auctioneer has given a payer up is given back', () => {
  // In time; paid in time and told too late; paid after it; and not paid, since the next auction has begun.
  const DELAYS = [4_900_000, 4_940_000, 4_980_000, 5_100_000];

  test.each(['vickrey', 'double_auction'] as const)('%s: nobody is accused', (format) => {
    for (const delay of DELAYS) expect(brokenIn(market(format, delay)), `${delay}`).toEqual([]);
  });

  test.each(['vickrey', 'double_auction'] as const)('%s: nothing is kept', (format) => {
    const returned = DELAYS.map((delay) => {
      const run = market(format, delay);
      const auctioneer = run.actors.length - 1;
      const payments = eventsOf(run, 'payment.made').map(({ fields }) => fields);
      const sum = (field: 'payer' | 'payee'): number =>
        payments
          .filter((payment) => payment[field] === auctioneer)
          .reduce((total, { amount }) => total + Number(amount), 0);
      const kept = format === 'vickrey' ? Number(outcomeOf(run)['revenue']) : 0;
      expect(sum('payee') - sum('payer'), `${delay}`).toBe(kept);
      return eventsOf(run, 'market.payment.failed').length > 0 && sum('payer') > 0;
    });
    expect(returned).toEqual([false, true, true, false]);
  });

  test('and is no longer spent: the bidder bids with it again', () => {
    const run = rehearse({
      protocol: 'market_coordination',
      kind: 'bidder',
      agents: [{ valuation: 9_000 }, { valuation: 9_500, budget: 10_000, payMicros: 4_980_000 }],
      parameters: { format: 'vickrey', auctions: 3, settlementMicros: 1_000_000 },
      network: { latency: { distribution: 'constant', micros: LATENCY } },
    });
    // In the second auction it does not know yet that its 9,000 came too late.
    const own = eventsOf(run, 'market.bid.accepted').filter(
      ({ fields }) => fields['bidder'] === run.actors[1]!.actor,
    );
    expect(own.map(({ fields }) => fields['amount'])).toEqual([9_500, 1_000, 9_500]);
  });
});
