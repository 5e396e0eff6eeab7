import { expect, test } from 'vitest';
import { compileDesign } from '../../engine/plan/compile.ts';
import { readDesign } from '../../engine/document/read.ts';
import { finishRun, openRun } from '../../engine/simulation.ts';
import type { Design } from '../../engine/document/design.ts';
import { carryRecords } from './carriedRecords.ts';

const text = JSON.stringify({
  format: 'concord.design',
  version: 1,
  name: 'carried',
  nodes: [
    {
      id: 'jury',
      kind: 'pool',
      name: 'Jury',
      position: { x: 0, y: 0 },
      agent: 'voter',
      count: 3,
      reputation: 'earned',
      overrides: [{ index: 2, parameters: { script: ['disagree'] } }],
      template: { competence: 1 },
    },
    {
      id: 'vote',
      kind: 'coordination',
      name: 'Vote',
      position: { x: 300, y: 0 },
      protocol: 'simple_consensus',
      parameters: { mode: 'majority' },
    },
  ],
  connections: [
    {
      id: 'c1',
      source: { node: 'jury', port: 'agents' },
      target: { node: 'vote', port: 'participants' },
    },
  ],
});

function read(): Design {
  const answer = readDesign(text);
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.design;
}

function runOf(design: Design) {
  const { plan, diagnostics } = compileDesign(design);
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  return { plan, summary: finishRun(openRun(plan)).summary() };
}

test('the next run begins with what the last has earned, and a pool that states it is left alone', () => {
  const first = read();
  const after = carryRecords(first, runOf(first).summary.reputations ?? []);
  const pool = after.nodes.find(({ id }) => id === 'jury');
  expect(pool).toMatchObject({
    record: [
      { index: 0, deeds: 1 },
      { index: 1, deeds: 1 },
      { index: 2, deeds: 1 },
    ],
  });
  const { plan, summary } = runOf(after);
  expect(plan.agents.map(({ reputationMilli }) => reputationMilli)).toEqual([604, 604, 396]);
  expect(summary.reputations?.map(({ deeds }) => deeds)).toEqual([2, 2, 2]);
  const again = carryRecords(after, summary.reputations ?? []);
  expect(runOf(again).plan.agents[0]?.reputationMilli).toBe(675);

  const stated = {
    ...first,
    nodes: first.nodes.map((node) =>
      node.kind === 'pool' ? { ...node, reputation: 'stated' as const } : node,
    ),
  };
  expect(carryRecords(stated, runOf(stated).summary.reputations ?? [])).toBe(stated);
});

test('the record stays in the design when reputations are stated again, and does not count', () => {
  const after = carryRecords(read(), [
    { agent: 'jury/0', reputationMilli: 900, good: 9, bad: 1, deeds: 8 },
    { agent: 'jury/9', reputationMilli: 900, good: 9, bad: 1, deeds: 8 },
    { agent: 'others/0', reputationMilli: 900, good: 9, bad: 1, deeds: 8 },
  ]);
  const [pool] = after.nodes;
  expect(pool).toMatchObject({ record: [{ index: 0, good: 9, bad: 1, deeds: 8 }] });
  expect(runOf(after).plan.agents[0]).toMatchObject({ reputationMilli: 900 });
});
