/**
 * What it is: how large each node is and where its ports lie. Sizes are fixed by what a node is, never by
 * what a run does to it, so nothing on the canvas moves by itself and a free place can be found without
 * drawing. Units: pixels at zoom 1; everything lies on the grid of 8.
 */

import type { Design, DesignNode, NodeOf } from '../../engine/document/design.ts';
import { hasPort, isFlowPort, portsOf } from '../../engine/document/ports.ts';
import type { Port } from '../../engine/document/ports.ts';
import { PROTOCOL_CARDS } from '../../engine/protocols/catalog.ts';

export const GRID = 8;
const NODE_HEAD = 32;
const PORT_ROW = 24;
/** So that the first port, half a row below, lies on the grid and a straight line can meet it. */
const PORTS_TOP = NODE_HEAD + 4;
/** The ring beside the ports needs this much. */
const PORTS_LEAST = 72;
const COORDINATION_WIDTH = 256;
const FACTS_HEIGHT = 104;
const SWARM_MARGIN = 12;
const POOL_FOOT = 28;
const POOL_WIDTH_LEAST = 184;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A port of a node with its place, from the node's upper left corner. */
export interface PlacedPort {
  readonly port: Port;
  readonly x: number;
  readonly y: number;
}

export interface NodeGeometry extends Size {
  readonly ports: readonly PlacedPort[];
}

/** How a pool's agents lie: row by row, in cells. */
export interface SwarmGrid {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
}

/** The grid for a count of agents: large dots for a few, small ones for a thousand. */
export function swarmGrid(count: number): SwarmGrid {
  const [cell, columns] = cellsFor(count);
  return { cell, columns, rows: Math.max(1, Math.ceil(count / columns)) };
}

function cellsFor(count: number): readonly [cell: number, columns: number] {
  if (count <= 10) return [32, Math.min(5, count)];
  if (count <= 24) return [20, 8];
  if (count <= 96) return [16, 12];
  if (count <= 300) return [12, 20];
  return [8, 40];
}

/** Size and ports of a node; `connected` are the ids of its ports that something is connected to. */
export function geometryOf(node: DesignNode, connected: ReadonlySet<string> = NONE): NodeGeometry {
  if (node.kind === 'coordination') return coordinationGeometry(node, connected);
  const { width, height } = sizeOf(node);
  const ports = portsOf(node.kind).map((port) => ({
    port,
    x: port.side === 'source' ? width : 0,
    y: height / 2,
  }));
  return { width, height, ports };
}

const NONE: ReadonlySet<string> = new Set();

function sizeOf(node: Exclude<DesignNode, { kind: 'coordination' }>): Size {
  switch (node.kind) {
    case 'pool': {
      const { cell, columns, rows } = swarmGrid(node.count);
      return {
        width: Math.max(POOL_WIDTH_LEAST, onGrid(columns * cell + 2 * SWARM_MARGIN)),
        height: onGrid(NODE_HEAD + rows * cell + 2 * SWARM_MARGIN + POOL_FOOT),
      };
    }
    case 'dataset':
      return { width: 184, height: 104 };
    case 'proposal':
      return { width: 216, height: 104 };
    case 'good':
      return { width: 184, height: 80 };
    case 'network':
      return { width: 216, height: 80 };
    case 'output':
      return { width: 200, height: 80 };
  }
}

function coordinationGeometry(
  node: NodeOf<'coordination'>,
  connected: ReadonlySet<string>,
): NodeGeometry {
  const shown = portsOf('coordination').filter(
    (port) => connected.has(port.id) || (isPortUseful(node, port.id) && !isOccasional(port.id)),
  );
  const inputs = shown.filter((port) => port.side === 'target');
  const outputs = shown.filter((port) => port.side === 'source');
  const portsHeight = Math.max(PORTS_LEAST, inputs.length * PORT_ROW, outputs.length * PORT_ROW);
  const place = (port: Port, row: number): PlacedPort => ({
    port,
    x: port.side === 'source' ? COORDINATION_WIDTH : 0,
    y: PORTS_TOP + row * PORT_ROW + PORT_ROW / 2,
  });
  return {
    width: COORDINATION_WIDTH,
    height: onGrid(PORTS_TOP + portsHeight + FACTS_HEIGHT),
    ports: [...inputs.map(place), ...outputs.map(place)],
  };
}

/** For what only some coordinations hand on: shown where the design has one that does. */
function isOccasional(port: string): boolean {
  return port === 'budget' || port === 'settings';
}

/** The inputs of a coordination for what others in the design hand on, beside those that are always shown. */
export function offeredPorts(design: Design, node: NodeOf<'coordination'>): readonly string[] {
  const others = design.nodes.filter((one) => one.kind === 'coordination' && one.id !== node.id);
  const isHandedOn = (output: string): boolean =>
    others.some((one) => one.kind === 'coordination' && hasPort(one, output));
  return [
    ...(hasPort(node, 'budget') && isHandedOn('yield') ? ['budget'] : []),
    ...(hasPort(node, 'settings') && isHandedOn('best') ? ['settings'] : []),
  ];
}

/** Whether the protocol has a use for the port; all inputs of resources are shown where it is still to be chosen. */
export function isPortUseful(node: NodeOf<'coordination'>, port: string): boolean {
  if (port === 'network' || port === 'outcome') return true;
  if (isFlowPort(port)) return hasPort(node, port);
  const card = node.protocol === 'auto' ? undefined : PROTOCOL_CARDS.get(node.protocol);
  return card === undefined || card.inputs.some((input) => input.port === port);
}

function onGrid(length: number): number {
  return Math.ceil(length / GRID) * GRID;
}
