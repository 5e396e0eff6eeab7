import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf } from '../../../kernel/testing/told.testing.ts';
import { streamName } from '../../../base/streamName.ts';
import type { StreamSource } from '../../../base/streamName.ts';
import type { PlannedFault } from '../../../plan/plannedFault.ts';
import { ensembleParameters } from '../card.ts';
import type { EnsembleParameters } from '../card.ts';
import { finished, outcomeOf } from '../testing/runs.testing.ts';
import type { Wishes } from '../testing/runs.testing.ts';
import { batchCount, batchRows, lessonPart } from './plan.ts';

const SOURCE = 'ensemble/source';
const POOL = ['decision_tree', 'gaussian_naive_bayes', 'logistic_regression', 'decision_tree'];

function aStream(wishes: Partial<StreamSource> = {}): string {
  const usual = { noise: 0.05, change: 'abrupt', changeRow: 800, widthRows: 0 } as const;
  return streamName({
    generator: 'stagger',
    rows: 1_500,
    ...usual,
    everyRows: 0,
    seed: 1,
    ...wishes,
  });
}

const CALM = aStream({ change: 'none' });

function live(wishes: Wishes = {}) {
  return finished({
    dataset: aStream(),
    learners: POOL,
    ...wishes,
    parameters: {
      evaluation: 'prequential',
      trainingShare: 0.2,
      batches: 24,
      maxCost: 1_000,
      ...wishes.parameters,
    },
  });
}

const drift = (behaviour: string, at = 14_000_000): PlannedFault => ({
  id: 'drift',
  kind: 'behaviour',
  behaviour,
  at,
  agents: [SOURCE],
});

describe('rows', () => {
  test('ENSEMBLE-20 a stream arrives in its order, each row once, and classes only after the answers', () => {
    const run = live({ dataset: CALM });
    const rows = eventsOf(run, 'ensemble.rows.assigned').flatMap(
      ({ fields }) => JSON.parse(String(fields['rows'])) as number[],
    );
    expect(rows).toEqual(Array.from({ length: 1_500 }, (_, row) => row));
    const sent = eventsOf(run, 'message.sent').map(({ fields }) => String(fields['message']));
    const order = sent.filter((kind) => ['draw', 'arrived', 'reveal', 'revealed'].includes(kind));
    expect(order.slice(0, 6)).toEqual(['draw', 'arrived', 'draw', 'arrived', 'reveal', 'revealed']);
    const classify = sent.lastIndexOf('classify');
    expect(sent.lastIndexOf('predicted')).toBeGreaterThan(classify);
    expect(sent.lastIndexOf('reveal')).toBeGreaterThan(sent.lastIndexOf('predicted'));
    expect(brokenIn(run)).toEqual([]);
    expect(outcomeOf(run).accuracy).toBeGreaterThan(0.9);
  });

  test('ENSEMBLE-20 other data is shuffled, for its files are sorted', () => {
    const run = live({ dataset: 'iris' });
    const [first] = eventsOf(run, 'ensemble.rows.assigned');
    const rows = JSON.parse(String(first?.fields['rows'])) as number[];
    expect(rows).toHaveLength(30);
    expect(Math.max(...rows)).toBeGreaterThan(100);
    expect(outcomeOf(run).accuracy).toBeGreaterThan(0.85);
  });

  test('ENSEMBLE-20 what is lost is asked for again', () => {
    const run = live({ dataset: CALM, network: { lossPpm: 100_000 } });
    expect(run.summary().coordinations[0]?.status).toBe('completed');
    expect(eventsOf(run, 'ensemble.batch.decided')).toHaveLength(24);
    expect(brokenIn(run)).toEqual([]);
  });

  test('ENSEMBLE-20 when the source falls silent the run ends with what there is', () => {
    const run = live({
      dataset: CALM,
      faults: [{ id: 'f', kind: 'crash', at: 12_000_000, agents: [SOURCE] }],
    });
    expect(run.summary().coordinations[0]?.status).toBe('completed');
    const decided = eventsOf(run, 'ensemble.batch.decided').length;
    expect(decided).toBeGreaterThan(5);
    expect(decided).toBeLessThan(15);
  });

  test('ENSEMBLE-20 rows are dealt so that none is missed and none comes twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 400 }),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (rows, batches, trainingShare) => {
          const order = Array.from({ length: rows }, (_, row) => row);
          const shares = { trainingShare, batches };
          const count = batchCount(rows, shares);
          const parts = Array.from({ length: count + 1 }, (_, i) =>
            batchRows(order, i - 1, shares),
          );
          expect(parts.flat()).toEqual(order);
          const sizes = parts.slice(1).map((part) => part.length);
          if (count > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('lessons', () => {
  test('ENSEMBLE-21 the first rows whole, or each its own part', () => {
    expect(lessonPart([1, 2, 3, 4], 1, 2, 'shared')).toEqual([1, 2, 3, 4]);
    expect(lessonPart([1, 2, 3, 4], 1, 2, 'parts')).toEqual([3, 4]);
    const run = live({ dataset: CALM, parameters: { firstLesson: 'parts', spares: 1 } });
    const given = eventsOf(run, 'ensemble.lesson.given').map(({ fields }) => fields['rows']);
    expect(given.slice(0, 4)).toEqual([100, 100, 100, 300]);
  });

  test('ENSEMBLE-21 members learn anew from the window, never from what is not decided', () => {
    const run = live({ parameters: { retrainEvery: 4, windowRows: 200, detector: 'none' } });
    const lessons = eventsOf(run, 'ensemble.lesson.given').filter(
      ({ fields }) => Number(fields['newest']) >= 0,
    );
    expect(lessons.map(({ fields }) => fields['newest'])).toEqual(
      [3, 7, 11, 15, 19, 23].flatMap((batch) => [batch, batch, batch]),
    );
    for (const { fields } of lessons) expect(fields['rows']).toBe(200);
    expect(brokenIn(run)).toEqual([]);
    const still = live({ parameters: { detector: 'none' } });
    expect(outcomeOf(run).accuracy).toBeGreaterThan(outcomeOf(still).accuracy + 0.1);
  });

  test('ENSEMBLE-21 who is learning is not asked, and lessons cost', () => {
    const slow = { trainMicrosPerUnit: 30 };
    const run = live({
      dataset: CALM,
      agents: { ...slow, costPerRequest: 0.1 },
      parameters: { retrainEvery: 1, spares: 0, batches: 12, trainingTimeoutMicros: 60_000_000 },
    });
    const asked = eventsOf(run, 'ensemble.member.scored').length;
    expect(asked).toBeLessThan(12 * 4);
    const lessons = eventsOf(run, 'ensemble.lesson.given').length - 4;
    expect(outcomeOf(run).cost).toBeCloseTo(0.1 * (asked + lessons), 9);
    expect(brokenIn(run)).toEqual([]);
  });

  test('ENSEMBLE-21 the budget is kept, lessons and all', () => {
    const run = live({
      agents: { costPerRequest: 0.1 },
      parameters: { retrainEvery: 1, maxCost: 5 },
    });
    expect(outcomeOf(run).cost).toBeLessThanOrEqual(5);
    expect(outcomeOf(run).cost).toBeGreaterThan(4.5);
  });
});

describe('drift', () => {
  test('ENSEMBLE-22 it is found soon after the change, with its evidence, and not before', () => {
    for (const detector of ['adwin', 'page_hinkley'] as const) {
      const run = live({ parameters: { detector, driftThreshold: 12 } });
      const found = eventsOf(run, 'ensemble.drift.detected').map(({ fields }) => fields);
      expect(found.length).toBeGreaterThanOrEqual(3);
      for (const { row, before, after } of found.slice(0, 3)) {
        expect(Number(row)).toBeGreaterThanOrEqual(800);
        expect(Number(row)).toBeLessThan(900);
        expect(Number(after)).toBeGreaterThan(Number(before) + 0.2);
      }
    }
  });

  test('ENSEMBLE-22 a calm stream has no drift, over seeds', () => {
    for (const seed of [1, 2, 3]) {
      const run = live({ dataset: aStream({ change: 'none', seed }) });
      expect(outcomeOf(run).drifts, `seed ${seed}`).toBe(0);
    }
  });

  test('ENSEMBLE-22 a member that is silent does not drift', () => {
    const run = live({
      dataset: CALM,
      faults: [{ id: 'f', kind: 'crash', at: 12_000_000, agents: ['models/1'] }],
    });
    expect(outcomeOf(run).drifts).toBe(0);
  });

  test.each(['labelSwap', 'measureShift', 'labelNoise'])(
    'ENSEMBLE-22 %s at the source is drift that is found',
    (behaviour) => {
      const run = live({ dataset: CALM, faults: [drift(behaviour)] });
      const found = eventsOf(run, 'ensemble.drift.detected');
      expect(found.length).toBeGreaterThan(0);
      for (const { at } of found) expect(at).toBeGreaterThan(14_000_000);
      expect(brokenIn(run)).toEqual([]);
    },
  );
});

describe('replacement', () => {
  test('ENSEMBLE-23 the spare takes the place of a drifting member when it has learned, and does better', () => {
    const run = live();
    const [replaced] = eventsOf(run, 'ensemble.member.replaced');
    expect(replaced?.fields).toMatchObject({ successor: 3 });
    const [trained] = eventsOf(run, 'ensemble.member.trained').filter(
      ({ fields, at }) => fields['member'] === 3 && at > 2_000_000,
    );
    expect(replaced!.at).toBeGreaterThanOrEqual(trained!.at);
    expect(outcomeOf(run).inService).toContain('models/3');
    expect(outcomeOf(run).inService).toHaveLength(3);
    const idle = outcomeOf(live({ parameters: { replacement: 'none' } }));
    expect(outcomeOf(run).accuracy).toBeGreaterThan(idle.accuracy + 0.1);
    expect(idle.replacements).toBe(0);
    expect(brokenIn(run)).toEqual([]);
  });

  test('ENSEMBLE-23 without spares a drifting member learns anew', () => {
    const run = live({ parameters: { replacement: 'retrain' } });
    const { replacements, drifts, accuracy } = outcomeOf(run);
    expect([replacements, drifts! >= 4]).toEqual([0, true]);
    expect(accuracy).toBeGreaterThan(0.85);
    const later = eventsOf(run, 'ensemble.lesson.given').filter(
      ({ fields }) => Number(fields['newest']) >= 0,
    );
    expect(later.length).toBeGreaterThanOrEqual(4);
  });

  test('ENSEMBLE-23 a spare beside a member that does not drift goes back', () => {
    let dropped = 0;
    for (const seed of [1, 2, 3]) {
      const dataset = aStream({ generator: 'sea', change: 'none', noise: 0.2, seed });
      const run = live({ dataset, parameters: { driftDelta: 0.05 } });
      const ends = eventsOf(run, 'ensemble.background.dropped');
      dropped += ends.length;
      const begins = eventsOf(run, 'ensemble.background.started');
      for (const { fields } of ends) {
        const begin = begins.findLast(
          (one) =>
            one.fields['spare'] === fields['spare'] && one.fields['batch']! < fields['batch']!,
        );
        expect(Number(fields['batch']) - Number(begin?.fields['batch'])).toBe(8);
      }
      expect(brokenIn(run)).toEqual([]);
    }
    expect(dropped).toBeGreaterThan(0);
  });

  test('ENSEMBLE-23 two drifts, one after another, are both dealt with, and the retired come back', () => {
    const dataset = aStream({ rows: 3_000, changeRow: 900, everyRows: 900 });
    const run = live({ dataset, parameters: { batches: 40, spares: 2 } });
    const replaced = eventsOf(run, 'ensemble.member.replaced').map(({ fields }) => fields);
    expect(replaced.length).toBeGreaterThanOrEqual(3);
    const successors = replaced.map(({ successor }) => Number(successor));
    expect(successors.some((one) => one < 2)).toBe(true);
    expect(brokenIn(run)).toEqual([]);
    expect(outcomeOf(run).accuracy).toBeGreaterThan(0.85);
  });

  test('ENSEMBLE-23 it survives crashes of the aggregator, the spare and the network’s worst', () => {
    for (const seed of [1, 2, 3]) {
      const run = live({
        seed,
        network: { lossPpm: 50_000, duplicationPpm: 100_000, reorderPpm: 100_000 },
        parameters: { timeoutMicros: 500_000 },
        faults: [
          {
            id: 'a',
            kind: 'crash',
            at: 9_000_000,
            until: 10_000_000,
            agents: ['ensemble/aggregator'],
          },
          { id: 'b', kind: 'crash', at: 11_700_000, until: 13_000_000, agents: ['models/3'] },
          { id: 'c', kind: 'reboot', at: 17_000_000, agents: [SOURCE] },
        ],
      });
      expect(run.summary().coordinations[0]?.status).toBe('completed');
      expect(eventsOf(run, 'ensemble.batch.decided')).toHaveLength(24);
      expect(brokenIn(run)).toEqual([]);
    }
  });
});

describe('weights', () => {
  test('ENSEMBLE-24 a successor begins at 1 by moving average, with the share of its place otherwise', () => {
    for (const weighting of ['moving_average', 'hedge', 'fixed_share'] as const) {
      const run = live({ parameters: { weighting, learningRate: 1 } });
      const [replaced] = eventsOf(run, 'ensemble.member.replaced');
      const moved = eventsOf(run, 'ensemble.weight.moved').filter(({ at }) => at === replaced?.at);
      expect(moved.map(({ fields }) => fields['member'])).toEqual([
        replaced?.fields['member'],
        replaced?.fields['successor'],
      ]);
      expect(moved[0]?.fields['weight']).toBe(0);
      const began = Number(moved[1]?.fields['weight']);
      if (weighting === 'moving_average') expect(began).toBe(1);
      else expect(began).toBeLessThan(1);
      expect(brokenIn(run)).toEqual([]);
    }
  });

  test('ENSEMBLE-24 fixed share follows members of two times that take turns; hedge is left behind', () => {
    const recurring = { change: 'recurring', changeRow: 300, everyRows: 300, rows: 3_000 } as const;
    const dataset = aStream({ ...recurring, generator: 'stagger', noise: 0 });
    const accuracyBy = (weighting: EnsembleParameters['weighting']) => {
      const run = live({
        dataset,
        learners: ['decision_tree', 'decision_tree'],
        parameters: {
          weighting,
          learningRate: 3,
          firstLesson: 'parts',
          spares: 0,
          detector: 'none',
          batches: 80,
        },
      });
      expect(brokenIn(run)).toEqual([]);
      return outcomeOf(run).accuracy;
    };
    const [hedge, shared] = [accuracyBy('hedge'), accuracyBy('fixed_share')];
    expect(shared).toBeGreaterThan(hedge + 0.1);
    expect(shared).toBeGreaterThan(0.85);
  });
});

test('ENSEMBLE-20 strategies that need rows held out are refused', () => {
  const parameters = { evaluation: 'prequential', strategy: 'stacking' };
  expect(ensembleParameters.safeParse(parameters).success).toBe(false);
  expect(ensembleParameters.safeParse({ evaluation: 'prequential' }).success).toBe(true);
});

test('ENSEMBLE-20 the same seed gives the same digest, another seed another', () => {
  const [one, again, other] = [5, 5, 6].map((seed) => live({ seed }).digest());
  expect(one).toBe(again);
  expect(one).not.toBe(other);
});
