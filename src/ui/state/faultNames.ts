/**
 * What it is: whom the faults of a design name: reading, replacing and taking out names, whatever a fault
 * keeps them in: agents, groups, the ends of a link, the condition.
 */

import type { Design } from '../../engine/document/design.ts';
import type { Fault } from '../../engine/document/fault.ts';
import { keepNames, namesInFault, withNames } from '../../engine/document/faultNames.ts';

/** The names of those whom a fault strikes, as they are written. */
export function agentsOfFault(fault: Fault): readonly string[] {
  return namesInFault(fault);
}

/** Whether a name means an agent: its own, or that of its pool. */
function covers(name: string, agent: string): boolean {
  return name === agent || (!name.includes('/') && agent.startsWith(`${name}/`));
}

/** Whether a fault strikes an agent, or a pool as a whole. */
export function doesName(fault: Fault, agent: string): boolean {
  return agentsOfFault(fault).some((name) => covers(name, agent));
}

/** The design's fault with the agents taken out of it, and pools that hold them replaced by their others. */
export function withoutAgents(
  design: Design,
  fault: Fault,
  agents: readonly string[],
): Fault | undefined {
  return withNames(fault, (name) => {
    if (agents.includes(name)) return [];
    if (!agents.some((agent) => covers(name, agent))) return [name];
    const pool = design.nodes.find((node) => node.id === name);
    const count = pool?.kind === 'pool' ? pool.count : 0;
    const all = Array.from({ length: count }, (_, i) => `${name}/${i}`);
    return all.filter((agent) => !agents.includes(agent));
  });
}

/** The fault without names of the nodes that go; nothing when it strikes nobody, or waits for nobody. */
export function withoutNodes(fault: Fault, nodes: ReadonlySet<string>): readonly Fault[] {
  const left = keepNames(fault, (name) => !nodes.has(name.split('/')[0] ?? name));
  return left === undefined ? [] : [left];
}
