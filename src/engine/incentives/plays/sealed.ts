/** What it is: a sealed auction in which the others bid as they would, and one states what it likes: prices and winners by the format's own rules. */

import type { Choices } from '../../base/choices.ts';
import type { MinorUnits } from '../../base/units.ts';
import type { Offer } from '../../contract/consultation.ts';
import { mechanismOf } from '../../protocols/marketCoordination/mechanism/formats.ts';
import { standingBid } from '../../protocols/marketCoordination/mechanism/mechanism.ts';
import type { StandingBid } from '../../protocols/marketCoordination/mechanism/mechanism.ts';
import { ask, bidderOf, questionFor } from '../situation.ts';
import type { Situation } from '../situation.ts';

/** Offers of one bidder are numbered within a place in the order of arrival. */
const PLACE = 100;

/** What all the others bid, whatever the one in question states. */
export function rivalBids(situation: Situation, choices: Choices): readonly StandingBid[] {
  const { arena, focus } = situation;
  return arena.bidders.flatMap((_, place) => {
    if (place === focus) return [];
    const question = questionFor(situation, place, minimumOf(situation, place));
    const answer = ask(situation, place, question, choices);
    if (answer.kind === 'offers') return bidsFor(situation, place, answer.offers);
    if (answer.kind !== 'bid' || answer.amount === undefined) return [];
    return bidsFor(situation, place, [{ amount: answer.amount, items: [] }]);
  });
}

/** What it gains by stating these offers. */
export function playSealed(
  situation: Situation,
  stated: readonly Offer[],
  rivals: readonly StandingBid[],
): MinorUnits {
  const { parameters, rules, focus } = situation;
  const bids = [...rivals, ...bidsFor(situation, focus, stated)];
  const mechanism = mechanismOf(parameters);
  const winners = mechanism.allocate(rules, bids);
  const payments = mechanism.payments(rules, winners, bids);
  let [gain, units] = [0, 0];
  winners.forEach(({ bidder, items }, i) => {
    if (bidder !== focus) return;
    gain += worthOf(situation, items, units++) - (payments[i] ?? 0);
  });
  return gain;
}

/** What winning these items, or one more unit, is worth to it. */
export function worthOf(
  { wants, worths }: Situation,
  items: readonly number[],
  unit: number,
): MinorUnits {
  if (items.length === 0) return worths[unit] ?? 0;
  return worths[wants.findIndex((want) => want.items.join() === items.join())] ?? 0;
}

function minimumOf({ arena, parameters, rules }: Situation, place: number): MinorUnits {
  const { weightMilli } = bidderOf({ arena }, place);
  return mechanismOf(parameters).minimum(rules, undefined, weightMilli);
}

/** As the auctioneer ranks them: those that meet the reserve, from the highest down. */
export function bidsFor(
  situation: Situation,
  place: number,
  offers: readonly Offer[],
): readonly StandingBid[] {
  const { weightMilli } = bidderOf(situation, place);
  const minimum = minimumOf(situation, place);
  const order = (situation.arrival[place] ?? 0) * PLACE;
  return offers
    .filter(({ amount, items }) => amount >= minimum * Math.max(1, items.length))
    .toSorted((one, other) => other.amount - one.amount)
    .map(({ amount, items }, i) => standingBid(place, amount, weightMilli, order + i, items));
}
