/**
 * What it is: what must hold at every moment, whatever the network does, while at most f replicas are
 * Byzantine. Byzantine replicas' own events prove nothing and are not looked at.
 * Source: Castro and Liskov, OSDI 1999, section 4.5.1.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import {
  checkpointTaken,
  requestApplied,
  requestExecuted,
  requestSkipped,
  requestSubmitted,
  stateTransferred,
  viewChangeStarted,
  viewChanged,
} from '../events.ts';
import { NULL_DIGEST } from '../conduct/messages.ts';
import type { Brief, PbftProperty } from './watching.ts';
import { Ledger, digestIn, nameOf, sequenceIn, stateIn, viewIn } from './watching.ts';

const ORDERED = [requestExecuted.kind, requestSkipped.kind];

/** No two correct replicas execute different requests at one sequence. */
export const agreement: PbftProperty = {
  name: 'agreement',
  title: 'Correct replicas execute the same request at each sequence',
  temper: 'always',
  watches: ORDERED,
  orderMatters: [],
  watch(brief) {
    const orders = new Ledger();
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const sequence = sequenceIn(event);
        const digest = digestIn(event);
        const first = orders.contradicts(sequence, event.actor, digest);
        if (first === undefined) return undefined;
        return {
          explanation:
            `At sequence ${sequence} ${nameOf(brief, first.actor)} executed ${first.what}, ` +
            `but ${nameOf(brief, event.actor)} executed ${digest} (in view ${viewIn(event)}).`,
          actors: [first.actor, event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** After the same sequence, correct replicas are in the same state. */
export const sameState: PbftProperty = {
  name: 'sameState',
  title: 'Correct replicas are in the same state after each sequence',
  temper: 'always',
  watches: [...ORDERED, stateTransferred.kind, checkpointTaken.kind],
  orderMatters: [],
  watch(brief) {
    const states = new Ledger();
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const sequence = sequenceIn(event);
        const first = states.contradicts(sequence, event.actor, stateIn(event));
        if (first === undefined) return undefined;
        return {
          explanation:
            `After sequence ${sequence} ${nameOf(brief, first.actor)} is in state ${first.what}, ` +
            `but ${nameOf(brief, event.actor)} is in state ${stateIn(event)}.`,
          actors: [first.actor, event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** Only what the client submitted is executed. The null request has no effect and needs nobody's wish. */
export const validity: PbftProperty = {
  name: 'validity',
  title: 'Only requests that a client submitted are executed',
  temper: 'always',
  watches: [requestSubmitted.kind, requestApplied.kind, requestExecuted.kind],
  orderMatters: [
    [requestSubmitted.kind, requestApplied.kind],
    [requestSubmitted.kind, requestExecuted.kind],
  ],
  watch(brief) {
    const submitted = new Set<string>([NULL_DIGEST]);
    /** By actor: the sequence of the batch whose requests it applied last. */
    const applied = new Map<ActorIndex, number>();
    return {
      observe(event) {
        const digest = digestIn(event);
        if (event.kind === requestApplied.kind) {
          applied.set(event.actor, sequenceIn(event));
        }
        if (event.kind === requestSubmitted.kind) submitted.add(digest);
        if (submitted.has(digest) || brief.isByzantine(event.actor)) return undefined;
        const sequence = sequenceIn(event);
        // A batch is what its requests are: known by the digest of a batch whose requests were looked at.
        if (event.kind !== requestApplied.kind && applied.get(event.actor) === sequence) {
          submitted.add(digest);
          return undefined;
        }
        return {
          explanation: `${nameOf(brief, event.actor)} executed ${digest} at sequence ${sequence}, which nobody submitted.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** Each correct replica executes 1, 2, 3, … without gaps, except what a certified state covers. */
export const totalOrder: PbftProperty = {
  name: 'totalOrder',
  title: 'Every correct replica executes all sequences in order',
  temper: 'always',
  watches: [...ORDERED, stateTransferred.kind],
  orderMatters: [],
  watch(brief) {
    /** By actor. */
    const executed: number[] = [];
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const before = executed[event.actor] ?? 0;
        const sequence = sequenceIn(event);
        executed[event.actor] = sequence;
        const isInOrder =
          event.kind === stateTransferred.kind ? sequence > before : sequence === before + 1;
        if (isInOrder) return undefined;
        return {
          explanation: `${nameOf(brief, event.actor)} executed sequence ${sequence} after ${before}.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** No correct replica executes a request twice. */
export const exactlyOnce: PbftProperty = {
  name: 'exactlyOnce',
  title: 'No correct replica executes a request twice',
  temper: 'always',
  watches: [requestExecuted.kind, requestApplied.kind],
  orderMatters: [],
  watch(brief) {
    /** By digest and actor: the sequence at which it was executed. One look-up for each event, not one for each actor. */
    const executed = new Map<string, (number | undefined)[]>();
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const digest = digestIn(event);
        let sequences = executed.get(digest);
        if (sequences === undefined) {
          sequences = brief.seats.map(() => undefined);
          executed.set(digest, sequences);
        }
        const before = sequences[event.actor];
        sequences[event.actor] = sequenceIn(event);
        if (before === undefined) return undefined;
        return {
          explanation: `${nameOf(brief, event.actor)} executed ${digest} at sequence ${before} and again at ${sequenceIn(event)}.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** A correct replica never goes back to an earlier view. */
export const viewMonotonic: PbftProperty = {
  name: 'viewMonotonic',
  title: 'Views only grow',
  temper: 'always',
  watches: [viewChangeStarted.kind, viewChanged.kind],
  orderMatters: [],
  watch: (brief) => watchViews(brief),
};

function watchViews(brief: Brief): ReturnType<PbftProperty['watch']> {
  const views = new Map<ActorIndex, { readonly view: number; readonly isEntered: boolean }>();
  return {
    observe(event: EventRecord) {
      if (brief.isByzantine(event.actor)) return undefined;
      const last = views.get(event.actor) ?? { view: 0, isEntered: true };
      const view = viewIn(event);
      const isEntered = event.kind === viewChanged.kind;
      views.set(event.actor, { view, isEntered });
      // A view asked for may be entered; everything else must be higher.
      if (view > last.view || (view === last.view && isEntered && !last.isEntered)) {
        return undefined;
      }
      return {
        explanation: `${nameOf(brief, event.actor)} went from view ${last.view} to view ${view}.`,
        actors: [event.actor],
      };
    },
    conclude: () => undefined,
  };
}
