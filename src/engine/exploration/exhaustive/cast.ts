/**
 * What it is: who takes part in a small world: the actors of a plan's one coordination with all that their steps
 * may know. Time stands still, and chance is a script.
 * Errors: what cannot be searched is refused with a sentence.
 */

import type { AgentBehaviours } from '../../agents/behaviour.ts';
import type { Result } from '../../base/result.ts';
import { failure, success } from '../../base/result.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { ProtocolId } from '../../contract/card.ts';
import type { AnyProtocol, Context, Message, Mutator, Seat } from '../../contract/protocol.ts';
import { mutatorOf } from '../../faults/adversary.ts';
import { castPlan } from '../../kernel/cast.ts';
import type { Plan, PlannedAgent } from '../../plan/plan.ts';
import { ScriptedChoices } from './scriptedChoices.ts';

/** A behaviour of a Byzantine actor. */
export interface Lie {
  readonly fault: string;
  readonly coalition: readonly ActorIndex[];
  readonly mutator: Mutator<Message, unknown>;
}

export interface Player {
  readonly name: string;
  readonly context: Context<unknown>;
  readonly choices: ScriptedChoices;
  readonly agent: PlannedAgent | undefined;
  /** Empty for an honest one. */
  readonly lies: readonly Lie[];
}

/** Everybody. */
export interface Cast {
  readonly coordination: string;
  readonly protocol: AnyProtocol;
  readonly parameters: unknown;
  readonly seats: readonly Seat[];
  /** By actor. */
  readonly players: readonly Player[];
  readonly agents: AgentBehaviours;
  readonly seed: number;
}

const ACTORS_MAX = 64;

/** The cast of a plan. Behaviour faults hold from the beginning; other faults are left to the bounds. */
export function castWorld(
  plan: Plan,
  protocols: ReadonlyMap<ProtocolId, AnyProtocol>,
  agents: AgentBehaviours,
  branchesMax: number,
): Result<Cast, string> {
  const [planned, second] = plan.coordinations;
  if (planned === undefined) return failure('There is no coordination to search.');
  if (second !== undefined)
    return failure(
      `An exhaustive search takes one coordination, and this design has ${plan.coordinations.length}; keep the one you want to know about.`,
    );
  const { coordinations, actors } = castPlan(plan, protocols);
  const [coordination] = coordinations;
  if (coordination === undefined) return failure('There is no coordination to search.');
  if (actors.length > ACTORS_MAX)
    return failure(
      `An exhaustive search is for small worlds: ${actors.length} actors are more than ${ACTORS_MAX}. Make the pools smaller.`,
    );
  const { protocol, seats } = coordination;
  const players = actors.map(({ name, context, entry }): Player => {
    const { self, parameters, role, credentials, resources } = context;
    const choices = new ScriptedChoices(branchesMax, plan.seed, `small world/${name}`);
    return {
      name,
      choices,
      context: {
        self,
        now: 0,
        parameters,
        seats,
        role,
        coordination: 0,
        choices,
        credentials,
        resources,
      },
      agent: entry.agent === undefined ? undefined : plan.agents[entry.agent],
      lies: liesOf(plan, protocol, seats, entry.actor),
    };
  });
  const { id, parameters } = planned;
  const { seed } = plan;
  return success({ coordination: id, protocol, parameters, seats, players, agents, seed });
}

function liesOf(
  plan: Plan,
  protocol: AnyProtocol,
  seats: readonly Seat[],
  actor: ActorIndex,
): readonly Lie[] {
  return plan.faults.flatMap((fault) => {
    if (fault.kind !== 'behaviour') return [];
    const mutator = mutatorOf(fault.behaviour, protocol.conduct.mutators);
    const coalition = seats
      .filter(({ agentId }) => fault.agents.includes(agentId))
      .map((seat) => seat.actor);
    if (mutator === undefined || !coalition.includes(actor)) return [];
    return [{ fault: fault.id, coalition, mutator }];
  });
}
