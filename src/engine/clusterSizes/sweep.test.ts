import { expect, test } from 'vitest';
import { designSchema } from '../document/design.ts';
import { openSweep } from './sweep.ts';
import { addSizes, emptySize, meansOf } from './tally.ts';

const position = { x: 0, y: 0 };

function vote(competence: number, count = 25, protocol = 'hierarchical_consensus') {
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Sizes',
    seed: 3,
    nodes: [
      {
        kind: 'pool',
        id: 'p',
        name: 'P',
        position,
        agent: 'voter',
        count,
        template: { competence },
      },
      {
        kind: 'coordination',
        id: 'c',
        name: 'C',
        position,
        protocol,
        parameters:
          protocol === 'hierarchical_consensus' ? { clusterSize: 7, mode: 'majority' } : {},
      },
    ],
    connections: [
      {
        id: 'a',
        source: { node: 'p', port: 'agents' },
        target: { node: 'c', port: 'participants' },
      },
    ],
  });
}

test('one cluster of all is a flat vote; smaller ones cut majorities into pieces', () => {
  const sweep = openSweep(vote(0.6), 'c')!;
  expect(sweep).toMatchObject({ agents: 25, ownSize: 7 });
  expect(sweep.sizes).toEqual([2, 3, 4, 5, 6, 7, 8, 10, 15, 25]);
  const flat = meansOf(sweep.run(25, 0, 30))!;
  expect(flat).toMatchObject({ distorted: 0, levels: 1 });
  const small = meansOf(sweep.run(3, 0, 30))!;
  expect(small.levels).toBeGreaterThan(1);
  expect(small.distorted).toBeGreaterThan(0);
  expect(small.loadMax).toBeLessThan(flat.loadMax);
  const [low, high] = small.distortedWithin;
  expect(low).toBeLessThan(small.distorted);
  expect(high).toBeGreaterThan(small.distorted);
});

test('who always judges rightly is not distorted by any size', () => {
  const sweep = openSweep(vote(1), 'c')!;
  for (const size of sweep.sizes) expect(sweep.run(size, 0, 3).distorted).toBe(0);
});

test('runs are told apart by their number, and slices add up to the whole', () => {
  const sweep = openSweep(vote(0.6), 'c')!;
  const whole = sweep.run(5, 0, 8);
  expect(addSizes(sweep.run(5, 0, 3), sweep.run(5, 3, 8))).toEqual(whole);
  expect(sweep.run(5, 8, 16)).not.toEqual(whole);
  expect(meansOf(emptySize(5))).toBeUndefined();
});

test('what is no hierarchy of the design cannot be swept', () => {
  expect(openSweep(vote(0.6), 'nobody')).toBeUndefined();
  expect(openSweep(vote(0.6, 4, 'simple_consensus'), 'c')).toBeUndefined();
  expect(openSweep(vote(0.6, 3), 'c')).toBeUndefined();
});
