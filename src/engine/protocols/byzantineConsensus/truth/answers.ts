/**
 * What it is: what the client believes in the end must be what a correct replica holds.
 * Source: Castro and Liskov, OSDI 1999, section 4.1: one of f + 1 replicas with one result is correct.
 */

import { coordinationCompleted } from '../../../events/kernelEvents.ts';
import { requestExecuted, stateTransferred } from '../events.ts';
import type { PbftProperty } from './watching.ts';
import { isBeyondPromise, stateIn, textIn } from './watching.ts';

/** The log that the client was told of is, or was, a correct replica's. */
export const answers: PbftProperty = {
  name: 'answers',
  title: 'The log that the client was told of is a correct replica’s',
  temper: 'always',
  watches: [requestExecuted.kind, stateTransferred.kind, coordinationCompleted.kind],
  orderMatters: [
    [requestExecuted.kind, coordinationCompleted.kind],
    [stateTransferred.kind, coordinationCompleted.kind],
  ],
  watch(brief) {
    const states = new Set<string>();
    /** The one added last: as a rule all replicas come by it, one after another. */
    let latest = '';
    return {
      observe(event) {
        if (event.kind !== coordinationCompleted.kind) {
          const state = stateIn(event);
          if (state === latest || brief.isByzantine(event.actor)) return undefined;
          states.add(state);
          latest = state;
          return undefined;
        }
        const order = orderOf(textIn(event, 'outcome'));
        if (states.has(order) || brief.isByzantine(event.actor) || isBeyondPromise(brief)) {
          return undefined;
        }
        return {
          explanation: `The client was told of the log ${order}, which no correct replica ever had.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** The digest of the log that an outcome names. */
function orderOf(outcome: string): string {
  const named = JSON.parse(outcome) as { readonly order?: unknown };
  return typeof named.order === 'string' ? named.order : '';
}
