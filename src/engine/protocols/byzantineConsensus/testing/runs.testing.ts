/** What it is: runs of byzantine_consensus in the real kernel, described by what is out of the ordinary. */

import { eventsOf } from '../../../kernel/testing/told.testing.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { NetworkSettings } from '../../../document/design.ts';
import { openSimulation } from '../../../kernel/simulation.ts';
import { QUIET_NETWORK } from '../../../kernel/testing/aPlan.testing.ts';
import type { Simulation } from '../../../kernel/simulation.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import { parametersSchema } from '../card.ts';
import type { Parameters } from '../card.ts';
import { byzantineConsensus } from '../protocol.ts';

/** What is out of the ordinary. */
export interface Wishes {
  readonly n?: number;
  readonly seed?: number;
  readonly parameters?: Partial<Parameters>;
  readonly network?: Partial<NetworkSettings>;
  readonly faults?: readonly PlannedFault[];
  readonly limits?: Partial<Plan['limits']>;
}

// The kernel hands a protocol only what it gave.
const SHIPPED = byzantineConsensus as unknown as AnyProtocol;

/** A plan of one coordination with n replicas; modelled seals unless told otherwise. */
export function pbftPlan(wishes: Wishes = {}): Plan {
  const n = wishes.n ?? 4;
  return {
    name: 'pbft',
    seed: wishes.seed ?? 1,
    agents: Array.from({ length: n }, (_, index) => ({
      index,
      id: `replicas/${index}`,
      pool: 'replicas',
      name: `Replica ${index}`,
      kind: 'voter' as const,
      parameters: {},
      reputationMilli: 500,
    })),
    coordinations: [
      {
        index: 0,
        id: 'pbft',
        name: 'PBFT',
        protocol: 'byzantine_consensus',
        parameters: parametersSchema.parse({ authentication: 'modelled', ...wishes.parameters }),
        participants: Array.from({ length: n }, (_, index) => index),
        resources: {},
        network: { ...QUIET_NETWORK, ...wishes.network },
      },
    ],
    faults: wishes.faults ?? [],
    limits: { virtualMicrosMax: 600_000_000, eventsMax: 5_000_000, ...wishes.limits },
    expectations: [],
    currency: { symbol: '€', minorPerMajor: 100 },
  };
}

/** Opens a run; of the protocol that ships, unless told otherwise. */
export function openPbft(
  wishes: Wishes = {},
  recording: 'on' | 'off' = 'on',
  protocol: AnyProtocol = SHIPPED,
): Simulation {
  const protocols = new Map([['byzantine_consensus', protocol]] as const);
  return openSimulation(pbftPlan(wishes), protocols, new Map(), { recording });
}

/** A run to its end. */
export function runPbft(
  wishes: Wishes = {},
  recording: 'on' | 'off' = 'on',
  protocol: AnyProtocol = SHIPPED,
): Simulation {
  const run = openPbft(wishes, recording, protocol);
  run.advance(Infinity, Infinity);
  return run;
}

/** A fault from 0 (or `at`) on. */
export function misbehave(behaviour: string, agents: readonly number[], at = 0): PlannedFault {
  const names = agents.map((agent) => `replicas/${agent}`);
  return { id: `${behaviour}${names[0] ?? ''}`, kind: 'behaviour', at, behaviour, agents: names };
}

/** A crash; with `until`, a restart then. */
export function crash(agents: readonly number[], at: number, until?: number): PlannedFault {
  const names = agents.map((agent) => `replicas/${agent}`);
  const fault = { id: `crash${names[0] ?? ''}at${at}`, kind: 'crash', at, agents: names } as const;
  return until === undefined ? fault : { ...fault, until };
}

/** Executed digests in order, by replica actor. */
export function orders(run: Simulation): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const kind of ['pbft.request.executed', 'pbft.request.skipped']) {
    for (const { actor, fields } of eventsOf(run, kind)) {
      const own = found.get(actor) ?? [];
      own[Number(fields['sequence'])] = String(fields['digest']);
      found.set(actor, own);
    }
  }
  return found;
}
