import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { SeededChoices } from '../../base/choices.ts';
import { deepCopy } from '../../base/copy.ts';
import { assignmentProblems } from '../space/checks.ts';
import { pointOf } from '../space/encoding.ts';
import type { SearchSpace } from '../space/space.ts';
import { CONDITIONAL, anySpace } from '../testing/spaces.testing.ts';
import { search } from '../testing/searches.testing.ts';
import type { Trial } from '../trial.ts';
import { CMA_ES_DEFAULT } from './cmaEs/cmaEs.ts';
import { GAUSSIAN_PROCESS_DEFAULT } from './gaussianProcess/gaussianProcess.ts';
import type { SamplerSetting } from './samplers.ts';
import { askSampler, beginSampler, samplerProblems, tellSampler } from './samplers.ts';
import { TPE_DEFAULT } from './tpe/tpe.ts';

const SETTINGS: readonly (readonly [string, SamplerSetting])[] = [
  ['tpe', { ...TPE_DEFAULT, startupTrials: 4 }],
  ['tpe, each for itself', { ...TPE_DEFAULT, startupTrials: 4, isMultivariate: false }],
  ['cma-es', { ...CMA_ES_DEFAULT, population: 4 }],
  ['gaussian process', { ...GAUSSIAN_PROCESS_DEFAULT, startupTrials: 4 }],
];

describe.each(SETTINGS)('%s', (_name, setting) => {
  test('OPT-3 OPT-4 OPT-11 its suggestions lie in any space, with several workers and failures, and can be had again', () => {
    fc.assert(
      fc.property(
        anySpace(),
        fc.nat(1_000),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 2 }),
        (space, seed, workers, objectives) => {
          const evaluate = (assignment: Trial['assignment']): readonly number[] => {
            const point = pointOf(space, assignment);
            const sum = point.reduce((so, x) => so + x, 0);
            if (sum % 0.3 < 0.05) return [NaN];
            return objectives === 1 ? [sum] : [sum, point[0]! - sum];
          };
          const given = { space, evaluate, trials: 8, seed, workers, objectives };
          const trials = search(setting, given);
          expect(trials).toHaveLength(8);
          expect(trials.flatMap((one) => assignmentProblems(space, one.assignment))).toEqual([]);
          expect(search(setting, given)).toEqual(trials);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('OPT-4 from a copy of its state it goes on in the same way', () => {
    const state = beginSampler(setting, { space: CONDITIONAL, objectives: 1 });
    const choices = SeededChoices.named(3, 'sampler');
    const trials: Trial[] = [];
    const run = (from: typeof state, luck: SeededChoices, so: Trial[], count: number) => {
      for (let i = 0; i < count; i++) {
        const id = so.length;
        const asked = askSampler(from, { trialId: id, trials: so, choices: luck });
        if (asked.kind === 'exhausted') throw new Error('exhausted');
        const { assignment } = asked;
        const values = [pointOf(CONDITIONAL, assignment)[0]! + id / 100];
        const trial: Trial = { id, assignment, state: 'complete', values, intermediates: [] };
        tellSampler(from, trial);
        so.push(trial);
      }
      return so;
    };
    run(state, choices, trials, 7);
    const copy = deepCopy(state);
    const lucky = new SeededChoices(choices.snapshot());
    expect(run(copy, lucky, [...trials], 5)).toEqual(run(state, choices, trials, 5));
  });

  test('OPT-11 pruned and paused trials are learned from', () => {
    const state = beginSampler(setting, { space: CONDITIONAL, objectives: 1 });
    const choices = SeededChoices.named(1, 'pruned');
    const trials = Array.from({ length: 8 }, (_, id): Trial => ({
      id,
      assignment: { model: 'forest', trees: id + 1, depth: (id % 8) + 1 },
      state: id < 3 ? 'complete' : id < 6 ? 'pruned' : 'paused',
      values: id < 3 ? [id] : [],
      intermediates: [{ step: id, value: 5 + id }],
    }));
    for (let trialId = 8; trialId < 12; trialId++) {
      const asked = askSampler(state, { trialId, trials, choices });
      expect(asked.kind).toBe('assignment');
    }
  });
});

const LEARNERS = SETTINGS.filter(([, { kind }]) => kind !== 'cmaEs');
test.each(LEARNERS)('OPT-12 %s does not try the same twice in a small space', (_name, setting) => {
  const space: SearchSpace = {
    parameters: [
      { kind: 'integer', name: 'n', low: 1, high: 5, scale: 'linear' },
      { kind: 'categorical', name: 'c', choices: ['a', 'b', 'c'] },
    ],
  };
  const evaluate = ({ n, c }: Trial['assignment']): number => (n as number) + (c === 'b' ? 0 : 2);
  const trials = search(setting, { space, evaluate, trials: 12, seed: 1 });
  expect(new Set(trials.map(({ assignment }) => JSON.stringify(assignment))).size).toBe(12);
});

test('OPT-1 senseless settings of samplers are named', () => {
  const study = { space: CONDITIONAL, objectives: 1 };
  const paths = (setting: SamplerSetting): string[] =>
    samplerProblems(setting, study).map(({ path, message }) => {
      expect(message).toMatch(/^[A-Z].*\.$/);
      return path;
    });
  expect(paths({ ...TPE_DEFAULT, startupTrials: 0, candidates: 0.5, goodShare: 0.9 })).toEqual([
    'startupTrials',
    'candidates',
    'goodShare',
  ]);
  expect(paths({ ...GAUSSIAN_PROCESS_DEFAULT, startupTrials: 1 })).toEqual(['startupTrials']);
  expect(paths({ ...CMA_ES_DEFAULT, population: 3, step: 0 })).toEqual(['population', 'step']);
  expect(SETTINGS.flatMap(([, setting]) => paths(setting))).toEqual([]);
});
