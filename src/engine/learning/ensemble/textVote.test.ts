import { describe, expect, test } from 'vitest';
import fixture from '../fixtures/textVote.json' with { type: 'json' };
import { normaliseAnswer, tokenF1, weightedMedoid, weightedTextVote } from './textVote.ts';

describe('against the fixture', () => {
  test('answers are normalised and their weights added up', () => {
    expect(fixture.answers.map(normaliseAnswer)).toEqual(fixture.normalised);
    const outcome = weightedTextVote(fixture.answers, fixture.weights)!;
    expect(outcome.winner).toBe(fixture.majority);
    const wanted = Object.entries(fixture.totals);
    expect(outcome.totals.size).toBe(wanted.length);
    for (const [words, total] of wanted) {
      expect(Math.abs(outcome.totals.get(words)! - total)).toBeLessThanOrEqual(fixture.tolerance);
    }
    expect(outcome.confidence).toBeCloseTo(0.65 / 1.5, 9);
  });

  test('the medoid elects another answer than the exact count', () => {
    const { winner, support } = weightedMedoid(fixture.answers, fixture.weights)!;
    expect(winner).toBe(fixture.medoid);
    fixture.medoid_support.forEach((wanted, member) => {
      expect(Math.abs(support[member]! - wanted)).toBeLessThanOrEqual(fixture.tolerance);
    });
  });
});

test('articles go as words, not as parts of words, in any script', () => {
  expect(normaliseAnswer('A theatre, an anthem; the Athens!')).toBe('theatre anthem athens');
  expect(normaliseAnswer('à la carte')).toBe('à la carte');
  expect(normaliseAnswer(' the ')).toBe('');
});

test('ties go to the answer given first, and silence is not an answer', () => {
  expect(weightedTextVote([undefined, 'b', 'a'], [9, 0.3, 0.3])!.winner).toBe('b');
  expect(weightedTextVote(['x', 'y', 'y'], [0.3, 0.1, 0.2])!.winner).toBe('x');
  expect(weightedMedoid([undefined, 'b', 'a'], [9, 0.3, 0.3])!.winner).toBe('b');
  expect(weightedTextVote([undefined], [1])).toBeUndefined();
  expect(weightedMedoid([undefined], [1])).toBeUndefined();
});

test('words count as often as both have them', () => {
  expect(tokenF1('a b b', 'b b c')).toBeCloseTo(2 / 3, 14);
  expect(tokenF1('', '')).toBe(1);
  expect(tokenF1('', 'a')).toBe(0);
  expect(tokenF1('a', 'b')).toBe(0);
});
