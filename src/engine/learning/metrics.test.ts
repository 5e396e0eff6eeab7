import { describe, expect, test } from 'vitest';
import {
  accuracy,
  argmaxRows,
  brierScore,
  calibrationError,
  classScores,
  confusionMatrix,
  logLoss,
} from './metrics.ts';

// Four rows, three classes, worked out by hand.
const labels = [0, 1, 2, 2];
const probabilities = Float64Array.of(0.7, 0.2, 0.1, 0.5, 0.3, 0.2, 0.1, 0.1, 0.8, 0.4, 0.4, 0.2);

describe('metrics of a small table', () => {
  const answers = argmaxRows(probabilities, 3);

  test('the first of equal probabilities is the answer', () => {
    expect([...answers]).toEqual([0, 0, 2, 0]);
    expect(accuracy(labels, answers)).toBe(0.5);
  });

  test('confusion counts truth by answer and leaves out what was not answered', () => {
    expect([...confusionMatrix(labels, answers, 3)]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 1]);
    expect([...confusionMatrix(labels, [-1, 1, -1, -1], 3)]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  test('log-loss and Brier score', () => {
    const wanted = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.8) + Math.log(0.2)) / 4;
    expect(logLoss(labels, probabilities, 3)).toBeCloseTo(wanted, 12);
    expect(brierScore(labels, probabilities, 3)).toBeCloseTo((0.14 + 0.78 + 0.06 + 0.96) / 4, 12);
  });

  test('a certain mistake costs a finite log-loss, a certain right answer none', () => {
    expect(logLoss([0], Float64Array.of(0, 1), 2)).toBeCloseTo(36.0437, 4);
    expect(logLoss([1], Float64Array.of(0, 1), 2)).toBeCloseTo(0, 12);
  });

  test('precision, recall and F1 of each class', () => {
    const scores = classScores(confusionMatrix(labels, answers, 3), 3);
    expect(scores[0]!.precision).toBeCloseTo(1 / 3, 14);
    expect(scores[0]!.recall).toBe(1);
    expect(scores[0]!.f1).toBeCloseTo(0.5, 14);
    expect(scores[1]).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(scores[2]).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
  });
});

describe('calibration error', () => {
  test('weighs each bin by its rows', () => {
    // Answers of 0.7, 0.5, 0.8 and 0.4 in five bins: (0.6, 0.8] holds two rights, mean 0.75.
    // (0.4, 0.6] holds one wrong of 0.5; (0.2, 0.4] one wrong of 0.4.
    const wanted = (2 * (1 - 0.75) + 0.5 + 0.4) / 4;
    expect(calibrationError(labels, probabilities, 3, 5)).toBeCloseTo(wanted, 12);
  });

  test('a border belongs to the bin below it, also when its last digit slipped', () => {
    const slipped = 0.1 * 3 * 2; // 0.6000000000000001
    expect(slipped).toBeGreaterThan(0.6);
    // One right and one wrong at 0.6 and 0.5 share the bin (0.4, 0.6]: |1 − 1.1| / 2.
    const two = Float64Array.of(slipped, 1 - slipped, 0.5, 0.5);
    expect(calibrationError([0, 1], two, 2, 5)).toBeCloseTo(0.05, 12);
    // At 0.7 it is in a bin of its own: (0.3 + 0.5) / 2.
    const apart = Float64Array.of(0.7, 0.3, 0.5, 0.5);
    expect(calibrationError([0, 1], apart, 2, 5)).toBeCloseTo(0.4, 12);
  });

  test('is nothing for certain right answers', () => {
    expect(calibrationError([0, 1], Float64Array.of(1, 0, 0, 1), 2, 5)).toBe(0);
  });
});
