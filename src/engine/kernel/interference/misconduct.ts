/**
 * What it is: who lies and who is late. Each holds until its own fault ends; what still holds then is
 * recorded again, so that the last events of an agent always say how it is.
 * The agents of one behaviour fault are one coalition in each coordination and share a memory there; the
 * luck of each is its own stream, named after fault and actor.
 */

import { SeededChoices } from '../../base/choices.ts';
import type { ChoicesState } from '../../base/choices.ts';
import { deepCopy } from '../../base/copy.ts';
import { invariant } from '../../base/invariant.ts';
import type { ActorIndex, EventSeq, Micros } from '../../base/units.ts';
import { NO_EVENT } from '../../base/units.ts';
import { agentCorrupted, agentHealed, agentSlowed } from '../../events/kernelEvents.ts';
import { mutatorOf } from '../../faults/adversary.ts';
import type { Misbehaviour } from '../../faults/adversary.ts';
import type { Actor } from '../cast.ts';
import type { Transport } from '../effects/transport.ts';
import type { World } from '../world.ts';

interface Slowness {
  readonly fault: string;
  readonly delay: Micros;
}

export interface MisconductSnapshot {
  readonly slownesses: readonly (readonly Slowness[])[];
  readonly memories: ReadonlyMap<string, Map<string, unknown>>;
  readonly misbehaviours: readonly {
    readonly actor: ActorIndex;
    readonly fault: string;
    readonly behaviour: string;
    readonly coalition: readonly ActorIndex[];
    readonly choices: ChoicesState;
  }[];
}

/** Whether an actor can misbehave in this way. */
export function canMisbehave(actor: Actor, behaviour: string): boolean {
  return mutatorFor(actor, behaviour) !== undefined;
}

/** The misbehaviours and slownesses in force. */
export class Misconduct {
  /** By actor. */
  private readonly slownesses: (readonly Slowness[])[];
  /** What the agents of one fault share, by fault and coordination. */
  private memories = new Map<string, Map<string, unknown>>();
  private readonly world: World;
  private readonly transport: Transport;

  constructor(world: World, transport: Transport) {
    this.world = world;
    this.transport = transport;
    this.slownesses = Array.from({ length: world.actorsMost }, () => []);
  }

  /** Makes those of the actors that know the behaviour misbehave. */
  corrupt(fault: string, behaviour: string, actors: readonly Actor[], cause: EventSeq): void {
    const able = actors.filter((actor) => canMisbehave(actor, behaviour));
    // Those whom a coordination is still to bring in may be the ones who know how.
    invariant(
      able.length > 0 || this.world.coordinations.some((one) => !one.isOpen),
      `nobody in fault ${fault} knows how to be ${behaviour}`,
    );
    for (const actor of able) {
      const coalition = able
        .filter((one) => one.coordination === actor.coordination)
        .map((one) => one.entry.actor);
      this.add(actor, this.misbehave(fault, behaviour, actor, coalition));
      this.world.note(agentCorrupted, actor.entry.actor, cause, { behaviour, fault });
    }
  }

  /** Makes what an actor sends leave later. */
  slow(fault: string, delay: Micros, actor: Actor, cause: EventSeq): void {
    const index = actor.entry.actor;
    this.delay(index, [...this.slownessesOf(index), { fault, delay }]);
    this.world.note(agentSlowed, index, cause, { fault, delay });
  }

  /** Ends the misbehaviours and slownesses of one fault, or of all, for an actor. */
  heal(actor: Actor, fault?: string): void {
    const { transport, world } = this;
    const index = actor.entry.actor;
    const stays = (one: { readonly fault: string }): boolean =>
      fault !== undefined && one.fault !== fault;
    const misbehaviours = transport.misbehaviours[index] as readonly Misbehaviour[];
    const slownesses = this.slownessesOf(index);
    const lying = misbehaviours.filter(stays);
    const late = slownesses.filter(stays);
    if (lying.length + late.length === misbehaviours.length + slownesses.length) return;
    transport.misbehaviours[index] = lying;
    this.delay(index, late);
    world.note(agentHealed, index, NO_EVENT, { fault: fault ?? '' });
    for (const one of lying) {
      const values = { behaviour: one.behaviour, fault: one.fault };
      world.note(agentCorrupted, index, NO_EVENT, values);
    }
    for (const one of late) world.note(agentSlowed, index, NO_EVENT, one);
  }

  /** The names of the faults in force. */
  names(): readonly string[] {
    const all = [...this.slownesses, ...this.transport.misbehaviours].flat();
    return all.map((one) => one.fault);
  }

  snapshot(): MisconductSnapshot {
    const { slownesses, memories, transport } = this;
    const misbehaviours = transport.misbehaviours.flatMap((ones, actor) =>
      ones.map(({ fault, behaviour, conspiracy, choices }) => {
        const { coalition } = conspiracy;
        return { actor, fault, behaviour, coalition, choices: choices.snapshot() };
      }),
    );
    return deepCopy({ slownesses, memories, misbehaviours }, Object.isFrozen);
  }

  restore(snapshot: MisconductSnapshot): void {
    const copy = deepCopy(snapshot, Object.isFrozen);
    this.memories = new Map(copy.memories);
    for (const [actor, slownesses] of copy.slownesses.entries()) {
      this.delay(actor, slownesses);
      this.transport.misbehaviours[actor] = [];
    }
    for (const { actor: index, fault, behaviour, coalition, choices } of copy.misbehaviours) {
      const actor = this.world.actor(index);
      const misbehaviour = this.misbehave(fault, behaviour, actor, coalition);
      misbehaviour.choices.restore(choices);
      this.add(actor, misbehaviour);
    }
  }

  private misbehave(
    fault: string,
    behaviour: string,
    actor: Actor,
    coalition: readonly ActorIndex[],
  ): Misbehaviour {
    const mutator = mutatorFor(actor, behaviour);
    invariant(mutator !== undefined, `${actor.name} cannot be ${behaviour}`);
    const { planned } = actor.coordination;
    const key = `${fault}/${planned.id}`;
    let memory = this.memories.get(key);
    if (memory === undefined) this.memories.set(key, (memory = new Map<string, unknown>()));
    const stream = `fault/${fault}/${behaviour}/${planned.id}/${actor.name}`;
    const choices = SeededChoices.named(this.world.plan.seed, stream);
    const conspiracy = { context: actor.context, coalition, memory, choices };
    return { fault, behaviour, mutator, conspiracy, choices };
  }

  private add(actor: Actor, misbehaviour: Misbehaviour): void {
    const { misbehaviours } = this.transport;
    const index = actor.entry.actor;
    misbehaviours[index] = [...(misbehaviours[index] as readonly Misbehaviour[]), misbehaviour];
  }

  /** Sets an actor's slownesses and what follows from them. */
  private delay(actor: ActorIndex, slownesses: readonly Slowness[]): void {
    this.slownesses[actor] = slownesses;
    this.transport.delays[actor] = slownesses.reduce((sum, one) => sum + one.delay, 0);
  }

  private slownessesOf(actor: ActorIndex): readonly Slowness[] {
    return this.slownesses[actor] as readonly Slowness[];
  }
}

function mutatorFor(actor: Actor, behaviour: string): ReturnType<typeof mutatorOf> {
  return mutatorOf(behaviour, actor.coordination.protocol.conduct.mutators);
}
