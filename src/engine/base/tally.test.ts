import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideVotes, shareOf, tallyVotes, weightOf } from './tally.ts';
import type { CountedVote } from './tally.ts';
import type { Decision, VoteRule } from './votes.ts';

const vote = (decision: Decision, weight = 1, confidencePpm = 800_000): CountedVote => ({
  decision,
  confidencePpm: decision === 'abstain' ? 0 : confidencePpm,
  weight,
});
const votes = (agree: number, disagree: number, abstain: number): CountedVote[] => [
  ...Array.from({ length: agree }, () => vote('agree')),
  ...Array.from({ length: disagree }, () => vote('disagree')),
  ...Array.from({ length: abstain }, () => vote('abstain')),
];
const RULE: VoteRule = { mode: 'threshold', threshold: 0.7 };
const decide = (counted: readonly CountedVote[], rule: Partial<VoteRule> = {}): string =>
  decideVotes(tallyVotes(counted), { ...RULE, ...rule })?.decision ?? 'none';

describe('SIMPLE-1 shares are of all votes and compared as they are written', () => {
  test.each([
    [7, 3, 0, 0.7, 'agree'],
    [7, 0, 3, 0.7, 'agree'],
    [69, 31, 0, 0.7, 'none'],
    [3, 7, 0, 0.7, 'disagree'],
    [0, 7, 3, 0.7, 'disagree'],
    [6, 0, 4, 0.7, 'none'],
    [3, 2, 0, 0.6, 'agree'],
    [3, 7, 0, 0.3, 'agree'],
    [0, 0, 5, 0.7, 'none'],
    [0, 0, 5, 0, 'none'],
    [1, 4, 0, 0, 'agree'],
    [29, 71, 0, 0.29, 'agree'],
    [5, 0, 0, 1, 'agree'],
    [4, 0, 1, 1, 'none'],
  ])(
    '%i agree, %i disagree, %i abstain at %d: %s',
    (agree, disagree, abstain, threshold, wanted) => {
      expect(decide(votes(agree, disagree, abstain), { threshold })).toBe(wanted);
    },
  );

  test('whatever the threshold in hundredths and the count up to 100, as whole numbers say', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (hundredths, total, part) => {
          const agree = Math.min(part, total);
          const counted = votes(agree, 0, total - agree);
          const isEnough = agree > 0 && agree * 100 >= hundredths * total;
          expect(decide(counted, { threshold: hundredths / 100 })).toBe(
            isEnough ? 'agree' : 'none',
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('SIMPLE-2 modes', () => {
  test.each([
    ['majority', 3, 2, 0, 'agree'],
    ['majority', 2, 2, 1, 'none'],
    ['majority', 2, 2, 0, 'none'],
    ['majority', 1, 3, 1, 'disagree'],
    ['unanimity', 5, 0, 0, 'agree'],
    ['unanimity', 4, 0, 1, 'none'],
    ['unanimity', 0, 5, 0, 'disagree'],
    ['unanimity', 4, 1, 0, 'none'],
  ] as const)('%s: %i, %i, %i: %s', (mode, agree, disagree, abstain, wanted) => {
    expect(decide(votes(agree, disagree, abstain), { mode })).toBe(wanted);
  });
});

describe('SIMPLE-3 weights are whole numbers', () => {
  const seat = (reputationMilli: number, competenceMilli?: number) => ({
    actor: 0,
    role: 'voter',
    number: 0,
    agent: 0,
    agentId: 'p/0',
    reputationMilli,
    ...(competenceMilli === undefined ? {} : { competenceMilli }),
  });

  test('one each, by reputation, by log-odds of competence', () => {
    expect(weightOf(seat(900), 'none')).toBe(1);
    expect(weightOf(seat(900), 'reputation')).toBe(900);
    expect(weightOf(seat(500, 900), 'competence')).toBe(2197);
    expect(weightOf(seat(500, 600), 'competence')).toBe(405);
    expect(weightOf(seat(500, 500), 'competence')).toBe(0);
    expect(weightOf(seat(500, 100), 'competence')).toBe(0);
    expect(weightOf(seat(500, 1000), 'competence')).toBe(6907);
    expect(weightOf(seat(500), 'competence')).toBe(0);
  });

  test('one expert outweighs two amateurs only where the log-odds say so', () => {
    const counted = [vote('agree', 2197), vote('disagree', 405), vote('disagree', 405)];
    expect(decide(counted)).toBe('agree');
    const tally = tallyVotes(counted);
    expect(shareOf(tally.agree, tally)).toBeCloseTo(2197 / 3007, 12);
    expect(decide([vote('agree', 300), vote('disagree', 700)])).toBe('disagree');
    expect(decide([vote('agree', 299), vote('disagree', 701)], { threshold: 0.701 })).toBe(
      'disagree',
    );
    expect(decide([vote('agree', 0), vote('disagree', 0)], { threshold: 0 })).toBe('none');
  });
});

describe('SIMPLE-4 confidence and ratio are of the winning side', () => {
  test('abstentions are no disagreement, and their confidence does not count', () => {
    const counted = [
      vote('disagree', 1, 900_000),
      vote('disagree', 1, 700_000),
      vote('disagree', 1, 800_000),
      vote('abstain'),
    ];
    const verdict = decideVotes(tallyVotes(counted), RULE);
    expect(verdict).toEqual({ decision: 'disagree', confidence: 0.8, voteRatio: 0.75 });
  });
});
