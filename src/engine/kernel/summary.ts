/**
 * What it is: what a run comes to, as people and scripts read it.
 * Before the run is over it is the summary so far.
 */

import { invariant } from '../base/invariant.ts';
import type { Coordination } from './cast.ts';
import { reputationOf } from '../registry/reputation.ts';
import type { CoordinationSummary, EarnedReputation, RunStatus, RunSummary } from './run.ts';
import type { World } from './world.ts';

/** The summary of a run in its present state. */
export function summarise(world: World, status: RunStatus): RunSummary {
  const coordinations = world.coordinations.map((one) => summariseCoordination(world, one));
  const isJudged = status.phase === 'finished';
  const reputations = reputationsOf(world);
  return {
    digest: world.stream.log.digest(),
    events: world.stream.count,
    messages: coordinations.reduce((sum, one) => sum + one.messages, 0),
    bytes: coordinations.reduce((sum, one) => sum + one.bytes, 0),
    virtualMicros: world.now,
    coordinations,
    invariants: world.watchers.summaries(isJudged),
    ...(reputations.length > 0 && { reputations }),
  };
}

function reputationsOf(world: World): readonly EarnedReputation[] {
  return world.plan.agents.flatMap(({ index, id }) => {
    const { good, bad, performanceMilli, deeds } = world.registry.evidence(index);
    const reputationMilli = reputationOf({ good, bad });
    if (deeds === 0) return [];
    const performance = performanceMilli === undefined ? {} : { performanceMilli };
    return [{ agent: id, reputationMilli, good, bad, ...performance, deeds }];
  });
}

function summariseCoordination(world: World, coordination: Coordination): CoordinationSummary {
  const { planned, standing } = coordination;
  const outcome = outcomeOf(planned.id, standing.outcome);
  const isCompleted = standing.status === 'completed';
  const admission = world.admissions.find((one) => one.coordination === coordination.index);
  return {
    id: planned.id,
    name: planned.name,
    protocol: planned.protocol,
    status: standing.status,
    error: standing.error,
    outcome: isCompleted ? { decision: standing.decision, ...outcome } : outcome,
    confidence: standing.confidence,
    participants: planned.participants.map((agent) => world.plan.agents[agent]?.id ?? ''),
    ...(admission !== undefined && {
      taken: admission.taken,
      openedMicros: admission.opensAt,
    }),
    virtualMicros: standing.status === 'running' ? world.now : standing.concludedAt,
    messages: standing.messages,
    bytes: standing.bytes,
    cost: standing.cost,
  };
}

/** An outcome as it was recorded: the protocol's own fields. */
export function outcomeOf(id: string, json: string): Readonly<Record<string, unknown>> {
  const outcome: unknown = JSON.parse(json);
  invariant(
    typeof outcome === 'object' && outcome !== null && !Array.isArray(outcome),
    `the outcome of ${id} is not an object`,
  );
  return outcome as Readonly<Record<string, unknown>>;
}
