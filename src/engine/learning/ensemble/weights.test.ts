import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixture from '../fixtures/emaWeights.json' with { type: 'json' };
import {
  clippedToFloor,
  correctedSeries,
  enterScore,
  mixedWithFloor,
  newScoreRecord,
  normalised,
  smoothedLatest,
  smoothedSeries,
} from './weights.ts';

const { tolerance } = fixture;

function expectAllNear(actual: ArrayLike<number>, wanted: readonly number[]): void {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value), `entry ${i}`).toBeLessThanOrEqual(tolerance);
  });
}

/** The fixture's stream of scores: 1 when the next number is below 0.7. */
function longScores(): number[] {
  let state = 12_345;
  return Array.from({ length: 150 }, () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 < 0.7 ? 1 : 0;
  });
}

describe('moving averages against the fixture', () => {
  test('from one half, from the first score, and corrected', () => {
    expectAllNear(smoothedSeries(fixture.scores, 0.5), fixture.ema_from_half);
    expectAllNear(smoothedSeries(fixture.scores, 'firstScore'), fixture.ema_from_first);
    expectAllNear(correctedSeries(fixture.scores), fixture.ema_bias_corrected);
  });

  test('over the latest hundred of 150 scores, and over all of them', () => {
    const scores = longScores();
    expect(scores.slice(0, 10)).toEqual(fixture.long_first10);
    expect(scores.filter((score) => score === 1)).toHaveLength(fixture.long_ones);
    expectAllNear([smoothedLatest(scores)], [fixture.long_ema_last100_normalised]);
    expectAllNear(smoothedSeries(scores, 0.5).slice(-1), [fixture.long_ema_unbounded_from_half]);
    const record = newScoreRecord();
    for (const score of scores) enterScore(record, score);
    expect(record.scores).toHaveLength(100);
    const mean = record.scores.reduce((sum, score) => sum + score, 0) / 100;
    expectAllNear([mean], [fixture.long_mean_last100]);
  });

  test('normalising, with a floor in two ways', () => {
    const { emas, normalised: plain, ...floored } = fixture.three_agents;
    expectAllNear(normalised(emas), plain);
    expectAllNear(clippedToFloor(emas, 0.05), floored['clip_at_0.05_then_renormalise']);
    expectAllNear(mixedWithFloor(emas, 0.05), floored['mix_floor_0.05']);
  });
});

describe('a member’s record', () => {
  test('starts at weight 1 and moves a tenth of the way to the mean of its scores', () => {
    const record = newScoreRecord();
    expect(record.weight).toBe(1);
    enterScore(record, 0.5);
    expect(record.weight).toBeCloseTo(0.95, 14); // 0.9 × 1 + 0.1 × 0.5
    enterScore(record, 1);
    expect(record.weight).toBeCloseTo(0.93, 14); // 0.9 × 0.95 + 0.1 × 0.75
  });

  test('forgets scores beyond the latest hundred', () => {
    const record = newScoreRecord();
    for (let i = 0; i < 100; i++) enterScore(record, 0);
    for (let i = 0; i < 100; i++) enterScore(record, 1);
    expect(new Set(record.scores)).toEqual(new Set([1]));
    const before = record.weight;
    enterScore(record, 1);
    expect(record.weight).toBeCloseTo(0.9 * before + 0.1, 14);
  });

  test('stays in [0, 1] whatever the scores, and refuses others', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { maxLength: 130 }), (scores) => {
        const record = newScoreRecord();
        for (const own of scores) enterScore(record, own);
        expect(record.weight).toBeGreaterThanOrEqual(0);
        expect(record.weight).toBeLessThanOrEqual(1);
      }),
    );
    expect(() => enterScore(newScoreRecord(), 1.1)).toThrow('score');
    expect(() => enterScore(newScoreRecord(), Number.NaN)).toThrow('score');
  });
});

test('weights without any sum become equal, and an impossible floor is refused', () => {
  expect([...normalised([0, 0])]).toEqual([0.5, 0.5]);
  expect(() => mixedWithFloor([1, 1, 1], 0.4)).toThrow('floor');
  expectAllNear(mixedWithFloor([5, 0], 0.5), [0.5, 0.5]);
});
