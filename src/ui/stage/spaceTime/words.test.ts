import { expect, test } from 'vitest';
import { GUTTER } from './geometry.ts';
import { legendKinds, legendPoints } from './legendItems.ts';
import { aStage } from './stages.testing.ts';
import { targetOfMessage, targetOfPoint } from './target.ts';
import { describe, shownOf } from './words.ts';

const AREA = {
  width: GUTTER + 500,
  height: 200,
  lanes: 4,
  span: { from: 0, to: 50_000 },
  cursor: 40_000,
};

test('the picture says in words what became of its messages', () => {
  const stage = aStage([
    [0, 1, 0, 5_000],
    [1, 2, 0, 5_000, 2],
    [1, 3, 0, 6_000, 3],
    [2, 3, 39_000, -1],
  ]);
  expect(describe(stage)).toContain(
    '4 messages in view, 1 delivered, 1 in flight, 1 lost, 1 ignored',
  );
});

test('it says when it shows only some', () => {
  const stage = aStage([[0, 1, 0, 5_000]]);
  expect(shownOf(stage)).toBeUndefined();
  const some = { ...stage, messages: { ...stage.messages, total: 80_640 } };
  expect(shownOf(some)).toContain('1 of 80\u202f640');
});

test('a message is told with its times, a point with its label', () => {
  const stage = aStage([[1, 3, 12_400, 20_800, 1, 1]], {
    points: [{ lane: 2, at: 30_000, seq: 77, kind: 'execute', label: 'execute 1 in view 0' }],
  });
  const message = targetOfMessage(stage, 0, AREA);
  expect(message.title).toBe('Commit: replicas 0 → replicas 2');
  expect(message.facts).toContainEqual(['Under way', '8.40\u202fms']);
  expect(targetOfPoint(stage, 0, AREA)).toMatchObject({
    seq: 77,
    title: 'Executed: replicas 1',
  });
});

test('in flight there is no arrival to tell', () => {
  const { facts } = targetOfMessage(aStage([[0, 1, 12_000, -1]]), 0, AREA);
  expect(facts.map(([label]) => label)).toEqual(['Sent', 'Fate']);
});

test('the legend has the card’s order whatever is in view, and rare kinds only when there', () => {
  const kinds = legendKinds(aStage([]), 'byzantine_consensus').map(({ kind }) => kind);
  expect(kinds.slice(0, 5)).toEqual(['request', 'prePrepare', 'prepare', 'commit', 'reply']);
  expect(kinds).not.toContain('checkpoint');
  const checkpoint = { kind: 'checkpoint', title: 'Checkpoint', phase: 'checkpoint', hue: 4 };
  const seen = aStage([], { kinds: [checkpoint] });
  expect(legendKinds(seen, 'byzantine_consensus').map(({ kind }) => kind)).toContain('checkpoint');
  expect(legendPoints(aStage([]), 'byzantine_consensus')).not.toContain('violation');
});
