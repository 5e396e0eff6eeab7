/**
 * What it is: the typed ports of the nodes and which connections fit: one table for the canvas (which asks
 * while dragging), the planner and the command line.
 */

import type { OutputId, SupplyPort } from '../contract/flow.ts';
import { OUTPUT_IDS, OUTPUTS, SUPPLIES, SUPPLY_PORTS } from '../contract/flow.ts';
import type { Design, DesignNode, NodeKind, NodeOf } from './design.ts';

export type PortType =
  'agents' | 'budget' | 'settings' | 'dataset' | 'good' | 'proposal' | 'network' | 'outcome';

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
    port('budget', 'Budget', 'budget', 'target', 1),
    port('settings', 'Settings', 'settings', 'target', 1),
    port('network', 'Network', 'network', 'target', 1),
    port('outcome', 'Outcome', 'outcome', 'source'),
    port('winners', 'Winners', 'agents', 'source'),
    port('ensemble', 'Ensemble', 'agents', 'source'),
    port('best', 'Best settings', 'settings', 'source'),
    port('yield', 'Budget', 'budget', 'source'),
    port('ranking', 'Ranking', 'agents', 'source'),
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
  budget: 'A budget goes to Budget',
  settings: 'Settings go to Settings',
  dataset: 'A data set goes to Data set',
  good: 'A good goes to Good',
  proposal: 'A proposal goes to Proposal',
  network: 'A network goes to Network',
  outcome: 'An outcome goes to an output',
};

/** What a port of the type takes. */
const TAKES: Readonly<Record<PortType, string>> = {
  agents: 'Participants takes agents: those of a pool, or those whom a coordination names',
  budget: 'Budget takes the budget that a market yields',
  settings: 'Settings takes the best settings of a search',
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

/**
 * Whether a coordination of its protocol hands on, or takes, what the port is for. One whose protocol is still to be
 * chosen has what all have.
 */
export function hasPort({ protocol }: NodeOf<'coordination'>, id: string): boolean {
  const output = OUTPUT_IDS.find((one) => one === id);
  const supply = SUPPLY_PORTS.find((one) => one === id);
  const ofAll = protocol === 'auto' ? undefined : protocol;
  if (output !== undefined) return outputsOf(ofAll).includes(output);
  return supply === undefined || suppliesOf(ofAll).includes(supply);
}

/** Whether a coordination's port is for what coordinations hand on to each other, or take as participants. */
export function isFlowPort(id: string): boolean {
  return OUTPUT_IDS.some((one) => one === id) || SUPPLY_PORTS.some((one) => one === id);
}

function outputsOf(protocol: keyof typeof OUTPUTS | undefined): readonly OutputId[] {
  return protocol === undefined ? ['ranking'] : OUTPUTS[protocol];
}

function suppliesOf(protocol: keyof typeof SUPPLIES | undefined): readonly SupplyPort[] {
  return protocol === undefined ? ['participants'] : SUPPLIES[protocol];
}

/** The port of that id, or undefined when the node has none. */
export function findPort(node: DesignNode, id: string): Port | undefined {
  if (node.kind === 'coordination' && !hasPort(node, id)) return undefined;
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
    return sayMissing(source, ends.source.port, 'output');
  if (to === undefined || to.side !== 'target')
    return sayMissing(target, ends.target.port, 'input');
  if (from.type !== to.type) return `${GOES_TO[from.type]}; ${TAKES[to.type]}.`;
  const present = design.connections.filter(
    (one) => one.target.node === target.id && one.target.port === to.id,
  );
  if (present.some((one) => one.source.node === source.id && one.source.port === from.id))
    return 'These two are connected already.';
  if (present.length >= to.most)
    return `${to.title} of ${target.name} takes one connection; remove the other first.`;
  return refuseCircle(design, source, target);
}

function sayMissing(node: DesignNode, id: string, side: 'output' | 'input'): string {
  const port = PORTS[node.kind].find((one) => one.id === id);
  if (node.kind !== 'coordination' || port === undefined)
    return `${node.name} has no ${side} named ${id}.`;
  const there = PORTS.coordination
    .filter((one) => one.side === port.side && hasPort(node, one.id))
    .map(({ title }) => title);
  const whose = node.protocol === 'auto' ? 'before its protocol is chosen' : 'by its protocol';
  return `${node.name} has no ${side} ${port.title} ${whose}; it has ${there.join(', ')}.`;
}

/** What hands on cannot wait for what it hands on to. */
function refuseCircle(
  { nodes, connections }: Pick<Design, 'nodes' | 'connections'>,
  source: DesignNode,
  target: DesignNode,
): string | undefined {
  if (source.kind !== 'coordination' || target.kind !== 'coordination') return undefined;
  const reached = new Set([target.id]);
  for (const id of reached)
    for (const one of connections) if (one.source.node === id) reached.add(one.target.node);
  if (!reached.has(source.id)) return undefined;
  const names = nodes.filter(({ id }) => id === source.id || id === target.id);
  return `${names.map(({ name }) => name).join(' and ')} would wait for each other: ${source.name} already takes what ${target.name} hands on, and opens after it.`;
}
