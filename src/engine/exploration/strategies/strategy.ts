/**
 * What it is: what every strategy gives: for a run's number, in what the run differs from the design, and
 * who decides about its messages. A pure function of the exploration's seed and the number.
 */

import type { Micros } from '../../base/units.ts';
import type { Scheduling } from '../../network/scheduling.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Dice } from '../dice.ts';
import type { Ground } from '../ground.ts';
import type { ExplorationSettings } from '../settings.ts';
import type { Variation } from '../variation.ts';

export interface Attempt {
  readonly variation: Variation;
  /** Anew for each time that the run is executed; undefined: the variation is all there is. */
  readonly scheduling?: () => Scheduling;
}

export interface Circumstances {
  readonly ground: Ground;
  readonly settings: ExplorationSettings;
  readonly dice: Dice;
  /** For what is drawn only when the run is executed. */
  readonly number: number;
}

export type Strategy = (circumstances: Circumstances) => Attempt;

/** After so many times the scale, a run in search of what must never happen is given up. */
const SAFETY_SCALES = 12;
const SAFETY_EVENTS = 2_000;
const LIVENESS_EVENTS = 100_000;

/** How far a run goes: as far as the design says, or until what is searched for has had its chance. */
export function limitsOf(
  { plan, scale, calm }: Ground,
  { mode }: ExplorationSettings,
): Plan['limits'] {
  const { virtualMicrosMax, eventsMax } = plan.limits;
  if (mode === 'liveness')
    return {
      virtualMicrosMax,
      eventsMax: Math.min(eventsMax, 200 * calm.events + LIVENESS_EVENTS),
    };
  return {
    virtualMicrosMax: Math.min(virtualMicrosMax, atLeastCalm(SAFETY_SCALES * scale, calm.end)),
    eventsMax: Math.min(eventsMax, 20 * calm.events + SAFETY_EVENTS),
  };
}

function atLeastCalm(limit: Micros, calm: Micros): Micros {
  return Math.max(limit, calm + 1);
}

/** A run's seed. */
export function seedOf(dice: Dice): number {
  return dice.choices.word();
}
