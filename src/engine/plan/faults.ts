/**
 * What it is: the faults of a design against what it has: agents, behaviours, times, and how many faulty
 * replicas a Byzantine coordination bears.
 */

import { faultsTolerated } from '../base/quorum.ts';
import { isTwinning, twinnedBy } from '../faults/cards.ts';
import type { Fault } from '../document/design.ts';
import type { Surroundings } from './coordinations.ts';
import { enumerate } from './diagnostics.ts';
import type { FaultTarget, PlannedAgent, PlannedCoordination, PlannedFault } from './plan.ts';

/** Who there is for a fault or a decision to name. */
export interface Casting extends Surroundings {
  readonly agentOf: ReadonlyMap<FaultTarget, PlannedAgent>;
  readonly coordinations: readonly PlannedCoordination[];
}

/** The faults as the plan carries them; what is wrong with them is added to the findings. */
export function planFaults(
  around: Surroundings,
  coordinations: readonly PlannedCoordination[],
): readonly PlannedFault[] {
  const world = castingOf(around, coordinations);
  world.design.faults.forEach((fault, place) => {
    const path = `faults.${place}`;
    checkTimes(world, fault, path);
    if (fault.kind === 'partition') checkGroups(world, fault, path);
    else checkTargets(world, fault, fault.agents, `${path}.agents`);
    if (fault.kind === 'behaviour') checkBehaviour(world, fault, path);
  });
  for (const coordination of world.coordinations) checkTolerance(world, coordination);
  return world.design.faults.flatMap((fault) => planFault(world, fault));
}

/** Who there is to be named. */
export function castingOf(
  around: Surroundings,
  coordinations: readonly PlannedCoordination[],
): Casting {
  const agentOf = new Map(around.agents.map((agent) => [agent.id, agent]));
  return { ...around, agentOf, coordinations };
}

/**
 * A fault strikes whoever acts in some coordination; one that strikes nobody is not planned. What is
 * undefined is left out, so that a plan equals itself after a journey through JSON.
 */
function planFault(world: Casting, { until, ...fault }: Fault): readonly PlannedFault[] {
  const acting = (targets: readonly FaultTarget[]) =>
    targets.filter((target) => partsOf(world, target).length > 0);
  const end = until === undefined ? {} : { until };
  if (fault.kind === 'partition') {
    const groups = fault.groups.map(acting).filter((group) => group.length > 0);
    return groups.length === 0 ? [] : [{ ...fault, ...end, groups }];
  }
  const agents = acting(fault.agents);
  return agents.length === 0 ? [] : [{ ...fault, ...end, agents }];
}

function checkTimes(world: Casting, fault: Fault, path: string): void {
  const end = world.design.limits.virtualMicrosMax;
  if (fault.until !== undefined && fault.until <= fault.at)
    world.findings.add({
      severity: 'error',
      code: 'faultEndsBeforeItBegins',
      path: `${path}.until`,
      message: `Fault ${fault.id} begins at ${fault.at} µs and ends at ${fault.until} µs; it must end later than it begins.`,
    });
  if (fault.at > end)
    world.findings.add({
      severity: 'warning',
      code: 'faultAfterTheEnd',
      path: `${path}.at`,
      message: `Fault ${fault.id} begins at ${fault.at} µs, after the run's limit of ${end} µs: it never happens.`,
    });
}

function checkTargets(
  world: Casting,
  fault: Fault,
  targets: readonly FaultTarget[],
  path: string,
): void {
  const seen = new Set<string>();
  targets.forEach((target, place) => {
    const here = `${path}.${place}`;
    const refusal = refuseTarget(world, target);
    if (refusal !== undefined)
      world.findings.add({
        severity: 'error',
        code: 'unknownAgent',
        path: here,
        message: `Fault ${fault.id} names ${target}: ${refusal}.`,
      });
    else if (seen.has(target))
      world.findings.add({
        severity: 'error',
        code: 'duplicateAgent',
        path: here,
        message: `Fault ${fault.id} names ${target} twice; name it once.`,
      });
    else if (refusal === undefined && partsOf(world, target).length === 0)
      world.findings.add({
        severity: 'advice',
        code: 'faultWithoutEffect',
        path: here,
        message: `Fault ${fault.id} strikes ${target}, which takes part in no coordination.`,
      });
    seen.add(target);
  });
}

/** Why there is no such agent or actor; undefined when there is. */
export function refuseTarget(world: Casting, target: FaultTarget): string | undefined {
  const twinned = twinnedBy(target);
  if (twinned !== undefined && world.agentOf.has(twinned))
    return hasTwin(world, twinned) ? undefined : `no fault gives ${twinned} a twin`;
  const [owner = '', name = ''] = target.split('/');
  const node = world.design.nodes.find((candidate) => candidate.id === owner);
  if (node?.kind === 'pool') {
    const isAgent = /^(0|[1-9]\d*)$/.test(name) && Number(name) < node.count;
    return isAgent
      ? undefined
      : `${node.name} has the agents ${owner}/0 to ${owner}/${node.count - 1}`;
  }
  if (node?.kind === 'coordination') {
    const planned = world.coordinations.find((candidate) => candidate.id === owner);
    if (planned === undefined) return undefined;
    const own = ownRoles(world, planned);
    return own.some((role) => name === role || /^\d+$/.test(name.replace(role, '')))
      ? undefined
      : `${node.name} brings ${own.length === 0 ? 'no actors of its own' : enumerate(own.map((role) => `${owner}/${role}`))}`;
  }
  const pools = world.design.nodes.filter((candidate) => candidate.kind === 'pool');
  return pools.length === 0
    ? 'the design has no pools'
    : `there is no pool ${owner}; the pools are ${enumerate(pools.map((pool) => pool.id))}`;
}

function hasTwin(world: Casting, agent: FaultTarget): boolean {
  return world.design.faults.some(
    (fault) =>
      fault.kind === 'behaviour' && isTwinning(fault.behaviour) && fault.agents.includes(agent),
  );
}

/** Roles that the protocol fills with actors of its own. */
function ownRoles(world: Casting, coordination: PlannedCoordination): readonly string[] {
  const card = world.catalogue.protocols.get(coordination.protocol);
  return (card?.roles ?? []).filter((role) => !role.isParticipant).map((role) => role.id);
}

/** The coordinations in which all of the targets act. */
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

function checkGroups(
  world: Casting,
  fault: Extract<Fault, { kind: 'partition' }>,
  path: string,
): void {
  const groupOf = new Map<string, number>();
  fault.groups.forEach((group, place) => {
    checkTargets(world, fault, group, `${path}.groups.${place}`);
    for (const target of group) {
      const before = groupOf.get(target);
      if (before !== undefined && before !== place)
        world.findings.add({
          severity: 'error',
          code: 'duplicateAgent',
          path: `${path}.groups.${place}`,
          message: `Fault ${fault.id} puts ${target} on two sides of the partition; leave it on one.`,
        });
      groupOf.set(target, place);
    }
  });
}

function checkBehaviour(
  world: Casting,
  fault: Extract<Fault, { kind: 'behaviour' }>,
  path: string,
): void {
  const general = world.catalogue.behaviours.map((behaviour) => behaviour.id);
  if (general.includes(fault.behaviour)) return;
  const parts = fault.agents.flatMap((target) => partsOf(world, target));
  if (parts.length === 0) return;
  const known = new Set([
    ...general,
    ...parts.flatMap(({ protocol }) =>
      (world.catalogue.protocols.get(protocol)?.behaviours ?? []).map((behaviour) => behaviour.id),
    ),
  ]);
  if (known.has(fault.behaviour)) return;
  world.findings.add({
    severity: 'error',
    code: 'unknownBehaviour',
    path: `${path}.behaviour`,
    message: `Fault ${fault.id} has the behaviour ${fault.behaviour}, which its agents cannot show; choose one of ${enumerate([...known], 20)}.`,
  });
}

/** Says when a Byzantine coordination is planned to have more faulty replicas than it bears. */
function checkTolerance(world: Casting, coordination: PlannedCoordination): void {
  if (coordination.protocol !== 'byzantine_consensus') return;
  const members = world.agents.filter((agent) => coordination.participants.includes(agent.index));
  const struck = new Set(
    world.design.faults.flatMap((fault) =>
      fault.kind === 'behaviour' || (fault.kind === 'crash' && fault.until === undefined)
        ? fault.agents
        : [],
    ),
  );
  const faulty = members.filter((agent) => struck.has(agent.id)).map((agent) => agent.id);
  const tolerated = faultsTolerated(members.length);
  if (faulty.length <= tolerated) return;
  world.findings.add({
    severity: 'advice',
    code: 'tooManyFaults',
    path: 'faults',
    node: coordination.id,
    message: `${coordination.name} tolerates f = ${tolerated}; ${faulty.length} faulty agents planned (${enumerate(faulty)}): ${3 * faulty.length + 1} replicas would bear them.`,
  });
}
