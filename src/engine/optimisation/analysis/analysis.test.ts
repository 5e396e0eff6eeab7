import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { sin } from '../../base/maths.ts';
import known from '../fixtures/functionalAnova.json' with { type: 'json' };
import type { SearchSpace } from '../space/space.ts';
import { CONDITIONAL } from '../testing/spaces.testing.ts';
import { search } from '../testing/searches.testing.ts';
import type { Trial } from '../trial.ts';
import { importances } from './importance.ts';
import { bestSoFar, frontOf, hypervolumeSoFar, simpleRegret, sliceOf } from './progress.ts';

const trial = (id: number, values: readonly number[], x = 0): Trial => ({
  id,
  assignment: { x },
  state: values.length === 0 ? 'failed' : 'complete',
  values,
  intermediates: [],
});

describe('progress', () => {
  const trials = [
    trial(0, []),
    trial(1, [3, 1]),
    trial(2, [4, 4]),
    trial(3, [1, 3]),
    trial(4, [2, 2]),
  ];

  test('OPT-17 best, regret, front and volume go on from trial to trial', () => {
    expect(bestSoFar(trials)).toEqual([Infinity, 3, 3, 1, 1]);
    expect(bestSoFar(trials, 1)).toEqual([Infinity, 1, 1, 1, 1]);
    expect(simpleRegret(trials, 1)).toEqual([Infinity, 2, 2, 0, 0]);
    expect(frontOf(trials).map(({ id }) => id)).toEqual([3, 4, 1]);
    expect(hypervolumeSoFar(trials, [5, 5])).toEqual([0, 8, 8, 12, 13]);
  });

  test('OPT-17 a slice has the complete trials in which the parameter was active', () => {
    expect(sliceOf([trial(0, [1], 5), trial(1, [], 6), trial(2, [3], 7)], 'x')).toEqual([
      { trialId: 0, value: 5, loss: 1 },
      { trialId: 2, value: 7, loss: 3 },
    ]);
    expect(sliceOf([trial(0, [1])], 'y')).toEqual([]);
  });
});

const PLANE: SearchSpace = {
  parameters: [
    { kind: 'float', name: 'x', low: 0, high: 1, scale: 'linear' },
    { kind: 'float', name: 'y', low: 0, high: 1, scale: 'linear' },
  ],
};

describe('importance', () => {
  const bent = ({ x, y }: Trial['assignment']): number => {
    const [u, v] = [x as number, y as number];
    return 2 * sin(3 * u) + 0.5 * v + 0.6 * (u - 0.5) * (v - 0.5);
  };
  const random = { kind: 'random', sequence: 'uniform' } as const;

  test('OPT-17 shares are within 0.05 of the exact analysis of variance, from 200 trials', () => {
    const trials = search(random, { space: PLANE, evaluate: bent, trials: 200, seed: 1 });
    const { alone, together } = importances(PLANE, trials, SeededChoices.named(1, 'forest'));
    expect(alone.map(({ parameter }) => parameter)).toEqual(['x', 'y']);
    expect(Math.abs(alone[0]!.share - known.share_x)).toBeLessThan(0.05);
    expect(Math.abs(alone[1]!.share - known.share_y)).toBeLessThan(0.05);
    expect(Math.abs(together - known.share_xy)).toBeLessThan(0.05);
  });

  test('OPT-17 what only acts together is nobody’s alone', () => {
    const crossed = ({ x, y }: Trial['assignment']): number =>
      (x as number) < 0.5 === (y as number) < 0.5 ? 0 : 1;
    const trials = search(random, { space: PLANE, evaluate: crossed, trials: 300, seed: 1 });
    const { alone, together } = importances(PLANE, trials, SeededChoices.named(1, 'forest'));
    expect(together).toBeGreaterThan(0.8);
    expect(Math.max(...alone.map(({ share }) => share))).toBeLessThan(0.15);
  });

  test('OPT-17 a choice that decides has most of a conditional space', () => {
    const evaluate = ({ model, depth }: Trial['assignment']): number =>
      (model === 'bayes' ? 3 : 0) + (typeof depth === 'number' ? depth / 10 : 0);
    const trials = search(random, { space: CONDITIONAL, evaluate, trials: 150, seed: 2 });
    const { alone } = importances(CONDITIONAL, trials, SeededChoices.named(1, 'forest'));
    const [model, trees, rate, depth] = alone.map(({ share }) => share);
    expect(model).toBeGreaterThan(0.8);
    expect(depth).toBeGreaterThan(Math.max(trees!, rate!));
  });

  test('OPT-17 too few trials, or equal losses, explain nothing', () => {
    const choices = SeededChoices.named(1, 'forest');
    const nothing = {
      alone: [
        { parameter: 'x', share: 0 },
        { parameter: 'y', share: 0 },
      ],
      together: 0,
    };
    const flat = search(random, { space: PLANE, evaluate: () => 1, trials: 20, seed: 1 });
    expect(importances(PLANE, flat, choices)).toEqual(nothing);
    expect(importances(PLANE, flat.slice(0, 2), choices)).toEqual(nothing);
    expect(importances(PLANE, [], choices)).toEqual(nothing);
  });
});
