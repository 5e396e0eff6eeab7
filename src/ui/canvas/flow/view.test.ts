import { describe, expect, test } from 'vitest';
import { newDesign } from '../../../engine/document/newDesign.ts';
import type { Design } from '../../../engine/document/design.ts';
import { addBlock, findBlock } from '../../state/blocks.ts';
import { moveNodes, removeNodes, updateNode } from '../../state/designEdits.ts';
import { refusalsFrom, fittingPorts, withConnection } from './connecting.ts';
import { createFlowView } from './view.ts';

const NONE: ReadonlySet<string> = new Set();

function sample(): Design {
  let design = newDesign('Sample');
  for (const id of ['pool.voter', 'coordination.simple_consensus', 'proposal', 'output']) {
    const block = findBlock(id);
    if (block?.kind !== 'node') throw new Error(id);
    design = addBlock(design, block, { x: design.nodes.length * 300, y: 0 }).design;
  }
  return withConnection(design, {
    source: { node: 'voters', port: 'agents' },
    target: { node: 'simple', port: 'participants' },
  });
}

describe('the view of a design', () => {
  test('is the very same list while nothing changes', () => {
    const view = createFlowView();
    const design = sample();
    expect(view.nodes(design, NONE)).toBe(view.nodes({ ...design, name: 'Other' }, NONE));
    expect(view.edges(design, NONE)).toBe(view.edges({ ...design }, NONE));
  });

  test('keeps untouched nodes, and the face of a moved one', () => {
    const view = createFlowView();
    const design = sample();
    const before = view.nodes(design, NONE);
    const moved = moveNodes(design, new Map([['voters', { x: 8, y: 16 }]]));
    const after = view.nodes(moved, NONE);
    expect(after[0]).not.toBe(before[0]);
    expect(after[0]?.position).toEqual({ x: 8, y: 16 });
    expect(after[0]?.data).toBe(before[0]?.data);
    expect(after.slice(1).every((node, i) => node === before[i + 1])).toBe(true);
  });

  test('draws a renamed node anew, and its connections with it', () => {
    const view = createFlowView();
    const design = sample();
    const [node] = view.nodes(design, NONE);
    const [edge] = view.edges(design, NONE);
    const renamed = updateNode(design, 'voters', (one) => ({ ...one, name: 'Jury' }));
    expect(view.nodes(renamed, NONE)[0]?.data).not.toBe(node?.data);
    expect(view.edges(renamed, NONE)[0]).not.toBe(edge);
    expect(view.edges(renamed, NONE)[0]?.ariaLabel).toContain('Jury');
  });

  test('marks what is selected and touches nothing else', () => {
    const view = createFlowView();
    const design = sample();
    const before = view.nodes(design, NONE);
    const after = view.nodes(design, new Set(['simple']));
    expect(after.map((node) => node.selected)).toEqual([false, true, false, false]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]?.data).toBe(before[1]?.data);
  });

  test('leaves out a connection to a node that is gone', () => {
    const view = createFlowView();
    const design = sample();
    const without = { ...design, nodes: removeNodes(design, new Set(['voters'])).nodes };
    expect(view.edges(design, NONE)).toHaveLength(1);
    expect(view.edges(without, NONE)).toHaveLength(0);
  });
});

describe('connecting', () => {
  test('says for every port whether a connection may land there', () => {
    const refusals = refusalsFrom(sample(), { node: 'proposal', port: 'proposal', side: 'source' });
    expect(refusals.get('simple/proposal')).toBe('');
    expect(refusals.get('simple/participants')).toBe(
      'A proposal goes to Proposal; Participants takes agents: those of a pool, or those whom a coordination names.',
    );
    expect(refusals.get('output/outcome')).toBe(
      'A proposal goes to Proposal; an output takes the outcome of a coordination.',
    );
    expect(refusals.get('voters/agents')).toContain('output');
    expect(refusals.get('proposal/proposal')).toContain('itself');
  });

  test('works from an input backwards too', () => {
    const refusals = refusalsFrom(sample(), { node: 'simple', port: 'proposal', side: 'target' });
    expect(refusals.get('proposal/proposal')).toBe('');
    expect(refusals.get('voters/agents')).toBe(
      'Agents go to Participants; Proposal takes a proposal.',
    );
  });

  test('lists what fits and is not connected yet', () => {
    const design = sample();
    expect(fittingPorts(design, 'voters')).toEqual([]);
    const [fitting, ...others] = fittingPorts(design, 'output');
    expect(others).toEqual([]);
    expect(fitting?.ends).toEqual({
      source: { node: 'simple', port: 'outcome' },
      target: { node: 'output', port: 'outcome' },
    });
  });
});
