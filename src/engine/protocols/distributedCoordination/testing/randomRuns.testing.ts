/**
 * What it is: small clusters in bad weather, made from a seed: crashes with and without return, splits, slow nodes,
 * loss, doubling and reordering, all over before the end, so that what must happen in the end can be judged.
 */

import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import { SeededChoices } from '../../../base/choices.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import { networkSettings } from '../../../document/design.ts';
import { openSimulation } from '../../../kernel/simulation.ts';
import type { Simulation } from '../../../kernel/simulation.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import { distributedParameters } from '../card.ts';

const RUN_MICROS = 16_000_000;
/** Faults are over by then. */
const CALM_MICROS = 4_500_000;
const MEMBERS = 10;

function pickSome(choices: SeededChoices, count: number, most: number): string[] {
  const agents: string[] = [];
  const size = 1 + choices.below(most);
  for (let i = 0; i < size; i++) {
    const id = `p/${choices.below(count)}`;
    if (!agents.includes(id)) agents.push(id);
  }
  return agents;
}

function faultOf(choices: SeededChoices, id: string): PlannedFault {
  const at = choices.below(CALM_MICROS - 500_000);
  const until = Math.min(CALM_MICROS, at + 50_000 + choices.below(1_500_000));
  switch (choices.below(4)) {
    case 0:
    case 1:
      return { id, kind: 'crash', at, until, agents: pickSome(choices, MEMBERS, 3) };
    case 2:
      return { id, kind: 'partition', at, until, groups: [pickSome(choices, MEMBERS, 6)] };
    default: {
      const delayMicros = 20_000 + choices.below(400_000);
      return { id, kind: 'slow', at, until, delayMicros, agents: pickSome(choices, MEMBERS, 2) };
    }
  }
}

/** The plan of a seed: ten members in one region with five voters, or in three with three each. */
export function weatherPlan(seed: number): Plan {
  const choices = SeededChoices.named(seed, 'weather');
  const isOneRegion = choices.below(2) === 0;
  const faults = Array.from({ length: 3 + choices.below(8) }, (_, i) =>
    faultOf(choices, `fault-${i}`),
  );
  const parameters = distributedParameters.parse({
    regions: isOneRegion ? 1 : 3,
    votersPerRegion: 5,
    interRegionMicros: 5_000,
    commandsPerRegion: isOneRegion ? 18 : 6,
    commandMicros: 80_000 + choices.below(200_000),
    runMicros: RUN_MICROS,
    periodMicros: 150_000,
    probeTimeoutMicros: 60_000,
    suspicionPeriods: 2 + choices.below(3),
    probing: choices.below(2) === 0 ? 'random' : 'round_robin',
    electionMicros: 120_000,
    heartbeatMicros: 30_000 + choices.below(30_000),
    snapshotEntries: 6 + choices.below(40),
    regionTimeoutMicros: 100_000,
  });
  return {
    name: `weather ${seed}`,
    seed,
    agents: Array.from({ length: MEMBERS }, (_, index) => {
      const id = `p/${index}`;
      return {
        index,
        id,
        pool: 'p',
        name: id,
        kind: 'voter',
        parameters: {},
        reputationMilli: 500,
      };
    }),
    coordinations: [
      {
        index: 0,
        id: 'c',
        name: 'C',
        protocol: 'distributed_coordination',
        parameters,
        participants: Array.from({ length: MEMBERS }, (_, index) => index),
        resources: {},
        network: networkSettings.parse({
          latency: { distribution: 'exponential', leastMicros: 1_000, meanMicros: 8_000 },
          lossPpm: choices.below(2) * choices.below(60_000),
          duplicationPpm: choices.below(60_000),
          reorderPpm: choices.below(100_000),
          reorderMicros: 60_000,
        }),
      },
    ],
    faults,
    limits: { virtualMicrosMax: 3_600_000_000, eventsMax: 2_000_000 },
    expectations: [],
    currency: { symbol: '', minorPerMajor: 100 },
  };
}

const STORM_MICROS = 4_000_000;
const STORM_CALM_MICROS = 2_500_000;

/** A fault that is over soon, among the voters of one region. */
function gustOf(choices: SeededChoices, id: string, voters: number): PlannedFault {
  const at = choices.below(STORM_CALM_MICROS - 300_000);
  const until = at + 5_000 + choices.below(choices.below(2) === 0 ? 40_000 : 295_000);
  if (choices.below(3) === 0)
    return { id, kind: 'partition', at, until, groups: [pickSome(choices, voters, voters)] };
  return { id, kind: 'crash', at, until, agents: pickSome(choices, voters, 2) };
}

/**
 * The plan of a seed for one region whose elections are hasty and whose voters crash, come back and are cut off all the
 * time: where the rules of Raft are needed.
 */
export function stormPlan(seed: number): Plan {
  const choices = SeededChoices.named(seed, 'storm');
  const voters = choices.below(2) === 0 ? 3 : 5;
  const faults = Array.from({ length: 8 + choices.below(24) }, (_, i) =>
    gustOf(choices, `gust-${i}`, voters + 1),
  );
  const plan = weatherPlan(seed);
  const [coordination] = plan.coordinations;
  const parameters = distributedParameters.parse({
    ...coordination!.parameters,
    regions: 1,
    votersPerRegion: voters,
    commandsPerRegion: 60,
    commandMicros: 20_000 + choices.below(40_000),
    runMicros: STORM_MICROS,
    periodMicros: 200_000,
    suspicionPeriods: 1,
    electionMicros: 25_000 + choices.below(40_000),
    heartbeatMicros: 10_000 + choices.below(10_000),
    snapshotEntries: 8 + choices.below(200),
    batchEntries: 1 + choices.below(3),
    preVote: choices.below(2) === 0,
    checkQuorum: choices.below(2) === 0,
  });
  return {
    ...plan,
    name: `storm ${seed}`,
    faults,
    coordinations: [{ ...coordination!, parameters }],
  };
}

/** Runs a plan to its end. */
export function runPlan(
  plan: Plan,
  protocol: AnyProtocol,
  recording: 'on' | 'off' = 'off',
): Simulation {
  const protocols = new Map([['distributed_coordination', protocol]] as const);
  const run = openSimulation(plan, protocols, AGENT_BEHAVIOURS, { recording });
  run.advance(Infinity, Infinity);
  return run;
}

/** What did not hold, one sentence each; what is only sometimes so does not count. */
export function brokenPromises(run: Simulation): readonly string[] {
  return run
    .summary()
    .invariants.filter(({ held, temper }) => !held && temper !== 'sometimes')
    .filter(({ violatedAt }) => violatedAt !== undefined)
    .map(({ name, explanation }) => `${name}: ${explanation}`);
}
