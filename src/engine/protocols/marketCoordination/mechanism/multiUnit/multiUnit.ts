/**
 * What it is: several units of one good. A bidder wants several by several bids, one for each unit, of falling
 * amounts; the best bids win as many as there are units.
 *   uniform price: every winner pays the level of the first bid that lost (or of the last that won) by its own weight;
 *   VCG: the r-th unit of a winner costs what it took from the others: the r-th from below among the bids that
 *   would have won without it.
 * Source: P. Milgrom, "Putting Auction Theory to Work" (2004), chapter 7; weights as in mechanism.ts.
 * Truth is dominant under VCG, whole numbers and weights included: the price of each unit does not depend on what
 * its winner says, and a unit is won exactly when it is worth its price. Under the uniform price wanting fewer units can pay.
 */

import type { ActorIndex, MinorUnits } from '../../../../base/units.ts';
import { ceilingOf, precedes, reserveMinimum } from '../mechanism.ts';
import type { AuctionRules, Mechanism, StandingBid } from '../mechanism.ts';

const served = (one: StandingBid, other: StandingBid): number => (precedes(one, other) ? -1 : 1);

/** The bids in the order in which they are served. */
function ranked(bids: readonly StandingBid[]): readonly StandingBid[] {
  return bids.toSorted(served);
}

function best(rules: AuctionRules, bids: readonly StandingBid[]): readonly StandingBid[] {
  return ranked(bids).slice(0, rules.units);
}

/** What a winner of this weight pays at a level of the effective scale; never below the reserve. */
function priceAt(rules: AuctionRules, level: number, weightMilli: number): MinorUnits {
  return Math.max(rules.reserve, ceilingOf(level, weightMilli));
}

/** The level at which every winner pays: of the first bid that lost, or of the last that won. */
function clearingLevel(
  rules: AuctionRules,
  bids: readonly StandingBid[],
  isLowestAccepted: boolean,
): number {
  const inOrder = ranked(bids);
  const place = isLowestAccepted ? Math.min(rules.units, inOrder.length) - 1 : rules.units;
  return inOrder[place]?.effective ?? 0;
}

function uniform(isLowestAccepted: boolean): Mechanism {
  return {
    activity: 'sealed',
    minimum: reserveMinimum,
    allocate: best,
    payments(rules, winners, bids) {
      const level = clearingLevel(rules, bids, isLowestAccepted);
      return winners.map(({ weightMilli }) => priceAt(rules, level, weightMilli));
    },
  };
}

/** All pay the highest losing bid. */
export const highestLosing: Mechanism = uniform(false);
/** All pay the lowest winning bid. */
export const lowestAccepted: Mechanism = uniform(true);

/** Each pays what its units took from the others. */
export const multiUnitVcg: Mechanism = {
  activity: 'sealed',
  minimum: reserveMinimum,
  allocate: best,
  payments(rules, winners, bids) {
    const taken = new Map<ActorIndex, number>();
    const displaced = new Map<ActorIndex, readonly StandingBid[]>();
    return winners.map(({ bidder, weightMilli }) => {
      const unit = (taken.get(bidder) ?? 0) + 1;
      taken.set(bidder, unit);
      let others = displaced.get(bidder);
      if (others === undefined) {
        others = best(
          rules,
          bids.filter((bid) => bid.bidder !== bidder),
        );
        displaced.set(bidder, others);
      }
      // With a unit to spare for every other bid, the unit took nothing from anybody.
      return priceAt(rules, others[rules.units - unit]?.effective ?? 0, weightMilli);
    });
  },
};
