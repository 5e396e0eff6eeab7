/** What it is: the arithmetic of the auction's picture: the scale of its bars, its clock, its words. */

import { REJECTION_CODES } from '../../../engine/protocols/marketCoordination/card.ts';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import { formatMoney } from '../../widgets/format.ts';

/** The amount that fills a bar: a little above all that is shown. */
export function ladderTop(stage: AuctionStage): number {
  const best = stage.bidders.map((bidder) => bidder.best ?? 0);
  return Math.max(stage.reserve, stage.price ?? 0, ...best, 1) * 1.06;
}

/** Bidders from the highest bid weighted by reputation to the lowest; those without a bid last. */
export function rankedBidders(stage: AuctionStage): AuctionStage['bidders'] {
  const height = (bidder: AuctionStage['bidders'][number]): number =>
    bidder.best === undefined ? -1 : bidder.best * bidder.weightMilli;
  return stage.bidders.toSorted(
    (one, other) => height(other) - height(one) || one.actor - other.actor,
  );
}

/** Why a bid was refused, in a sentence; the code itself when this version does not know it. */
export function whyRefused(code: string): string {
  return (REJECTION_CODES as Readonly<Record<string, string>>)[code] ?? code.replaceAll('_', ' ');
}

/** What is left of the round at a time, as a share of the longest that was left so far. */
export function clockShare(endsAt: number | undefined, at: number, longest: number): number {
  if (endsAt === undefined || longest <= 0) return 0;
  return Math.min(1, Math.max(0, (endsAt - at) / longest));
}

/** A weight of a thousand is one: ×1.30. */
export function sayWeight(weightMilli: number): string {
  return `×${(weightMilli / 1_000).toFixed(2)}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  english: 'English auction',
  vickrey: 'Vickrey auction',
  sealed_bid: 'Sealed-bid auction',
  dutch: 'Dutch auction',
  uniform_price: 'Uniform-price auction',
  vcg: 'VCG auction',
  combinatorial: 'Combinatorial auction',
  double_auction: 'Double auction',
};

/** The kind of auction, and which of a series it is. */
export function sayFormat(stage: AuctionStage): string {
  const format = FORMATS[stage.format] ?? 'Auction';
  return stage.auction === 0 ? format : `${format} ${stage.auction + 1}`;
}

/** The auction in one sentence. */
export function sayStanding(stage: AuctionStage): string {
  const { trades } = stage.book;
  if (stage.format === 'double_auction')
    return trades.length === 0 ? 'No trade yet' : `${trades.length} trades`;
  if (stage.awards.length > 0 && stage.price !== undefined)
    return `${stage.awards.length} bids win and pay ${formatMoney(stage.price)} in all`;
  if (stage.winner !== undefined && stage.price !== undefined)
    return `${stage.winner} wins and pays ${formatMoney(stage.price)}`;
  if (stage.reason !== '') return 'Not sold';
  const leader = stage.bidders.find((bidder) => bidder.state === 'leading');
  if (leader !== undefined && stage.price !== undefined)
    return `${leader.label} leads with ${formatMoney(stage.price)}`;
  return stage.bids.length === 0 ? 'No bid yet' : 'No leader yet';
}
