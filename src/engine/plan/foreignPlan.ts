/**
 * What it is: whether a plan that was read from a file can be executed by this version: its parameters fit
 * today's cards and its faults name what is there. Looking at a recording does not need this; executing
 * it again does.
 */

import { ownActors } from '../contract/card.ts';
import { twinnedBy } from '../faults/cards.ts';
import type { Catalogue } from './catalogue.ts';
import { CATALOGUE } from './catalogue.ts';
import { checkParameters } from './parameters.ts';
import type { Plan, PlannedCoordination } from './plan.ts';
import { isData } from './streams.ts';
import { targetsOfTrouble } from './plannedFault.ts';

/** Why the plan cannot be executed here, in a sentence; undefined when it can. */
export function refusePlan(plan: Plan, catalogue: Catalogue = CATALOGUE): string | undefined {
  for (const agent of plan.agents) {
    const card = catalogue.agents.get(agent.kind);
    const checked = card && checkParameters(card.parameters, agent.parameters);
    if (checked?.ok !== true)
      return `The parameters of ${agent.id} are not those of ${agent.kind} agents in this version.`;
  }
  for (const coordination of plan.coordinations) {
    const refusal = refuseCoordination(plan, coordination, catalogue);
    if (refusal !== undefined) return refusal;
  }
  const names = new Set(plan.agents.map((agent) => agent.id));
  for (const coordination of plan.coordinations)
    for (const name of ownNames(coordination, catalogue)) names.add(name);
  const isKnown = (target: string) => names.has(twinnedBy(target) ?? target);
  for (const fault of plan.faults) {
    const named = [...targetsOfTrouble(fault), ...(fault.when?.by ?? [])];
    const stranger = named.find((target) => !isKnown(target));
    if (stranger !== undefined)
      return `The fault ${fault.id} names ${stranger}, which is not there.`;
  }
  return undefined;
}

function ownNames(
  { id, protocol, parameters, participants }: PlannedCoordination,
  catalogue: Catalogue,
): readonly string[] {
  const card = catalogue.protocols.get(protocol);
  const names = card === undefined ? [] : ownActors(card, parameters, participants.length);
  return names.map((name) => `${id}/${name}`);
}

function refuseCoordination(
  plan: Plan,
  { id, protocol, parameters, participants, resources, supplies }: PlannedCoordination,
  catalogue: Catalogue,
): string | undefined {
  const card = catalogue.protocols.get(protocol);
  if (card === undefined) return `${id} is of protocol ${protocol}, which this version cannot run.`;
  if (!checkParameters(card.parameters, parameters).ok)
    return `The parameters of ${id} are not those of ${protocol} in this version.`;
  const { least, most } = card.participants;
  // Of those who may be named fewer will take part.
  const isManned =
    participants.length >= least && (participants.length <= most || supplies !== undefined);
  const areFit = participants.every((index) => {
    const agent = plan.agents[index];
    return agent !== undefined && card.agentKinds.includes(agent.kind);
  });
  if (!isManned || !areFit || new Set(participants).size !== participants.length)
    return `The participants of ${id} are not such as ${protocol} takes.`;
  const isDataKnown = isData(resources.dataset, resources.table);
  const lacks = card.inputs.some(
    ({ port, isRequired }) => isRequired && resources[port] === undefined,
  );
  if (lacks || (resources.dataset !== undefined && !isDataKnown))
    return `${id} has not the inputs that ${protocol} needs.`;
  return undefined;
}
