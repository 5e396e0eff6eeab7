import { expect, test } from 'vitest';
import known from '../fixtures/medianPruner.json' with { type: 'json' };
import type { Trial } from '../trial.ts';
import type { PrunerSetting } from './pruner.ts';
import { isToPrune, prunerProblems } from './pruner.ts';

function trialOf(id: number, curve: readonly number[], state: Trial['state']): Trial {
  const intermediates = curve.map((value, step) => ({ step, value }));
  const values = state === 'complete' ? curve.slice(-1) : [];
  return { id, assignment: {}, state, values, intermediates };
}

/** Runs curves one after another; the step at which each was stopped. */
function stops(setting: PrunerSetting, curves: readonly (readonly number[])[]) {
  const trials: Trial[] = [];
  return curves.map((curve, id) => {
    const at = curve.findIndex((_, step) =>
      isToPrune(setting, trialOf(id, curve.slice(0, step + 1), 'running'), trials),
    );
    trials.push(
      at < 0 ? trialOf(id, curve, 'complete') : trialOf(id, curve.slice(0, at + 1), 'pruned'),
    );
    return at < 0 ? null : at;
  });
}

test('OPT-10 the median rule stops the curves that the reference stops, where it stops them', () => {
  const setting = { kind: 'percentile', percentile: 50, startupTrials: 2, warmupStep: 1 } as const;
  expect(stops(setting, known.curves)).toEqual(known.pruned_at);
});

test('OPT-10 a lower percentile stops more, the hundredth only the worst', () => {
  const curves = [0.1, 0.2, 0.3, 0.4, 0.25, 0.15].map((value) => [value, value]);
  const setting = { kind: 'percentile', startupTrials: 4, warmupStep: 0 } as const;
  expect(stops({ ...setting, percentile: 50 }, curves)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(stops({ ...setting, percentile: 25 }, curves)).toEqual([null, null, null, null, 0, null]);
  expect(stops({ ...setting, percentile: 100 }, [...curves, [0.5]]).at(-1)).toBe(0);
});

test('OPT-10 a rung keeps the best share of those that reached it, pruned ones included', () => {
  const setting = { kind: 'rungs', stepMin: 1, stepMax: 9, reduction: 3 } as const;
  const curve = (value: number): number[] => Array.from({ length: 10 }, () => value);
  const values = [0.5, 0.6, 0.4, 0.45, 0.7, 0.42, 0.3];
  // At step 1: the first is alone; 0.6 is behind it; 0.4 leads; 0.45 is second of 4 and one may go on;
  // 0.42 is second of 6, and two may.
  expect(stops(setting, values.map(curve))).toEqual([null, 1, null, 1, 1, 3, null]);
});

test('OPT-10 what is not a number is the worst', () => {
  const setting = { kind: 'percentile', percentile: 50, startupTrials: 1, warmupStep: 0 } as const;
  expect(stops(setting, [[0.5], [Number.NaN]])).toEqual([null, 0]);
  expect(stops({ kind: 'none' }, [[0.5], [Number.NaN]])).toEqual([null, null]);
});

test('OPT-1 senseless settings of pruners are named', () => {
  expect(
    prunerProblems({ kind: 'percentile', percentile: 0, startupTrials: -1, warmupStep: 0 }),
  ).toMatchObject([{ path: 'percentile' }, { path: 'startupTrials' }]);
  expect(prunerProblems({ kind: 'rungs', stepMin: 5, stepMax: 3, reduction: 3 })).toMatchObject([
    { path: 'stepMax' },
  ]);
  expect(prunerProblems({ kind: 'none' })).toEqual([]);
});
