/**
 * What it is: the leanest protocol that keeps the kernel busy: rounds in which everybody broadcasts once
 * everybody has been heard. What it costs is what the kernel costs.
 */

import { z } from 'zod';
import type { AnyProtocol, Conduct, Message, Property } from '../../contract/protocol.ts';
import type { Plan } from '../../plan/plan.ts';

interface Flood extends Message {
  readonly kind: 'flood';
  readonly round: number;
}

interface FloodState {
  round: number;
  heard: number;
  early: number;
}

const conduct: Conduct<FloodState, Flood, { rounds: number }> = {
  cast: (_parameters, count) =>
    Array.from({ length: count }, (_, i) => ({ role: 'member', participant: i, name: `m${i}` })),
  start: () => ({ round: 0, heard: 0, early: 0 }),
  step(state, input, context, outbox) {
    const members = context.role('member');
    if (input.kind === 'delivered') {
      if (input.message.round > state.round) state.early++;
      else state.heard++;
      if (state.heard < members.length) return;
      state.round++;
      state.heard = state.early;
      state.early = 0;
    }
    if (state.round < context.parameters.rounds) {
      outbox.broadcast(members, { kind: 'flood', round: state.round });
    }
  },
  detail: (message) => `round ${message.round}`,
  bytes: () => 100,
  appearance: (state) => ({ round: state.round }),
  mutators: {},
};

const properties: readonly Property<{ rounds: number }>[] = [];

export const floodProtocol = {
  card: {
    id: 'simple_consensus',
    title: 'Flood',
    summary: 'Floods.',
    paper: { authors: 'none', title: 'none', venue: 'none', year: 2000 },
    version: 1,
    participants: { least: 1, most: 1_000 },
    agentKinds: ['voter'],
    roles: [{ id: 'member', title: 'Member', isParticipant: true }],
    parameters: z.object({ rounds: z.int().default(10) }),
    assumptions: { time: 'none', faults: 'none' },
    messages: [{ kind: 'flood', title: 'Flood', phase: 'flood', hue: 0 }],
    behaviours: [],
    events: [],
    ignoreReasons: {},
    errors: {},
    decisions: [],
    charts: [],
    stage: 'votes',
    inputs: [],
  },
  conduct,
  properties,
} as unknown as AnyProtocol;

/** A plan of `count` flooding members for so many rounds. */
export function floodPlan(count: number, rounds: number): Plan {
  return {
    name: 'flood',
    seed: 7,
    agents: Array.from({ length: count }, (_, i) => ({
      index: i,
      id: `pool/${i}`,
      pool: 'pool',
      name: `Agent ${i}`,
      kind: 'voter' as const,
      parameters: {},
      reputationMilli: 500,
    })),
    coordinations: [
      {
        index: 0,
        id: 'flood',
        name: 'Flood',
        protocol: 'simple_consensus',
        parameters: { rounds },
        participants: Array.from({ length: count }, (_, i) => i),
        resources: {},
        network: {
          latency: { distribution: 'uniform', fromMicros: 5_000, toMicros: 15_000 },
          lossPpm: 0,
          duplicationPpm: 0,
          reorderPpm: 0,
          reorderMicros: 0,
        },
      },
    ],
    faults: [],
    limits: { virtualMicrosMax: 3_600_000_000, eventsMax: 50_000_000 },
    expectations: [],
    currency: { symbol: '€', minorPerMajor: 100 },
  };
}
