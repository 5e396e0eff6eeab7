/**
 * What it is: what must hold on the way to agreement, so that a broken rule is seen where it breaks and
 * not only when two replicas execute different things. Promised while at most f replicas are Byzantine;
 * with more nothing is looked at, and the run goes on to what is broken in the end.
 * Source: Castro and Liskov, OSDI 1999, sections 4.2, 4.3 and 4.5.1.
 */

import type { ActorIndex } from '../../../base/units.ts';
import {
  checkpointStable,
  checkpointTaken,
  requestCommitted,
  requestPrePrepared,
  requestPrepared,
  stateTransferred,
  viewChangeStarted,
  viewChanged,
} from '../events.ts';
import { sizesOf } from '../conduct/state.ts';
import type { PbftProperty } from './watching.ts';
import {
  LedgersByView,
  digestIn,
  isBeyondPromise,
  nameOf,
  replicasOf,
  sequenceIn,
  stateIn,
  viewIn,
} from './watching.ts';

/** No two correct replicas prepare different requests in one view at one sequence. */
export const preparedOnce: PbftProperty = {
  name: 'preparedOnce',
  title: 'Correct replicas prepare one request per view and sequence',
  temper: 'always',
  watches: [requestPrepared.kind],
  orderMatters: [],
  watch(brief) {
    const prepared = new LedgersByView();
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const view = viewIn(event);
        const sequence = sequenceIn(event);
        const digest = digestIn(event);
        const first = prepared.contradicts(view, sequence, event.actor, digest);
        if (first === undefined || isBeyondPromise(brief)) return undefined;
        return {
          explanation:
            `In view ${view} at sequence ${sequence} ${nameOf(brief, first.actor)} prepared ${first.what}, ` +
            `but ${nameOf(brief, event.actor)} prepared ${digest}.`,
          actors: [first.actor, event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** What one correct replica takes for committed was prepared by f + 1 correct ones: no view change can lose it. */
export const committedHeld: PbftProperty = {
  name: 'committedHeld',
  title: 'What is committed was prepared by f + 1 correct replicas',
  temper: 'always',
  watches: [requestPrepared.kind, requestCommitted.kind],
  orderMatters: [[requestPrepared.kind, requestCommitted.kind]],
  watch(brief) {
    const holders = new Holders();
    const { f } = sizesOf(brief.parameters, replicasOf(brief).length);
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const sequence = sequenceIn(event);
        const digest = digestIn(event);
        if (event.kind === requestPrepared.kind) return holders.add(sequence, digest, event.actor);
        const count = holders.count(sequence, digest);
        if (count > f || isBeyondPromise(brief)) return undefined;
        return {
          explanation:
            `${nameOf(brief, event.actor)} takes ${digest} for committed at sequence ${sequence}, ` +
            `which only ${count} correct replicas have prepared.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** A view that a correct replica enters was asked for by f + 1 correct ones: f liars cannot bring it about. */
export const viewAsked: PbftProperty = {
  name: 'viewAsked',
  title: 'A view that is entered was asked for by f + 1 correct replicas',
  temper: 'always',
  watches: [viewChangeStarted.kind, viewChanged.kind],
  orderMatters: [[viewChangeStarted.kind, viewChanged.kind]],
  watch(brief) {
    const asking = new Holders();
    const { f } = sizesOf(brief.parameters, replicasOf(brief).length);
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const view = viewIn(event);
        if (event.kind === viewChangeStarted.kind) return asking.add(view, '', event.actor);
        const count = asking.count(view, '');
        if (count > f || isBeyondPromise(brief)) return undefined;
        return {
          explanation: `${nameOf(brief, event.actor)} enters view ${view}, for which only ${count} correct replicas asked.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** What one correct replica takes for stable is held by f + 1 correct ones, so that it can be had when f fail. */
export const stableHeld: PbftProperty = {
  name: 'stableHeld',
  title: 'A stable checkpoint is held by f + 1 correct replicas',
  temper: 'always',
  watches: [checkpointTaken.kind, stateTransferred.kind, checkpointStable.kind],
  orderMatters: [
    [checkpointTaken.kind, checkpointStable.kind],
    [stateTransferred.kind, checkpointStable.kind],
  ],
  watch(brief) {
    const holders = new Holders();
    const { f } = sizesOf(brief.parameters, replicasOf(brief).length);
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const sequence = sequenceIn(event);
        const state = stateIn(event);
        if (event.kind !== checkpointStable.kind) return holders.add(sequence, state, event.actor);
        const count = holders.count(sequence, state);
        if (count > f || isBeyondPromise(brief)) return undefined;
        return {
          explanation:
            `${nameOf(brief, event.actor)} takes its checkpoint at ${sequence} for stable, ` +
            `which only ${count} correct replicas hold.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** No correct replica takes part above its high water mark. */
export const withinWindow: PbftProperty = {
  name: 'withinWindow',
  title: 'Correct replicas accept proposals between their water marks only',
  temper: 'always',
  watches: [requestPrePrepared.kind, checkpointStable.kind],
  orderMatters: [],
  watch(brief) {
    const lows = new Map<ActorIndex, number>();
    const { window } = brief.parameters;
    return {
      observe(event) {
        if (brief.isByzantine(event.actor)) return undefined;
        const sequence = sequenceIn(event);
        if (event.kind === checkpointStable.kind) {
          lows.set(event.actor, sequence);
          return undefined;
        }
        const low = lows.get(event.actor) ?? 0;
        if (sequence > low && sequence <= low + window) return undefined;
        return {
          explanation: `${nameOf(brief, event.actor)} accepted a proposal for ${sequence}, outside ${low + 1} to ${low + window}.`,
          actors: [event.actor],
        };
      },
      conclude: () => undefined,
    };
  },
};

/** Which actors stand behind what, by place (whole, from 0): nearly always one thing. */
class Holders {
  private readonly known: (Holder[] | undefined)[] = [];

  add(place: number, what: string, actor: ActorIndex): undefined {
    const holder = this.find(place, what);
    if (holder !== undefined) {
      if (!holder.actors.includes(actor)) holder.actors.push(actor);
      return undefined;
    }
    const fresh = { what, actors: [actor] };
    const holders = this.known[place];
    if (holders === undefined) this.known[place] = [fresh];
    else holders.push(fresh);
    return undefined;
  }

  count(place: number, what: string): number {
    return this.find(place, what)?.actors.length ?? 0;
  }

  private find(place: number, what: string): Holder | undefined {
    const holders = this.known[place];
    if (holders === undefined) return undefined;
    for (const holder of holders) if (holder.what === what) return holder;
    return undefined;
  }
}

interface Holder {
  readonly what: string;
  readonly actors: ActorIndex[];
}
