/** What it is: clocks as they are skewed and set right. What still holds then is recorded again. */

import type { EventSeq } from '../../base/units.ts';
import { NO_EVENT } from '../../base/units.ts';
import { clockCorrected, clockSkewed } from '../../events/kernelEvents.ts';
import type { Actor } from '../cast.ts';
import type { Skew } from '../effects/clocks.ts';
import type { World } from '../world.ts';

/** The skews in force. */
export class ClockFaults {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Makes an actor's clock run fast by `rate` ppm from now on and show `offset` more. */
  skew(fault: string, rate: number, offset: number, actor: Actor, cause: EventSeq): void {
    const { clocks, now } = this.world;
    const index = actor.entry.actor;
    const skew = { fault, rate, offset, since: now };
    clocks.skew(index, [...clocks.skewsOf(index), skew]);
    this.note(actor, skew, cause);
  }

  /** Ends the skews of one fault, or of all, of an actor's clock. */
  correct(actor: Actor, fault?: string): void {
    const { clocks } = this.world;
    const index = actor.entry.actor;
    const before = clocks.skewsOf(index);
    const left = before.filter((skew) => fault !== undefined && skew.fault !== fault);
    if (left.length === before.length) return;
    clocks.skew(index, left);
    this.world.note(clockCorrected, index, NO_EVENT, { fault: fault ?? '' });
    for (const skew of left) this.note(actor, skew, NO_EVENT);
  }

  /** The names of the faults in force. */
  names(): readonly string[] {
    const { clocks, actors } = this.world;
    return actors.flatMap(({ entry }) => clocks.skewsOf(entry.actor).map((skew) => skew.fault));
  }

  private note(actor: Actor, { fault, rate, offset }: Skew, cause: EventSeq): void {
    this.world.note(clockSkewed, actor.entry.actor, cause, { fault, rate, offset });
  }
}
