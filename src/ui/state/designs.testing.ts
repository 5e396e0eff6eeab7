/** Test helper: small designs, and arbitrary edits of them. */

import fc from 'fast-check';
import type { Design, DesignNode } from '../../engine/document/design.ts';
import { newDesign } from '../../engine/document/newDesign.ts';
import {
  addConnection,
  addFault,
  addNode,
  freshId,
  moveNodes,
  pasteFragment,
  copyNodes,
  removeConnections,
  removeFault,
  removeNodes,
  updateNode,
} from './designEdits.ts';

function aPool(id: string, x = 0): DesignNode {
  return {
    id,
    name: id,
    kind: 'pool',
    position: { x, y: 0 },
    agent: 'voter',
    count: 4,
    template: {},
    overrides: [],
  };
}

export function aCoordination(id: string): DesignNode {
  return {
    id,
    name: id,
    kind: 'coordination',
    position: { x: 300, y: 0 },
    protocol: 'byzantine_consensus',
    requirements: { type: 'standard', faultTolerance: 'low' },
    parameters: {},
  };
}

/** Two pools that feed a coordination, with a fault and an expectation. */
export function aDesign(): Design {
  return {
    ...newDesign('Example'),
    nodes: [aPool('replicas'), aPool('others', 100), aCoordination('agreement')],
    connections: [
      {
        id: 'link',
        source: { node: 'replicas', port: 'agents' },
        target: { node: 'agreement', port: 'participants' },
      },
      {
        id: 'link2',
        source: { node: 'others', port: 'agents' },
        target: { node: 'agreement', port: 'participants' },
      },
    ],
    faults: [
      { id: 'fault', kind: 'crash', at: 10, agents: ['replicas/0', 'others/1'] },
      { id: 'split', kind: 'partition', at: 20, groups: [['replicas/0'], ['others/0']] },
    ],
    expectations: [{ kind: 'status', coordination: 'agreement', status: 'completed' }],
  };
}

type Recipe = (design: Design) => Design;

const pick = <Item>(items: readonly Item[], place: number): Item | undefined =>
  items.length === 0 ? undefined : items[place % items.length];

/** Edits of every kind; the numbers choose what they touch. */
export const anEdit: fc.Arbitrary<Recipe> = fc
  .record({ kind: fc.nat(9), one: fc.nat(50), other: fc.nat(50) })
  .map(({ kind, one, other }): Recipe => (design) => {
    const node = pick(design.nodes, one);
    const id = node === undefined ? '' : node.id;
    switch (kind) {
      case 0:
      case 1:
        return addNode(design, aPool(freshId(design, 'pool'), one));
      case 2:
        return removeNodes(design, new Set([id]));
      case 3:
        return moveNodes(design, new Map([[id, { x: one, y: other }]]));
      case 4:
        return updateNode(design, id, (before) => ({ ...before, name: `name ${other}` }));
      case 5:
        return addConnection(design, {
          id: freshId(design, 'link'),
          source: { node: id, port: 'agents' },
          target: { node: pick(design.nodes, other)?.id ?? id, port: 'participants' },
        });
      case 6:
        return removeConnections(design, new Set([pick(design.connections, one)?.id ?? '']));
      case 7:
        return addFault(design, {
          id: freshId(design, 'fault'),
          kind: 'crash',
          at: other,
          agents: [`${id === '' ? 'x' : id}/0`],
        });
      case 8:
        return one % 2 === 0
          ? removeFault(design, pick(design.faults, other)?.id ?? '')
          : { ...design, seed: other, nodes: [...design.nodes].reverse() };
      default:
        return pasteFragment(design, copyNodes(design, new Set([id])), { x: 24, y: 24 }).design;
    }
  });
