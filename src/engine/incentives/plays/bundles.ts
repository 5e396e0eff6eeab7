/**
 * What it is: what statements about bundles bring, many of them against the same rivals: the best that the rivals can do with each set of
 * items is reckoned once, after which a statement takes a look at each of its bundles. It gains what the auction itself would give:
 * bundle b wins if score(b) + rivals(all but b) is the most, and costs what that leaves the rivals short of. Where two are equally good,
 * or the auction's own search would not prove its find, the auction is held.
 * Shapes: sets of items are bits of a number.
 * Cost: the rivals' bids × 2^items once for each situation; auctions of more are held one by one.
 */

import type { MinorUnits } from '../../base/units.ts';
import type { Offer } from '../../contract/consultation.ts';
import {
  determineWinners,
  scoreOf,
  vcgPayment,
} from '../../protocols/marketCoordination/mechanism/combinatorial/bundles.ts';
import type { StandingBid } from '../../protocols/marketCoordination/mechanism/mechanism.ts';
import { truth } from '../lies.ts';
import type { Situation } from '../situation.ts';
import { bidsFor, playSealed, worthOf } from './sealed.ts';

const WORK_MOST = 5_000_000;

const bitsOf = (items: readonly number[]): number =>
  items.reduce((bits, item) => bits + (1 << item), 0);

/** By set of items: the most that rivals' bids within it score, at most one of each bidder. */
function rivalsBest(
  rivals: readonly StandingBid[],
  items: number,
  reserve: MinorUnits,
): Float64Array {
  let best = new Float64Array(1 << items);
  for (const bidder of new Set(rivals.map((bid) => bid.bidder))) {
    const own = rivals
      .filter((bid) => bid.bidder === bidder)
      .map((bid) => ({ bits: bitsOf(bid.items), score: scoreOf(bid, reserve) }));
    best = best.map((before, set) =>
      own.reduce(
        (most, { bits, score }) =>
          (set & bits) === bits ? Math.max(most, (best[set - bits] ?? 0) + score) : most,
        before,
      ),
    );
  }
  return best;
}

/** What a statement brings in this situation, for any number of statements. */
export function bundlePlay(
  situation: Situation,
  rivals: readonly StandingBid[],
): (stated: readonly Offer[]) => MinorUnits {
  const { parameters, rules, focus } = situation;
  const { items, searchWork } = parameters;
  const hold = (stated: readonly Offer[]): MinorUnits => playSealed(situation, stated, rivals);
  if (rivals.length * (1 << items) > WORK_MOST) return hold;
  const honest = [...rivals, ...bidsFor(situation, focus, truth(situation).offers)];
  const found = determineWinners(rules, honest, searchWork);
  if (found.bound > found.value) return hold;
  const best = rivalsBest(rivals, items, rules.reserve);
  const all = best.length - 1;
  const without = best[all] ?? 0;
  return (stated) => {
    let [most, winner, isTied]: [number, StandingBid | undefined, boolean] = [
      without,
      undefined,
      false,
    ];
    for (const bid of bidsFor(situation, focus, stated)) {
      const value = scoreOf(bid, rules.reserve) + (best[all - bitsOf(bid.items)] ?? 0);
      if (value === most) isTied = true;
      if (value > most) [most, winner, isTied] = [value, bid, false];
    }
    if (isTied) return hold(stated);
    if (winner === undefined) return 0;
    return worthOf(situation, winner.items, 0) - vcgPayment(rules, winner, most, without);
  };
}
