/**
 * What it is: what can be seen in a drawing without knowing any protocol: ids that occur twice,
 * connections that lead nowhere, nodes that nothing uses.
 */

import type { Connection, Design } from '../document/design.ts';
import { refuseConnection } from '../document/ports.ts';
import type { Findings } from './diagnostics.ts';

/** Adds what is wrong with the drawing itself; gives the connections that fit. */
export function checkDrawing(design: Design, findings: Findings): readonly Connection[] {
  checkIds(design, findings);
  const connections = checkConnections(design, findings);
  checkUse(design, connections, findings);
  return connections;
}

function checkIds(design: Design, findings: Findings): void {
  const lists = [
    ['nodes', 'node', design.nodes],
    ['connections', 'connection', design.connections],
    ['faults', 'fault', design.faults],
  ] as const;
  for (const [list, what, entries] of lists) {
    const first = new Map<string, number>();
    entries.forEach((entry, place) => {
      const before = first.get(entry.id);
      if (before === undefined) first.set(entry.id, place);
      else
        findings.add({
          severity: 'error',
          code: 'duplicateId',
          path: `${list}.${place}.id`,
          node: list === 'nodes' ? entry.id : undefined,
          message: `The ${what} at ${list}.${place} has the id ${entry.id}, which ${list}.${before} has already; give it another.`,
        });
    });
  }
}

function checkConnections(design: Design, findings: Findings): readonly Connection[] {
  const accepted: Connection[] = [];
  design.connections.forEach((connection, place) => {
    const { source, target } = connection;
    const refusal = refuseConnection({ nodes: design.nodes, connections: accepted }, connection);
    if (refusal === undefined) {
      accepted.push(connection);
      return;
    }
    const ends = `${source.node}.${source.port} to ${target.node}.${target.port}`;
    findings.add({
      severity: 'error',
      code: 'invalidConnection',
      path: `connections.${place}`,
      node: [target.node, source.node].find((id) => design.nodes.some((node) => node.id === id)),
      message: `The connection from ${ends} does not fit: ${refusal}`,
    });
  });
  return accepted;
}

function checkUse(design: Design, connections: readonly Connection[], findings: Findings): void {
  const sources = new Set(connections.map((connection) => connection.source.node));
  const targets = new Set(connections.map((connection) => connection.target.node));
  design.nodes.forEach((node, place) => {
    const path = `nodes.${place}`;
    if (node.kind === 'output' && !targets.has(node.id))
      findings.add({
        severity: 'warning',
        code: 'outputWithoutInput',
        path,
        node: node.id,
        message: `${node.name} shows nothing: connect the outcome of a coordination to it.`,
      });
    if (node.kind !== 'output' && node.kind !== 'coordination' && !sources.has(node.id))
      findings.add({
        severity: 'advice',
        code: 'unusedNode',
        path,
        node: node.id,
        message: `${node.name} is connected to nothing: connect it to a coordination, or remove it.`,
      });
  });
  if (!design.nodes.some((node) => node.kind === 'coordination'))
    findings.add({
      severity: 'error',
      code: 'nothingToRun',
      path: 'nodes',
      message: 'The design has no coordination: add one and connect a pool of agents to it.',
    });
}
