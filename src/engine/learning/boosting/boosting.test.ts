import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import binary from '../fixtures/sammeBinary.json' with { type: 'json' };
import gradient from '../fixtures/gradientBoostingLogLoss.json' with { type: 'json' };
import { boostedTrees } from '../learners/boostedTrees.ts';
import { gradientBoosting } from '../learners/gradientBoosting.ts';
import { logLoss } from '../metrics.ts';
import { answerOf } from '../trees/tree.ts';
import { boostingRound } from './samme.ts';

function column(x: readonly number[], y: readonly number[]) {
  return {
    rows: x.length,
    columns: 1,
    classes: 2,
    features: Float64Array.from(x),
    labels: Int32Array.from(y),
  };
}

describe('SAMME', () => {
  const { x, y, rounds, final_scores: scores } = binary;

  test('three stumps on ten points are those worked out by another program', () => {
    const examples = column(x, y);
    const model = boostedTrees.fit(
      examples,
      { rounds: 3, depthMax: 1 },
      SeededChoices.named(1, 'stumps'),
    );
    let weights = new Float64Array(10).fill(0.1);
    rounds.forEach((wanted, round) => {
      const tree = model.trees[round]!;
      expect(tree.thresholds[0]).toBe(wanted.threshold);
      expect(answerOf(tree, Float64Array.of(-1), 0)).toBe(wanted.left_class);
      expect(answerOf(tree, Float64Array.of(10), 0)).toBe(wanted.right_class);
      const isMissed = y.map((label, row) => answerOf(tree, examples.features, row) !== label);
      const own = boostingRound(isMissed, weights, 2);
      expect(own.error).toBeCloseTo(wanted.error, 9);
      expect(own.alpha).toBeCloseTo(wanted.alpha, 9);
      expect(model.alphas[round]).toBeCloseTo(wanted.alpha, 9);
      wanted.weights_after.forEach((weight, row) =>
        expect(own.weights[row]).toBeCloseTo(weight, 9),
      );
      weights = Float64Array.from(own.weights);
    });
    const total = model.alphas.reduce((sum, alpha) => sum + alpha, 0);
    const shares = boostedTrees.predictProbabilities(model, examples.features);
    scores.flat().forEach((score, i) => expect(shares[i]! * total).toBeCloseTo(score, 9));
  });

  test('of three classes a classifier that errs on more than half still counts', () => {
    const isMissed = [true, true, true, true, true, true, false, false, false, false];
    const round = boostingRound(isMissed, new Float64Array(10).fill(0.1), 3);
    expect(round.error).toBeCloseTo(0.6, 12);
    expect(round.alpha).toBeCloseTo(Math.log(0.4 / 0.6) + Math.log(2), 12);
    expect(round.weights[0]! / round.weights[9]!).toBeCloseTo(4 / 3, 12);
    expect(round.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('one no better than chance counts nothing and changes nothing', () => {
    const round = boostingRound([true, true, false], new Float64Array(3).fill(1 / 3), 3);
    expect(round.alpha).toBe(0);
    expect([...round.weights]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('a faultless one counts much, and not without end', () => {
    const round = boostingRound([false, false], Float64Array.of(0.5, 0.5), 2);
    expect(round.alpha).toBeCloseTo(23.02585, 4);
    expect([...round.weights]).toEqual([0.5, 0.5]);
  });
});

describe('gradient boosting', () => {
  const { x, y, init, rounds } = gradient;

  test.each([1, 2])('after %i rounds scores and leaves are those of another program', (count) => {
    const examples = column(x, y);
    const model = gradientBoosting.fit(
      examples,
      { rounds: count, depthMax: 1, stepSize: 0.1 },
      SeededChoices.named(1, 'unused'),
    );
    const wanted = rounds[count - 1]!;
    expect(model.start[0]).toBeCloseTo(init, 9);
    const tree = model.trees[count - 1]!;
    expect(tree.thresholds[0]).toBe(wanted.threshold);
    expect(tree.values[tree.lefts[0]!]! / 0.1).toBeCloseTo(wanted.leaf_left, 9);
    expect(tree.values[tree.rights[0]!]! / 0.1).toBeCloseTo(wanted.leaf_right, 9);
    const shares = gradientBoosting.predictProbabilities(model, examples.features);
    wanted.raw_score.forEach((score, row) =>
      expect(Math.log(shares[2 * row + 1]! / shares[2 * row]!)).toBeCloseTo(score, 9),
    );
    expect(logLoss(examples.labels, shares, 2)).toBeCloseTo(wanted.logloss, 9);
  });
});
