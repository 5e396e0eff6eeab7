/**
 * What it is: how much of a protocol's behaviour an exploration has seen: the number of distinct abstract
 * states. The abstract state of an actor is which kinds of event it has had, which the latest was, and the
 * small numbers in it (a view, a term, a round); that of a run is those of all its actors together.
 * It is watched by one more property of each protocol, which never finds anything, so the kernel knows
 * nothing of it.
 * Shapes: a state is a hash of 32 bits, so of millions of states a few are taken for one: counts are lower
 * bounds.
 */

import { avalanche, hashName } from '../base/choices.ts';
import type { AnyProtocol, Property } from '../contract/protocol.ts';
import type { EventRecord } from '../events/eventReader.ts';
import type { Protocols } from './laboratory.ts';

const COVERAGE = 'coverage';
/** Numbers up to here tell states apart; larger ones are all alike. */
const SMALL = 16;

/** The states of the run that is being watched; emptied before each run. */
export class Coverage {
  /** As signed words. */
  readonly states = new Set<number>();

  /** The same protocols, watched. */
  watching(protocols: Protocols): Protocols {
    const property = this.property();
    const watched = Array.from(protocols, ([id, protocol]) => {
      const watches = protocol.card.events.map(({ kind }) => kind);
      const properties = [...protocol.properties, { ...property, watches }];
      return [id, { ...protocol, properties } satisfies AnyProtocol] as const;
    });
    return new Map(watched);
  }

  private property(): Property<unknown> {
    const { states } = this;
    return {
      name: COVERAGE,
      title: 'Coverage',
      temper: 'sometimes',
      watches: [],
      watch: () => {
        const actors: ActorState[] = [];
        let whole = 0;
        return {
          observe: (event) => {
            const state = (actors[event.actor + 1] ??= { kinds: 0, word: 0 });
            const before = state.word;
            state.word = wordAfter(state, event);
            // The states of all actors, in whatever order they were reached.
            whole ^= before ^ state.word;
            states.add(whole);
            return undefined;
          },
          conclude: () => undefined,
        };
      },
    };
  }
}

/** Whether a property's name is that of the watch above. */
export function isCoverage(name: string): boolean {
  return name === COVERAGE;
}

interface ActorState {
  /** One bit for each kind of event, by hash: two kinds seldom share one. */
  kinds: number;
  /** Of the state as it is. */
  word: number;
}

const kindWords = new Map<string, number>();

/** The word of an actor's state after an event. */
function wordAfter(state: ActorState, { actor, kind, fields }: EventRecord): number {
  let word = kindWords.get(kind);
  if (word === undefined) kindWords.set(kind, (word = hashName(kind)));
  let latest = word;
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'number' && Number.isInteger(value))
      latest = avalanche(latest ^ Math.min(Math.max(value, -1), SMALL));
  }
  state.kinds |= 1 << (word & 31);
  return avalanche(avalanche(state.kinds ^ Math.imul(actor + 1, 0x9e3779b9)) ^ latest) | 0;
}
