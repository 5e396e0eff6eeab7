/**
 * What it is: which ports a connection may land on, worked out once when it is begun, and the same for
 * who connects by keyboard.
 */

import type { Design, DesignNode } from '../../../engine/document/design.ts';
import { portsOf, refuseConnection } from '../../../engine/document/ports.ts';
import type { ConnectionEnds, Port } from '../../../engine/document/ports.ts';
import { addConnection, freshId } from '../../state/designEdits.ts';
import { isPortUseful } from '../../state/nodeGeometry.ts';

export interface PortEnd {
  readonly node: string;
  readonly port: string;
  readonly side: 'source' | 'target';
}

export function portKey(node: string, port: string): string {
  return `${node}/${port}`;
}

/** The ends of a connection between two ports, whichever of them it was begun at. */
export function endsBetween(one: PortEnd, other: PortEnd): ConnectionEnds {
  const [source, target] = one.side === 'source' ? [one, other] : [other, one];
  return {
    source: { node: source.node, port: source.port },
    target: { node: target.node, port: target.port },
  };
}

/** For every port why a connection from `from` may not land there; an empty text where it may. */
export function refusalsFrom(design: Design, from: PortEnd): ReadonlyMap<string, string> {
  const refusals = new Map<string, string>();
  for (const node of design.nodes) {
    for (const port of portsOf(node.kind)) {
      const to = { node: node.id, port: port.id, side: port.side };
      refusals.set(portKey(node.id, port.id), refusalOf(design, from, to));
    }
  }
  return refusals;
}

function refusalOf(design: Design, from: PortEnd, to: PortEnd): string {
  if (from.node === to.node) return 'A node cannot be connected to itself.';
  if (from.side === to.side) {
    return from.side === 'source'
      ? 'An output connects to an input, not to another output.'
      : 'An input connects to an output, not to another input.';
  }
  return refuseConnection(design, endsBetween(from, to)) ?? '';
}

export interface FittingPort {
  readonly ends: ConnectionEnds;
  readonly own: Port;
  readonly other: DesignNode;
  readonly port: Port;
}

/** Every connection that a node could still make, for a list. */
export function fittingPorts(design: Design, id: string): readonly FittingPort[] {
  const node = design.nodes.find((one) => one.id === id);
  if (node === undefined) return [];
  return portsOf(node.kind).flatMap((own) =>
    design.nodes.flatMap((other) =>
      portsOf(other.kind)
        .filter((port) => port.side !== own.side && isUseful(node, own) && isUseful(other, port))
        .map((port) => ({
          own,
          other,
          port,
          ends: endsBetween(
            { node: id, port: own.id, side: own.side },
            { node: other.id, port: port.id, side: port.side },
          ),
        }))
        .filter(({ ends }) => refuseConnection(design, ends) === undefined),
    ),
  );
}

function isUseful(node: DesignNode, port: Port): boolean {
  return node.kind !== 'coordination' || isPortUseful(node, port.id);
}

/** The ports of a new node that would fit the one a connection was begun at. */
export function endsWithNew(
  from: PortEnd,
  node: DesignNode,
  type: Port['type'],
): ConnectionEnds | undefined {
  const port = portsOf(node.kind).find((one) => one.side !== from.side && one.type === type);
  if (port === undefined) return undefined;
  return endsBetween(from, { node: node.id, port: port.id, side: port.side });
}

/** Adds the connection. */
export function withConnection(design: Design, ends: ConnectionEnds): Design {
  return addConnection(design, {
    id: freshId(design, 'link'),
    source: { ...ends.source },
    target: { ...ends.target },
  });
}
