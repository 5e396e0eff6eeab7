/**
 * What it is: the three rules of the format that a coordination's parameters ask for. A double auction has no rule that
 * waits for a close: orders meet in the book as they come, and what was traded is what is allocated.
 */

import type { MarketParameters } from '../card.ts';
import { combinatorialVcg } from './combinatorial/bundles.ts';
import { SINGLE_ITEM } from './mechanism.ts';
import type { Mechanism, StandingBid } from './mechanism.ts';
import { highestLosing, lowestAccepted, multiUnitVcg } from './multiUnit/multiUnit.ts';

const NONE: readonly StandingBid[] = [];
const doubleAuction: Mechanism = {
  activity: 'continuous',
  minimum: () => 1,
  allocate: () => NONE,
  payments: () => [],
};

/** The rules of the format. */
export function mechanismOf(parameters: MarketParameters): Mechanism {
  switch (parameters.format) {
    case 'uniform_price':
      return parameters.unitPrice === 'lowest_accepted' ? lowestAccepted : highestLosing;
    case 'vcg':
      return multiUnitVcg;
    case 'combinatorial':
      return combinatorialVcg(parameters.searchWork);
    case 'double_auction':
      return doubleAuction;
    default:
      return SINGLE_ITEM[parameters.format];
  }
}

/** Whether bidders offer for several units or bundles. */
export function hasOffers(
  format: MarketParameters['format'],
): format is 'uniform_price' | 'vcg' | 'combinatorial' {
  return format === 'uniform_price' || format === 'vcg' || format === 'combinatorial';
}
