import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  removeDecisions,
  updateDecision,
  copyNodes,
  freshId,
  freshName,
  moveNodes,
  pasteFragment,
  removeConnections,
  removeFault,
  removeNodes,
  updateNodeOf,
} from './designEdits.ts';
import type { Decision } from '../../engine/document/design.ts';
import { aDesign, anEdit } from './designs.testing.ts';

describe('edits', () => {
  test('removing a node removes its connections and what faults and expectations said of it', () => {
    const design = removeNodes(aDesign(), new Set(['replicas']));
    expect(design.nodes.map((node) => node.id)).toEqual(['others', 'agreement']);
    expect(design.connections.map((one) => one.id)).toEqual(['link2']);
    expect(design.faults).toEqual([
      { id: 'fault', kind: 'crash', at: 10, agents: ['others/1'] },
      { id: 'split', kind: 'partition', at: 20, groups: [['others/0']] },
    ]);
    expect(removeNodes(aDesign(), new Set(['agreement'])).expectations).toEqual([]);
    expect(removeNodes(aDesign(), new Set(['replicas', 'others'])).faults).toEqual([]);
  });

  test('whatever is edited, ids stay unique and no connection dangles', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 25 }), (recipes) => {
        const design = recipes.reduce((before, recipe) => recipe(before), aDesign());
        const ids = [...design.nodes, ...design.connections, ...design.faults].map((one) => one.id);
        expect(new Set(ids).size).toBe(ids.length);
        const nodes = new Set(design.nodes.map((node) => node.id));
        for (const { source, target } of design.connections) {
          if (source.node === '') continue;
          expect(nodes.has(source.node) && nodes.has(target.node)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('decisions of a schedule go with the nodes they name, and one by one', () => {
    const drop = (from: string, to: string) =>
      ({ kind: 'drop', from, to, number: 1 }) satisfies Decision;
    const schedule = [drop('replicas/0', 'others/1'), drop('others/0', 'others/1')];
    const design = { ...aDesign(), schedule };
    expect(removeNodes(design, new Set(['replicas'])).schedule).toEqual([schedule[1]]);
    const later: Decision = { ...drop('others/0', 'others/1'), kind: 'delay', delayMicros: 5 };
    expect(updateDecision(design, 1, later).schedule).toEqual([schedule[0], later]);
    expect(removeDecisions(design, new Set([0])).schedule).toEqual([schedule[1]]);
    expect(removeDecisions(design, new Set([0, 1]))).not.toHaveProperty('schedule');
    expect(removeDecisions(design, new Set([7]))).toBe(design);
  });

  test('an edit with nothing to do gives back the very design', () => {
    const design = aDesign();
    expect(removeNodes(design, new Set(['nobody']))).toBe(design);
    expect(removeConnections(design, new Set(['nobody']))).toBe(design);
    expect(removeFault(design, 'nobody')).toBe(design);
    expect(moveNodes(design, new Map([['replicas', { x: 0, y: 0 }]]))).toBe(design);
    expect(updateNodeOf(design, 'agreement', 'pool', (node) => ({ ...node, count: 9 }))).toBe(
      design,
    );
  });

  test('pasting keeps the connections inside, under fresh ids and names', () => {
    const design = aDesign();
    const fragment = copyNodes(design, new Set(['replicas', 'agreement']));
    expect(fragment.connections.map((one) => one.id)).toEqual(['link']);
    const pasted = pasteFragment(design, fragment, { x: 10, y: 20 });
    expect(pasted.ids).toEqual(['replicas2', 'agreement2']);
    expect(pasted.design.connections.at(-1)).toEqual({
      id: 'link3',
      source: { node: 'replicas2', port: 'agents' },
      target: { node: 'agreement2', port: 'participants' },
    });
    const copy = pasted.design.nodes.find((node) => node.id === 'replicas2');
    expect(copy?.name).toBe('replicas 2');
    expect(copy?.position).toEqual({ x: 10, y: 20 });
  });

  test('fresh ids and names count up', () => {
    expect(freshId(aDesign(), 'pool')).toBe('pool');
    expect(freshId(aDesign(), 'link')).toBe('link3');
    expect(freshName(aDesign(), 'others')).toBe('others 2');
  });
});
