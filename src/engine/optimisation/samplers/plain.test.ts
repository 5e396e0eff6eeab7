import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { SeededChoices } from '../../base/choices.ts';
import type { Choices } from '../../base/choices.ts';
import { deepCopy } from '../../base/copy.ts';
import { assignmentProblems } from '../space/checks.ts';
import type { Assignment, SearchSpace } from '../space/space.ts';
import { CONDITIONAL, anySpace } from '../testing/spaces.testing.ts';
import { GRID_MAX, combinationAt, gridSize, gridValues } from './grid.ts';
import { haltonPoint } from './halton.ts';
import type { SamplerSetting, SamplerState } from './samplers.ts';
import type { Suggestion } from './sampler.ts';
import { askSampler, beginSampler, samplerProblems, tellSampler } from './samplers.ts';

function suggestions(setting: SamplerSetting, space: SearchSpace, count: number, seed = 1) {
  const state = beginSampler(setting, { space, objectives: 1 });
  const choices = SeededChoices.named(seed, 'sampler');
  return Array.from({ length: count }, (_, trialId) => askAndTell(state, trialId, choices));
}

function askAndTell(state: SamplerState, trialId: number, choices: Choices): Suggestion {
  const suggestion = askSampler(state, { trialId, trials: [], choices });
  if (suggestion.kind === 'assignment') {
    const { assignment } = suggestion;
    tellSampler(state, { id: trialId, assignment, state: 'failed', values: [], intermediates: [] });
  }
  return suggestion;
}

const assignments = (...given: Parameters<typeof suggestions>): Assignment[] =>
  suggestions(...given).flatMap((one) => (one.kind === 'assignment' ? [one.assignment] : []));

describe('random', () => {
  test.each(['uniform', 'halton'] as const)(
    'OPT-3 OPT-4 %s points lie in any space',
    (sequence) => {
      fc.assert(
        fc.property(anySpace(), fc.nat(1000), (space, seed) => {
          const made = assignments({ kind: 'random', sequence }, space, 8, seed);
          expect(made).toHaveLength(8);
          expect(made.flatMap((one) => assignmentProblems(space, one))).toEqual([]);
          expect(assignments({ kind: 'random', sequence }, space, 8, seed)).toEqual(made);
        }),
        { numRuns: 30 },
      );
    },
  );

  test('the sequence puts one of the first b^k points into each b^k-th part of every side', () => {
    for (const seed of [1, 2, 3]) {
      const points = Array.from({ length: 81 }, (_, i) => haltonPoint(seed, 2, i));
      const parts = (side: number, count: number): number =>
        new Set(points.slice(0, count).map((place) => Math.floor(place[side]! * count))).size;
      expect(parts(0, 64)).toBe(64);
      expect(parts(1, 81)).toBe(81);
    }
  });

  test('the sequence fills the square more evenly than chance', () => {
    const worst = (points: readonly ArrayLike<number>[]): number => {
      let most = 0;
      for (let x = 1; x <= 8; x++)
        for (let y = 1; y <= 8; y++) {
          const inside = points.filter((p) => p[0]! < x / 8 && p[1]! < y / 8).length;
          most = Math.max(most, Math.abs(inside / points.length - (x * y) / 64));
        }
      return most;
    };
    const choices = SeededChoices.named(5, 'points');
    const byChance = Array.from({ length: 100 }, () => [choices.fraction(), choices.fraction()]);
    const even = Array.from({ length: 100 }, (_, i) => haltonPoint(5, 2, i));
    expect(worst(even)).toBeLessThan(worst(byChance) / 2);
  });
});

describe('grid', () => {
  test('OPT-5 a conditional grid has every combination once', () => {
    const setting = { kind: 'grid', points: 3, order: 'inOrder' } as const;
    // forest: 3 numbers of trees × 3 depths; boosting: 3 rates × 3 depths; bayes alone.
    expect(gridSize(CONDITIONAL, 3)).toBe(19);
    const made = suggestions(setting, CONDITIONAL, 21);
    expect(made.slice(19)).toEqual([{ kind: 'exhausted' }, { kind: 'exhausted' }]);
    expect(made.slice(0, 2)).toEqual([
      { kind: 'assignment', assignment: { model: 'forest', trees: 1, depth: 1 } },
      { kind: 'assignment', assignment: { model: 'forest', trees: 1, depth: 5 } },
    ]);
    expect(gridValues(CONDITIONAL.parameters[3]!, 20)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('OPT-5 no combination comes twice in any order, and each lies in the space', () => {
    fc.assert(
      fc.property(
        anySpace().filter((space) => gridSize(space, 3) <= 300),
        fc.constantFrom('inOrder' as const, 'scattered' as const),
        (space, order) => {
          const size = gridSize(space, 3);
          const made = assignments({ kind: 'grid', points: 3, order }, space, size + 3);
          expect(made).toHaveLength(size);
          expect(new Set(made.map((one) => JSON.stringify(one))).size).toBe(size);
          expect(made.flatMap((one) => assignmentProblems(space, one))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('OPT-1 a grid too large to be numbered is refused', () => {
    const parameters = Array.from({ length: 20 }, (_, i) => ({
      kind: 'float' as const,
      name: `x${i}`,
      low: 0,
      high: 1,
      scale: 'linear' as const,
    }));
    const study = { space: { parameters }, objectives: 1 };
    const setting = (points: number) => ({ kind: 'grid', points, order: 'inOrder' }) as const;
    expect(samplerProblems(setting(10), study)[0]?.code).toBe('gridTooLarge');
    expect(samplerProblems(setting(0), study)[0]?.code).toBe('notWithin');
    expect(samplerProblems(setting(5), study)).toEqual([]);
    expect(gridSize({ parameters: parameters.slice(0, 2) }, 10)).toBe(100);
    expect(Object.keys(combinationAt(study.space, 5, GRID_MAX / 8))).toHaveLength(20);
  });

  test('OPT-4 from a copy of its state a sampler goes on in the same way', () => {
    const settings: readonly SamplerSetting[] = [
      { kind: 'random', sequence: 'halton' },
      { kind: 'grid', points: 4, order: 'scattered' },
    ];
    for (const setting of settings) {
      const state = beginSampler(setting, { space: CONDITIONAL, objectives: 1 });
      const choices = SeededChoices.named(3, 'sampler');
      askSampler(state, { trialId: 0, trials: [], choices });
      const copy = deepCopy(state);
      const ask = (from: typeof state) =>
        [1, 2, 3].map((trialId) => askSampler(from, { trialId, trials: [], choices }));
      expect(ask(copy)).toEqual(ask(state));
    }
  });
});
