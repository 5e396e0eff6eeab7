/**
 * What it is: who is down. An actor is down as long as any crash fault holds for it. A crash loses its
 * timers, its questions on the way and all state that it had not persisted; what it had sent is on its
 * way all the same.
 */

import type { ActorIndex, EventSeq } from '../../base/units.ts';
import { NO_EVENT } from '../../base/units.ts';
import { agentCrashed, agentRestarted } from '../../events/kernelEvents.ts';
import type { Actor } from '../cast.ts';
import type { Timers } from '../effects/timers.ts';
import type { World } from '../world.ts';

/** Gives an actor that is up again its first step. */
export type Revive = (actor: Actor, cause: EventSeq) => void;

/** By actor: the faults that keep it down. */
export type CrashesSnapshot = readonly ReadonlySet<string>[];

/** The crashes in force. */
export class Crashes {
  private faults: readonly Set<string>[];
  private readonly world: World;
  private readonly timers: Timers;
  private readonly revive: Revive;

  constructor(world: World, timers: Timers, revive: Revive) {
    this.world = world;
    this.timers = timers;
    this.revive = revive;
    this.faults = Array.from({ length: world.actorsMost }, () => new Set());
  }

  /** Stops an actor. */
  crash(fault: string, actor: Actor, cause: EventSeq): void {
    const { world } = this;
    const index = actor.entry.actor;
    this.faultsOf(index).add(fault);
    if (world.isCrashed[index] === 1) return;
    world.isCrashed[index] = 1;
    world.incarnations[index] = (world.incarnations[index] as number) + 1;
    const { conduct } = actor.coordination.protocol;
    if (conduct.durable !== undefined && world.isStarted[index] === 1) {
      world.persisted[index] = conduct.durable(world.states[index]);
    }
    this.timers.clear(index);
    world.note(agentCrashed, index, cause, { fault });
  }

  /** Ends one crash of an actor, or all; one that nothing keeps down comes back. */
  restart(actor: Actor, fault?: string): void {
    const { world } = this;
    const index = actor.entry.actor;
    const faults = this.faultsOf(index);
    if (fault === undefined) faults.clear();
    else faults.delete(fault);
    if (world.isCrashed[index] === 0 || faults.size > 0) return;
    world.isCrashed[index] = 0;
    const seq = world.note(agentRestarted, index, NO_EVENT, { fault: fault ?? '' });
    if (!world.isHalted) this.revive(actor, seq);
  }

  /** The names of the faults in force. */
  names(): readonly string[] {
    return this.faults.flatMap((faults) => [...faults]);
  }

  snapshot(): CrashesSnapshot {
    return this.faults.map((faults) => new Set(faults));
  }

  restore(snapshot: CrashesSnapshot): void {
    this.faults = snapshot.map((faults) => new Set(faults));
  }

  private faultsOf(actor: ActorIndex): Set<string> {
    return this.faults[actor] as Set<string>;
  }
}
