/**
 * What it is: faults as they begin and end: crashes, misbehaviours, slowness and partitions, whether the
 * plan foresaw them or a person made them.
 * Several faults may hold for one actor: it comes back up when the last of its crashes has ended, and it is
 * as slow as its slownesses together. A crash loses the actor's timers, its questions on the way and
 * all state that it had not persisted; what it had sent is on its way all the same.
 * Errors: a fault that names what is not there is our bug here: the planner and `intervene` refuse it.
 */

import { SeededChoices } from '../base/choices.ts';
import type { ChoicesState } from '../base/choices.ts';
import { deepCopy } from '../base/copy.ts';
import { invariant } from '../base/invariant.ts';
import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';
import { NO_ACTOR, NO_EVENT } from '../base/units.ts';
import {
  agentCorrupted,
  agentCrashed,
  agentHealed,
  agentRestarted,
  agentSlowed,
  networkHealed,
  networkPartitioned,
} from '../events/kernelEvents.ts';
import { mutatorOf } from '../faults/adversary.ts';
import type { Misbehaviour } from '../faults/adversary.ts';
import { nameSides, sidesOf } from '../network/partitions.ts';
import type { Split } from '../network/partitions.ts';
import type { FaultTarget, PlannedFault } from '../plan/plan.ts';
import type { Actor } from './cast.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';

/** Gives an actor that is up again its first step. */
export type Revive = (actor: Actor, cause: EventSeq) => void;

export interface FaultsSnapshot {
  readonly crashes: readonly ReadonlySet<string>[];
  readonly slownesses: readonly (readonly Slowness[])[];
  readonly splits: readonly Split[];
  readonly memories: ReadonlyMap<string, Map<string, unknown>>;
  readonly misbehaviours: readonly {
    readonly actor: ActorIndex;
    readonly fault: string;
    readonly behaviour: string;
    readonly coalition: readonly ActorIndex[];
    readonly choices: ChoicesState;
  }[];
}

interface Slowness {
  readonly fault: string;
  readonly delay: Micros;
}

/** The faults in force. */
export class FaultControl {
  /** By actor: the faults that keep it down. */
  private crashes: Set<string>[];
  /** By actor. */
  private slownesses: Slowness[][];
  private splits: readonly Split[] = [];
  /** What the agents of one fault share, by fault and coordination. */
  private memories = new Map<string, Map<string, unknown>>();

  private readonly world: World;
  private readonly transport: Transport;
  private readonly timers: Timers;
  private readonly revive: Revive;
  private readonly targets = new Map<FaultTarget, Actor[]>();

  constructor(world: World, transport: Transport, timers: Timers, revive: Revive) {
    this.world = world;
    this.transport = transport;
    this.timers = timers;
    this.revive = revive;
    this.crashes = world.actors.map(() => new Set());
    this.slownesses = world.actors.map(() => []);
    for (const actor of world.actors) {
      const actors = this.targets.get(actor.entry.agentId);
      if (actors === undefined) this.targets.set(actor.entry.agentId, [actor]);
      else actors.push(actor);
    }
  }

  /** Begins a fault of the plan. */
  begin(fault: PlannedFault): void {
    switch (fault.kind) {
      case 'crash':
        return this.crash(fault.id, fault.agents);
      case 'behaviour':
        return this.corrupt(fault.id, fault.behaviour, fault.agents);
      case 'slow':
        return this.slow(fault.id, fault.delayMicros, fault.agents);
      case 'partition':
        return this.split(fault.id, fault.groups);
    }
  }

  /** Ends a fault of the plan, as far as it still holds. */
  end(fault: PlannedFault): void {
    switch (fault.kind) {
      case 'crash':
        return this.restart(fault.agents, fault.id);
      case 'behaviour':
      case 'slow':
        return this.heal(fault.agents, fault.id);
      case 'partition':
        return this.reunite(fault.id);
    }
  }

  /** Whether an agent or an actor of this name exists. */
  knows(target: FaultTarget): boolean {
    return this.targets.has(target);
  }

  /** Whether any actor of this name can misbehave in this way. */
  canMisbehave(target: FaultTarget, behaviour: string): boolean {
    return this.actorsOf(target).some((actor) => mutatorFor(actor, behaviour) !== undefined);
  }

  /** Stops the actors of these agents. */
  crash(fault: string, targets: readonly FaultTarget[]): void {
    const { world } = this;
    for (const actor of this.allOf(targets)) {
      const index = actor.entry.actor;
      this.crashesOf(index).add(fault);
      if (world.isCrashed[index] === 1) continue;
      world.isCrashed[index] = 1;
      world.incarnations[index] = (world.incarnations[index] as number) + 1;
      this.timers.clear(index);
      world.note(agentCrashed, index, NO_EVENT, { fault });
    }
  }

  /** Ends one crash of these agents, or all that there are; those that nothing keeps down come back. */
  restart(targets: readonly FaultTarget[], fault?: string): void {
    const { world } = this;
    for (const actor of this.allOf(targets)) {
      const index = actor.entry.actor;
      const crashes = this.crashesOf(index);
      if (fault === undefined) crashes.clear();
      else crashes.delete(fault);
      if (world.isCrashed[index] === 0 || crashes.size > 0) continue;
      world.isCrashed[index] = 0;
      const seq = world.note(agentRestarted, index, NO_EVENT, { fault: fault ?? '' });
      if (!world.isHalted) this.revive(actor, seq);
    }
  }

  /** Makes the actors of these agents misbehave, as one coalition in each coordination. */
  corrupt(fault: string, behaviour: string, targets: readonly FaultTarget[]): void {
    const actors = this.allOf(targets).filter(
      (actor) => mutatorFor(actor, behaviour) !== undefined,
    );
    invariant(actors.length > 0, `nobody in fault ${fault} knows how to be ${behaviour}`);
    for (const actor of actors) {
      const index = actor.entry.actor;
      const others = this.transport.misbehaviours[index] as readonly Misbehaviour[];
      const coalition = actors
        .filter((one) => one.coordination === actor.coordination)
        .map((one) => one.entry.actor);
      this.transport.misbehaviours[index] = [
        ...others,
        this.misbehave(fault, behaviour, actor, coalition),
      ];
      this.world.note(agentCorrupted, index, NO_EVENT, { behaviour, fault });
    }
  }

  /** A misbehaviour of one actor; its luck is its own, its memory that of its coalition. */
  private misbehave(
    fault: string,
    behaviour: string,
    actor: Actor,
    coalition: readonly ActorIndex[],
  ): Misbehaviour {
    const mutator = mutatorFor(actor, behaviour);
    invariant(mutator !== undefined, `${actor.entry.agentId} cannot be ${behaviour}`);
    const { planned } = actor.coordination;
    const key = `${fault}/${planned.id}`;
    let memory = this.memories.get(key);
    if (memory === undefined) this.memories.set(key, (memory = new Map()));
    const stream = `fault/${fault}/${planned.id}/${actor.entry.agentId}`;
    const choices = SeededChoices.named(this.world.plan.seed, stream);
    const conspiracy = { context: actor.context, coalition, memory, choices };
    return { fault, behaviour, mutator, conspiracy, choices };
  }

  /** Makes what these agents send leave later. */
  slow(fault: string, delay: Micros, targets: readonly FaultTarget[]): void {
    for (const actor of this.allOf(targets)) {
      const index = actor.entry.actor;
      this.slownessesOf(index).push({ fault, delay });
      this.sumDelays(index);
      this.world.note(agentSlowed, index, NO_EVENT, { fault, delay });
    }
  }

  /** Ends the misbehaviours and slownesses of one fault, or of all, for these agents. */
  heal(targets: readonly FaultTarget[], fault?: string): void {
    const { transport, world } = this;
    const stays = (one: { readonly fault: string }): boolean =>
      fault !== undefined && one.fault !== fault;
    for (const actor of this.allOf(targets)) {
      const index = actor.entry.actor;
      const misbehaviours = transport.misbehaviours[index] as readonly Misbehaviour[];
      const slownesses = this.slownessesOf(index);
      const honest = misbehaviours.filter(stays);
      const slow = slownesses.filter(stays);
      if (honest.length + slow.length === misbehaviours.length + slownesses.length) continue;
      transport.misbehaviours[index] = honest;
      this.slownesses[index] = slow;
      this.sumDelays(index);
      world.note(agentHealed, index, NO_EVENT, { fault: fault ?? '' });
      for (const one of honest) {
        const values = { behaviour: one.behaviour, fault: one.fault };
        world.note(agentCorrupted, index, NO_EVENT, values);
      }
      for (const one of slow) world.note(agentSlowed, index, NO_EVENT, one);
    }
  }

  /** Splits the network anew: only this split holds from now on. */
  splitOnly(fault: string, groups: readonly (readonly FaultTarget[])[]): void {
    this.splits = [];
    this.split(fault, groups);
  }

  /** Splits the network, beside the splits that there are. */
  split(fault: string, groups: readonly (readonly FaultTarget[])[]): void {
    const actors = groups.map((group) => this.allOf(group).map((actor) => actor.entry.actor));
    this.splits = [...this.splits, { fault, groups: actors }];
    this.takeSides(fault);
  }

  /** Ends one split, or all. */
  reunite(fault?: string): void {
    const left = fault === undefined ? [] : this.splits.filter((split) => split.fault !== fault);
    if (left.length === this.splits.length) return;
    this.splits = left;
    this.takeSides(fault ?? '');
  }

  snapshot(): FaultsSnapshot {
    const { crashes, slownesses, splits, memories, transport } = this;
    const misbehaviours = transport.misbehaviours.flatMap((ones, actor) =>
      ones.map(({ fault, behaviour, conspiracy, choices }) => {
        const { coalition } = conspiracy;
        return { actor, fault, behaviour, coalition, choices: choices.snapshot() };
      }),
    );
    const plain = { crashes, slownesses, splits, memories, misbehaviours };
    return deepCopy(plain, Object.isFrozen);
  }

  restore(snapshot: FaultsSnapshot): void {
    const { transport, world } = this;
    const copy = deepCopy(snapshot, Object.isFrozen);
    this.crashes = copy.crashes.map((faults) => new Set(faults));
    this.slownesses = copy.slownesses.map((ones) => [...ones]);
    this.splits = copy.splits;
    this.memories = new Map(copy.memories);
    for (const actor of world.actors) {
      transport.misbehaviours[actor.entry.actor] = [];
      this.sumDelays(actor.entry.actor);
    }
    for (const { actor, fault, behaviour, coalition, choices } of copy.misbehaviours) {
      const misbehaviour = this.misbehave(fault, behaviour, world.actor(actor), coalition);
      misbehaviour.choices.restore(choices);
      const others = transport.misbehaviours[actor] as readonly Misbehaviour[];
      transport.misbehaviours[actor] = [...others, misbehaviour];
    }
    this.sumSplits();
  }

  /** Recomputes what follows from the slownesses of an actor. */
  private sumDelays(index: ActorIndex): void {
    const slownesses = this.slownessesOf(index);
    this.transport.delays[index] = slownesses.reduce((sum, one) => sum + one.delay, 0);
  }

  /** Recomputes what follows from the splits. */
  private sumSplits(): void {
    const { transport, world } = this;
    transport.isSplit = this.splits.length > 0;
    transport.sides = sidesOf(this.splits, world.actors.length);
  }

  private takeSides(fault: string): void {
    this.sumSplits();
    const { world, transport } = this;
    if (!transport.isSplit) {
      world.note(networkHealed, NO_ACTOR, NO_EVENT, { fault });
      return;
    }
    const sides = nameSides(transport.sides, (actor) => world.actor(actor).entry.agentId);
    const groups = JSON.stringify(sides);
    world.note(networkPartitioned, NO_ACTOR, NO_EVENT, { groups, fault });
  }

  private allOf(targets: readonly FaultTarget[]): readonly Actor[] {
    return [...new Set(targets)].flatMap((target) => this.actorsOf(target));
  }

  private actorsOf(target: FaultTarget): readonly Actor[] {
    const actors = this.targets.get(target);
    invariant(actors !== undefined, `there is no agent ${target}`);
    return actors;
  }

  private crashesOf(actor: ActorIndex): Set<string> {
    return this.crashes[actor] as Set<string>;
  }

  private slownessesOf(actor: ActorIndex): Slowness[] {
    return this.slownesses[actor] as Slowness[];
  }
}

function mutatorFor(actor: Actor, behaviour: string): ReturnType<typeof mutatorOf> {
  return mutatorOf(behaviour, actor.coordination.protocol.conduct.mutators);
}
