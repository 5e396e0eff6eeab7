import { describe, expect, test } from 'vitest';
import type { Design } from '../../engine/document/design.ts';
import { designSchema } from '../../engine/document/design.ts';
import { newDesign } from '../../engine/document/newDesign.ts';
import { BUNDLED_DATASETS, loadDataset } from '../../engine/learning/data/bundled.ts';
import { compileDesign } from '../../engine/plan/compile.ts';
import { PROTOCOL_CARDS } from '../../engine/protocols/catalog.ts';
import { finishRun, openRun } from '../../engine/simulation.ts';
import { withAction } from './agentActions.ts';
import { agentsOfFault, doesName, doesTouch, withoutRegions } from './faultNames.ts';
import { BLOCKS, addBlock, findBlock, searchBlocks } from './blocks.ts';
import type { NodeBlock } from './blocks.ts';
import { DATASETS } from './datasets.ts';
import { regionsIn } from './participation.ts';

describe('blocks', () => {
  test('make nodes that the document accepts, under names of their own', () => {
    let design = newDesign('All');
    for (const block of [...BLOCKS, ...BLOCKS]) {
      if (block.kind === 'node') design = addBlock(design, block, { x: 0, y: 0 }).design;
    }
    expect(designSchema.safeParse(design).error).toBeUndefined();
    expect(new Set(design.nodes.map((node) => node.id)).size).toBe(design.nodes.length);
    expect(new Set(design.nodes.map((node) => node.name)).size).toBe(design.nodes.length);
  });

  test('has every protocol that runs, and each with a sentence', () => {
    for (const id of PROTOCOL_CARDS.keys()) expect(findBlock(`coordination.${id}`)).toBeDefined();
    for (const block of BLOCKS) expect(block.summary, block.id).toMatch(/\.$/);
  });

  test('are found by words in any order', () => {
    expect(searchBlocks(BLOCKS, 'price reserve').map((block) => block.id)).toEqual(['good']);
    expect(searchBlocks(BLOCKS, 'nothing of the kind')).toEqual([]);
  });
});

test.each([1, 2, 3])('a market drawn of blocks flags nobody at first, seed %i', (seed) => {
  const drawn = ['pool.bidder', 'good', 'coordination.market_coordination'].reduce(
    (design, id) => addBlock(design, findBlock(id) as NodeBlock, { x: 0, y: 0 }).design,
    newDesign('Drawn'),
  );
  const [pool, good, market] = drawn.nodes.map(({ id }) => id);
  const link = (source: string, port: string, target: string) => ({
    id: target,
    source: { node: source, port },
    target: { node: market!, port: target },
  });
  const connections = [link(pool!, 'agents', 'participants'), link(good!, 'good', 'good')];
  const { plan } = compileDesign({ ...drawn, seed, connections });
  const run = finishRun(openRun(plan!));
  expect(run.summary().coordinations[0]?.outcome).toMatchObject({ decision: 'sold' });
  const flag = run.events.kindId('market.bidder.flagged');
  const kinds = Array.from({ length: run.events.length }, (_, seq) => run.events.kind(seq));
  expect(kinds).not.toContain(flag);
});

test('what is said of the bundled data sets is true', () => {
  for (const name of BUNDLED_DATASETS) {
    const { rows, columns, classNames, labels, title } = loadDataset(name);
    const facts = DATASETS[name];
    expect([facts.title, facts.rows, facts.features]).toEqual([title, rows, columns]);
    expect(facts.classes).toEqual(
      classNames.map((one, k) => ({
        name: one,
        rows: [...labels].filter((label) => label === k).length,
      })),
    );
  }
});

describe('actions on agents without a run', () => {
  test('become faults, and are undone by their opposites', () => {
    const design = newDesign('Faults');
    const crashed = withAction(design, ['a/0', 'a/1'], { kind: 'crash' });
    const cut = withAction(crashed, ['a/0'], { kind: 'cutOff' });
    expect(cut.faults.map(agentsOfFault)).toEqual([['a/0', 'a/1'], ['a/0']]);
    const restarted = withAction(cut, ['a/0'], { kind: 'restart' });
    expect(restarted.faults.map(agentsOfFault)).toEqual([['a/1'], ['a/0']]);
    expect(withAction(restarted, ['a/0'], { kind: 'rejoin' }).faults).toHaveLength(1);
    expect(withAction(design, ['a/0'], { kind: 'heal' })).toBe(design);
  });

  test('a region means whoever is there', () => {
    const position = { x: 0, y: 0 };
    const protocol = 'distributed_coordination';
    const design = designSchema.parse({
      ...newDesign('Regions'),
      nodes: [
        { position, kind: 'pool', id: 'n', name: 'N', agent: 'voter', count: 10 },
        { position, kind: 'coordination', id: 'c', name: 'C', protocol },
      ],
      connections: [
        {
          id: 'x',
          source: { node: 'n', port: 'agents' },
          target: { node: 'c', port: 'participants' },
        },
      ],
    });
    const there = ['n/0', 'n/1', 'n/2', 'n/3', 'c/client0'];
    expect(regionsIn(design).get('c/region-0')?.agents).toEqual(there);
    const crashed = withAction(design, ['c/region-0'], { kind: 'crash' });
    expect(crashed.faults.map(agentsOfFault)).toEqual([['c/region-0']]);
    expect(withoutRegions(crashed, ['c/region-0', 'n/9'])).toEqual([...there, 'n/9']);
    expect(doesName(crashed, crashed.faults[0]!, 'n/2')).toBe(true);
    expect(doesTouch(crashed, crashed.faults[0]!, 'n')).toBe(true);
    const restarted = withAction(crashed, ['n/2'], { kind: 'restart' });
    expect(restarted.faults.map(agentsOfFault)).toEqual([there.filter((one) => one !== 'n/2')]);
    expect(withAction(restarted, ['c/region-0'], { kind: 'restart' }).faults).toEqual([]);
  });
});

test('the first coordination gives a new design the pace of its protocol', () => {
  const add = (design: Design, id: string): Design => {
    const block = findBlock(id);
    if (block?.kind !== 'node') throw new Error(id);
    return addBlock(design, block, { x: 0, y: 0 }).design;
  };
  const slow = add(newDesign('New'), 'coordination.byzantine_consensus');
  expect(slow.pace).toBeLessThan(0.1);
  expect(add(slow, 'coordination.simple_consensus').pace).toBe(slow.pace);
  expect(add(newDesign('New'), 'coordination.market_coordination').pace).toBe(1);
  const chosen = { ...newDesign('New'), pace: 5 };
  expect(add(chosen, 'coordination.byzantine_consensus').pace).toBe(5);
});
