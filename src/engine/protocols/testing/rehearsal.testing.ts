/** What it is: runs of one coordination in the real kernel, described by what is out of the ordinary. */

import { AGENT_CARDS } from '../../agents/cards.ts';
import { AGENT_BEHAVIOURS } from '../../agents/registry.ts';
import type { ProtocolId } from '../../contract/card.ts';
import type { Resources } from '../../contract/protocol.ts';
import { networkSettings } from '../../document/design.ts';
import type { AgentKind, NetworkSettings } from '../../document/design.ts';
import { openSimulation } from '../../kernel/simulation.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import type { Plan } from '../../plan/plan.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import { PROTOCOL_CARDS } from '../catalog.ts';
import { PROTOCOLS } from '../registry.ts';

export interface Rehearsal {
  readonly protocol: ProtocolId;
  readonly kind: AgentKind;
  /** Parameters of each agent. */
  readonly agents: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: object;
  readonly resources?: Resources;
  readonly seed?: number;
  readonly network?: Partial<NetworkSettings>;
  readonly faults?: readonly PlannedFault[];
  readonly limits?: Partial<Plan['limits']>;
}

/** The plan: agents are `p/0`, `p/1`, …; the coordination is `c`. */
export function planOf(wishes: Rehearsal): Plan {
  return {
    name: 'rehearsal',
    seed: wishes.seed ?? 1,
    agents: wishes.agents.map((own, index) => {
      const parameters = AGENT_CARDS.get(wishes.kind)!.parameters.parse(own) as Record<
        string,
        unknown
      >;
      const reputationMilli = Math.round(Number(parameters['reputation']) * 1_000);
      const id = `p/${index}`;
      return { index, id, pool: 'p', name: id, kind: wishes.kind, parameters, reputationMilli };
    }),
    coordinations: [
      {
        index: 0,
        id: 'c',
        name: 'C',
        protocol: wishes.protocol,
        parameters: PROTOCOL_CARDS.get(wishes.protocol)!.parameters.parse(
          wishes.parameters ?? {},
        ) as Record<string, unknown>,
        participants: wishes.agents.map((_, index) => index),
        resources: wishes.resources ?? {},
        network: networkSettings.parse({ ...wishes.network }),
      },
    ],
    faults: wishes.faults ?? [],
    limits: { virtualMicrosMax: 3_600_000_000, eventsMax: 2_000_000, ...wishes.limits },
    expectations: [],
    currency: { symbol: '', minorPerMajor: 100 },
  };
}

/** A run that has not begun. */
export function openRehearsal(wishes: Rehearsal, recording: 'on' | 'off' = 'on'): Simulation {
  return openSimulation(planOf(wishes), PROTOCOLS, AGENT_BEHAVIOURS, { recording });
}

/** A run to its end. */
export function rehearse(wishes: Rehearsal, recording: 'on' | 'off' = 'on'): Simulation {
  const run = openRehearsal(wishes, recording);
  run.advance(Infinity, Infinity);
  return run;
}

/** A misbehaviour from `at` on; agents by number, or an actor's own name such as `c/auctioneer`. */
export function misbehave(
  behaviour: string,
  agents: readonly (number | string)[],
  at = 0,
): PlannedFault {
  const names = agents.map((agent) => (typeof agent === 'number' ? `p/${agent}` : agent));
  return { id: `${behaviour}-${names.join('-')}`, kind: 'behaviour', at, behaviour, agents: names };
}

/** A crash at `at`; with `until`, a restart then. */
export function crash(agent: number | string, at: number, until?: number): PlannedFault {
  const agents = [typeof agent === 'number' ? `p/${agent}` : agent];
  const fault = { id: `crash-${agents[0]}-${at}`, kind: 'crash', at, agents } as const;
  return until === undefined ? fault : { ...fault, until };
}
