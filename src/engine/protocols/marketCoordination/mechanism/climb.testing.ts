/** What it is: a rising auction without messages, rounds or time: for tests of the rules alone. */

import { SINGLE_ITEM, standingBid } from './mechanism.ts';
import type { AuctionRules, StandingBid } from './mechanism.ts';

/**
 * Plays a rising auction by the least raises: whoever `next` names among those who can still go on raises.
 * Gives the last leader.
 */
export function climb(
  rules: AuctionRules,
  maxima: readonly StandingBid[],
  next: (count: number) => number,
): StandingBid | undefined {
  let leader: StandingBid | undefined;
  for (let order = 1; ; order++) {
    const standing = leader;
    const able = maxima.filter(
      (bid) =>
        bid.bidder !== standing?.bidder &&
        bid.amount >= SINGLE_ITEM.english.minimum(rules, standing, bid.weightMilli),
    );
    const raiser = able[able.length === 0 ? 0 : next(able.length)];
    if (raiser === undefined) return leader;
    const amount = SINGLE_ITEM.english.minimum(rules, leader, raiser.weightMilli);
    leader = standingBid(raiser.bidder, amount, raiser.weightMilli, order);
  }
}
