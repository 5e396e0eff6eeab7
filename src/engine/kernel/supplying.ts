/**
 * What it is: what a coordination takes of others at the moment of its opening, from their outcomes as they were
 * recorded. Nothing is asked of their actors: what is handed on follows from the stream and the registry.
 * Errors: an upstream that failed, an output that holds nothing, and too few or too many participants are failures
 * of the coordination that would open, with a code and a sentence.
 */

import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import { present } from '../base/invariant.ts';
import type { Yield } from '../contract/flow.ts';
import type { PlannedCoordination, PlannedSupply } from '../plan/plan.ts';
import { reputationOf } from '../registry/reputation.ts';
import { certainParticipants, withSupplies } from '../workflow/supply.ts';
import { take } from '../workflow/take.ts';
import type { Taken } from '../workflow/take.ts';
import type { Coordination } from './cast.ts';
import { outcomeOf } from './summary.ts';
import type { World } from './world.ts';

/** Why a coordination cannot open. */
export interface Refusal {
  readonly error:
    | 'upstream_failed'
    | 'nothing_handed_on'
    | 'insufficient_participants'
    | 'excessive_participants';
  readonly reason: string;
}

/** A coordination as it opens, and what it has taken of whom. */
export interface Supplied {
  readonly planned: PlannedCoordination;
  readonly taken: readonly (Taken & { readonly source: Coordination })[];
}

/** The coordinations that this one takes something of. */
export function upstreamsOf(world: World, { planned }: Coordination): readonly Coordination[] {
  const ids = new Set(planned.supplies?.map(({ from }) => from));
  return world.coordinations.filter((one) => ids.has(one.planned.id));
}

/** Takes everything that is handed on to a coordination; all whom it waits for have concluded. */
export function takeSupplies(world: World, coordination: Coordination): Result<Supplied, Refusal> {
  const { planned } = coordination;
  const taken: (Taken & { source: Coordination })[] = [];
  const admitted = new Set(certainParticipants(planned));
  const certain = admitted.size;
  for (const supply of planned.supplies ?? []) {
    const source = present(
      world.coordinations.find((one) => one.planned.id === supply.from),
      supply.from,
    );
    const { standing } = source;
    const name = source.planned.name;
    if (standing.status !== 'completed')
      return failure({
        error: 'upstream_failed',
        reason: `${name} did not complete: ${standing.error ?? 'it is not over'}`,
      });
    const most = planned.participantsMost;
    const yielded = yieldOf(world, source, supply);
    const one =
      yielded &&
      take(
        {
          plan: world.plan,
          planned: supply,
          taker: planned.name,
          source: name,
          present: admitted,
          most: most === undefined ? undefined : most - (admitted.size - certain),
          parameters: planned.parameters,
          takesBudget: coordination.protocol.takesBudget,
        },
        yielded,
      );
    if (one === undefined)
      return failure({
        error: 'nothing_handed_on',
        reason: `${name} hands on nothing as its ${supply.output}`,
      });
    for (const agent of one.supply.participants ?? []) admitted.add(agent);
    taken.push({ ...one, source });
  }
  return settle(coordination, taken);
}

function settle(
  { planned, protocol }: Coordination,
  taken: Supplied['taken'],
): Result<Supplied, Refusal> {
  const settled = withSupplies(
    planned,
    taken.map(({ supply }) => supply),
  );
  const { least, most } = protocol.card.participants;
  const count = settled.participants.length;
  if (count < least || count > most)
    return failure({
      error: count < least ? 'insufficient_participants' : 'excessive_participants',
      reason: `${count} would take part, and ${protocol.card.title} takes ${least} to ${most}`,
    });
  return success({ planned: settled, taken });
}

/** What an output of a completed coordination holds; a protocol that does not rank its agents itself leaves it to their reputations. */
function yieldOf(
  world: World,
  { planned, protocol, standing }: Coordination,
  { output }: PlannedSupply,
): Yield | undefined {
  const reader = protocol.outputs?.[output];
  if (reader === undefined)
    return output === 'ranking' ? reputationRanking(world, planned) : undefined;
  const { resources, parameters } = planned;
  return reader({ outcome: outcomeOf(planned.id, standing.outcome), resources, parameters });
}

function reputationRanking(world: World, { participants }: PlannedCoordination): Yield {
  const agents = participants
    .map((agent) => ({
      agent: present(world.plan.agents[agent], `agent ${agent}`).id,
      worth: reputationOf(world.registry.evidence(agent)) / 1_000,
      unit: 'reputation',
    }))
    .toSorted((one, other) => other.worth - one.worth);
  return { kind: 'agents', agents };
}
