/**
 * What it is: an English auction without messages and time: again and again somebody who does not lead is drawn, and raises or
 * leaves. The one in question raises by the least, or by more, up to what it states.
 * An increment below a thousandth of the largest valuation counts as that much, so that no climb is longer than it is worth.
 */

import type { MinorUnits } from '../../base/units.ts';
import {
  SINGLE_ITEM,
  standingBid,
} from '../../protocols/marketCoordination/mechanism/mechanism.ts';
import type { StandingBid } from '../../protocols/marketCoordination/mechanism/mechanism.ts';
import { ask, bidderOf, copyMemory, luckOf, questionFor } from '../situation.ts';
import type { Situation } from '../situation.ts';

const STEPS_IN_LARGEST = 1_000;

/** The increment by which it is played. */
function incrementOf({ arena, rules }: Situation): MinorUnits {
  const largest = Math.max(...arena.bidders.map(({ parameters }) => parameters.valuation));
  return Math.max(rules.increment, Math.ceil(largest / STEPS_IN_LARGEST));
}

/** What it gains by raising up to `limit`, each time by `jump` more than it must. */
export function playRising(situation: Situation, limit: MinorUnits, jump: MinorUnits): MinorUnits {
  const { arena, focus, worths } = situation;
  const rules = { ...situation.rules, increment: incrementOf(situation) };
  const asking = { ...situation, memories: situation.memories.map(copyMemory) };
  const luck = luckOf(situation);
  const able = arena.bidders.map((_, place) => place);
  let leader: StandingBid | undefined;
  for (let order = 1; ; order++) {
    const free = leader === undefined ? able : able.filter((place) => place !== leader?.bidder);
    const place = free[free.length === 0 ? 0 : luck.below(free.length)];
    if (place === undefined) break;
    const { weightMilli } = bidderOf(situation, place);
    const minimum = SINGLE_ITEM.english.minimum(rules, leader, weightMilli);
    let amount: MinorUnits | undefined;
    if (place === focus) amount = minimum > limit ? undefined : Math.min(limit, minimum + jump);
    else {
      const answer = ask(asking, place, questionFor(asking, place, minimum), luck);
      amount = answer.kind === 'bid' ? answer.amount : undefined;
    }
    if (amount === undefined) able.splice(able.indexOf(place), 1);
    else leader = standingBid(place, amount, weightMilli, order);
  }
  const winner = SINGLE_ITEM.english.allocate(rules, leader === undefined ? [] : [leader])[0];
  return winner?.bidder === focus ? (worths[0] ?? 0) - winner.amount : 0;
}
