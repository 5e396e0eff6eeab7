import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstLargest, weightedHardVote, weightedSoftVote } from './vote.ts';

describe('weighted hard vote', () => {
  test('the class with the most weight wins, not the one with the most members', () => {
    const outcome = weightedHardVote([0, 0, 1], [0.2, 0.2, 0.6], 3)!;
    expect(outcome.winner).toBe(1);
    expect(outcome.totals[0]).toBeCloseTo(0.4, 12);
    expect(outcome.totals[2]).toBe(0);
    expect(outcome.confidence).toBeCloseTo(0.6, 12);
  });

  test('0.1 + 0.2 against 0.3 is a tie, and the lowest class wins it', () => {
    // In doubles 0.1 + 0.2 > 0.3, so that class 1 would win without the allowance.
    expect(weightedHardVote([1, 1, 0], [0.1, 0.2, 0.3], 2)!.winner).toBe(0);
    expect(weightedHardVote([0, 0, 1], [0.1, 0.2, 0.3], 2)!.winner).toBe(0);
  });

  test('a real difference above the allowance decides', () => {
    expect(weightedHardVote([1, 0], [0.5 + 2e-12, 0.5], 2)!.winner).toBe(1);
    expect(weightedHardVote([1, 0], [0.5 + 0.5e-12, 0.5], 2)!.winner).toBe(0);
  });

  test('members that did not answer count neither for nor against', () => {
    const outcome = weightedHardVote([undefined, 1, 0], [5, 2, 1], 2)!;
    expect(outcome.winner).toBe(1);
    expect(outcome.confidence).toBeCloseTo(2 / 3, 14);
  });

  test('nobody answered: no outcome', () => {
    expect(weightedHardVote([undefined, undefined], [1, 1], 2)).toBeUndefined();
    expect(weightedSoftVote([], [], 2)).toBeUndefined();
  });

  test('when all who answered weigh nothing they count alike', () => {
    const outcome = weightedHardVote([1, 1, 0, undefined], [0, 0, 0, 1], 2)!;
    expect(outcome.winner).toBe(1);
    expect(outcome.confidence).toBeCloseTo(2 / 3, 14);
  });

  test('answers and weights that make no sense are refused', () => {
    expect(() => weightedHardVote([2], [1], 2)).toThrow('class 2');
    expect(() => weightedHardVote([0], [-1], 2)).toThrow('weighs');
    expect(() => weightedHardVote([0], [1, 1], 2)).toThrow('2 weights, 1 members');
    expect(() => weightedSoftVote([[1]], [1], 2)).toThrow('probabilities');
  });
});

describe('weighted soft vote', () => {
  test('may differ from the hard vote on the same members', () => {
    const probabilities = [
      [0.45, 0.55],
      [0.45, 0.55],
      [0.95, 0.05],
    ];
    const weights = [1, 1, 1];
    const hard = probabilities.map((row) => firstLargest(row));
    expect(weightedHardVote(hard, weights, 2)!.winner).toBe(1);
    const soft = weightedSoftVote(probabilities, weights, 2)!;
    expect(soft.winner).toBe(0);
    expect(soft.confidence).toBeCloseTo((0.45 + 0.45 + 0.95) / 3, 12);
    expect([...soft.distribution].map((share) => share.toFixed(4))).toEqual(['0.6167', '0.3833']);
  });

  test('weights decide, and those without an answer are left out', () => {
    const probabilities = [[1, 0], undefined, [0, 1]];
    expect(weightedSoftVote(probabilities, [1, 9, 2], 2)!.winner).toBe(1);
    expect(weightedSoftVote(probabilities, [1, 9, 1], 2)!.winner).toBe(0);
  });
});

test('the scale of the weights changes neither winner nor confidence', () => {
  const member = fc.record({
    answer: fc.integer({ min: 0, max: 3 }),
    weight: fc.integer({ min: 1, max: 1_000 }),
  });
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 9 }), (members) => {
      const answers = members.map(({ answer }) => answer);
      const weights = members.map(({ weight }) => weight);
      const outcome = weightedHardVote(answers, weights, 4)!;
      const scaled = weightedHardVote(
        answers,
        weights.map((weight) => weight / 1024),
        4,
      )!;
      expect(scaled.winner).toBe(outcome.winner);
      expect(scaled.confidence).toBeCloseTo(outcome.confidence, 12);
      expect(outcome.totals[outcome.winner]).toBe(Math.max(...outcome.totals));
      expect(outcome.distribution.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
  );
});
