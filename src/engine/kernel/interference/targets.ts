/**
 * What it is: whom a fault means: the actors of an agent in all its coordinations, those of a whole pool, or
 * an actor that a protocol brings.
 * Errors: a name that nobody has is our bug here: the planner and `refuseIntervention` see to it.
 */

import { invariant } from '../../base/invariant.ts';
import type { FaultTarget } from '../../plan/plannedFault.ts';
import type { Actor } from '../cast.ts';
import type { World } from '../world.ts';

/** The actors of a run by the names that faults call them. */
export class Targets {
  private readonly byName = new Map<FaultTarget, Actor[]>();

  private readonly actors: readonly Actor[];

  constructor({ actors, plan }: Pick<World, 'actors' | 'plan'>) {
    this.actors = actors;
    for (const actor of actors) {
      const { agent, agentId } = actor.entry;
      this.add(agentId, actor);
      const pool = agent === undefined ? undefined : plan.agents[agent]?.pool;
      if (pool !== undefined && !actor.isTwin) this.add(pool, actor);
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

  /** The actors of these names, each once. */
  of(names: readonly FaultTarget[]): readonly Actor[] {
    const actors = names.flatMap((name) => {
      const own = this.byName.get(name);
      invariant(own !== undefined, `there is no agent ${name}`);
      return own;
    });
    return [...new Set(actors)];
  }

  private add(name: string, actor: Actor): void {
    const others = this.byName.get(name);
    if (others === undefined) this.byName.set(name, [actor]);
    else others.push(actor);
  }
}
