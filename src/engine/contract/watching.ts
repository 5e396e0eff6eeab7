/**
 * What it is: what the watchers of all protocols do alike: read the fields of events, tell their coordination's events from others',
 * say who broke what.
 * Shapes: the seats of a coordination are consecutive actors, the first seat's first.
 */

import type { ActorIndex } from '../base/units.ts';
import type { EventRecord } from '../events/eventReader.ts';
import type { Property, Seat, Violation, Watch } from './protocol.ts';

/** What is seen of a coordination when it is watched. */
interface Seated {
  readonly seats: readonly Seat[];
}

export type Verdict = Violation | 'observed' | undefined;

/** A field as a number; NaN if the event has none of that name. */
export function numberOf(event: EventRecord, field: string): number {
  return Number(event.fields[field]);
}

/** A field as a text. */
export function textOf(event: EventRecord, field: string): string {
  return String(event.fields[field]);
}

/** A violation by these actors. */
export function violation(explanation: string, ...actors: readonly ActorIndex[]): Violation {
  return { explanation, actors };
}

/** Whether the actor belongs to the coordination that is watched. */
export function isOwn({ seats }: Seated, actor: ActorIndex): boolean {
  const first = seats[0]?.actor ?? 0;
  return actor >= first && actor < first + seats.length;
}

/** Asks about this coordination's events only; nothing more at the end. */
export function watching({ seats }: Seated, observe: (event: EventRecord) => Verdict): Watch {
  const first = seats[0]?.actor ?? 0;
  const end = first + seats.length;
  return {
    observe: (event) => (event.actor >= first && event.actor < end ? observe(event) : undefined),
    conclude: () => undefined,
  };
}

/** The property that one of these kinds of event is seen sometimes. */
export function seen(name: string, title: string, watches: readonly string[]): Property<unknown> {
  const watch = (brief: Seated): Watch => watching(brief, () => 'observed');
  return { name, title, temper: 'sometimes', watches, watch };
}
