/**
 * What it is: the planned faults that wait for something to happen. Each counts the events that it waits for,
 * recorded or not, and strikes once: it is queued behind what waits for the same time, like any other fault.
 * Shapes: counts are indexed like the plan's faults.
 * Cost: one look-up for each event while a fault waits; messages are looked at only when one waits for them.
 */

import type { ActorIndex, EventSeq, Micros } from '../../base/units.ts';
import { messageDelivered, messageDropped, messageSent } from '../../events/kernelEvents.ts';
import type { PlannedCondition, PlannedFault } from '../../plan/plannedFault.ts';
import type { Actor } from '../cast.ts';

const OF_MESSAGES: ReadonlySet<string> = new Set(
  [messageSent, messageDelivered, messageDropped].map((shape) => shape.kind),
);

/** A fault that waits. */
interface Waiting {
  readonly place: number;
  readonly at: Micros;
  readonly until: Micros;
  readonly when: PlannedCondition;
  readonly by: Set<ActorIndex> | undefined;
}

/** Queues a fault of the plan and its end, if it has one. */
export type Strike = (fault: number, at: Micros, until: Micros, cause: EventSeq) => void;

/** How many of its events each fault has seen. */
export type ConditionsSnapshot = Int32Array;

/** The conditions of a run's faults. */
export class Conditions {
  /** Whether any waits for messages to be sent, delivered or dropped. */
  readonly watchesMessages: boolean;
  private readonly counts: Int32Array;
  private readonly byKind = new Map<string, Waiting[]>();
  private readonly strike: Strike;

  constructor(faults: readonly PlannedFault[], actors: readonly Actor[], strike: Strike) {
    this.strike = strike;
    this.counts = new Int32Array(faults.length);
    for (const [place, { at, until = Infinity, when }] of faults.entries()) {
      if (when === undefined) continue;
      const named = when.by && new Set(when.by);
      const by =
        named &&
        new Set(actors.flatMap(({ entry }) => (named.has(entry.agentId) ? [entry.actor] : [])));
      const others = this.byKind.get(when.event) ?? [];
      this.byKind.set(when.event, [...others, { place, at, until, when, by }]);
    }
    this.watchesMessages = [...this.byKind.keys()].some((kind) => OF_MESSAGES.has(kind));
  }

  /** Actors that come later may be among those whose events are waited for. */
  admit(actors: readonly Actor[]): void {
    for (const { when, by } of [...this.byKind.values()].flat())
      for (const { entry } of actors)
        if (when.by?.includes(entry.agentId) === true) by?.add(entry.actor);
  }

  /** Whether any waits for events of this kind. */
  wants(kind: string): boolean {
    return this.byKind.size > 0 && this.byKind.has(kind);
  }

  /** An event happened at `now`; `message` is the kind of message that it is about. */
  see(kind: string, now: Micros, actor: ActorIndex, message: unknown, seq: EventSeq): void {
    for (const { place, at, until, when, by } of this.byKind.get(kind) ?? []) {
      if (now < at || now >= until || by?.has(actor) === false) continue;
      if (when.message !== undefined && when.message !== message) continue;
      const count = (this.counts[place] as number) + 1;
      if (count > when.nth) continue;
      this.counts[place] = count;
      const begin = now + when.delayMicros;
      if (count < when.nth || begin >= until) continue;
      this.strike(place, begin, Math.min(begin + (when.forMicros ?? Infinity), until), seq);
    }
  }

  snapshot(): ConditionsSnapshot {
    return this.counts.slice();
  }

  restore(counts: ConditionsSnapshot): void {
    this.counts.set(counts);
  }
}
