/** What it is: the troubles of links as they begin and end. */

import type { EventSeq } from '../../base/units.ts';
import { NO_ACTOR, NO_EVENT } from '../../base/units.ts';
import { linkDisturbed, linkRestored } from '../../events/kernelEvents.ts';
import { disturbance, Disturbances } from '../../network/disturbances.ts';
import type { FaultTarget, LinkTrouble, PlannedLink } from '../../plan/plannedFault.ts';
import type { Transport } from '../effects/transport.ts';
import type { World } from '../world.ts';
import type { Targets } from './targets.ts';

/** A trouble in force and the fault that it belongs to. */
export interface LinkFault {
  readonly fault: string;
  readonly trouble: LinkTrouble;
}

/** The troubles of links in force. */
export class LinkFaults {
  private faults: readonly LinkFault[] = [];
  private readonly world: World;
  private readonly transport: Transport;
  private readonly targets: Targets;

  constructor(world: World, transport: Transport, targets: Targets) {
    this.world = world;
    this.transport = transport;
    this.targets = targets;
  }

  /** Begins a trouble. */
  add(fault: string, trouble: LinkTrouble, cause: EventSeq): void {
    this.restore([...this.faults, { fault, trouble }]);
    this.world.note(linkDisturbed, NO_ACTOR, cause, {
      fault,
      trouble: trouble.kind,
      links: sayLink(trouble.link),
      amount: amountOf(trouble),
    });
  }

  /** Ends the troubles of one fault, or all. */
  end(fault?: string): void {
    const isOver = (one: LinkFault): boolean => fault === undefined || one.fault === fault;
    const over = this.faults.filter(isOver);
    if (over.length === 0) return;
    this.restore(this.faults.filter((one) => !isOver(one)));
    for (const one of over) {
      const values = { fault: one.fault, trouble: one.trouble.kind };
      this.world.note(linkRestored, NO_ACTOR, NO_EVENT, values);
    }
  }

  /** The names of the faults in force. */
  names(): readonly string[] {
    return this.faults.map((one) => one.fault);
  }

  snapshot(): readonly LinkFault[] {
    return this.faults;
  }

  restore(faults: readonly LinkFault[]): void {
    const { world, transport } = this;
    this.faults = faults;
    const all = faults.map(({ fault, trouble }) =>
      disturbance(world.plan.seed, fault, trouble, {
        from: this.mark(trouble.link.from),
        to: this.mark(trouble.link.to),
      }),
    );
    transport.disturbances = new Disturbances(all);
  }

  private mark(names: readonly FaultTarget[] | undefined): Uint8Array {
    const marks = new Uint8Array(this.world.actorsMost);
    if (names === undefined) return marks.fill(1);
    for (const { entry } of this.targets.of(names)) marks[entry.actor] = 1;
    return marks;
  }
}

/** Such as `replicas/0, replicas/1 ⇄ everybody`; → when it is one-way. */
function sayLink({ from, to, oneWay }: PlannedLink): string {
  return `${from.join(', ')} ${oneWay ? '→' : '⇄'} ${to?.join(', ') ?? 'everybody'}`;
}

/** Microseconds or parts per million. */
function amountOf(trouble: LinkTrouble): number {
  switch (trouble.kind) {
    case 'cut':
      return 0;
    case 'delay':
      return trouble.delayMicros;
    default:
      return trouble.sharePpm;
  }
}
