/**
 * What it is: the rule by which an open rising auction takes a bid, and its short cut when every bidder
 * leaves a maximum with the auctioneer (proxy bids, as on eBay).
 * Units: as in mechanism.ts.
 */

import type { ActorIndex, MinorUnits } from '../../../base/units.ts';
import { SINGLE_ITEM, WEIGHT_ONE, ceilingOf } from './mechanism.ts';
import type { AuctionRules, StandingBid } from './mechanism.ts';

/** Why a rising auction would not take this bid now; undefined when it takes it. */
export function refuseRaise(
  rules: AuctionRules,
  leader: StandingBid | undefined,
  bid: { readonly bidder: ActorIndex; readonly amount: MinorUnits; readonly weightMilli: number },
): 'already_leading' | 'bid_too_low' | undefined {
  if (leader?.bidder === bid.bidder) return 'already_leading';
  const minimum = SINGLE_ITEM.english.minimum(rules, leader, bid.weightMilli);
  return bid.amount < minimum ? 'bid_too_low' : undefined;
}

/** Who leads, if that meets the reserve. */
function highestAbove(rules: AuctionRules, bids: readonly StandingBid[]): StandingBid | undefined {
  return SINGLE_ITEM.english.allocate(rules, bids)[0];
}

/**
 * Where proxies that bid for their masters up to `amount` would end: the highest wins at one increment above
 * the second on the effective scale, never above its own maximum.
 */
export function proxyOutcome(
  rules: AuctionRules,
  maxima: readonly StandingBid[],
): { readonly winner: StandingBid; readonly price: MinorUnits } | undefined {
  const able = maxima.filter((bid) => bid.amount >= Math.max(rules.reserve, rules.start));
  const winner = highestAbove(rules, able);
  if (winner === undefined) return undefined;
  const second = highestAbove(
    rules,
    able.filter((bid) => bid !== winner),
  );
  const alone = Math.max(rules.reserve, rules.start);
  if (second === undefined) return { winner, price: alone };
  const needed = ceilingOf(second.effective + rules.increment * WEIGHT_ONE, winner.weightMilli);
  return { winner, price: Math.min(winner.amount, Math.max(alone, needed)) };
}
