/**
 * What it is: of all that may happen in a world, what is enough to be tried: a set such that nothing outside of it can ever come between,
 * so that whatever happens first, one of the set can as well be put first. What is never tried first is an order that
 * makes no difference to how anybody stands in the end or to what is told.
 * Source: stubborn sets (A. Valmari, Stubborn sets for reduced state space generation, 1989), weak ones: only what the set is
 * grown from must stay possible whatever else happens. So it is grown from no time-out, which others may use up. A set is closed over two rules: with a cue that may be taken, all that do not commute with it
 * at its actor; with one that may not yet be, what has to happen before.
 * Shapes: sets of cues.
 * Cost: for each cue that may be taken the size of the set it grows to.
 */

import { addBit, countBits, emptyBits, hasBit, numbersOf } from './bits.ts';
import type { Bits } from './bits.ts';
import { dependenceOf } from './dependence.ts';
import type { Dependence } from './dependence.ts';
import type { AheadCue } from './lookAhead.ts';
import { Necessity } from './necessity.ts';
import type { Seen } from './visibility.ts';

/** Chooses what is tried. */
export class StubbornSets {
  private readonly cues: readonly AheadCue[];
  private readonly dependence: Dependence;
  private readonly necessity: Necessity;

  private readonly seen: Seen;

  constructor(seen: Seen) {
    const { ahead } = seen;
    this.seen = seen;
    this.cues = ahead.cues;
    this.dependence = dependenceOf(ahead);
    this.necessity = new Necessity(ahead);
  }

  /** What of the cues that may be taken is enough, given at which node each actor stands: the smallest such set that is found. */
  of(enabled: Bits, standing: readonly number[]): Bits {
    let best = enabled;
    const seeds = numbersOf(enabled).filter((cue) => this.cues[cue]?.kind !== 'expiry');
    let fewest = countBits(enabled, enabled);
    for (const seed of seeds) {
      const set = this.closed(seed, enabled, standing, fewest);
      if (set === undefined) continue;
      best = set;
      fewest = countBits(set, enabled);
      if (fewest === 1) break;
    }
    return best;
  }

  /** The set that grows of one cue; undefined when it comes to at least so many that may be taken. */
  private closed(
    seed: number,
    enabled: Bits,
    standing: readonly number[],
    tooMany: number,
  ): Bits | undefined {
    const set = emptyBits(this.cues.length);
    const waiting: number[] = [];
    let taken = 0;
    const add = (cue: number): void => {
      if (hasBit(set, cue)) return;
      addBit(set, cue);
      waiting.push(cue);
      if (hasBit(enabled, cue)) taken++;
    };
    add(seed);
    for (let cue = waiting.pop(); cue !== undefined; cue = waiting.pop()) {
      if (taken >= tooMany) return undefined;
      const { actor, by } = this.cues[cue] as AheadCue;
      if (hasBit(enabled, cue)) {
        const others = this.dependence[standing[actor] as number]?.get(cue);
        if (others !== undefined) numbersOf(others).forEach(add);
        this.seen.before(standing[actor] as number, cue).forEach(add);
        continue;
      }
      if (by === undefined) continue;
      const { each, first } = this.necessity.of(cue, standing[by] as number);
      const [any] = each;
      if (any === undefined) first.forEach(add);
      else if (!each.some((one) => hasBit(set, one)))
        add(each.find((one) => !hasBit(enabled, one)) ?? any);
    }
    return set;
  }
}
