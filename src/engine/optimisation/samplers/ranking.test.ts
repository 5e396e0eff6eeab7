import { expect, test } from 'vitest';
import type { Trial } from '../trial.ts';
import { rankTrials } from './ranking.ts';

const trial = (
  id: number,
  state: Trial['state'],
  values: readonly number[],
  shown: readonly (readonly [step: number, value: number])[] = [],
): Trial => ({
  id,
  assignment: {},
  state,
  values,
  intermediates: shown.map(([step, value]) => ({ step, value })),
});

test('OPT-11 complete trials come first, then those that came further, failed ones last, running ones not at all', () => {
  const trials = [
    trial(0, 'failed', []),
    trial(1, 'pruned', [], [[1, 0.1]]),
    trial(2, 'paused', [], [[3, 0.9]]),
    trial(3, 'running', [], [[9, 0]]),
    trial(4, 'complete', [5]),
    trial(5, 'pruned', []),
    trial(6, 'complete', [2]),
    trial(
      7,
      'paused',
      [],
      [
        [1, 0.2],
        [3, 0.4],
      ],
    ),
    trial(8, 'complete', [5]),
  ];
  expect(rankTrials(trials).map(({ id }) => id)).toEqual([6, 4, 8, 7, 2, 1, 5, 0]);
});

test('OPT-11 with several objectives the front comes first, those with room before the crowded', () => {
  const points = [
    [2, 2],
    [1, 4],
    [4, 1],
    [2.1, 1.9],
    [3, 3],
    [1.5, 3],
  ];
  const trials = points.map((values, id) => trial(id, 'complete', values));
  expect(rankTrials(trials).map(({ id }) => id)).toEqual([1, 2, 3, 5, 0, 4]);
});
