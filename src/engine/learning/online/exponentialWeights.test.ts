import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestExpert,
  enterLosses,
  fixedShareRate,
  hedgeRate,
  newExperts,
  regretBound,
  regretOf,
} from './exponentialWeights.ts';
import type { ExpertPolicy, Experts } from './exponentialWeights.ts';

type Losses = readonly (number | undefined)[];

function played(rounds: readonly Losses[], policy: ExpertPolicy): Experts {
  const experts = newExperts(rounds[0]?.length ?? 1);
  for (const losses of rounds) enterLosses(experts, losses, policy);
  return experts;
}

/** What the best sequence of experts with at most so many switches loses, by dynamic programming. */
function bestSequence(rounds: readonly (readonly number[])[], switches: number): number {
  const count = rounds[0]!.length;
  let least = Array.from({ length: switches + 1 }, () => Array.from({ length: count }, () => 0));
  rounds.forEach((losses, t) => {
    const before = least;
    least = before.map((own, used) =>
      own.map((lost, expert) => {
        const moved = used === 0 || t === 0 ? Infinity : Math.min(...before[used - 1]!);
        return Math.min(lost, moved) + losses[expert]!;
      }),
    );
  });
  return Math.min(...least.flat());
}

const losing = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const game = fc.integer({ min: 2, max: 6 }).chain((count) =>
  fc.array(fc.array(losing, { minLength: count, maxLength: count }), {
    minLength: 1,
    maxLength: 60,
  }),
);

describe('Hedge by hand', () => {
  test('two experts, ln 2 a loss: shares are powers of one half', () => {
    const policy = { kind: 'hedge', rate: Math.LN2 } as const;
    const experts = newExperts(2);
    expect(enterLosses(experts, [1, 0], policy)).toBe(0.5);
    expect(experts.shares[0]).toBeCloseTo(1 / 3, 12);
    expect(enterLosses(experts, [1, 0], policy)).toBeCloseTo(1 / 3, 12);
    expect(experts.shares[0]).toBeCloseTo(1 / 5, 12);
    expect(experts.losses).toEqual([2, 0]);
    expect(regretOf(experts)).toBeCloseTo(0.5 + 1 / 3, 12);
    expect(bestExpert(experts)).toBe(1);
  });

  test('the rate for a known horizon gives the bound √(T ln N ÷ 2) at its end', () => {
    const rate = hedgeRate(5, 1_000);
    expect(rate).toBeCloseTo(Math.sqrt((8 * Math.log(5)) / 1_000), 14);
    const bound = regretBound({ kind: 'hedge', rate }, 5, 1_000);
    expect(bound).toBeCloseTo(Math.sqrt((1_000 * Math.log(5)) / 2), 10);
    expect(regretBound({ kind: 'hedge', rate: 0 }, 5, 7)).toBe(7);
    expect(regretBound({ kind: 'hedge', rate }, 1, 7)).toBe(0);
  });

  test('a thousand rounds of losses in hundreds do not overflow', () => {
    const rounds = Array.from({ length: 1_000 }, () => [1, 1, 0]);
    const { shares } = played(rounds, { kind: 'hedge', rate: 50 });
    expect(shares).toEqual([0, 0, 1]);
  });
});

describe('regret', () => {
  test('an adversary who charges whoever weighs most never gets above the bound', () => {
    for (const count of [2, 3, 8]) {
      const rounds = 200;
      for (const policy of [
        { kind: 'hedge', rate: hedgeRate(count, rounds) },
        { kind: 'anytime' },
      ] as const) {
        const experts = newExperts(count);
        for (let t = 1; t <= rounds; t++) {
          const heaviest = experts.shares.indexOf(Math.max(...experts.shares));
          const losses = experts.shares.map((_, i) => (i === heaviest ? 1 : 0));
          enterLosses(experts, losses, policy);
          expect(regretOf(experts)).toBeLessThanOrEqual(regretBound(policy, count, t) + 1e-9);
        }
        // The adversary does hurt: without learning the rates would be idle.
        expect(regretOf(experts)).toBeGreaterThan(0.15 * regretBound(policy, count, rounds));
      }
    }
  });

  test('is never above the bound, for any losses, after any round', () => {
    fc.assert(
      fc.property(game, fc.integer({ min: 1, max: 80 }), (rounds, horizon) => {
        const count = rounds[0]!.length;
        const policies: readonly ExpertPolicy[] = [
          { kind: 'hedge', rate: hedgeRate(count, horizon) },
          { kind: 'anytime' },
          { kind: 'fixedShare', rate: 0.7, share: 0.05 },
        ];
        for (const policy of policies) {
          const experts = newExperts(count);
          rounds.forEach((losses, t) => {
            enterLosses(experts, losses, policy);
            const bound = regretBound(policy, count, t + 1);
            expect(regretOf(experts)).toBeLessThanOrEqual(bound + 1e-9);
            const total = experts.shares.reduce((sum, share) => sum + share, 0);
            expect(total).toBeCloseTo(1, 9);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of Fixed-Share against the best sequence with some switches is never above its bound', () => {
    fc.assert(
      fc.property(game, fc.integer({ min: 0, max: 4 }), (rounds, switches) => {
        const count = rounds[0]!.length;
        const policy = { kind: 'fixedShare', rate: 0.9, share: 0.1 } as const;
        const { mixtureLoss } = played(rounds, policy);
        const bound = regretBound(policy, count, rounds.length, switches);
        expect(mixtureLoss - bestSequence(rounds, switches)).toBeLessThanOrEqual(bound + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test('who is absent keeps its share among the others, and the bound still holds', () => {
    const absent = fc.option(losing, { nil: undefined });
    const holes = fc.array(fc.array(absent, { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(holes, (rounds) => {
        const policy = { kind: 'hedge', rate: hedgeRate(3, 40) } as const;
        const experts = played(rounds, policy);
        expect(regretOf(experts)).toBeLessThanOrEqual(
          regretBound(policy, 3, experts.rounds) + 1e-9,
        );
      }),
      { numRuns: 60 },
    );
    const experts = newExperts(3);
    const policy = { kind: 'hedge', rate: 1 } as const;
    expect(enterLosses(experts, [undefined, undefined, undefined], policy)).toBeUndefined();
    expect(experts.rounds).toBe(0);
    enterLosses(experts, [undefined, 1, 0], policy);
    // Charged half a loss, as the others lost on average.
    expect(experts.losses).toEqual([0.5, 1, 0]);
  });
});

describe('after a switch of the best expert', () => {
  const rounds = Array.from({ length: 100 }, (_, t) => (t < 50 ? [0, 1] : [1, 0]));
  /** Rounds after the switch until the second expert has the larger share. */
  function delayOf(policy: ExpertPolicy): number {
    const experts = newExperts(2);
    let delay = 0;
    for (const losses of rounds) {
      if (losses[1] === 0 && experts.shares[1]! <= 0.5) delay += 1;
      enterLosses(experts, losses, policy);
    }
    return delay;
  }

  test('Hedge needs as many rounds as it had seen before; Fixed-Share needs a handful', () => {
    expect(delayOf({ kind: 'hedge', rate: 1 })).toBe(50);
    const shared = { kind: 'fixedShare', rate: 1, share: 0.05 } as const;
    expect(delayOf(shared)).toBeLessThan(6);
    expect(played(rounds, shared).mixtureLoss).toBeLessThan(
      played(rounds, { kind: 'hedge', rate: 1 }).mixtureLoss / 3,
    );
  });

  test('a share never falls below what everybody hands out', () => {
    const { shares } = played(rounds.slice(0, 50), { kind: 'fixedShare', rate: 1, share: 0.05 });
    expect(shares[1]).toBeGreaterThanOrEqual(0.025);
    expect(fixedShareRate(4, 100, 0.05)).toBeGreaterThan(hedgeRate(4, 100));
  });

  test('shares, losses and counts must be possible', () => {
    expect(() => newExperts(0)).toThrow('0 experts');
    expect(() => enterLosses(newExperts(2), [0], { kind: 'anytime' })).toThrow('1 losses');
    expect(() => enterLosses(newExperts(1), [2], { kind: 'anytime' })).toThrow('a loss of 2');
  });
});
