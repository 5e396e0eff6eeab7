import { expect, test } from 'vitest';
import type { TreeCluster, TreeStage } from '../../../engine/projections/frame.ts';
import { dotPlace, isLie, layOutTree, sayCluster, sayTree } from './treeLayout.ts';

function aCluster(part: Partial<TreeCluster> = {}, members = 5, sources = false): TreeCluster {
  return {
    agents: members,
    representative: 0,
    replaced: [],
    decided: 'agree',
    reported: 'agree',
    members: Array.from({ length: members }, (_, i) => ({
      actor: i,
      label: `a ${i}`,
      agents: 1,
      decision: 'agree' as const,
      source: sources ? i : undefined,
    })),
    ...part,
  };
}
const level = (clusters: readonly TreeCluster[]): TreeStage['levels'][number] => ({
  decision: 'agree',
  agreeShare: 1,
  disagreeShare: 0,
  counted: clusters.reduce((sum, { members }) => sum + members.length, 0),
  messages: 10,
  load: undefined,
  clusters,
});
const twoLevels = [
  level([aCluster(), aCluster(), aCluster({}, 2)]),
  level([aCluster({}, 3, true)]),
];

test('clusters stand side by side, and the root above the middle of what it carries', () => {
  const { nodes, width, height } = layOutTree({ levels: twoLevels });
  const [first, second, third, root] = nodes;
  expect(first!.x).toBeLessThan(second!.x);
  expect(second!.x).toBeLessThan(third!.x);
  expect(root!.x).toBeCloseTo((first!.x + second!.x + third!.x) / 3, 9);
  expect(root!.y).toBeLessThan(first!.y);
  expect(first!.above).toEqual({ x: root!.x, y: root!.y });
  expect(root!.above).toBeUndefined();
  expect(third!.x).toBeLessThan(width);
  expect(first!.y + dotPlace(4, 5).y).toBeLessThan(height);
});

test('six hundred and twenty-five agents fit into a wide screen, a flat thousand too', () => {
  const many = level(Array.from({ length: 125 }, () => aCluster()));
  expect(layOutTree({ levels: [many] }).width).toBeLessThan(1_500);
  expect(layOutTree({ levels: [level([aCluster({}, 1_000)])] }).width).toBeLessThan(800);
  expect(layOutTree({ levels: [] })).toEqual({ width: 0, height: 0, scale: 1, nodes: [] });
});

test('a small tree is enlarged and spread, a large one is not', () => {
  const small = layOutTree({ levels: twoLevels });
  expect(small.scale).toBeGreaterThan(1.2);
  expect(small.nodes[1]!.x - small.nodes[0]!.x).toBeGreaterThan(40);
  const many = layOutTree({ levels: [level(Array.from({ length: 125 }, () => aCluster()))] });
  expect(many.scale).toBe(1);
  expect(many.nodes[1]!.x - many.nodes[0]!.x).toBe(11);
});

test('no two agents of a cluster hang at one place', () => {
  const places = Array.from({ length: 37 }, (_, i) => dotPlace(i, 37));
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(37);
});

test('a cluster whose word differs from its votes is a lie, and says so', () => {
  const liar = aCluster({ reported: 'disagree' });
  expect(isLie(liar)).toBe(true);
  expect(isLie(aCluster())).toBe(false);
  expect(isLie(aCluster({ reported: 'waiting' }))).toBe(false);
  expect(sayCluster(liar)).toBe('It agrees, and its representative said that it disagrees.');
  expect(sayCluster(aCluster({ replaced: [3] }))).toBe('It agrees, 1 replaced.');
  expect(sayCluster(aCluster({ reported: 'lost' }))).toBe('Nobody spoke for it.');
});

test('the tree says whether it decided what a flat vote would have', () => {
  const stage: TreeStage = {
    kind: 'tree',
    proposal: '',
    threshold: 0.7,
    told: 12,
    levels: twoLevels,
    flatMessages: 36,
    decision: 'disagree',
    flatDecision: 'agree',
  };
  expect(sayTree(stage)).toBe('Distorted: disagree, where a flat vote says agree.');
  expect(sayTree({ ...stage, decision: 'agree' })).toBe(
    'Decided: agree, as a flat vote would have.',
  );
  expect(sayTree({ ...stage, decision: 'waiting' })).toBe(
    'Level 2 is at work: 3 of 3 votes are in.',
  );
});
