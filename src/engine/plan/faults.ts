/**
 * What it is: the faults of a design against what it has: agents, links, behaviours, times, conditions, and
 * how many faulty replicas a Byzantine coordination bears.
 */

import { faultsTolerated } from '../base/quorum.ts';
import type { BehaviourCard } from '../contract/card.ts';
import type { Fault, FaultOf } from '../document/fault.ts';
import type { Surroundings } from './surroundings.ts';
import type { DiagnosticCode } from './diagnostics.ts';
import { enumerate } from './diagnostics.ts';
import { checkCondition, planCondition } from './faultConditions.ts';
import type { Casting } from './faultTargets.ts';
import { castingOf, meaningOf, partsOf, refuseTarget, resolveTargets } from './faultTargets.ts';
import type { PlannedCoordination } from './plan.ts';
import type { FaultTarget, PlannedFault, PlannedLink } from './plannedFault.ts';
import { targetsOfTrouble } from './plannedFault.ts';

type LinkFault = Extract<Fault, { link: unknown }>;

/** The faults as the plan carries them; what is wrong with them is added to the findings. */
export function planFaults(
  around: Surroundings,
  coordinations: readonly PlannedCoordination[],
): readonly PlannedFault[] {
  const world = castingOf(around, coordinations);
  world.design.faults.forEach((fault, place) => {
    const path = `faults.${place}`;
    checkTimes(world, fault, path);
    checkWhere(world, fault, path);
    checkStrength(world, fault, path);
    if (fault.kind === 'behaviour') checkBehaviour(world, fault, path);
    if (fault.when !== undefined) {
      checkTargets(world, fault, fault.when.by ?? [], `${path}.when.by`);
      checkCondition(world, fault, fault.when, `${path}.when`);
    }
  });
  for (const coordination of world.coordinations) checkTolerance(world, coordination);
  return world.design.faults.flatMap((fault) => planFault(world, fault));
}

/**
 * A fault strikes whoever acts in some coordination; one that strikes nobody is not planned. What is
 * undefined is left out, so that a plan equals itself after a journey through JSON.
 */
function planFault(world: Casting, fault: Fault): readonly PlannedFault[] {
  const where = planWhere(world, fault);
  const when = fault.when && planCondition(world, fault.when);
  if (where === undefined || (fault.when !== undefined && when === undefined)) return [];
  return [withoutUndefined({ ...where, when: when && withoutUndefined(when) })];
}

function planWhere(world: Casting, fault: Fault): PlannedFault | undefined {
  if (fault.kind === 'partition') {
    const groups = fault.groups.map((group) => resolveTargets(world, group));
    const named = groups.filter((group) => group.length > 0);
    return named.length === 0 ? undefined : { ...fault, groups: named };
  }
  if ('link' in fault) {
    const link = planLink(world, fault);
    return link && { ...fault, link };
  }
  const agents = resolveTargets(world, fault.agents);
  return agents.length === 0 ? undefined : { ...fault, agents };
}

function planLink(world: Casting, { link }: LinkFault): PlannedLink | undefined {
  const { oneWay } = link;
  const from = resolveTargets(world, link.from);
  const to = link.to && resolveTargets(world, link.to);
  if (from.length === 0 || to?.length === 0) return undefined;
  return to === undefined ? { from, oneWay } : { from, to, oneWay };
}

function withoutUndefined<Value extends object>(value: Value): Value {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  // What is left out was undefined, which its type allows it to be.
  return Object.fromEntries(entries) as Value;
}

function checkTimes(world: Casting, fault: Fault, path: string): void {
  const end = world.design.limits.virtualMicrosMax;
  const begin = fault.at + (fault.when?.delayMicros ?? 0);
  if (fault.until !== undefined && fault.until <= fault.at)
    world.findings.add({
      severity: 'error',
      code: 'faultEndsBeforeItBegins',
      path: `${path}.until`,
      message: `Fault ${fault.id} begins at ${fault.at} µs and ends at ${fault.until} µs; it must end later than it begins.`,
    });
  if (begin > end)
    world.findings.add({
      severity: 'warning',
      code: 'faultAfterTheEnd',
      path: `${path}.at`,
      message: `Fault ${fault.id} begins at ${begin} µs, after the run's limit of ${end} µs: it never happens.`,
    });
  const hasEnd =
    fault.when === undefined ? fault.until !== undefined : fault.when.forMicros !== undefined;
  if (fault.kind === 'reboot' && hasEnd)
    world.findings.add({
      severity: 'advice',
      code: 'endWithoutEffect',
      path: fault.when === undefined ? `${path}.until` : `${path}.when.forMicros`,
      message: `Fault ${fault.id} is a reboot, which is over at once: it needs no end.`,
    });
}

function checkWhere(world: Casting, fault: Fault, path: string): void {
  if (fault.kind === 'partition') return checkGroups(world, fault, path);
  if (!('link' in fault)) return checkTargets(world, fault, fault.agents, `${path}.agents`);
  const { from, to } = fault.link;
  checkTargets(world, fault, from, `${path}.link.from`);
  checkTargets(world, fault, to ?? [], `${path}.link.to`);
  const link = planLink(world, fault);
  if (link === undefined) return;
  const others = link.to ?? world.agents.map((agent) => agent.id);
  const meet = link.from.some((one) =>
    others.some((other) => one !== other && partsOf(world, one, other).length > 0),
  );
  if (!meet)
    addWithoutEffect(
      world,
      fault,
      `${path}.link`,
      'strikes a link between agents that never speak to each other',
    );
}

function checkTargets(
  world: Casting,
  fault: Fault,
  targets: readonly string[],
  path: string,
): void {
  const seen = new Set<string>();
  targets.forEach((target, place) => {
    const here = `${path}.${place}`;
    const add = (code: DiagnosticCode, message: string): void => {
      world.findings.add({ severity: 'error', code, path: here, message });
    };
    const refusal = refuseTarget(world, target);
    if (refusal !== undefined)
      add('unknownAgent', `Fault ${fault.id} names ${target}: ${refusal}.`);
    else if (seen.has(target))
      add('duplicateAgent', `Fault ${fault.id} names ${target} twice; name it once.`);
    else if (resolveTargets(world, [target]).length === 0)
      addWithoutEffect(
        world,
        fault,
        here,
        `strikes ${target}, which takes part in no coordination`,
      );
    seen.add(target);
  });
}

function checkGroups(world: Casting, fault: FaultOf<'partition'>, path: string): void {
  const groupOf = new Map<string, number>();
  fault.groups.forEach((group, place) => {
    checkTargets(world, fault, group, `${path}.groups.${place}`);
    const names = group.filter((name) => refuseTarget(world, name) === undefined);
    for (const target of new Set(names.flatMap((name) => meaningOf(world, name)))) {
      const before = groupOf.get(target);
      if (before !== undefined)
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

/** Says when a fault is of no strength at all. */
function checkStrength(world: Casting, fault: Fault, path: string): void {
  switch (fault.kind) {
    case 'loss':
    case 'duplication':
    case 'reordering':
      if (fault.sharePpm === 0)
        addWithoutEffect(world, fault, `${path}.sharePpm`, 'strikes no message: its share is 0');
      return;
    case 'slow':
    case 'delay':
      if (fault.delayMicros === 0)
        addWithoutEffect(world, fault, `${path}.delayMicros`, 'delays by 0 µs');
      return;
    case 'clock':
      if (fault.ratePpm === 0 && fault.offsetMicros === 0)
        addWithoutEffect(world, fault, path, 'leaves clocks right: rate and offset are 0');
      return;
    default:
  }
}

function addWithoutEffect(world: Casting, fault: Fault, path: string, what: string): void {
  const message = `Fault ${fault.id} ${what}.`;
  world.findings.add({ severity: 'advice', code: 'faultWithoutEffect', path, message });
}

function checkBehaviour(world: Casting, fault: FaultOf<'behaviour'>, path: string): void {
  const general = world.catalogue.behaviours.map((behaviour) => behaviour.id);
  if (general.includes(fault.behaviour)) return;
  const targets = resolveTargets(world, fault.agents);
  const parts = targets.flatMap((target) => partsOf(world, target));
  if (parts.length === 0) return;
  const known = parts.flatMap(({ protocol }) => behavioursOf(world, protocol));
  const unfit = targets.find((target) => !canShow(world, target, fault.behaviour));
  if (unfit === undefined) return;
  const owners = parts.flatMap(({ id, protocol }) =>
    behavioursOf(world, protocol).flatMap((one) =>
      one.id === fault.behaviour && one.role !== undefined ? [`${id}/${one.role}`] : [],
    ),
  );
  const free = known.flatMap((one) => (one.role === undefined ? [one.id] : []));
  const message =
    owners.length > 0
      ? `only ${enumerate([...new Set(owners)])} can show; name that instead of ${unfit}`
      : `its agents cannot show; choose one of ${enumerate([...new Set([...general, ...free])], 20)}`;
  world.findings.add({
    severity: 'error',
    code: 'unknownBehaviour',
    path: `${path}.behaviour`,
    message: `Fault ${fault.id} has the behaviour ${fault.behaviour}, which ${message}.`,
  });
}

function behavioursOf(
  world: Casting,
  protocol: PlannedCoordination['protocol'],
): readonly BehaviourCard[] {
  return world.catalogue.protocols.get(protocol)?.behaviours ?? [];
}

/** Whether a protocol in which it acts knows the behaviour, of anybody or of the role that it has. */
function canShow(world: Casting, target: FaultTarget, behaviour: string): boolean {
  return partsOf(world, target).some(({ id, protocol }) =>
    behavioursOf(world, protocol).some(
      (one) => one.id === behaviour && (one.role === undefined || target === `${id}/${one.role}`),
    ),
  );
}

/** Says when a Byzantine coordination is planned to have more faulty replicas than it bears. */
function checkTolerance(world: Casting, coordination: PlannedCoordination): void {
  if (coordination.protocol !== 'byzantine_consensus') return;
  const members = world.agents.filter((agent) => coordination.participants.includes(agent.index));
  const struck = new Set(
    world.design.faults.flatMap((fault) =>
      fault.kind === 'behaviour' || (fault.kind === 'crash' && isLasting(fault))
        ? resolveTargets(world, targetsOfTrouble(fault))
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

function isLasting(fault: Fault): boolean {
  return fault.until === undefined && fault.when?.forMicros === undefined;
}
