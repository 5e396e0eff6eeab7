/** What it is: what the formats of auctions are called. */

import type { AuctionFormat } from '../../engine/protocols/marketCoordination/card.ts';

const TITLES: Readonly<Record<AuctionFormat, string>> = {
  english: 'English',
  vickrey: 'Vickrey',
  sealed_bid: 'First price',
  dutch: 'Dutch',
  uniform_price: 'Uniform price',
  vcg: 'VCG, units',
  combinatorial: 'VCG, bundles',
  double_auction: 'Double auction',
};

export function titleOf(format: AuctionFormat): string {
  return TITLES[format];
}
