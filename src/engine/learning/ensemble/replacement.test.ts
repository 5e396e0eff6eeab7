import { expect, test } from 'vitest';
import fixture from '../fixtures/modelReplacement.json' with { type: 'json' };
import { enterRound, newReplacementState } from './replacement.ts';

test('twelve rounds give the averages and replacements of the fixture', () => {
  const state = newReplacementState(3);
  fixture.scores.forEach((scores, round) => {
    const replaced = enterRound(state, scores);
    const wanted = fixture.log[round]!;
    expect(replaced, `round ${round}`).toEqual(wanted.replaced);
    wanted.ema.forEach((average, member) => {
      expect(Math.abs(state.averages[member]! - average)).toBeLessThanOrEqual(fixture.tolerance);
    });
  });
  expect(fixture.log.some(({ replaced }) => replaced.length > 0)).toBe(true);
});

test('rounds behind count only one after the other', () => {
  const state = newReplacementState(2);
  for (let round = 0; round < 6; round++) expect(enterRound(state, [1, 0])).toEqual([]);
  expect(state.roundsBehind).toEqual([0, 4]);
  // Averages are now 0.73 and 0.27; one good round against a bad one is not yet enough,
  // but a fresh start that was saved in time is.
  const saved = newReplacementState(2);
  for (let round = 0; round < 3; round++) enterRound(saved, [1, 0]);
  expect(saved.roundsBehind).toEqual([0, 1]);
  expect(enterRound(saved, [0, 1])).toEqual([]);
  expect(saved.roundsBehind).toEqual([0, 0]);
  expect(enterRound(state, [0, 1])).toEqual([1]);
  expect(() => enterRound(state, [1])).toThrow('1 scores, 2 members');
});
