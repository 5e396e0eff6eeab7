import { expect, test } from 'vitest';
import { newDesign } from '../../engine/document/newDesign.ts';
import { addBlock, findBlock } from './blocks.ts';
import { addConnection } from './designEdits.ts';
import { behavioursFor, dataSourcesOf } from './participation.ts';

function aStream(evaluation: 'held_out' | 'prequential') {
  let design = newDesign('Stream');
  for (const id of ['dataset.sea', 'coordination.ensemble_learning']) {
    const block = findBlock(id);
    if (block?.kind === 'node') design = addBlock(design, block, { x: 0, y: 0 }).design;
  }
  const [data, ensemble] = design.nodes;
  const joined = addConnection(design, {
    id: 'c',
    source: { node: data!.id, port: 'data' },
    target: { node: ensemble!.id, port: 'dataset' },
  });
  const nodes = joined.nodes.map((node) =>
    node.kind === 'coordination' ? { ...node, parameters: { evaluation } } : node,
  );
  return { design: { ...joined, nodes }, data: data!.id, ensemble: ensemble!.id };
}

test('data drifts through the source of whoever takes it row by row', () => {
  const { design, data, ensemble } = aStream('prequential');
  const { names, drifts } = dataSourcesOf(design, data);
  expect(names).toEqual([`${ensemble}/source`]);
  expect(drifts.map(({ id }) => id)).toEqual(['labelSwap', 'measureShift', 'labelNoise']);
});

test('rows held out do not arrive, and members are no sources', () => {
  const { design, data, ensemble } = aStream('held_out');
  expect(dataSourcesOf(design, data).names).toEqual([]);
  const ids = behavioursFor(design, `${ensemble}/aggregator`).map(({ id }) => id);
  expect(ids).toContain('labelFlip');
  expect(ids).not.toContain('labelSwap');
});
