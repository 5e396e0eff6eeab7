/**
 * What it is: how the representation of a cluster passes on. Members and coordinator do the same reckoning, so
 * that who heard of the same losses, in whatever order, expects the same representative.
 */

import type { ActorIndex } from '../../base/units.ts';
import type { Succession } from './state.ts';

/** The one that represents; the cluster has at least one candidate. */
export function representativeOf({ ranking }: Succession): ActorIndex {
  return ranking[0] as ActorIndex;
}

/** Gives up the one that represents: the next takes over, and it becomes the last resort. */
export function passOn(succession: Succession): void {
  const [silent, ...others] = succession.ranking;
  succession.ranking = silent === undefined ? others : [...others, silent];
  succession.term += 1;
}

/** Accepts a candidate as the representative of a term: all before it in the ranking were given up. */
export function accept(succession: Succession, actor: ActorIndex, term: number): void {
  const { ranking } = succession;
  const place = ranking.indexOf(actor);
  succession.ranking = [...ranking.slice(place), ...ranking.slice(0, place)];
  succession.term = term;
}

/** Somebody takes another's place among the candidates, behind all others. */
export function substitute(succession: Succession, gone: ActorIndex, joined: ActorIndex): void {
  const wasFirst = succession.ranking[0] === gone;
  const others = succession.ranking.filter((one) => one !== gone);
  succession.ranking = others.includes(joined) ? others : [...others, joined];
  if (wasFirst) succession.term += 1;
}
