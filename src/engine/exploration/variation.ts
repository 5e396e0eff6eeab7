/**
 * What it is: in what a run of an exploration differs from the design that is explored: plain data, put
 * upon a plan (quickly, for each run) or upon the design itself (for a counterexample, which is an ordinary
 * design). Both ways give the same run, and a test holds them together.
 */

import type { Connection, Decision, Design, NetworkSettings } from '../document/design.ts';
import type { Fault } from '../document/fault.ts';
import type { DesignNode } from '../document/design.ts';
import type { Plan } from '../plan/plan.ts';

export interface Variation {
  readonly seed: number;
  /** All faults, those of the design among them. */
  readonly faults: readonly Fault[];
  /** Of all coordinations; undefined: as drawn. */
  readonly network: NetworkSettings | undefined;
  readonly limits: Plan['limits'];
  readonly schedule: readonly Decision[];
}

/** The plan of a run; `plan` is that of the design for the variation's seed. */
export function varyPlan(plan: Plan, { seed, faults, network, limits, schedule }: Variation): Plan {
  const coordinations =
    network === undefined
      ? plan.coordinations
      : plan.coordinations.map((coordination) => ({ ...coordination, network }));
  const { schedule: _drawn, ...rest } = plan;
  const decided = schedule.length === 0 ? {} : { schedule };
  return { ...rest, seed, coordinations, faults: faults.map(planned), ...decided, limits };
}

/** As the planner has it: without fields that hold undefined. */
function planned(fault: Fault): Plan['faults'][number] {
  const { until } = fault;
  if (until !== undefined) return { ...fault, until };
  const { until: _, ...others } = fault;
  return others;
}

/** The design of a run: what the plan above would be compiled from. */
export function varyDesign(design: Design, variation: Variation): Design {
  const { seed, faults, network, limits, schedule } = variation;
  const { schedule: _drawn, ...rest } = design;
  const decided = schedule.length === 0 ? {} : { schedule: [...schedule] };
  const drawn = network === undefined ? {} : withNetwork(design, network);
  return { ...rest, ...drawn, seed, faults: [...faults], ...decided, limits };
}

/** Networks that are drawn get the settings; a coordination without one gets one. */
function withNetwork(
  { nodes, connections }: Design,
  network: NetworkSettings,
): Pick<Design, 'nodes' | 'connections'> {
  const changed = nodes.map((node): DesignNode =>
    node.kind === 'network' ? { ...node, settings: network } : node,
  );
  const networks = new Set(nodes.filter(({ kind }) => kind === 'network').map(({ id }) => id));
  const bare = nodes.filter(
    ({ kind, id }) =>
      kind === 'coordination' &&
      !connections.some(({ source, target }) => target.node === id && networks.has(source.node)),
  );
  const added = bare.map(({ id, position }): DesignNode => {
    const { x, y } = position;
    const place = { x: x - 280, y: y + 168 };
    return {
      kind: 'network',
      id: `${id}-net`,
      name: 'Network',
      position: place,
      settings: network,
    };
  });
  const wires = bare.map(({ id }): Connection => ({
    id: `${id}-net-wire`,
    source: { node: `${id}-net`, port: 'network' },
    target: { node: id, port: 'network' },
  }));
  return { nodes: [...changed, ...added], connections: [...connections, ...wires] };
}
