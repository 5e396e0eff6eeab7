/**
 * What it is: the splits of the network that are in force. Whenever they change, the sides that there are
 * then are recorded, all of them, so that the last such event says who reaches whom.
 */

import type { EventSeq } from '../../base/units.ts';
import { NO_ACTOR, NO_EVENT } from '../../base/units.ts';
import { networkHealed, networkPartitioned } from '../../events/kernelEvents.ts';
import { nameSides, sidesOf } from '../../network/partitions.ts';
import type { Split } from '../../network/partitions.ts';
import type { Transport } from '../effects/transport.ts';
import type { World } from '../world.ts';

/** The splits in force. */
export class Splits {
  private splits: readonly Split[] = [];
  private readonly world: World;
  private readonly transport: Transport;

  constructor(world: World, transport: Transport) {
    this.world = world;
    this.transport = transport;
  }

  /** Splits the network, beside the splits that there are. */
  add(split: Split, cause: EventSeq): void {
    this.change([...this.splits, split], split.fault, cause);
  }

  /** Splits the network anew: only this split holds from now on. */
  replace(split: Split): void {
    this.change([split], split.fault, NO_EVENT);
  }

  /** The same splits with actors that have come since on their sides; nothing new is recorded. */
  admit(splits: readonly Split[]): void {
    this.restore(splits);
  }

  /** Ends one split, or all. */
  end(fault?: string): void {
    const left = fault === undefined ? [] : this.splits.filter((split) => split.fault !== fault);
    if (left.length < this.splits.length) this.change(left, fault ?? '', NO_EVENT);
  }

  /** The names of the faults in force. */
  names(): readonly string[] {
    return this.splits.map((split) => split.fault);
  }

  snapshot(): readonly Split[] {
    return this.splits;
  }

  restore(splits: readonly Split[]): void {
    this.splits = splits;
    this.takeSides();
  }

  private change(splits: readonly Split[], fault: string, cause: EventSeq): void {
    const { world, transport } = this;
    this.splits = splits;
    this.takeSides();
    if (!transport.isSplit) {
      world.note(networkHealed, NO_ACTOR, NO_EVENT, { fault });
      return;
    }
    const there = transport.sides.subarray(0, world.actors.length);
    const sides = nameSides(there, (actor) => world.actor(actor).entry.agentId);
    const groups = JSON.stringify(sides);
    world.note(networkPartitioned, NO_ACTOR, cause, { groups, fault });
  }

  private takeSides(): void {
    const { world, transport } = this;
    transport.isSplit = this.splits.length > 0;
    transport.sides = sidesOf(this.splits, world.actorsMost);
  }
}
