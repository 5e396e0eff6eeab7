/**
 * What it is: whom the names in a fault mean: an agent, a whole pool however many it has, a region of a
 * coordination, an actor that a protocol brings.
 */

import { present } from '../base/invariant.ts';
import type { RegionCard } from '../contract/card.ts';
import { ownActors } from '../contract/card.ts';
import { isTwinning, twinnedBy } from '../faults/cards.ts';
import type { Surroundings } from './surroundings.ts';
import { enumerate } from './diagnostics.ts';
import type { PlannedAgent, PlannedCoordination } from './plan.ts';
import type { FaultTarget } from './plannedFault.ts';

/** Who there is for a fault or a decision to name. */
export interface Casting extends Surroundings {
  readonly agentOf: ReadonlyMap<FaultTarget, PlannedAgent>;
  readonly coordinations: readonly PlannedCoordination[];
}

/** Who there is to be named. */
export function castingOf(
  around: Surroundings,
  coordinations: readonly PlannedCoordination[],
): Casting {
  const agentOf = new Map(around.agents.map((agent) => [agent.id, agent]));
  return { ...around, agentOf, coordinations };
}

/** Everybody whom the names mean and who acts in some coordination, each once. */
export function resolveTargets(world: Casting, names: readonly string[]): readonly FaultTarget[] {
  const meant = new Set(names.flatMap((name) => meaningOf(world, name)));
  return [...meant].filter((target) => partsOf(world, target).length > 0);
}

/** Everybody whom a name means, whether or not they act; the name itself where it is nobody's. */
export function meaningOf(world: Casting, name: string): readonly FaultTarget[] {
  if (!name.includes('/'))
    return world.agents.filter((agent) => agent.pool === name).map((agent) => agent.id);
  const [owner = '', part = ''] = name.split('/');
  const planned = world.coordinations.find((one) => one.id === owner);
  const region = planned && regionsOf(world, planned).find((one) => one.id === part);
  if (planned === undefined || region === undefined) return [name];
  const members = region.participants.map((place) => {
    const index = present(planned.participants[place], `a participant of ${name}`);
    return present(world.agents[index], `agent ${index}`).id;
  });
  return [...members, ...(region.actors ?? []).map((actor) => `${owner}/${actor}`)];
}

/** Why nobody has this name; undefined when somebody has. */
export function refuseTarget(world: Casting, name: string): string | undefined {
  const twinned = twinnedBy(name);
  if (twinned !== undefined && world.agentOf.has(twinned))
    return hasTwin(world, twinned) ? undefined : `no fault gives ${twinned} a twin`;
  const [owner = '', part] = name.split('/');
  const node = world.design.nodes.find((candidate) => candidate.id === owner);
  if (node?.kind === 'pool') {
    if (part === undefined) return undefined;
    const isAgent = /^(0|[1-9]\d*)$/.test(part) && Number(part) < node.count;
    return isAgent
      ? undefined
      : `${node.name} has the agents ${owner}/0 to ${owner}/${node.count - 1}`;
  }
  if (node?.kind === 'coordination') {
    const planned = world.coordinations.find((candidate) => candidate.id === owner);
    if (planned === undefined) return undefined;
    const regions = regionsOf(world, planned).map((region) => region.id);
    const own = namesOfOwn(world, planned);
    if (part !== undefined && (regions.includes(part) || own.includes(part))) return undefined;
    const names = [...own, ...regions].map((word) => `${owner}/${word}`);
    return `${node.name} brings ${names.length === 0 ? 'no actors of its own' : enumerate(names)}`;
  }
  const pools = world.design.nodes.filter((candidate) => candidate.kind === 'pool');
  return pools.length === 0
    ? 'the design has no pools'
    : `there is no pool ${owner}; the pools are ${enumerate(pools.map((pool) => pool.id))}`;
}

/** The coordinations in which all of these act, each an agent or a protocol's own actor. */
export function partsOf(
  world: Casting,
  ...targets: readonly FaultTarget[]
): readonly PlannedCoordination[] {
  return world.coordinations.filter((coordination) =>
    targets.every((target) => {
      const agent = world.agentOf.get(twinnedBy(target) ?? target);
      return agent === undefined
        ? target.startsWith(`${coordination.id}/`)
        : coordination.participants.includes(agent.index);
    }),
  );
}

function hasTwin(world: Casting, agent: FaultTarget): boolean {
  return world.design.faults.some(
    (fault) =>
      fault.kind === 'behaviour' &&
      isTwinning(fault.behaviour) &&
      fault.agents.some((name) => meaningOf(world, name).includes(agent)),
  );
}

function regionsOf(world: Casting, planned: PlannedCoordination): readonly RegionCard[] {
  const card = world.catalogue.protocols.get(planned.protocol);
  return card?.regions?.(planned.parameters, planned.participants.length) ?? [];
}

/** Names of the actors that the protocol brings. */
function namesOfOwn(world: Casting, planned: PlannedCoordination): readonly string[] {
  const card = world.catalogue.protocols.get(planned.protocol);
  return card === undefined ? [] : ownActors(card, planned.parameters, planned.participants.length);
}
