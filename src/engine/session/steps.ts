/** What it is: where the cursor stops in a stream: after the next event, message or decision, or at a time. */

import type { EventReader } from '../events/eventReader.ts';
import { PROTOCOL_CARDS } from '../protocols/catalog.ts';

export type StepKind = 'event' | 'message' | 'decision';

const MESSAGES: ReadonlySet<string> = new Set(['message.delivered', 'message.dropped']);
const DECISIONS: ReadonlySet<string> = new Set([
  'coordination.completed',
  'coordination.failed',
  'property.violated',
  ...[...PROTOCOL_CARDS.values()].flatMap(({ decisions }) => decisions),
]);

/** Whether a step of this kind stops after an event of that kind. */
export function isStop(step: StepKind, kind: string): boolean {
  switch (step) {
    case 'event':
      return true;
    case 'message':
      return MESSAGES.has(kind);
    case 'decision':
      return DECISIONS.has(kind);
  }
}

/** How many events have a time of at most `at`. Cost: logarithmic. */
export function eventsUntil(events: EventReader, at: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events.at(middle) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
