/**
 * What it is: faults as they begin and end, whether the plan foresaw them or a person made them.
 * An intervention's split replaces whatever splits there are, so that what a person sees is what was asked
 * for; being honest again ends misbehaviour, slowness and a wrong clock alike; healing the network ends all
 * that strikes it.
 */

import { assertNever } from '../../base/invariant.ts';
import { isTwinning } from '../../faults/cards.ts';
import type { AgentTrouble, FaultTarget, PlannedFault, Trouble } from '../../plan/plannedFault.ts';
import type { EventSeq } from '../../base/units.ts';
import { NO_EVENT } from '../../base/units.ts';
import type { Actor } from '../cast.ts';
import type { Skew } from '../effects/clocks.ts';
import type { Split } from '../../network/partitions.ts';
import type { Intervention } from '../run.ts';
import type { Transport } from '../effects/transport.ts';
import type { Timers } from '../effects/timers.ts';
import type { World } from '../world.ts';
import { ClockFaults } from './clockFaults.ts';
import type { ConditionsSnapshot } from './conditions.ts';
import { Crashes } from './crashes.ts';
import type { CrashesSnapshot, Revive } from './crashes.ts';
import { ENDED_BY, Held } from './held.ts';
import type { HeldSnapshot } from './held.ts';
import { LinkFaults } from './linkFaults.ts';
import type { LinkFault } from './linkFaults.ts';
import { canMisbehave, Misconduct } from './misconduct.ts';
import type { MisconductSnapshot } from './misconduct.ts';
import { Splits } from './splits.ts';
import { Targets } from './targets.ts';

export interface FaultsSnapshot {
  readonly crashes: CrashesSnapshot;
  readonly misconduct: MisconductSnapshot;
  readonly splits: readonly Split[];
  readonly links: readonly LinkFault[];
  readonly skews: readonly (readonly Skew[])[];
  readonly conditions: ConditionsSnapshot;
  readonly held: HeldSnapshot;
}

/** All that may go wrong in a run, in force. */
export class FaultControl {
  readonly targets: Targets;
  private readonly revive: Revive;
  private readonly crashes: Crashes;
  private readonly misconduct: Misconduct;
  private readonly splits: Splits;
  private readonly links: LinkFaults;
  private readonly clocks: ClockFaults;
  private readonly held = new Held();
  private readonly world: World;

  constructor(world: World, transport: Transport, timers: Timers, revive: Revive) {
    this.targets = new Targets(world);
    this.revive = revive;
    this.crashes = new Crashes(world, timers, revive);
    this.misconduct = new Misconduct(world, transport);
    this.splits = new Splits(world, transport);
    this.links = new LinkFaults(world, transport, this.targets);
    this.clocks = new ClockFaults(world);
    this.world = world;
  }

  /** Begins a fault of the plan; `cause` is the event that it waited for. */
  begin(fault: PlannedFault, cause: EventSeq): void {
    this.strike(fault, fault.id, cause);
  }

  /** Actors have come: what has befallen their agents befalls them. */
  admit(actors: readonly Actor[]): void {
    const { held, links, splits, targets } = this;
    targets.admit(actors);
    splits.admit(held.sides.map(({ fault, trouble }) => this.splitOf(fault, trouble.groups)));
    links.restore(links.snapshot());
    const troubles = new Set(actors.flatMap(({ entry }) => held.of(entry.agentId)));
    for (const { fault, trouble } of troubles) {
      const struck = actors.filter(
        (actor) =>
          !actor.isTwin &&
          trouble.agents.includes(actor.entry.agentId) &&
          (trouble.kind !== 'behaviour' || canMisbehave(actor, trouble.behaviour)),
      );
      if (struck.length > 0) this.strikeActors(trouble, fault, struck, NO_EVENT);
    }
  }

  /** Ends a fault of the plan, as far as it still holds. */
  end(fault: PlannedFault): void {
    this.held.end(fault.id);
    if (fault.kind === 'behaviour' && isTwinning(fault.behaviour)) {
      this.part(fault.id, fault.agents);
      return;
    }
    this.endNamed(fault.id, 'agents' in fault ? this.targets.of(fault.agents) : []);
  }

  /** Puts an intervention into force; `name` is what its events call it. */
  apply(action: Intervention, name: string): void {
    switch (action.kind) {
      case 'restart':
        this.held.relieve(this.targets.oneByOne(action.agents), ENDED_BY.restart);
        for (const actor of this.targets.of(action.agents)) this.crashes.restart(actor);
        return;
      case 'honest':
        this.held.relieve(this.targets.oneByOne(action.agents), ENDED_BY.honest);
        for (const actor of this.targets.of(action.agents)) this.heal(actor);
        return;
      case 'heal':
        this.held.heal();
        this.splits.end();
        return this.links.end();
      case 'end':
        this.held.end(action.fault);
        return this.endNamed(action.fault, this.world.actors);
      case 'partition':
        this.held.split(name, action, true);
        return this.splits.replace(this.splitOf(name, action.groups));
      default:
        return this.strike(action, name, NO_EVENT);
    }
  }

  /** The names of all faults in force. */
  inForce(): ReadonlySet<string> {
    const { crashes, misconduct, clocks, splits, links } = this;
    return new Set([crashes, misconduct, clocks, splits, links].flatMap((one) => one.names()));
  }

  snapshot(): FaultsSnapshot {
    return {
      crashes: this.crashes.snapshot(),
      misconduct: this.misconduct.snapshot(),
      splits: this.splits.snapshot(),
      links: this.links.snapshot(),
      skews: this.world.clocks.snapshot(),
      conditions: this.world.conditions.snapshot(),
      held: this.held.snapshot(),
    };
  }

  restore(snapshot: FaultsSnapshot): void {
    this.crashes.restore(snapshot.crashes);
    this.misconduct.restore(snapshot.misconduct);
    this.splits.restore(snapshot.splits);
    this.links.restore(snapshot.links);
    this.world.clocks.restore(snapshot.skews);
    this.world.conditions.restore(snapshot.conditions);
    this.held.restore(snapshot.held);
  }

  /** Twins begin with the fault that makes them. */
  private corrupt(name: string, behaviour: string, first: readonly Actor[], cause: EventSeq): void {
    const second = isTwinning(behaviour) ? this.targets.twinsOf(first) : [];
    this.misconduct.corrupt(name, behaviour, [...first, ...second], cause);
    for (const actor of second) this.revive(actor, cause);
  }

  /** The second instances end with it. */
  private part(name: string, agents: readonly FaultTarget[]): void {
    const first = this.targets.of(agents);
    const second = this.targets.twinsOf(first);
    for (const actor of second) this.crashes.crash(name, actor, NO_EVENT);
    for (const actor of [...first, ...second]) this.misconduct.heal(actor, name);
  }

  private strike(trouble: Trouble, name: string, cause: EventSeq): void {
    if ('link' in trouble) return this.links.add(name, trouble, cause);
    if ('groups' in trouble) {
      this.held.split(name, trouble, false);
      return this.splits.add(this.splitOf(name, trouble.groups), cause);
    }
    const agents = this.targets.oneByOne(trouble.agents);
    if (trouble.kind !== 'reboot') this.held.add(name, { ...trouble, agents });
    this.strikeActors(trouble, name, this.targets.of(trouble.agents), cause);
  }

  private strikeActors(
    trouble: AgentTrouble,
    name: string,
    actors: readonly Actor[],
    cause: EventSeq,
  ): void {
    if (trouble.kind === 'behaviour') return this.corrupt(name, trouble.behaviour, actors, cause);
    for (const actor of actors) this.strikeActor(trouble, name, actor, cause);
  }

  private strikeActor(
    trouble: Exclude<AgentTrouble, { readonly kind: 'behaviour' }>,
    name: string,
    actor: Actor,
    cause: EventSeq,
  ): void {
    switch (trouble.kind) {
      case 'crash':
        return this.crashes.crash(name, actor, cause);
      case 'reboot':
        this.crashes.crash(name, actor, cause);
        return this.crashes.restart(actor, name);
      case 'slow':
        return this.misconduct.slow(name, trouble.delayMicros, actor, cause);
      case 'clock':
        return this.clocks.skew(name, trouble.ratePpm, trouble.offsetMicros, actor, cause);
      default:
        return assertNever(trouble);
    }
  }

  /** Ends what goes by a name, for these actors and on the network. */
  private endNamed(name: string, actors: readonly Actor[]): void {
    for (const actor of actors) {
      this.heal(actor, name);
      this.crashes.restart(actor, name);
    }
    this.splits.end(name);
    this.links.end(name);
  }

  private heal(actor: Actor, fault?: string): void {
    this.misconduct.heal(actor, fault);
    this.clocks.correct(actor, fault);
  }

  private splitOf(fault: string, groups: readonly (readonly FaultTarget[])[]): Split {
    const actors = groups.map((group) => this.targets.of(group).map((one) => one.entry.actor));
    return { fault, groups: actors };
  }
}
