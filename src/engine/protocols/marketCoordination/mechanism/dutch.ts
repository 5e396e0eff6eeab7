/**
 * What it is: the falling clock. Prices fall from `clockStart` by `clockDecrement`; the last one shown is
 * exactly the floor, the reserve. The clock is on the effective scale: a bidder of weight w is shown
 * ⌈clock / w⌉, so that a better reputation stops the clock earlier for the same money.
 * Units: money in minor units; ticks from 0.
 */

import type { MinorUnits } from '../../../base/units.ts';
import { WEIGHT_ONE, ceilingOf } from './mechanism.ts';

export interface Clock {
  readonly start: MinorUnits;
  readonly decrement: MinorUnits;
  /** At least 1. */
  readonly floor: MinorUnits;
}

/** How many prices the clock shows, the floor included. */
export function ticksOf(clock: Clock): number {
  return clock.start <= clock.floor ? 1 : ceilingOf(clock.start - clock.floor, clock.decrement) + 1;
}

/** The price at a tick. */
export function clockPrice(clock: Clock, tick: number): MinorUnits {
  return Math.max(clock.floor, clock.start - tick * clock.decrement);
}

/** What a bidder of this weight pays when it stops the clock at this tick; never below the floor. */
export function personalPrice(clock: Clock, tick: number, weightMilli: number): MinorUnits {
  const own = ceilingOf(clockPrice(clock, tick) * WEIGHT_ONE, weightMilli);
  return Math.max(clock.floor, own);
}
