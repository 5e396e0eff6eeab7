import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  VOTED_BEFORE,
  VOTED_OTHERWISE,
  addVote,
  clearTally,
  countOf,
  digestWith,
  emptyTally,
} from './tally.ts';

describe('a tally', () => {
  test('counts distinct voters, also beyond 32', () => {
    const tally = emptyTally(70);
    expect(addVote(tally, 0, 'a', 70)).toBe(1);
    expect(addVote(tally, 31, 'a', 70)).toBe(2);
    expect(addVote(tally, 32, 'a', 70)).toBe(3);
    expect(addVote(tally, 69, 'a', 70)).toBe(4);
    expect(addVote(tally, 31, 'a', 70)).toBe(VOTED_BEFORE);
    expect(countOf(tally, 'a')).toBe(4);
    expect(digestWith(tally, 4)).toBe('a');
    expect(digestWith(tally, 5)).toBeUndefined();
  });

  test('counts the first vote of each voter against a plain model', () => {
    const votes = fc.array(fc.tuple(fc.nat({ max: 39 }), fc.constantFrom('a', 'b', 'c')));
    fc.assert(
      fc.property(votes, (list) => {
        const tally = emptyTally(40);
        const first = new Map<number, string>();
        for (const [voter, digest] of list) {
          const before = first.get(voter);
          if (before === undefined) first.set(voter, digest);
          const count = [...first.values()].filter((one) => one === digest).length;
          const otherwise = before === digest ? VOTED_BEFORE : VOTED_OTHERWISE;
          expect(addVote(tally, voter, digest, 40)).toBe(before === undefined ? count : otherwise);
          expect(countOf(tally, digest)).toBe(count);
        }
        clearTally(tally);
        expect(tally).toEqual(emptyTally(40));
      }),
    );
  });
});
