/**
 * What it is: a protocol with a bug that only some orders of messages show, of a depth that is chosen.
 * Pairs of actors pass a ball to and fro, so each pair is one chain of messages. At depth 1 the bug shows if
 * the last pass of one chain arrives before the first of another; at depth 2 if all of the other chain arrives between two passes of the
 * one; at depth 3 if the two chains take turns twice.
 */

import { z } from 'zod';
import type { AnyProtocol, Message } from '../../contract/protocol.ts';
import type { Design } from '../../document/design.ts';
import { designSchema } from '../../document/design.ts';
import { defineEvent } from '../../events/shape.ts';

const passed = defineEvent(
  'chain.passed',
  { chain: 'int', step: 'int' },
  'chain {chain} step {step}',
);

export const CHAINS = 2;
export const STEPS = 10;

/** A pass, and one that must come after it. */
type Order = readonly [one: readonly [number, number], other: readonly [number, number]];

/** By depth: what must come before what. */
const BUGS: Readonly<Record<number, readonly Order[]>> = {
  1: [
    [
      [1, STEPS],
      [0, 1],
    ],
  ],
  2: [
    [
      [0, 4],
      [1, 1],
    ],
    [
      [1, STEPS],
      [0, 5],
    ],
  ],
  3: [
    [
      [0, 4],
      [1, 1],
    ],
    [
      [1, 5],
      [0, 5],
    ],
    [
      [0, STEPS],
      [1, 6],
    ],
  ],
};

interface Ball extends Message {
  readonly kind: 'ball';
  readonly chain: number;
  readonly step: number;
}

/** The protocol with the bug of a depth. */
export function chainsWithBug(depth: number): AnyProtocol {
  const orders = BUGS[depth] ?? [];
  return {
    card: {
      id: 'simple_consensus',
      title: 'Chains',
      summary: 'Pairs pass balls.',
      paper: { authors: 'none', title: 'none', venue: 'none', year: 2000 },
      version: 1,
      participants: { least: 1, most: 1_000 },
      agentKinds: ['voter'],
      roles: [{ id: 'player', title: 'Player', isParticipant: true }],
      parameters: z.object({}),
      assumptions: { time: 'none', faults: 'none' },
      messages: [{ kind: 'ball', title: 'Ball', phase: 'ball', hue: 0 }],
      behaviours: [],
      events: [passed],
      ignoreReasons: {},
      errors: {},
      decisions: [],
      charts: [],
      stage: 'votes',
      inputs: [],
    },
    conduct: {
      cast: (_, count) =>
        Array.from({ length: count }, (_unused, i) => ({
          role: 'player',
          participant: i,
          name: '',
        })),
      start: () => ({}),
      step(_, input, { self, seats }, outbox) {
        const first = seats[0]?.actor ?? 0;
        const own = self.actor - first;
        const chain = own >> 1;
        if (chain >= CHAINS) return;
        const partner = first + (own ^ 1);
        if (input.kind === 'started' && own % 2 === 0)
          outbox.send(partner, { kind: 'ball', chain, step: 1 } as Ball);
        if (input.kind !== 'delivered') return;
        const { step } = input.message as Ball;
        outbox.record(passed, { chain, step });
        if (step < STEPS) outbox.send(partner, { kind: 'ball', chain, step: step + 1 } as Ball);
      },
      detail: (message) => JSON.stringify(message),
      bytes: () => 1,
      appearance: () => ({}),
      mutators: {},
    },
    properties: [
      {
        name: 'order',
        title: 'The chains do not meet in the one wrong way',
        temper: 'always',
        watches: [passed.kind],
        watch: () => {
          const seen: string[] = [];
          return {
            observe: ({ fields }) => {
              seen.push(`${Number(fields['chain'])}/${Number(fields['step'])}`);
              const isBefore = ([one, other]: Order): boolean => {
                const [x, y] = [seen.indexOf(one.join('/')), seen.indexOf(other.join('/'))];
                return x >= 0 && y > x;
              };
              if (!orders.every(isBefore)) return undefined;
              return { explanation: 'They met in the wrong way.', actors: [] };
            },
            conclude: () => undefined,
          };
        },
      },
    ],
  };
}

/** A design for it: two voters for each chain. */
export function chainsDesign(): Design {
  const position = { x: 0, y: 0 };
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Chains',
    nodes: [
      { kind: 'pool', id: 'players', name: 'Players', position, agent: 'voter', count: 2 * CHAINS },
      { kind: 'coordination', id: 'game', name: 'Game', position, protocol: 'simple_consensus' },
      { kind: 'proposal', id: 'proposal', name: 'Proposal', position, text: 'Play' },
    ],
    connections: [
      {
        id: 'c0',
        source: { node: 'players', port: 'agents' },
        target: { node: 'game', port: 'participants' },
      },
      {
        id: 'c1',
        source: { node: 'proposal', port: 'proposal' },
        target: { node: 'game', port: 'proposal' },
      },
    ],
  });
}
