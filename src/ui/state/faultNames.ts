/**
 * What it is: whom the faults of a design name: reading, replacing and taking out names, whatever a fault
 * keeps them in: agents, groups, the ends of a link, the condition.
 */

import type { Design } from '../../engine/document/design.ts';
import type { Fault } from '../../engine/document/fault.ts';
import { namesInFault, withNames } from '../../engine/document/faultNames.ts';
import { regionsIn } from './participation.ts';

/** The names of those whom a fault strikes, as they are written. */
export function agentsOfFault(fault: Fault): readonly string[] {
  return namesInFault(fault);
}

/** Whether a name means an agent: its own, or that of its pool or of its region. */
function covers(design: Design, name: string, agent: string): boolean {
  if (name === agent) return true;
  if (!name.includes('/')) return agent.startsWith(`${name}/`);
  return regionsIn(design).get(name)?.agents.includes(agent) === true;
}

/** Whether a fault of the design strikes an agent. */
export function doesName(design: Design, fault: Fault, agent: string): boolean {
  return agentsOfFault(fault).some((name) => covers(design, name, agent));
}

/** Whether a fault of the design strikes agents of a pool, or actors of a coordination. */
export function doesTouch(design: Design, fault: Fault, node: string): boolean {
  return agentsOfFault(fault).some(
    (name) =>
      name === node ||
      name.startsWith(`${node}/`) ||
      regionsIn(design)
        .get(name)
        ?.agents.some((agent) => agent.startsWith(`${node}/`)) === true,
  );
}

/** Names without those of regions: everybody there instead. */
export function withoutRegions(design: Design, names: readonly string[]): readonly string[] {
  const regions = regionsIn(design);
  return names.flatMap((name) => regions.get(name)?.agents ?? [name]);
}

/**
 * The design's fault with the agents taken out of it, and pools and regions that hold them replaced by their
 * others.
 */
export function withoutAgents(
  design: Design,
  fault: Fault,
  agents: readonly string[],
): Fault | undefined {
  return withNames(fault, (name) => {
    if (agents.includes(name)) return [];
    if (!agents.some((agent) => covers(design, name, agent))) return [name];
    const pool = design.nodes.find((node) => node.id === name);
    const count = pool?.kind === 'pool' ? pool.count : 0;
    const all =
      regionsIn(design).get(name)?.agents ??
      Array.from({ length: count }, (_, i) => `${name}/${i}`);
    return all.filter((agent) => !agents.includes(agent));
  });
}
