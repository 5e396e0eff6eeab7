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

  private readonly world: Pick<World, 'actors' | 'plan' | 'coordinations'>;

  constructor(world: Pick<World, 'actors' | 'plan' | 'coordinations'>) {
    this.world = world;
    this.admit(world.actors);
    for (const name of awaited(world)) if (!this.byName.has(name)) this.byName.set(name, []);
  }

  /** Faults can mean these actors from now on. */
  admit(actors: readonly Actor[]): void {
    for (const actor of actors) {
      const { agent, agentId } = actor.entry;
      this.add(agentId, actor);
      const pool = agent === undefined ? undefined : this.world.plan.agents[agent]?.pool;
      if (pool !== undefined && !actor.isTwin) this.add(pool, actor);
    }
  }

  /** The names with those of a pool's agents in its place. */
  oneByOne(names: readonly FaultTarget[]): readonly FaultTarget[] {
    return names.flatMap((name) => {
      const members = this.world.plan.agents.filter(({ pool }) => pool === name);
      return members.length === 0 ? [name] : members.map(({ id }) => id);
    });
  }

  /** The second instances of those that run twice. */
  twinsOf(actors: readonly Actor[]): readonly Actor[] {
    return actors.flatMap(({ isTwin, twin }) => {
      const other = isTwin || twin === undefined ? undefined : this.world.actors[twin];
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

/** Who may still come: the participants of coordinations that wait for others, their pools, and those that the protocols bring. */
function awaited({ coordinations, plan }: Pick<World, 'plan' | 'coordinations'>): Set<FaultTarget> {
  return new Set(
    coordinations
      .filter(({ planned }) => planned.supplies !== undefined)
      .flatMap(({ planned: { id, participants, parameters }, protocol }) => [
        ...participants.flatMap((index) => {
          const agent = plan.agents[index];
          return agent === undefined ? [] : [agent.id, agent.pool];
        }),
        ...protocol.conduct
          .cast(parameters, participants.length)
          .flatMap(({ participant, name }) => (participant === undefined ? [`${id}/${name}`] : [])),
      ]),
  );
}
