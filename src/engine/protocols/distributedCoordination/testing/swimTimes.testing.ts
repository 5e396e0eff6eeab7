/**
 * What it is: how long a membership takes to find out a crash and to tell everybody, measured in runs of the kernel,
 * without loss and with hardly any latency, so that times are those of the protocol alone.
 */

import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import type { AnyProtocol, Property } from '../../../contract/protocol.ts';
import { networkSettings } from '../../../document/design.ts';
import { openSimulation } from '../../../kernel/simulation.ts';
import { distributedParameters } from '../card.ts';
import type { DistributedParameters } from '../card.ts';
import { distributedCoordination } from '../protocol.ts';

const PERIOD = 1_000_000;
const CRASH_AT = 10;
const FOUND_KINDS = ['swim.member.suspected', 'swim.member.confirmed'];

/** The chance that in a period somebody of `members` picks a certain one, and the mean of the periods until then. */
export function meanDetection(members: number): { readonly chance: number; readonly mean: number } {
  let nobody = 1;
  for (let i = 0; i < members - 1; i++) nobody *= 1 - 1 / (members - 1);
  return { chance: 1 - nobody, mean: 1 / (1 - nobody) };
}

/** Runs until so many have found out that member 1 has crashed; when each of them did. */
function timesOfFinding(members: number, seed: number, wanted: number): readonly number[] {
  const times: number[] = [];
  const found = new Set<number>();
  const finding: Property<DistributedParameters> = {
    name: 'finding',
    title: 'Enough have found out',
    temper: 'always',
    watches: FOUND_KINDS,
    watch: () => ({
      observe(event) {
        if (event.fields['member'] !== 1 || found.has(event.actor)) return undefined;
        found.add(event.actor);
        times.push(event.at);
        return found.size < wanted ? undefined : { explanation: 'found out', actors: [1] };
      },
      conclude: () => undefined,
    }),
  };
  const protocol = { ...distributedCoordination, properties: [finding] } as unknown as AnyProtocol;
  const parameters = distributedParameters.parse({
    regions: 1,
    votersPerRegion: 1,
    commandsPerRegion: 0,
    runMicros: 200 * PERIOD,
    periodMicros: PERIOD,
    probing: 'random',
    suspicionPeriods: 1_000,
    syncPeriods: 10_000,
  });
  const agents = Array.from({ length: members }, (_, index) => {
    const id = `p/${index}`;
    const parameters = {};
    return {
      index,
      id,
      pool: 'p',
      name: id,
      kind: 'voter' as const,
      parameters,
      reputationMilli: 500,
    };
  });
  const coordination = {
    index: 0,
    id: 'c',
    name: 'C',
    protocol: 'distributed_coordination' as const,
    parameters,
    participants: agents.map(({ index }) => index),
    resources: {},
    network: networkSettings.parse({ latency: { distribution: 'constant', micros: 1 } }),
  };
  const run = openSimulation(
    {
      name: 'swim',
      seed,
      agents,
      coordinations: [coordination],
      faults: [{ id: 'crash', kind: 'crash', at: CRASH_AT, agents: ['p/1'] }],
      limits: { virtualMicrosMax: 200 * PERIOD, eventsMax: 50_000_000 },
      expectations: [],
      currency: { symbol: '', minorPerMajor: 100 },
    },
    new Map([['distributed_coordination', protocol]] as const),
    AGENT_BEHAVIOURS,
    { recording: 'off' },
  );
  run.advance(Infinity, Infinity);
  return times;
}

/** In which period after its crash a member is first probed in vain; the suspicion comes a period after the probe. */
export function detectionPeriods(members: number, seed: number): number {
  const [at = 0] = timesOfFinding(members, seed, 1);
  return Math.ceil((at - PERIOD - CRASH_AT) / PERIOD);
}

/** How many periods lie between the first suspicion and that of the last of all others. */
export function spreadPeriods(members: number, seed: number): number {
  const times = timesOfFinding(members, seed, members - 1);
  return ((times.at(-1) ?? 0) - (times[0] ?? 0)) / PERIOD;
}
