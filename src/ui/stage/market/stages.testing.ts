/** What it is: auctions as tests of the market's picture want them. */

import type { AuctionBid, AuctionStage } from '../../../engine/projections/auctionStage.ts';

/** A weighted Vickrey auction with two bids: the lower one counts more. */
export function anAuction(part: Partial<AuctionStage> = {}): AuctionStage {
  const bidder = (actor: number, best: number | undefined, weightMilli: number) => ({
    actor,
    label: `bidders ${actor}`,
    weightMilli,
    reputationMilli: weightMilli - 500,
    best,
    bids: 1,
    state: 'bidding' as const,
    side: undefined,
    traded: [],
  });
  return {
    kind: 'auction',
    format: 'vickrey',
    good: 'Licence',
    resource: undefined,
    reserve: 5_000,
    isWeighted: true,
    units: 1,
    round: 1,
    roundsMost: 1,
    roundEndsAt: undefined,
    bidders: [bidder(0, 12_000, 800), bidder(1, 10_500, 1_300), bidder(2, undefined, 1_500)],
    bids: [],
    taken: 0,
    refused: 0,
    winner: undefined,
    price: undefined,
    clockStart: undefined,
    reason: '',
    auction: 0,
    awards: [],
    book: { bids: [], asks: [], trades: [] },
    search: undefined,
    welfare: undefined,
    flags: [],
    series: undefined,
    ...part,
  };
}

let bids = 0;

/** An accepted bid, later than those made before it. */
export function aBid(actor: number, amount: number): AuctionBid {
  bids += 1;
  return {
    seq: bids,
    at: bids,
    actor,
    label: `bidders ${actor}`,
    amount,
    effective: amount * 1_000,
    isAccepted: true,
    code: '',
    round: 1,
    items: '',
    isRetracted: false,
  };
}
