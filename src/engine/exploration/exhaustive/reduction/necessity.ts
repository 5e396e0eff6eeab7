/**
 * What it is: what has to happen before a cue that is not there yet can be: cues of its sender of which one comes first on every
 * way to it. A cue without which there is no way at all is enough by itself.
 * Source: necessary enabling sets (P. Godefroid, Partial-Order Methods, 1996, section 4.5); a cue that lies on
 * every way is a dominator of the sending (T. Lengauer and R. Tarjan, 1979), found here as a greatest fixed point.
 * Shapes: by the cue, by node of the actor that brings it about.
 * Cost: a few rounds over an actor's graph for each cue that is asked for, once.
 */

import { addBit, emptyBits, hasBit, numbersOf, uniteBits } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Ahead, AheadNode } from './lookAhead.ts';

/** What has to happen: any one cue of `each`, whichever is chosen; or, where there is none, all of `first`. */
export interface Need {
  readonly each: readonly number[];
  readonly first: readonly number[];
}

const NEVER: Need = { each: [], first: [] };

/** What cues need. */
export class Necessity {
  private readonly ahead: Ahead;
  /** By node: what may still be brought about. */
  private readonly possible: readonly Bits[];
  private readonly byActor: readonly (readonly number[])[];
  private readonly known = new Map<number, ReadonlyMap<number, Need>>();

  constructor(ahead: Ahead) {
    const { nodes, cues, byLocal } = ahead;
    this.ahead = ahead;
    this.byActor = byLocal.map((byOne) => [...byOne.values()].toSorted((x, y) => y - x));
    this.possible = nodes.map(() => emptyBits(cues.length));
    for (const ofOne of this.byActor) this.spread(ofOne);
  }

  /** What a cue needs when the actor that brings it about stands at a node; both empty: it never comes about. */
  of(cue: number, node: number): Need {
    let byNode = this.known.get(cue);
    if (byNode === undefined) this.known.set(cue, (byNode = this.takeAll(cue)));
    return byNode.get(node) ?? NEVER;
  }

  private spread(ofOne: readonly number[]): void {
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (const node of ofOne) {
        const bits = this.possible[node] as Bits;
        for (const { to, emits } of this.node(node).edges) {
          for (const cue of emits) {
            if (hasBit(bits, cue)) continue;
            addBit(bits, cue);
            isChanged = true;
          }
          if (uniteBits(bits, this.possible[to] as Bits)) isChanged = true;
        }
      }
    }
  }

  private takeAll(cue: number): ReadonlyMap<number, Need> {
    const { ahead, possible } = this;
    const by = ahead.cues[cue]?.by;
    const ofOne = (by === undefined ? [] : (this.byActor[by] ?? [])).filter((node) =>
      hasBit(possible[node] as Bits, cue),
    );
    const each = this.dominators(cue, ofOne);
    return new Map(
      ofOne.map((node): [number, Need] => {
        const first = this.node(node).edges.filter(
          ({ to, emits }) =>
            emits.includes(cue) || (to !== node && hasBit(possible[to] as Bits, cue)),
        );
        return [
          node,
          {
            each: numbersOf(each.get(node) as Bits),
            first: [...new Set(first.map((edge) => edge.cue))],
          },
        ];
      }),
    );
  }

  /** By node: the cues that are on every way to the one that is asked for. */
  private dominators(cue: number, ofOne: readonly number[]): ReadonlyMap<number, Bits> {
    const size = this.ahead.cues.length;
    const found = new Map(ofOne.map((node) => [node, emptyBits(size).fill(0xffffffff)]));
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (const node of ofOne) {
        const onAll = emptyBits(size).fill(0xffffffff);
        for (const { cue: taken, to, emits } of this.node(node).edges) {
          const later = emits.includes(cue) ? emptyBits(size) : found.get(to);
          if (later === undefined) continue;
          for (let word = 0; word < onAll.length; word++) {
            const own = taken >>> 5 === word ? 1 << (taken & 31) : 0;
            onAll[word] = (onAll[word] as number) & ((later[word] as number) | own);
          }
        }
        const before = found.get(node) as Bits;
        if (onAll.every((word, i) => word === before[i])) continue;
        found.set(node, onAll);
        isChanged = true;
      }
    }
    return found;
  }

  private node(node: number): AheadNode {
    return this.ahead.nodes[node] as AheadNode;
  }
}
