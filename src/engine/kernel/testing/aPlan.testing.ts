/** What it is: plans by hand for the kernel's tests, and the shortest ways to run them. */

import type { AgentBehaviour, AgentBehaviours } from '../../agents/behaviour.ts';
import type { Decision, NetworkSettings } from '../../document/design.ts';
import type { Plan, PlannedCoordination, PlannedSupply } from '../../plan/plan.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import { openSimulation } from '../simulation.ts';
import type { Simulation } from '../simulation.ts';
import { pingProtocol } from './pingProtocol.testing.ts';
import type { PingParameters } from './pingProtocol.testing.ts';

export interface PingPlan {
  readonly seed?: number;
  readonly agents?: number;
  readonly coordinations?: number;
  readonly parameters?: Partial<PingParameters>;
  readonly network?: Partial<NetworkSettings>;
  /** When each coordination opens, by place. */
  readonly starts?: readonly number[];
  /** What each coordination takes of others, by place, and how many of those named may take part. */
  readonly supplies?: readonly (readonly PlannedSupply[] | undefined)[];
  readonly participantsMost?: number;
  readonly faults?: readonly PlannedFault[];
  readonly schedule?: readonly Decision[];
  readonly limits?: Partial<Plan['limits']>;
}

/** It loses, doubles and reorders nothing. */
export const QUIET_NETWORK: NetworkSettings = {
  latency: { distribution: 'uniform', fromMicros: 5_000, toMicros: 15_000 },
  lossPpm: 0,
  duplicationPpm: 0,
  reorderPpm: 0,
  reorderMicros: 20_000,
};

/** A plan of pingers; every coordination has all agents. */
export function aPlan(wishes: PingPlan = {}): Plan {
  const count = wishes.agents ?? 4;
  return {
    name: 'test',
    seed: wishes.seed ?? 1,
    agents: Array.from({ length: count }, (_, i) => ({
      index: i,
      id: `pool/${i}`,
      pool: 'pool',
      name: `Agent ${i}`,
      kind: 'voter' as const,
      parameters: {},
      reputationMilli: 500,
    })),
    coordinations: Array.from({ length: wishes.coordinations ?? 1 }, (_, i) =>
      aCoordination(i, count, wishes),
    ),
    faults: wishes.faults ?? [],
    ...(wishes.schedule === undefined ? {} : { schedule: wishes.schedule }),
    limits: { virtualMicrosMax: 60_000_000, eventsMax: 1_000_000, ...wishes.limits },
    expectations: [],
    currency: { symbol: '€', minorPerMajor: 100 },
  };
}

function aCoordination(index: number, count: number, wishes: PingPlan): PlannedCoordination {
  const parameters: PingParameters = {
    rounds: 3,
    quorum: 0,
    timeoutMicros: 100_000,
    consults: false,
    fee: 0,
    forbiddenRound: -1,
    concludes: true,
    ...wishes.parameters,
  };
  return {
    index,
    id: `ping${index}`,
    name: `Ping ${index}`,
    protocol: 'simple_consensus',
    parameters,
    participants: Array.from({ length: count }, (_, i) => i),
    resources: {},
    network: { ...QUIET_NETWORK, ...wishes.network },
    ...(wishes.starts?.[index] !== undefined && { startMicros: wishes.starts[index] }),
    ...(wishes.supplies?.[index] !== undefined && {
      supplies: wishes.supplies[index],
      ...(wishes.participantsMost !== undefined && { participantsMost: wishes.participantsMost }),
    }),
  };
}

/** A voter that needs 7 ms and changes its mind each time; it remembers how often it was asked. */
const voter: AgentBehaviour<{ asked: number }> = {
  kind: 'voter',
  open: (_agent, choices) => ({ asked: choices.below(2) }),
  answer: (memory, _question, choices) => {
    memory.asked++;
    const decision = memory.asked % 2 === 0 ? 'agree' : 'disagree';
    const confidencePpm = choices.below(1_000_001);
    return {
      answer: { kind: 'vote', decision, confidencePpm, rationale: `asked ${memory.asked}` },
      duration: 7_000,
    };
  },
};
export const TEST_AGENTS: AgentBehaviours = new Map([['voter', voter as AgentBehaviour]]);
export const TEST_PROTOCOLS = new Map([['simple_consensus', pingProtocol]] as const);

/** Opens a run of a plan of pingers. */
export function openPing(plan: Plan, recording: 'on' | 'off' = 'on'): Simulation {
  return openSimulation(plan, TEST_PROTOCOLS, TEST_AGENTS, { recording });
}

/** Runs a plan of pingers to its end. */
export function runPing(wishes: PingPlan = {}, recording: 'on' | 'off' = 'on'): Simulation {
  const run = openPing(aPlan(wishes), recording);
  run.advance(Infinity, Infinity);
  return run;
}
