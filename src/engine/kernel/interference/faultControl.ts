/**
 * What it is: faults as they begin and end, whether the plan foresaw them or a person made them.
 * An intervention's split replaces whatever splits there are, so that what a person sees is what was asked
 * for; being honest again ends misbehaviour and slowness alike.
 */

import { assertNever } from '../../base/invariant.ts';
import { NO_EVENT } from '../../base/units.ts';
import { isTwinning } from '../../faults/cards.ts';
import type { FaultTarget, PlannedFault } from '../../plan/plan.ts';
import type { Split } from '../../network/partitions.ts';
import type { Intervention } from '../run.ts';
import type { Transport } from '../effects/transport.ts';
import type { Timers } from '../effects/timers.ts';
import type { World } from '../world.ts';
import { Crashes } from './crashes.ts';
import type { CrashesSnapshot, Revive } from './crashes.ts';
import { Misconduct } from './misconduct.ts';
import type { MisconductSnapshot } from './misconduct.ts';
import { Splits } from './splits.ts';
import { Targets } from './targets.ts';

type Behaviour = Extract<PlannedFault, { readonly kind: 'behaviour' }>;

export interface FaultsSnapshot {
  readonly crashes: CrashesSnapshot;
  readonly misconduct: MisconductSnapshot;
  readonly splits: readonly Split[];
}

/** All that may go wrong in a run, in force. */
export class FaultControl {
  readonly targets: Targets;
  private readonly revive: Revive;
  private readonly crashes: Crashes;
  private readonly misconduct: Misconduct;
  private readonly splits: Splits;

  constructor(world: World, transport: Transport, timers: Timers, revive: Revive) {
    this.targets = new Targets(world.actors);
    this.revive = revive;
    this.crashes = new Crashes(world, timers, revive);
    this.misconduct = new Misconduct(world, transport);
    this.splits = new Splits(world, transport);
  }

  /** Begins a fault of the plan. */
  begin(fault: PlannedFault): void {
    switch (fault.kind) {
      case 'crash':
        return this.crash(fault.id, fault.agents);
      case 'behaviour':
        return this.corrupt(fault);
      case 'slow':
        return this.slow(fault.id, fault.delayMicros, fault.agents);
      case 'partition':
        return this.splits.add(this.splitOf(fault.id, fault.groups));
      default:
        return assertNever(fault);
    }
  }

  /** Ends a fault of the plan, as far as it still holds. */
  end(fault: PlannedFault): void {
    switch (fault.kind) {
      case 'crash':
        return this.restart(fault.agents, fault.id);
      case 'behaviour':
        if (isTwinning(fault.behaviour)) return this.part(fault);
        return this.heal(fault.agents, fault.id);
      case 'slow':
        return this.heal(fault.agents, fault.id);
      case 'partition':
        return this.splits.end(fault.id);
      default:
        return assertNever(fault);
    }
  }

  /** Puts an intervention into force; `name` is what its events call it. */
  apply(action: Intervention, name: string): void {
    switch (action.kind) {
      case 'crash':
        return this.crash(name, action.agents);
      case 'restart':
        return this.restart(action.agents);
      case 'behaviour':
        return this.misconduct.corrupt(name, action.behaviour, this.targets.of(action.agents));
      case 'honest':
        return this.heal(action.agents);
      case 'slow':
        return this.slow(name, action.delayMicros, action.agents);
      case 'partition':
        return this.splits.replace(this.splitOf(name, action.groups));
      case 'heal':
        return this.splits.end();
      default:
        return assertNever(action);
    }
  }

  snapshot(): FaultsSnapshot {
    return {
      crashes: this.crashes.snapshot(),
      misconduct: this.misconduct.snapshot(),
      splits: this.splits.snapshot(),
    };
  }

  restore(snapshot: FaultsSnapshot): void {
    this.crashes.restore(snapshot.crashes);
    this.misconduct.restore(snapshot.misconduct);
    this.splits.restore(snapshot.splits);
  }

  /** Twins begin with the fault that makes them. */
  private corrupt({ id, behaviour, agents }: Behaviour): void {
    const first = this.targets.of(agents);
    const second = isTwinning(behaviour) ? this.targets.twinsOf(first) : [];
    this.misconduct.corrupt(id, behaviour, [...first, ...second]);
    for (const actor of second) this.revive(actor, NO_EVENT);
  }

  /** The second instances end with it. */
  private part({ id, agents }: Behaviour): void {
    const first = this.targets.of(agents);
    const second = this.targets.twinsOf(first);
    for (const actor of second) this.crashes.crash(id, actor);
    for (const actor of [...first, ...second]) this.misconduct.heal(actor, id);
  }

  private crash(fault: string, agents: readonly FaultTarget[]): void {
    for (const actor of this.targets.of(agents)) this.crashes.crash(fault, actor);
  }

  private restart(agents: readonly FaultTarget[], fault?: string): void {
    for (const actor of this.targets.of(agents)) this.crashes.restart(actor, fault);
  }

  private slow(fault: string, delay: number, agents: readonly FaultTarget[]): void {
    for (const actor of this.targets.of(agents)) this.misconduct.slow(fault, delay, actor);
  }

  private heal(agents: readonly FaultTarget[], fault?: string): void {
    for (const actor of this.targets.of(agents)) this.misconduct.heal(actor, fault);
  }

  private splitOf(fault: string, groups: readonly (readonly FaultTarget[])[]): Split {
    const actors = groups.map((group) => this.targets.of(group).map((one) => one.entry.actor));
    return { fault, groups: actors };
  }
}
