/**
 * What it is: whom a fault means: the actors of an agent in all its coordinations, or an actor that a
 * protocol brings.
 * Errors: a name that nobody has is our bug here: the planner and `refuseIntervention` see to it.
 */

import { invariant } from '../../base/invariant.ts';
import type { FaultTarget } from '../../plan/plan.ts';
import type { Actor } from '../cast.ts';

/** The actors of a run by the names that faults call them. */
export class Targets {
  private readonly byName = new Map<FaultTarget, Actor[]>();

  private readonly actors: readonly Actor[];

  constructor(actors: readonly Actor[]) {
    this.actors = actors;
    for (const actor of actors) {
      const others = this.byName.get(actor.entry.agentId);
      if (others === undefined) this.byName.set(actor.entry.agentId, [actor]);
      else others.push(actor);
    }
  }

  /** The second instances of those that run twice. */
  twinsOf(actors: readonly Actor[]): readonly Actor[] {
    return actors.flatMap(({ isTwin, twin }) => {
      const other = isTwin || twin === undefined ? undefined : this.actors[twin];
      return other === undefined ? [] : [other];
    });
  }

  /** Whether anybody has this name. */
  knows(name: FaultTarget): boolean {
    return this.byName.has(name);
  }

  /** The actors of these names, each name counted once. */
  of(names: readonly FaultTarget[]): readonly Actor[] {
    return [...new Set(names)].flatMap((name) => {
      const actors = this.byName.get(name);
      invariant(actors !== undefined, `there is no agent ${name}`);
      return actors;
    });
  }
}
