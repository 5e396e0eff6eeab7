/**
 * What it is: the actors' own clocks. A clock that is right shows virtual time; a skewed one runs fast or
 * slow from a moment on and is ahead or behind. An actor reads its clock and sets its timers by it; nothing
 * else depends on it. No clock shows less than 0.
 * Units: virtual microseconds; rates in parts per million, as whole numbers: all of it is exact.
 */

import type { ActorIndex, Micros } from '../../base/units.ts';
import { MICROS_LIMIT, PPM_ONE } from '../../base/units.ts';

/** One skew of one clock. */
export interface Skew {
  readonly fault: string;
  /** How much faster than time it runs; below 0: slower. */
  readonly rate: number;
  readonly offset: number;
  readonly since: Micros;
}

const RIGHT: readonly Skew[] = [];

/** The clocks of a run. */
export class Clocks {
  /** Whether any clock is wrong. */
  isSkewed = false;
  private skews: (readonly Skew[])[];

  constructor(actorCount: number) {
    this.skews = Array.from({ length: actorCount }, () => RIGHT);
  }

  /** What is wrong with an actor's clock. */
  skewsOf(actor: ActorIndex): readonly Skew[] {
    return this.skews[actor] ?? RIGHT;
  }

  /** Sets what is wrong with an actor's clock. */
  skew(actor: ActorIndex, skews: readonly Skew[]): void {
    this.skews[actor] = skews;
    this.isSkewed = this.skews.some((ones) => ones.length > 0);
  }

  /** What an actor's clock shows at `now`. */
  read(actor: ActorIndex, now: Micros): Micros {
    let shown = now;
    for (const { rate, offset, since } of this.skewsOf(actor)) {
      shown += offset + drift(now - since, rate);
    }
    return Math.min(Math.max(0, shown), MICROS_LIMIT - 1);
  }

  /** How long it takes until an actor's clock has gone on by `after`. */
  span(actor: ActorIndex, after: Micros): Micros {
    const skews = this.skewsOf(actor);
    if (skews.length === 0) return after;
    const speed = Math.max(1, PPM_ONE + skews.reduce((sum, one) => sum + one.rate, 0));
    const wholes = Math.floor(after / speed);
    const rest = after - wholes * speed;
    return Math.min(wholes * PPM_ONE + Math.ceil((rest * PPM_ONE) / speed), MICROS_LIMIT - 1);
  }

  snapshot(): readonly (readonly Skew[])[] {
    return this.skews.slice();
  }

  restore(skews: readonly (readonly Skew[])[]): void {
    this.skews = skews.slice();
    this.isSkewed = skews.some((ones) => ones.length > 0);
  }
}

/** How far a clock of this rate gets ahead in so long, rounded down; in two parts, so that no product is too large. */
function drift(span: Micros, rate: number): number {
  const wholes = Math.floor(span / PPM_ONE);
  return wholes * rate + Math.floor(((span - wholes * PPM_ONE) * rate) / PPM_ONE);
}
