/** What it is: small auctions of bundles at random, and their best allocation and VCG payments by trying every set of bids. */

import { SeededChoices } from '../../../../base/choices.ts';
import { standingBid } from '../mechanism.ts';
import type { StandingBid } from '../mechanism.ts';
import { scoreOf } from './bundles.ts';

/** The best total score of bids that share no item and no bidder. */
export function bruteValue(bids: readonly StandingBid[], reserve = 0): number {
  const visit = (from: number, taken: readonly StandingBid[], value: number): number => {
    let best = value;
    bids.slice(from).forEach((bid, i) => {
      const clashes = taken.some(
        (one) => one.bidder === bid.bidder || one.items.some((item) => bid.items.includes(item)),
      );
      if (!clashes)
        best = Math.max(best, visit(from + i + 1, [...taken, bid], value + scoreOf(bid, reserve)));
    });
    return best;
  };
  return visit(0, [], 0);
}

/** What a winner of an allocation worth `value` costs the others, and the reserve of its items. */
export function brutePayment(
  bids: readonly StandingBid[],
  winner: StandingBid,
  value: number,
  reserve: number,
): number {
  const others = bids.filter(({ bidder }) => bidder !== winner.bidder);
  const harm = bruteValue(others, reserve) - (value - scoreOf(winner, reserve));
  return reserve * winner.items.length + Math.ceil(harm / winner.weightMilli - 1e-9);
}

/** A random auction of up to 7 items and 12 bids of up to 5 bidders with weights, with many ties. */
export function randomBids(seed: number): readonly StandingBid[] {
  const choices = SeededChoices.named(seed, 'bundles');
  const items = 2 + choices.below(6);
  const weights = Array.from({ length: 5 }, () => 500 + 100 * choices.below(11));
  return Array.from({ length: 1 + choices.below(12) }, (_, i) => {
    const bidder = choices.below(5);
    const wanted = Array.from({ length: items }, (_one, item) => item).filter(
      () => choices.below(5) < 2,
    );
    const own = wanted.length > 0 ? wanted : [choices.below(items)];
    const amount = own.length * (2 + choices.below(8));
    return standingBid(bidder, amount, weights[bidder] ?? 1_000, i + 1, own);
  });
}
