/**
 * What it is: the typed ports of the nodes and which connections fit: one table for the canvas (which asks
 * while dragging), the planner and the command line.
 */

import type { Design, DesignNode, NodeKind } from './design.ts';

export type PortType = 'agents' | 'dataset' | 'good' | 'proposal' | 'network' | 'outcome';

export interface Port {
  readonly id: string;
  readonly title: string;
  readonly type: PortType;
  readonly side: 'source' | 'target';
  /** How many connections it takes. */
  readonly most: number;
}

const port = (
  id: string,
  title: string,
  type: PortType,
  side: Port['side'],
  most = Infinity,
): Port => ({ id, title, type, side, most });

const PORTS: Readonly<Record<NodeKind, readonly Port[]>> = {
  pool: [port('agents', 'Agents', 'agents', 'source')],
  coordination: [
    port('participants', 'Participants', 'agents', 'target'),
    port('dataset', 'Data set', 'dataset', 'target', 1),
    port('good', 'Good', 'good', 'target', 1),
    port('proposal', 'Proposal', 'proposal', 'target', 1),
    port('network', 'Network', 'network', 'target', 1),
    port('outcome', 'Outcome', 'outcome', 'source'),
  ],
  dataset: [port('data', 'Data set', 'dataset', 'source')],
  good: [port('good', 'Good', 'good', 'source')],
  proposal: [port('proposal', 'Proposal', 'proposal', 'source')],
  network: [port('network', 'Network', 'network', 'source')],
  output: [port('outcome', 'Outcome', 'outcome', 'target', 1)],
};

/** Where what leaves a port of the type may go. */
const GOES_TO: Readonly<Record<PortType, string>> = {
  agents: 'Agents go to Participants',
  dataset: 'A data set goes to Data set',
  good: 'A good goes to Good',
  proposal: 'A proposal goes to Proposal',
  network: 'A network goes to Network',
  outcome: 'An outcome goes to an output',
};

/** What a port of the type takes. */
const TAKES: Readonly<Record<PortType, string>> = {
  agents: 'Participants takes agents of a pool',
  dataset: 'Data set takes a data set',
  good: 'Good takes a good',
  proposal: 'Proposal takes a proposal',
  network: 'Network takes a network',
  outcome: 'an output takes the outcome of a coordination',
};

/** The ports of a kind of node, in the order in which they are drawn. */
export function portsOf(kind: NodeKind): readonly Port[] {
  return PORTS[kind];
}

/** The port of that id, or undefined when a node of this kind has none. */
export function findPort(node: DesignNode, id: string): Port | undefined {
  return PORTS[node.kind].find((candidate) => candidate.id === id);
}

export interface ConnectionEnds {
  readonly source: { readonly node: string; readonly port: string };
  readonly target: { readonly node: string; readonly port: string };
}

/** Why these ends may not be connected, in a sentence; undefined when they may. */
export function refuseConnection(
  design: Pick<Design, 'nodes' | 'connections'>,
  ends: ConnectionEnds,
): string | undefined {
  const source = design.nodes.find((node) => node.id === ends.source.node);
  const target = design.nodes.find((node) => node.id === ends.target.node);
  if (source === undefined || target === undefined) return 'One of the two nodes no longer exists.';
  if (source.id === target.id) return 'A node cannot be connected to itself.';
  const from = findPort(source, ends.source.port);
  const to = findPort(target, ends.target.port);
  if (from === undefined || from.side !== 'source')
    return `${source.name} has no output named ${ends.source.port}.`;
  if (to === undefined || to.side !== 'target')
    return `${target.name} has no input named ${ends.target.port}.`;
  if (from.type !== to.type) return `${GOES_TO[from.type]}; ${TAKES[to.type]}.`;
  const present = design.connections.filter(
    (one) => one.target.node === target.id && one.target.port === to.id,
  );
  if (present.some((one) => one.source.node === source.id && one.source.port === from.id))
    return 'These two are connected already.';
  if (present.length >= to.most)
    return `${to.title} of ${target.name} takes one connection; remove the other first.`;
  return undefined;
}
