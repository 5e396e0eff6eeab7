/** What it is: what the properties have in common: reading events' fields, naming replicas. */

import type { ActorIndex } from '../../../base/units.ts';
import type { Property, Seat, WatchBrief } from '../../../contract/protocol.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Parameters } from '../card.ts';
import { sizesOf } from '../conduct/state.ts';

export type Brief = WatchBrief<Parameters>;
export type PbftProperty = Property<Parameters>;

/** A text field of an event that is not looked at often. */
export function textIn(event: EventRecord, field: string): string {
  return textOf(event.fields[field]);
}

// What nearly every event is asked for has a function of its own: a field that is named where it is read is
// found many times faster than one whose name comes along.

/** The sequence that an event is about. */
export function sequenceIn(event: EventRecord): number {
  return numberOf(event.fields['sequence']);
}

/** The view that an event is about. */
export function viewIn(event: EventRecord): number {
  return numberOf(event.fields['view']);
}

/** The digest that an event names. */
export function digestIn(event: EventRecord): string {
  return textOf(event.fields['digest']);
}

/** The state that an event names. */
export function stateIn(event: EventRecord): string {
  return textOf(event.fields['state']);
}

type Field = EventRecord['fields'][string] | undefined;

function textOf(field: Field): string {
  return typeof field === 'string' ? field : '';
}

function numberOf(field: Field): number {
  return typeof field === 'number' ? field : -1;
}

/** The replica's agent id, as people know it. */
export function nameOf(brief: Brief, actor: ActorIndex): string {
  return brief.seats.find((seat) => seat.actor === actor)?.agentId ?? `actor ${actor}`;
}

/** The seats of replicas. */
export function replicasOf(brief: Brief): readonly Seat[] {
  return brief.seats.filter((seat) => seat.role === 'replica');
}

/** Who was first to reach a place, and what it found there. */
interface First {
  readonly actor: ActorIndex;
  readonly what: string;
}

/** Remembers the first to say something of a place (whole, from 0), and finds who says otherwise. */
export class Ledger {
  // Two lists by place, and no object for each: a long run has many places.
  private readonly actors: ActorIndex[] = [];
  private readonly whats: string[] = [];

  /** The first who said something else of this place, if any. */
  contradicts(place: number, actor: ActorIndex, what: string): First | undefined {
    const first = this.whats[place];
    if (first === what) return undefined;
    if (first !== undefined) return { actor: this.actors[place] ?? actor, what: first };
    this.whats[place] = what;
    this.actors[place] = actor;
    return undefined;
  }
}

/** As many ledgers as there are views in which something is said. */
export class LedgersByView {
  private readonly ledgers = new Map<number, Ledger>();

  /** The first who said something else of this place in this view, if any. */
  contradicts(view: number, place: number, actor: ActorIndex, what: string): First | undefined {
    let ledger = this.ledgers.get(view);
    if (ledger === undefined) {
      ledger = new Ledger();
      this.ledgers.set(view, ledger);
    }
    return ledger.contradicts(place, actor, what);
  }
}

/** More than f replicas are Byzantine. */
export function isBeyondPromise(brief: Brief): boolean {
  const replicas = replicasOf(brief);
  const { f } = sizesOf(brief.parameters, replicas.length);
  return replicas.filter(({ actor }) => brief.isByzantine(actor)).length > f;
}
