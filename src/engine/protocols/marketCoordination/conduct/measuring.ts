/**
 * What it is: how a series of auctions moves, measured at each close: who took part, whether closing prices rise or fall by a test, how
 * they answer to demand; and at the end what is reported of each bidder to the registry.
 * Net demand: bids for units less the units there were; of a book the buyers who still wait less the sellers.
 */

import { PPM_ONE } from '../../../base/units.ts';
import type { Outbox } from '../../../contract/protocol.ts';
import { marketMeasured } from '../events.ts';
import { impactOf, trendOf } from '../mechanism/trend.ts';
import type { MarketMessage } from './messages.ts';
import type { AuctioneerState } from './state.ts';
import type { Market } from './rules.ts';

type Effects = Outbox<MarketMessage>;

/** Measures an auction that has closed at this mean price; undefined: nothing was sold. */
export function measureMarket(
  state: AuctioneerState,
  price: number | undefined,
  demand: number,
  context: Market,
  outbox: Effects,
): void {
  const { series, lot } = state;
  const bidders = state.entered.filter(Boolean).length;
  series.bidders.push(bidders);
  if (price !== undefined) {
    series.prices.push(price);
    series.demands.push(demand);
  }
  if (context.parameters.auctions === 1) return;
  const { trend, z } = trendOf(series.prices);
  const impact = impactOf(series.demands, series.prices) ?? 0;
  outbox.record(marketMeasured, { auction: lot.auction, bidders, demand, trend, z, impact });
}

/** What the series says of prices and of who took part. */
export function marketFigures({ series, weights }: AuctioneerState): object {
  const { trend, z } = trendOf(series.prices);
  const impact = impactOf(series.demands, series.prices);
  const taken = series.bidders.reduce((sum, bidders) => sum + bidders, 0);
  return {
    closingTrend: trend,
    closingTrendZ: z,
    ...(impact === undefined ? {} : { priceImpact: impact }),
    participation: taken / Math.max(1, series.bidders.length * weights.length),
  };
}

/** Tells the registry how each bidder kept its word: the share of its dues that it paid; and nothing good of who was flagged. */
export function reportDeeds(state: AuctioneerState, context: Market, outbox: Effects): void {
  if (!context.parameters.isPoliced) return;
  context.role('bidder').forEach((actor, bidder) => {
    const { owed = 0, kept = 0, flags = 0 } = state.deeds[bidder] ?? {};
    if (owed > 0) outbox.report(actor, 'payment', Math.round((kept / owed) * PPM_ONE));
    if (flags > 0) outbox.report(actor, 'promise', 0);
  });
}
