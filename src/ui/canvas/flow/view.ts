/**
 * What it is: the design as the canvas library wants it. The design is the source; this is a view of it,
 * made anew after each change with the identity of everything that did not change, because the library
 * draws again whatever has another identity. A move changes a node's place and not its face.
 */

import type { Connection, Design, DesignNode } from '../../../engine/document/design.ts';
import { findPort } from '../../../engine/document/ports.ts';
import type { PortType } from '../../../engine/document/ports.ts';
import { geometryOf, offeredPorts } from '../../state/nodeGeometry.ts';
import type { NodeGeometry } from '../../state/nodeGeometry.ts';

/** Half the width of a port's dot. */
const PORT_RADIUS = 5;

/** What a node's face is drawn from; its place is not part of it. */
export interface FlowNodeData extends Record<string, unknown> {
  readonly node: DesignNode;
  readonly geometry: NodeGeometry;
}

export interface FlowNode {
  readonly id: string;
  readonly type: `${DesignNode['kind']}Node`;
  readonly position: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
  readonly measured: { readonly width: number; readonly height: number };
  readonly selected: boolean;
  readonly data: FlowNodeData;
  readonly handles: readonly object[];
  readonly ariaLabel: string;
}

export interface FlowEdgeData extends Record<string, unknown> {
  readonly type: PortType;
  readonly source: string;
  readonly target: string;
}

export interface FlowEdge {
  readonly id: string;
  readonly type: 'line';
  readonly source: string;
  readonly target: string;
  readonly sourceHandle: string;
  readonly targetHandle: string;
  readonly selected: boolean;
  readonly data: FlowEdgeData;
  readonly ariaLabel: string;
}

interface NodeEntry {
  readonly node: DesignNode;
  readonly connected: string;
  readonly isSelected: boolean;
  readonly flow: FlowNode;
}

interface EdgeEntry {
  readonly connection: Connection;
  readonly names: string;
  readonly isSelected: boolean;
  readonly flow: FlowEdge;
}

export interface FlowView {
  nodes(design: Design, selected: ReadonlySet<string>): FlowNode[];
  edges(design: Design, selected: ReadonlySet<string>): FlowEdge[];
}

/** A view that remembers what it showed last, so that it can show the same again. */
export function createFlowView(): FlowView {
  let nodes = new Map<string, NodeEntry>();
  let shownNodes: FlowNode[] = [];
  let edges = new Map<string, EdgeEntry>();
  let shownEdges: FlowEdge[] = [];
  return {
    nodes: (design, selected) => {
      const connected = connectedPorts(design);
      const next = new Map<string, NodeEntry>();
      for (const node of design.nodes) {
        const ports = connected.get(node.id) ?? '';
        next.set(node.id, nodeEntry(nodes.get(node.id), node, ports, selected.has(node.id)));
      }
      nodes = next;
      shownNodes = keptList(
        shownNodes,
        [...next.values()].map(({ flow }) => flow),
      );
      return shownNodes;
    },
    edges: (design, selected) => {
      const names = new Map(design.nodes.map((node) => [node.id, node]));
      const next = new Map<string, EdgeEntry>();
      for (const connection of design.connections) {
        const entry = edgeEntry(
          edges.get(connection.id),
          connection,
          names,
          selected.has(connection.id),
        );
        if (entry !== undefined) next.set(connection.id, entry);
      }
      edges = next;
      shownEdges = keptList(
        shownEdges,
        [...next.values()].map(({ flow }) => flow),
      );
      return shownEdges;
    },
  };
}

/** For each node its ports that something is, or could well be, connected to, as one text. */
function connectedPorts(design: Design): ReadonlyMap<string, string> {
  const ports = new Map<string, Set<string>>();
  for (const { source, target } of design.connections) {
    for (const end of [source, target]) {
      const set = ports.get(end.node) ?? new Set();
      ports.set(end.node, set.add(end.port));
    }
  }
  for (const node of design.nodes) {
    if (node.kind !== 'coordination') continue;
    const set = ports.get(node.id) ?? new Set();
    for (const port of offeredPorts(design, node)) ports.set(node.id, set.add(port));
  }
  return new Map([...ports].map(([node, set]) => [node, [...set].sort().join(' ')]));
}

function nodeEntry(
  before: NodeEntry | undefined,
  node: DesignNode,
  connected: string,
  isSelected: boolean,
): NodeEntry {
  const hasSamePorts = before?.connected === connected;
  if (before !== undefined && before.node === node && hasSamePorts) {
    if (before.isSelected === isSelected) return before;
    return { ...before, isSelected, flow: { ...before.flow, selected: isSelected } };
  }
  const data =
    before !== undefined && hasSamePorts && isOnlyMoved(before.node, node)
      ? before.flow.data
      : { node, geometry: geometryOf(node, new Set(connected.split(' '))) };
  return { node, connected, isSelected, flow: flowNode(node, data, isSelected) };
}

function flowNode(node: DesignNode, data: FlowNodeData, selected: boolean): FlowNode {
  const { width, height, ports } = data.geometry;
  return {
    id: node.id,
    // The library styles some names of types itself, such as `output`.
    type: `${node.kind}Node`,
    position: node.position,
    width,
    height,
    measured: { width, height },
    selected,
    data,
    handles: ports.map(({ port, x, y }) => ({
      id: port.id,
      type: port.side,
      position: port.side === 'source' ? 'right' : 'left',
      x: x - PORT_RADIUS,
      y: y - PORT_RADIUS,
      width: 2 * PORT_RADIUS,
      height: 2 * PORT_RADIUS,
    })),
    ariaLabel: ariaOf(node),
  };
}

/** What a screen reader says of a node. */
function ariaOf(node: DesignNode): string {
  const kind = node.kind === 'pool' ? `pool of ${node.count}` : node.kind;
  return `${node.name}, ${kind}`;
}

/** Whether the two differ in nothing but their place. */
function isOnlyMoved(one: DesignNode, other: DesignNode): boolean {
  const left: Record<string, unknown> = { ...one, position: undefined };
  const right: Record<string, unknown> = { ...other, position: undefined };
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => left[name] === right[name]);
}

function edgeEntry(
  before: EdgeEntry | undefined,
  connection: Connection,
  nodes: ReadonlyMap<string, DesignNode>,
  isSelected: boolean,
): EdgeEntry | undefined {
  const source = nodes.get(connection.source.node);
  const target = nodes.get(connection.target.node);
  const port = source === undefined ? undefined : findPort(source, connection.source.port);
  // A connection to nothing is a problem the planner tells of; it cannot be drawn.
  if (source === undefined || target === undefined || port === undefined) return undefined;
  const names = `${source.name} to ${target.name}`;
  if (
    before !== undefined &&
    before.connection === connection &&
    before.names === names &&
    before.isSelected === isSelected
  )
    return before;
  const flow: FlowEdge = {
    id: connection.id,
    type: 'line',
    source: source.id,
    target: target.id,
    sourceHandle: connection.source.port,
    targetHandle: connection.target.port,
    selected: isSelected,
    data: { type: port.type, source: source.id, target: target.id },
    ariaLabel: `Connection from ${names}`,
  };
  return { connection, names, isSelected, flow };
}

/** The list before when it says the same. */
function keptList<Thing>(before: Thing[], after: Thing[]): Thing[] {
  const isSame = before.length === after.length && before.every((one, i) => one === after[i]);
  return isSame ? before : after;
}
