/** What it is: the events of a run as objects, for tests. */

import type { EventRecord } from '../../events/eventReader.ts';
import { readRecord } from '../../events/say.ts';
import type { Run } from '../run.ts';

/** All events, or those of one kind. */
export function eventsOf(run: Pick<Run, 'events'>, kind?: string): readonly EventRecord[] {
  const { events } = run;
  const records = Array.from({ length: events.length }, (_, seq) => readRecord(events, seq));
  return kind === undefined ? records : records.filter((event) => event.kind === kind);
}

/** The kinds of the last events, in order. */
export function lastKinds(run: Pick<Run, 'events'>, count: number): readonly string[] {
  return eventsOf(run)
    .slice(-count)
    .map((event) => event.kind);
}
