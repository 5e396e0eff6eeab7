/**
 * What it is: the registry of one run: the record of every agent, as the coordinations' reports change it.
 * Shapes: by agent index. Records are never changed in place, so a snapshot may share them.
 * Errors: reporting on an agent that is not in the plan is our bug.
 */

import { present } from '../base/invariant.ts';
import type { AgentIndex, Ppm } from '../base/units.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { Evidence } from './reputation.ts';
import { statedEvidence, withDeed } from './reputation.ts';

/** What is known of an agent before the run. */
export function evidenceBefore(agent: PlannedAgent): Evidence {
  const { earned, reputationMilli, parameters } = agent;
  const { competence } = parameters;
  // Before anything was reported, an agent is taken to perform as competent as it says.
  const stated = typeof competence === 'number' ? Math.round(competence * 1_000) : undefined;
  if (earned === undefined) return statedEvidence(reputationMilli, stated);
  return { ...earned, performanceMilli: earned.performanceMilli ?? stated };
}

/** The records of all agents of a run. */
export class Registry {
  private records: Evidence[];

  constructor(agents: readonly PlannedAgent[]) {
    this.records = agents.map(evidenceBefore);
  }

  /** How an agent's record stands. */
  evidence(agent: AgentIndex): Evidence {
    return present(this.records[agent], `the record of agent ${agent}`);
  }

  /** Takes down one more deed, and gives the record after it. */
  report(agent: AgentIndex, meritPpm: Ppm): Evidence {
    const after = withDeed(this.evidence(agent), meritPpm);
    this.records[agent] = after;
    return after;
  }

  snapshot(): readonly Evidence[] {
    return this.records.slice();
  }

  restore(records: readonly Evidence[]): void {
    this.records = records.slice();
  }
}
