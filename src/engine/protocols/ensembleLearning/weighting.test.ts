import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf } from '../../kernel/testing/told.testing.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import { finished, outcomeOf } from './testing/runs.testing.ts';
import type { Wishes } from './testing/runs.testing.ts';

const weightsAfter = (wishes: Wishes): readonly number[] =>
  outcomeOf(finished(wishes)).members.map((member) => member.weight);
const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/** Members lie in turn, a few batches each, so that whoever was best is the next to fall. */
function liarsInTurn(members: number, batches: number, every: number): readonly PlannedFault[] {
  const batchMicros = 1_060_000;
  return Array.from({ length: Math.ceil(batches / every) }, (_, i) => ({
    id: `f${i}`,
    kind: 'behaviour' as const,
    behaviour: 'labelFlip',
    at: 4_000_000 + i * every * batchMicros,
    until: 4_000_000 + (i + 1) * every * batchMicros,
    agents: [`models/${i % members}`],
  }));
}

describe('hedge', () => {
  test('ENSEMBLE-16 shares begin alike, sum to 1 and follow e to the −η × losses', () => {
    const run = finished({ dataset: 'wine', parameters: { weighting: 'hedge' } });
    const first = eventsOf(run, 'ensemble.weight.moved').slice(0, 4);
    expect(first.map(({ fields }) => fields['weight'])).toEqual([0.25, 0.25, 0.25, 0.25]);
    const losses = [0, 0, 0, 0];
    for (const { fields } of eventsOf(run, 'ensemble.member.scored'))
      losses[Number(fields['member'])]! += 1 - Number(fields['score']);
    const powers = losses.map((loss) => Math.exp(-Math.sqrt((8 * Math.log(4)) / 10) * loss));
    outcomeOf(run).members.forEach((member, i) => {
      expect(member.weight).toBeCloseTo(powers[i]! / sumOf(powers), 12);
    });
    expect(brokenIn(run)).toEqual([]);
  });

  test('ENSEMBLE-16 a rate of one’s own moves the shares further', () => {
    const spread = (learningRate: number) => {
      const weights = weightsAfter({
        dataset: 'wine',
        parameters: { weighting: 'hedge', learningRate },
      });
      return Math.max(...weights) - Math.min(...weights);
    };
    expect(spread(10)).toBeGreaterThan(2 * spread(1));
  });

  test('ENSEMBLE-16 who is not asked keeps its share among the others', () => {
    const run = finished({
      dataset: 'wine',
      agents: { costPerRequest: 0.1, failure: 0.3 },
      parameters: { weighting: 'hedge', maxCost: 2.35, learningRate: 2 },
    });
    const weights = outcomeOf(run).members.map((member) => member.weight);
    expect(sumOf(weights)).toBeCloseTo(1, 12);
    expect(eventsOf(run, 'ensemble.member.spared').length).toBeGreaterThan(0);
    expect(eventsOf(run, 'ensemble.weight.moved').length).toBeGreaterThan(4);
    expect(brokenIn(run)).toEqual([]);
  });
});

describe('regret', () => {
  test.each(['hedge', 'hedge_anytime', 'fixed_share'] as const)(
    'ENSEMBLE-17 by %s stays under its bound while members lie in turn',
    (weighting) => {
      for (const seed of [1, 2]) {
        const run = finished({
          seed,
          dataset: 'breast_cancer',
          faults: liarsInTurn(4, 20, 3),
          parameters: { weighting, batches: 20 },
        });
        const measured = eventsOf(run, 'ensemble.regret.measured').map(({ fields }) => fields);
        expect(measured).toHaveLength(20);
        for (const { regret, bound } of measured)
          expect(Number(regret)).toBeLessThanOrEqual(Number(bound));
        expect(Number(measured.at(-1)?.['regret'])).toBeGreaterThan(0.1);
        expect(brokenIn(run)).toEqual([]);
      }
    },
  );

  test('ENSEMBLE-17 the bound of hedge ends at √(T ln N ÷ 2), that of anytime at √(T ln N)', () => {
    const last = (weighting: 'hedge' | 'hedge_anytime') =>
      Number(
        eventsOf(finished({ parameters: { weighting } }), 'ensemble.regret.measured').at(-1)
          ?.fields['bound'],
      );
    expect(last('hedge')).toBeCloseTo(Math.sqrt((10 * Math.log(4)) / 2), 10);
    expect(last('hedge_anytime')).toBeCloseTo(Math.sqrt(10 * Math.log(4)), 10);
  });

  test('ENSEMBLE-17 a moving average has none', () => {
    expect(eventsOf(finished({}), 'ensemble.regret.measured')).toEqual([]);
  });
});

test('ENSEMBLE-16 after a liar has come to its senses fixed share gives it weight again, hedge does not', () => {
  const liar: PlannedFault = {
    id: 'f',
    kind: 'behaviour',
    behaviour: 'labelFlip',
    at: 0,
    until: 14_000_000,
    agents: ['models/1'],
  };
  const weightOf = (weighting: 'hedge' | 'fixed_share') =>
    weightsAfter({
      dataset: 'breast_cancer',
      faults: [liar],
      parameters: { weighting, batches: 40, learningRate: 2 },
    })[1] ?? 0;
  expect(weightOf('hedge')).toBeLessThan(0.001);
  expect(weightOf('fixed_share')).toBeGreaterThan(0.1);
});
