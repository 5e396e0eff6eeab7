/**
 * What it is: machines that are drawn: what each does in each of its states when a message arrives or a timer of its own
 * runs out is read from a table, and so is what of that a property minds. For holding two searches against one another.
 * Shapes: states, messages and timers are small numbers; a message leads to later ones only, so every way ends but for timers.
 */

import fc from 'fast-check';
import type { AnyProtocol, Property } from '../../../contract/protocol.ts';
import { defineEvent } from '../../../events/shape.ts';
import { twoPhaseMachines } from './twoPhaseMachines.testing.ts';

const STATES = 3;
const MESSAGES = 3;
const TIMERS = ['t0', 't1'] as const;
const WORDS = ['x', 'y', 'z'] as const;

const told = defineEvent('table.told', { word: 'text' }, 'tells {word}');

interface Entry {
  readonly to: number;
  readonly sends: readonly { readonly to: number; readonly message: number }[];
  readonly sets: readonly string[];
  readonly cancels: readonly string[];
  readonly tells: string | undefined;
}

/** What machines do; `start`, `arrived` by state and message, `expired` by state and timer. */
interface Machine {
  readonly start: Entry;
  readonly arrived: readonly (readonly Entry[])[];
  readonly expired: readonly (readonly Entry[])[];
}

/** Machines, and which word of one must not meet which of another. */
export interface Table {
  readonly machines: readonly Machine[];
  readonly forbidden: readonly [first: string, second: string];
  /** Whether that matters in the one order only. */
  readonly isOrdered: boolean;
}

function entries(actors: number, from: number): fc.Arbitrary<Entry> {
  const message = fc.integer({ min: from, max: MESSAGES });
  const send = fc.record({ to: fc.nat(actors - 1), message });
  return fc.record({
    to: fc.nat(STATES - 1),
    sends: fc
      .array(send, { maxLength: 2 })
      .map((sends) => sends.filter((one) => one.message < MESSAGES)),
    sets: fc.subarray([...TIMERS]),
    cancels: fc.subarray([...TIMERS], { maxLength: 1 }),
    tells: fc.option(fc.constantFrom(...WORDS), { nil: undefined, freq: 2 }),
  });
}

function machines(actors: number): fc.Arbitrary<Machine> {
  const each = <Item>(count: number, item: (i: number) => fc.Arbitrary<Item>) =>
    fc.tuple(...Array.from({ length: count }, (_, i) => item(i)));
  return fc.record({
    start: entries(actors, 0),
    arrived: each(STATES, () => each(MESSAGES, (message) => entries(actors, message + 1))),
    expired: each(STATES, () => each(TIMERS.length, () => entries(actors, 1))),
  });
}

/** Tables of two or three machines. */
export const tables: fc.Arbitrary<Table> = fc.constantFrom(2, 3).chain((actors) =>
  fc.record({
    machines: fc.array(machines(actors), { minLength: actors, maxLength: actors }),
    forbidden: fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)),
    isOrdered: fc.boolean(),
  }),
);

/** The protocol of a table. */
export function tableMachines({ machines: drawn, forbidden, isOrdered }: Table): AnyProtocol {
  const { card, conduct } = twoPhaseMachines();
  return {
    card: { ...card, events: [told] },
    conduct: {
      ...conduct,
      cast: () => drawn.map((_, i) => ({ role: 'manager', participant: i, name: '' })),
      start: () => ({ at: 0 }),
      step(unknown, input, context, outbox) {
        // The state is what `start` gave.
        const state = unknown as { at: number };
        const { start, arrived, expired } = drawn[context.self.actor]!;
        const entry =
          input.kind === 'delivered'
            ? arrived[state.at]![Number(input.message.kind)]!
            : input.kind === 'expired'
              ? expired[state.at]![TIMERS.findIndex((timer) => timer === input.timer)]!
              : start;
        state.at = entry.to;
        for (const { to, message } of entry.sends) outbox.send(to, { kind: String(message) });
        for (const timer of entry.cancels) outbox.cancelTimer(timer);
        for (const timer of entry.sets) outbox.setTimer(timer, 1);
        if (entry.tells !== undefined) outbox.record(told, { word: entry.tells });
      },
    },
    properties: [neverMet(forbidden, isOrdered)],
  };
}

/** Nobody tells the second word when somebody else has told the first; or, where order does not matter, will. */
function neverMet([first, second]: Table['forbidden'], isOrdered: boolean): Property<unknown> {
  return {
    name: 'neverMet',
    title: `Nobody says ${second} where another says ${first}`,
    temper: 'always',
    watches: [told.kind],
    orderMatters: isOrdered ? [[told.kind, told.kind]] : [],
    watch: () => {
      const firsts = new Set<number>();
      const seconds = new Set<number>();
      return {
        observe: ({ actor, fields }) => {
          const isAfter = fields['word'] === second && hasOther(firsts, actor);
          const isBefore = !isOrdered && fields['word'] === first && hasOther(seconds, actor);
          if (fields['word'] === first) firsts.add(actor);
          if (fields['word'] === second) seconds.add(actor);
          if (!isAfter && !isBefore) return undefined;
          return { explanation: `${first} meets ${second}.`, actors: [actor] };
        },
        conclude: () => undefined,
      };
    },
  };
}

function hasOther(tellers: ReadonlySet<number>, actor: number): boolean {
  return [...tellers].some((teller) => teller !== actor);
}
