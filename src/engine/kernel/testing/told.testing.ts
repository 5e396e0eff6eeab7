/** What it is: what a run has told, for tests: its events as objects, its outcome, what did not hold. */

import type { EventRecord } from '../../events/eventReader.ts';
import { readRecord } from '../../events/say.ts';
import type { Run } from '../run.ts';

/** All events, or those of one kind. */
export function eventsOf({ events }: Pick<Run, 'events'>, kind?: string): readonly EventRecord[] {
  const id = kind === undefined ? undefined : events.kindId(kind);
  const found: EventRecord[] = [];
  for (let seq = 0; seq < events.length; seq++)
    if (id === undefined || events.kind(seq) === id) found.push(readRecord(events, seq));
  return found;
}

/** The kinds of the last events, in order. */
export function lastKinds(run: Pick<Run, 'events'>, count: number): readonly string[] {
  return eventsOf(run)
    .slice(-count)
    .map((event) => event.kind);
}

/** How often each value of a field occurs among the events of a kind. */
export function countBy(
  run: Pick<Run, 'events'>,
  kind: string,
  field: string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { fields } of eventsOf(run, kind)) {
    const value = String(fields[field]);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** The outcome of the first coordination. */
export function outcomeOf(run: Pick<Run, 'summary'>): Readonly<Record<string, unknown>> {
  return run.summary().coordinations[0]?.outcome ?? {};
}

/** The names of the properties that did not hold. */
export function brokenIn(run: Pick<Run, 'summary'>): readonly string[] {
  return run
    .summary()
    .invariants.filter(({ held }) => !held)
    .map(({ name }) => name);
}
