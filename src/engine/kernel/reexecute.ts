/**
 * What it is: the same run once more: a plan and what people did to it give the same stream again.
 * Errors: interventions that do not fit the plan (a damaged recording) are refused with a sentence.
 */

import type { AgentBehaviours } from '../agents/behaviour.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { AnyProtocol } from '../contract/protocol.ts';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { Plan } from '../plan/plan.ts';
import type { AppliedIntervention } from './run.ts';
import { openSimulation } from './simulation.ts';
import type { RunOptions, Simulation } from './simulation.ts';

/** What is needed to run a plan. */
export interface Machinery {
  readonly protocols: ReadonlyMap<ProtocolId, AnyProtocol>;
  readonly agents: AgentBehaviours;
  readonly options: RunOptions;
}

/**
 * Runs a plan with the interventions of an earlier run, each at its moment, to its end or for `steps`
 * steps.
 */
export function reexecute(
  plan: Plan,
  machinery: Machinery,
  interventions: readonly AppliedIntervention[],
  steps = Infinity,
): Result<Simulation, string> {
  const run = openSimulation(plan, machinery.protocols, machinery.agents, machinery.options);
  for (const { afterSteps, at, action } of interventions) {
    if (afterSteps > steps) break;
    run.advance(Infinity, afterSteps - run.steps);
    run.advance(at, 0);
    if (run.steps !== afterSteps || run.now !== at) {
      return failure(`No intervention fits after ${afterSteps} steps at ${at} µs.`);
    }
    const refusal = run.intervene(action);
    if (refusal !== undefined) return failure(refusal);
  }
  run.advance(Infinity, steps - run.steps);
  return success(run);
}
