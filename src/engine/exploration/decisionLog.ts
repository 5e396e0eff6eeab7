/**
 * What it is: what a scheduling decided, written down as the decisions of a schedule: with them a design gives
 * the same run again, without the scheduling. A message that was never let go is one that never arrives.
 */

import { present } from '../base/invariant.ts';
import type { ActorIndex, Micros } from '../base/units.ts';
import type { Decision } from '../document/design.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { HeldMessage, Passage, Scheduling } from '../network/scheduling.ts';
import type { PlannedCoordination } from '../plan/plan.ts';

interface Entry {
  readonly from: ActorIndex;
  readonly to: ActorIndex;
  readonly number: number;
  readonly copy: number;
  /** Undefined as long as it has not been let go. */
  delayMicros: Micros | undefined;
}

/** Decides as another scheduling does, and takes down what it lets go when. */
export class DecisionLog implements Scheduling {
  readonly stepMicros: Micros;
  private readonly scheduling: Scheduling;
  private readonly entries = new Map<string, Entry>();

  constructor(scheduling: Scheduling) {
    this.scheduling = scheduling;
    this.stepMicros = scheduling.stepMicros;
  }

  passage(from: ActorIndex, to: ActorIndex, number: number, copy: number): Passage | undefined {
    const passage = this.scheduling.passage(from, to, number, copy);
    const entry = { from, to, number, copy, delayMicros: undefined };
    if (passage?.isHeld === true) this.entries.set(`${linkOf(entry)}/${copy}`, entry);
    return passage;
  }

  release(held: readonly HeldMessage[], now: Micros, next: Micros): number {
    const place = this.scheduling.release(held, now, next);
    if (place < 0 && next >= 0) return place;
    const { from, to, number, copy, leaves } = present(held[Math.max(0, place)], 'a held message');
    const arrives = Math.max(now, leaves) + this.stepMicros;
    const entry = this.entries.get(`${linkOf({ from, to, number })}/${copy}`);
    present(entry, 'a message that was held').delayMicros = arrives - leaves;
    return place;
  }

  /** The decisions of the run, whose actors and coordinations these are. */
  decisions(
    actors: readonly ActorEntry[],
    coordinations: readonly PlannedCoordination[],
  ): readonly Decision[] {
    const isOne = coordinations.length === 1;
    const sent = new Map<string, number>();
    const entries = [...this.entries.values()];
    for (const entry of entries) sent.set(linkOf(entry), (sent.get(linkOf(entry)) ?? 0) + 1);
    return entries.map((entry): Decision => {
      const { from, to, number, copy, delayMicros } = entry;
      const sender = present(actors[from], 'a sender');
      const where = coordinations[sender.coordination]?.id;
      const message = {
        ...(isOne || where === undefined ? {} : { coordination: where }),
        from: sender.agentId,
        to: present(actors[to], 'a receiver').agentId,
        number: number + 1,
        ...(sent.get(linkOf(entry)) === 1 ? {} : { copy: copy + 1 }),
      };
      return delayMicros === undefined
        ? { kind: 'drop', ...message }
        : { kind: 'delay', ...message, delayMicros };
    });
  }
}

function linkOf({ from, to, number }: Pick<Entry, 'from' | 'to' | 'number'>): string {
  return `${from}/${to}/${number}`;
}
