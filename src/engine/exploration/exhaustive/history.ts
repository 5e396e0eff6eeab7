/**
 * What it is: what properties have seen of a world. Their watches cannot be forked, so a world carries the number
 * of its history instead, and each history is judged once, by fresh watches that are shown all of it.
 * Two ways to a world have one history when every actor has recorded the same events in the same order; with the
 * order *total*, only when all actors together have. In the first case the order in which it was first come by is
 * judged: it happened so in one run, and a violation found in it is real.
 * Only crashes, restarts and events that an *always* property watches are kept.
 * Cost: a look-up; for a new history linear in its length.
 */

import type { ActorIndex } from '../../base/units.ts';
import type { AnyProtocol, Seat, Violation } from '../../contract/protocol.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import { agentCrashed, agentRestarted } from '../../events/kernelEvents.ts';
import { Numbered } from './numbered.ts';

/** An event before it has its place in a run. */
export type SaidEvent = Pick<EventRecord, 'kind' | 'fields'>;

export interface FoundViolation extends Violation {
  readonly property: string;
}

interface History {
  readonly parent: number;
  readonly actor: ActorIndex;
  readonly events: readonly SaidEvent[];
  /** By actor: the number of what it has recorded so far. */
  readonly trails: readonly number[];
  readonly violation: FoundViolation | undefined;
  /** What it becomes by a trail's step, by actor and events. */
  readonly next: Map<number, number>;
}

const NOTHING_YET = 0;
const EVENT_LISTS_MAX = 2 ** 24;

/** All histories of one search. */
export class Histories {
  private readonly protocol: AnyProtocol;
  private readonly parameters: unknown;
  private readonly seats: readonly Seat[];
  private readonly byzantine: ReadonlySet<ActorIndex>;
  private readonly isTotal: boolean;
  private readonly wanted: ReadonlySet<string>;
  private readonly histories: History[] = [];
  private readonly byTrails = new Map<string, number>();
  private readonly trails = new Map<string, number>();
  private readonly lasts: { readonly before: number; readonly event: number }[] = [];
  private readonly lists: (readonly SaidEvent[])[] = [[]];
  private readonly listNumbers = new Map<string, number>();
  private readonly events = new Numbered<SaidEvent>(({ kind, fields }) =>
    JSON.stringify([kind, fields]),
  );
  private readonly eventNumbers: (readonly number[])[] = [[]];

  constructor(
    protocol: AnyProtocol,
    parameters: unknown,
    seats: readonly Seat[],
    byzantine: ReadonlySet<ActorIndex>,
    order: 'perActor' | 'total',
  ) {
    this.protocol = protocol;
    this.parameters = parameters;
    this.seats = seats;
    this.byzantine = byzantine;
    this.isTotal = order === 'total';
    const always = protocol.properties.filter(({ temper }) => temper === 'always');
    this.wanted = new Set([
      agentCrashed.kind,
      agentRestarted.kind,
      ...always.flatMap(({ watches }) => watches),
    ]);
    const trails = seats.map(() => NOTHING_YET);
    const none = { parent: -1, actor: -1, events: [], violation: undefined };
    this.histories.push({ ...none, trails, next: new Map() });
  }

  /** Whether any *always* property looks at events of this kind, or may be told of them. */
  wants(kind: string): boolean {
    return this.wanted.has(kind);
  }

  /** The number of a list of events; 0 for the empty one. */
  listOf(events: readonly SaidEvent[]): number {
    if (events.length === 0) return 0;
    const key = JSON.stringify(events.map(({ kind, fields }) => [kind, fields]));
    let number = this.listNumbers.get(key);
    if (number === undefined) {
      number = this.lists.length;
      this.lists.push(events);
      this.listNumbers.set(key, number);
      this.eventNumbers.push(events.map((event) => this.events.numberOf(event)));
    }
    return number;
  }

  eventAt(event: number): SaidEvent {
    return this.events.at(event);
  }

  /** By actor: the number of what it has recorded. */
  trailsOf(history: number): readonly number[] {
    return (this.histories[history] as History).trails;
  }

  /** The last event of a trail that is not empty, and what it followed. */
  lastOf(trail: number): { readonly before: number; readonly event: number } {
    return this.lasts[trail - 1] as { before: number; event: number };
  }

  /** The number of a trail and one event more. */
  trailStep(trail: number, event: number): number {
    const key = `${trail} ${event}`;
    let next = this.trails.get(key);
    if (next === undefined) {
      this.lasts.push({ before: trail, event });
      this.trails.set(key, (next = this.lasts.length));
    }
    return next;
  }

  /** The numbers of a list's events: equal ones have the same. */
  eventsOf(list: number): readonly number[] {
    return this.eventNumbers[list] ?? [];
  }

  /** What kinds of event a list has. */
  kindsOf(list: number): ReadonlySet<string> {
    return new Set((this.lists[list] ?? []).map(({ kind }) => kind));
  }

  /** The history after an actor has recorded a list of events. */
  extend(history: number, actor: ActorIndex, list: number): number {
    if (list === 0) return history;
    const before = this.histories[history] as History;
    const step = actor * EVENT_LISTS_MAX + list;
    const known = before.next.get(step);
    if (known !== undefined) return known;
    const next = this.intern(history, before, actor, list);
    before.next.set(step, next);
    return next;
  }

  violationOf(history: number): FoundViolation | undefined {
    return (this.histories[history] as History).violation;
  }

  private intern(parent: number, before: History, actor: ActorIndex, list: number): number {
    const trails = before.trails.slice();
    trails[actor] = this.trailAfter(trails[actor] ?? NOTHING_YET, list);
    const key = this.isTotal ? `${parent} ${actor} ${list}` : trails.join(' ');
    const known = this.byTrails.get(key);
    if (known !== undefined) return known;
    const number = this.histories.length;
    this.byTrails.set(key, number);
    const events = this.lists[list] ?? [];
    const violation = before.violation ?? this.judge(parent, actor, events);
    this.histories.push({ parent, actor, events, trails, violation, next: new Map() });
    return number;
  }

  /** Event by event: whether they were recorded in one step or in two tells nothing. */
  private trailAfter(trail: number, list: number): number {
    let after = trail;
    for (const event of this.eventsOf(list)) after = this.trailStep(after, event);
    return after;
  }

  /** Shows everything to fresh watches. */
  private judge(
    parent: number,
    actor: ActorIndex,
    events: readonly SaidEvent[],
  ): FoundViolation | undefined {
    const all = [...this.recordsOf(parent), ...events.map((event) => ({ ...event, actor }))];
    const crashed = new Set<ActorIndex>();
    const brief = {
      parameters: this.parameters,
      seats: this.seats,
      isByzantine: (one: ActorIndex) => this.byzantine.has(one),
      isCrashed: (one: ActorIndex) => crashed.has(one),
    };
    const watches = this.protocol.properties
      .filter(({ temper }) => temper === 'always')
      .map((property) => ({ property, watch: property.watch(brief) }));
    for (const [seq, said] of all.entries()) {
      const event: EventRecord = { ...said, seq, at: 0, cause: -1 };
      if (event.kind === agentCrashed.kind) crashed.add(event.actor);
      else if (event.kind === agentRestarted.kind) crashed.delete(event.actor);
      for (const { property, watch } of watches) {
        if (!property.watches.includes(event.kind)) continue;
        const verdict = watch.observe(event);
        if (typeof verdict === 'object') return { ...verdict, property: property.name };
      }
    }
    return undefined;
  }

  private recordsOf(history: number): (SaidEvent & { readonly actor: ActorIndex })[] {
    const chain: History[] = [];
    for (
      let one = this.histories[history];
      one !== undefined && one.parent >= 0;
      one = this.histories[one.parent]
    )
      chain.push(one);
    return chain
      .toReversed()
      .flatMap(({ actor, events }) => events.map((event) => ({ ...event, actor })));
  }
}
