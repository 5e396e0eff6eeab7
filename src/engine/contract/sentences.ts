/** What it is: words for sentences, so that they read as people speak. */

import type { ActorIndex } from '../base/units.ts';
import type { Seat } from './protocol.ts';

/** The name by which people know an actor. */
export function nameOf({ seats }: { readonly seats: readonly Seat[] }, actor: ActorIndex): string {
  const first = seats[0]?.actor ?? 0;
  return seats[actor - first]?.agentId ?? `actor ${actor}`;
}

/** `1 agent`, `3 agents`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A decision, or another word of documents and events, as it is spoken: `random_forest` → "random forest". */
export function spoken(word: string): string {
  return word.replaceAll('_', ' ');
}
