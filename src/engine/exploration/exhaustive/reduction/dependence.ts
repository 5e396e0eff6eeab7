/**
 * What it is: which cues of an actor may make a difference by their order. Two cues commute in a node when either order ends
 * in the same node, with the same messages sent and the same told to the properties; cues of different actors always do.
 * Source: conditional independence and its use ahead of time, as in A. Valmari, Stubborn sets for reduced state space generation (1989),
 * and P. Godefroid, Partial-Order Methods for the Verification of Concurrent Systems (1996), sections 3.4 and 4.5.
 * Shapes: by node, by cue of its actor: the set of cues.
 * Cost: for each node the square of its cues, and a few rounds over the graph for each cue.
 */

import type { Ahead, AheadEdge, AheadNode } from './lookAhead.ts';
import { addBit, emptyBits, uniteBits } from './bits.ts';
import type { Bits } from './bits.ts';

/** By node and cue: what may come before the cue, from that node on, and does not commute with it there. */
export type Dependence = readonly ReadonlyMap<number, Bits>[];

/** Takes the dependence of all cues that may be taken. */
export function dependenceOf(ahead: Ahead): Dependence {
  const { nodes, cues } = ahead;
  const outcomes = nodes.map(({ edges }) => {
    const byCue = new Map<number, AheadEdge[]>();
    for (const edge of edges) byCue.set(edge.cue, [...(byCue.get(edge.cue) ?? []), edge]);
    return byCue;
  });
  const found = outcomes.map((byCue) => {
    const own = new Map<number, Bits>();
    for (const cue of byCue.keys()) {
      const bits = emptyBits(cues.length);
      for (const other of byCue.keys())
        if (other !== cue && !commute(outcomes, byCue, cue, other)) addBit(bits, other);
      own.set(cue, bits);
    }
    return own;
  });
  spreadBack(ahead, found);
  return found;
}

/** Adds to what holds of a cue in a node what holds of it later, before it is taken; until nothing changes any more. */
export function spreadBack({ nodes }: Ahead, found: readonly ReadonlyMap<number, Bits>[]): void {
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    // A node's successors have mostly higher numbers.
    for (let node = nodes.length - 1; node >= 0; node--) {
      const own = found[node] as ReadonlyMap<number, Bits>;
      for (const { cue: taken, to } of (nodes[node] as AheadNode).edges) {
        if (to === node) continue;
        const later = found[to] as ReadonlyMap<number, Bits>;
        for (const [cue, bits] of own) {
          const others = cue === taken ? undefined : later.get(cue);
          if (others !== undefined && uniteBits(bits, others)) isChanged = true;
        }
      }
    }
  }
}

type Outcomes = readonly ReadonlyMap<number, readonly AheadEdge[]>[];

/** Where a cue has several outcomes, each must commute with each of the other's. */
function commute(
  outcomes: Outcomes,
  here: ReadonlyMap<number, readonly AheadEdge[]>,
  one: number,
  other: number,
): boolean {
  const ones = here.get(one) ?? [];
  const others = here.get(other) ?? [];
  return ones.every((first, i) =>
    others.every((second, k) => {
      const secondAfter = outcomes[first.to]?.get(other);
      const firstAfter = outcomes[second.to]?.get(one);
      if (secondAfter?.length !== others.length || firstAfter?.length !== ones.length) return false;
      const then = secondAfter[k] as AheadEdge;
      const also = firstAfter[i] as AheadEdge;
      return (
        then.to === also.to &&
        isSame([...first.tale, ...then.tale], [...second.tale, ...also.tale]) &&
        isSameBag([...first.letters, ...then.letters], [...second.letters, ...also.letters])
      );
    }),
  );
}

function isSameBag(bag: readonly number[], other: readonly number[]): boolean {
  return isSame(
    bag.toSorted((x, y) => x - y),
    other.toSorted((x, y) => x - y),
  );
}

function isSame(list: readonly number[], other: readonly number[]): boolean {
  return list.length === other.length && list.every((item, i) => item === other[i]);
}
