/** What it is: the promise that a coordination comes to its end, as the protocols make it that one actor decides for. */

import type { Property, Watch, WatchBrief } from './protocol.ts';
import { nameOf } from './sentences.ts';

/** Events with which a coordination is over. */
export const ENDINGS: readonly string[] = ['coordination.completed', 'coordination.failed'];

/**
 * Met by an ending of this coordination. Whoever decides must be up and honest in the end: if not, nothing is promised.
 * What the others do and what the network loses is no excuse, since it waits for nobody beyond its time-outs.
 */
function watchEnding(brief: WatchBrief<unknown>, role: string, what: string): Watch {
  const own = new Set(brief.seats.map(({ actor }) => actor));
  const deciding = brief.seats.filter((seat) => seat.role === role).map(({ actor }) => actor);
  let isOver = false;
  return {
    observe(event) {
      if (!own.has(event.actor)) return undefined;
      isOver = true;
      return 'observed';
    },
    conclude() {
      if (isOver) return undefined;
      const isExcused = deciding.some(
        (actor) => brief.isCrashed(actor) || brief.isByzantine(actor),
      );
      if (isExcused) return 'observed';
      const names = deciding.map((actor) => nameOf(brief, actor)).join(', ');
      return { explanation: `${names} has not ended ${what}, though it is up.`, actors: deciding };
    },
  };
}

/** The promise that whoever has this role ends what it decides: with one of these events, as long as it is up and honest. */
export function termination(
  title: string,
  role: string,
  what: string,
  watches: readonly string[] = ENDINGS,
): Property<unknown> {
  const watch = (brief: WatchBrief<unknown>): Watch => watchEnding(brief, role, what);
  return { name: 'termination', title, temper: 'eventually', watches, watch };
}
