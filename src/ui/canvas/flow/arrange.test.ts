import { expect, test } from 'vitest';
import { newDesign } from '../../../engine/document/newDesign.ts';
import { addBlock, findBlock } from '../../state/blocks.ts';
import { moveNodes } from '../../state/designEdits.ts';
import { geometryOf } from '../../state/nodeGeometry.ts';
import { freePlace } from '../../state/placing.ts';
import { arrange } from './arrange.ts';
import { withConnection } from './connecting.ts';

function piled() {
  let design = newDesign('Piled');
  for (const id of ['output', 'pool.voter', 'coordination.simple_consensus']) {
    const block = findBlock(id);
    if (block?.kind === 'node') design = addBlock(design, block, { x: 40, y: 40 }).design;
  }
  design = withConnection(design, {
    source: { node: 'voters', port: 'agents' },
    target: { node: 'simple', port: 'participants' },
  });
  return withConnection(design, {
    source: { node: 'simple', port: 'outcome' },
    target: { node: 'output', port: 'outcome' },
  });
}

test('arranges from the left to the right without overlaps, on the grid', async () => {
  const design = piled();
  const arranged = moveNodes(design, await arrange(design));
  const at = (id: string) => arranged.nodes.find((node) => node.id === id)!;
  const right = (id: string) => at(id).position.x + geometryOf(at(id)).width;
  expect(right('voters')).toBeLessThan(at('simple').position.x);
  expect(right('simple')).toBeLessThan(at('output').position.x);
  expect(Math.min(...arranged.nodes.map((node) => node.position.x))).toBe(40);
  for (const { position } of arranged.nodes)
    expect([position.x % 8, position.y % 8]).toEqual([0, 0]);
});

test('a new node finds a free place near the middle', () => {
  const design = piled();
  const area = { x: 0, y: 0, width: 336, height: 256 };
  const size = { width: 184, height: 80 };
  const place = freePlace(design, size, 'pool', area);
  for (const node of design.nodes) {
    const box = geometryOf(node);
    const isApart =
      place.x >= node.position.x + box.width ||
      place.x + size.width <= node.position.x ||
      place.y >= node.position.y + box.height ||
      place.y + size.height <= node.position.y;
    expect(isApart).toBe(true);
  }
  expect(freePlace(newDesign('Empty'), size, 'pool', area)).toEqual({ x: 80, y: 88 });
});

test('nodes that are added one after another stand as a drawing is read', () => {
  const area = { x: 100, y: 0, width: 848, height: 500 };
  let design = newDesign('Added');
  const ids = ['pool.voter', 'network', 'coordination.byzantine_consensus', 'output'];
  for (const id of ids) {
    const block = findBlock(id);
    if (block?.kind !== 'node') throw new Error(id);
    const node = block.make(design, { x: 0, y: 0 });
    design = addBlock(design, block, freePlace(design, geometryOf(node), node.kind, area)).design;
  }
  const [pool, network, coordination, output] = design.nodes.map((node) => ({
    ...node.position,
    ...geometryOf(node),
  }));
  expect(pool!.x).toBe(network!.x);
  expect(network!.x + network!.width).toBeLessThan(coordination!.x);
  expect(coordination!.x + coordination!.width).toBeLessThan(output!.x);
  expect(output!.x + output!.width).toBeLessThan(area.x + area.width);
});
