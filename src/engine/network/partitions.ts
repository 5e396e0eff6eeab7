/**
 * What it is: which actors can reach one another while the network is split.
 * Several splits may be in force at once; two actors reach each other if every one of them leaves them
 * on the same side. Those that a split does not name are together on one more side of it.
 */

import type { ActorIndex } from '../base/units.ts';

/** A split in force: the sides that were named, as actors. */
export interface Split {
  readonly fault: string;
  readonly groups: readonly (readonly ActorIndex[])[];
}

/** The side of every actor when all `splits` hold: equal numbers reach each other. */
export function sidesOf(splits: readonly Split[], actorCount: number): Int32Array {
  const sides = new Int32Array(actorCount);
  for (const split of splits) {
    const group = new Int32Array(actorCount);
    for (const [i, actors] of split.groups.entries()) {
      for (const actor of actors) group[actor] = i + 1;
    }
    const numbers = new Map<string, number>();
    for (let actor = 0; actor < actorCount; actor++) {
      const pair = `${sides[actor]}/${group[actor]}`;
      const number = numbers.get(pair) ?? numbers.size;
      numbers.set(pair, number);
      sides[actor] = number;
    }
  }
  return sides;
}

/** The sides as lists of names, each name once, in order of the actors. */
export function nameSides(sides: Int32Array, nameOf: (actor: ActorIndex) => string): string[][] {
  const groups = new Map<number, Set<string>>();
  for (const [actor, side] of sides.entries()) {
    let group = groups.get(side);
    if (group === undefined) groups.set(side, (group = new Set()));
    group.add(nameOf(actor));
  }
  return Array.from(groups.values(), (group) => [...group]);
}
