/**
 * What it is: which steps of different actors may not be put in another order, because a property looks at which of two
 * events came first. A pair of kinds says that a violation may be hidden when one actor's first is moved before another's
 * second; moving it the other way can only bring violations to light, so it is no reason to look.
 * Source: visibility in partial-order reduction (P. Godefroid, Partial-Order Methods, 1996, chapter 7), taken in one direction.
 * Shapes: that an actor records a second is a cue of its own, which is never there to be taken, but has what has to happen before it.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { Histories } from '../history.ts';
import { addBit, emptyBits, numbersOf } from './bits.ts';
import type { Bits } from './bits.ts';
import { spreadBack } from './dependence.ts';
import type { Ahead, AheadCue } from './lookAhead.ts';

type Pair = readonly [first: string, second: string];

/** What is looked ahead, with what is seen as cues of its own. */
export interface Seen {
  readonly ahead: Ahead;
  /** The sightings that taking a cue at a node, or later, must not be moved before, those of its own actor left out. */
  before(node: number, cue: number): readonly number[];
}

/** Adds what properties look at. */
export function withSightings(ahead: Ahead, protocol: AnyProtocol, histories: Histories): Seen {
  const pairs = pairsOf(protocol);
  const seconds = [...new Set(pairs.map(([, second]) => second))];
  const { cues, nodes, byLocal } = ahead;
  const all: AheadCue[] = [...cues];
  for (const name of seconds)
    for (const actor of byLocal.keys()) all.push({ actor, by: actor, kind: 'sighting', name });
  const sightingOf = (second: number, actor: ActorIndex): number =>
    cues.length + second * byLocal.length + actor;
  const watched = nodes.map(({ actor, edges, ...others }) => ({
    ...others,
    actor,
    edges: edges.map((edge) => {
      const kinds = histories.kindsOf(edge.events);
      const seen = [...seconds.keys()].filter((second) => kinds.has(seconds[second] as string));
      return { ...edge, emits: [...edge.emits, ...seen.map((one) => sightingOf(one, actor))] };
    }),
  }));
  const moved = nodes.map(({ edges }) => {
    const firsts = new Map<number, Bits>();
    for (const { cue, events } of edges) {
      const bits = firsts.get(cue) ?? emptyBits(seconds.length);
      firsts.set(cue, bits);
      const kinds = histories.kindsOf(events);
      for (const [first, second] of pairs)
        if (kinds.has(first)) addBit(bits, seconds.indexOf(second));
    }
    return firsts;
  });
  spreadBack(ahead, moved);
  const known = moved.map((firsts, node) => {
    const own = nodes[node]?.actor;
    const others = [...byLocal.keys()].filter((actor) => actor !== own);
    return new Map(
      [...firsts].map(([cue, bits]) => [
        cue,
        numbersOf(bits).flatMap((second) => others.map((actor) => sightingOf(second, actor))),
      ]),
    );
  });
  return {
    ahead: { ...ahead, cues: all, nodes: watched },
    before: (node, cue) => known[node]?.get(cue) ?? [],
  };
}

/** A property that does not say what order it looks at may look at any. */
function pairsOf({ properties }: AnyProtocol): readonly Pair[] {
  const all = properties
    .filter(({ temper }) => temper === 'always')
    .flatMap(
      ({ orderMatters, watches }) =>
        orderMatters ?? watches.flatMap((one) => watches.map((other): Pair => [one, other])),
    );
  return [...new Map(all.map((pair) => [pair.join(' '), pair])).values()];
}
