import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { Latency } from '../../../document/design.ts';
import { networkSettings } from '../../../document/design.ts';
import { openSimulation } from '../../../kernel/simulation.ts';
import type { Plan } from '../../../plan/plan.ts';
import { distributedParameters } from '../card.ts';
import { distributedCoordination } from '../protocol.ts';
import { DISTRIBUTED_MUTANTS } from '../testing/mutants.testing.ts';
import { weatherPlan } from '../testing/randomRuns.testing.ts';

const ELECTION = 40_000;

/** Three voters, of which the second is heard and does not hear. */
function deafPlan(seed: number, latency: Latency, lossPpm = 0): Plan {
  const plan = weatherPlan(seed);
  const parameters = distributedParameters.parse({
    regions: 1,
    votersPerRegion: 3,
    replaceVoters: false,
    preVote: true,
    checkQuorum: true,
    electionMicros: ELECTION,
    heartbeatMicros: 12_000,
    periodMicros: 100_000,
    probeTimeoutMicros: 30_000,
    commandsPerRegion: 8,
    commandMicros: 20_000,
    regionTimeoutMicros: 25_000,
    runMicros: 3_000_000,
  });
  return {
    ...plan,
    coordinations: plan.coordinations.map((one) => ({
      ...one,
      parameters,
      network: networkSettings.parse({ latency, lossPpm }),
    })),
    faults: [
      {
        id: 'deaf',
        kind: 'cut',
        at: 100_000,
        link: { from: ['p/0', 'p/2'], to: ['p/1'], oneWay: true },
      },
    ],
  };
}

function isAccused(plan: Plan, protocol: unknown = distributedCoordination): boolean {
  const protocols = new Map([['distributed_coordination' as const, protocol as AnyProtocol]]);
  const run = openSimulation(plan, protocols, AGENT_BEHAVIOURS, { recording: 'off' });
  run.advance(Infinity, Infinity);
  return run.invariants().some(({ name, held }) => name === 'leaderStays' && !held);
}

const micros = fc.integer({ min: 500, max: 70_000 });
const latencies: fc.Arbitrary<Latency> = fc.oneof(
  micros.map((one): Latency => ({ distribution: 'constant', micros: one })),
  fc
    .tuple(micros, micros)
    .map(([x, y]): Latency => ({ distribution: 'uniform', fromMicros: x, toMicros: y })),
  micros.map((one): Latency => ({
    distribution: 'exponential',
    leastMicros: 500,
    meanMicros: one,
  })),
);

describe('who cannot hear the leader', () => {
  test('is not held against a group that keeps its rules, however slow its network is or however much it loses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        latencies,
        fc.constantFrom(0, 300_000),
        (seed, latency, lossPpm) => {
          expect(isAccused(deafPlan(seed, latency, lossPpm))).toBe(false);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('is not held against it where it elects for the fourth time because heartbeats are lost', () => {
    const latency: Latency = { distribution: 'exponential', leastMicros: 500, meanMicros: 4_000 };
    const seeds = Array.from({ length: 8 }, (_, i) => i + 1);
    expect(seeds.filter((seed) => isAccused(deafPlan(seed, latency, 300_000)))).toEqual([]);
  });

  test('deposes one leader after another where nobody is guarded, in a network that is fast enough to tell', () => {
    const { protocol } = DISTRIBUTED_MUTANTS.find(({ id }) => id === 'guardsNobody')!;
    const fast: Latency = { distribution: 'exponential', leastMicros: 500, meanMicros: 2_000 };
    const seeds = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(
      seeds.filter((seed) => isAccused(deafPlan(seed, fast), protocol)).length,
    ).toBeGreaterThan(0);
  });
});
