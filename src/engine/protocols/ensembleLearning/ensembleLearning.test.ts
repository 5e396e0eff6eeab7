import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf } from '../../kernel/testing/told.testing.ts';
import { loadDataset } from '../../learning/data/bundled.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import { ensembleLearning } from './protocol.ts';
import { isValidAnswer } from './strategy.ts';
import { finished, FOUR, lie, outcomeOf } from './testing/runs.testing.ts';

const SIX = [
  'decision_tree',
  'random_forest',
  'logistic_regression',
  'gaussian_naive_bayes',
  'nearest_neighbours',
  'multilayer_perceptron',
];
describe('rows', () => {
  test('ENSEMBLE-1 every row serves once, training keeps the classes’ shares, batches differ by one row', () => {
    const assigned = eventsOf(
      finished({ dataset: 'wine', parameters: { batches: 12, trainingShare: 0.5 } }),
      'ensemble.rows.assigned',
    );
    const parts = assigned.map((event) => JSON.parse(String(event.fields['rows'])) as number[]);
    expect(parts.flat().toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 178 }, (_, i) => i),
    );
    const { labels } = loadDataset('wine');
    const trained = [0, 1, 2].map(
      (label) => (parts[0] ?? []).filter((row) => labels[row] === label).length,
    );
    expect(trained).toEqual([29, 36, 24]); // Half of 59, 71 and 48: one half-row each way.
    const sizes = parts.slice(1).map((rows) => rows.length);
    expect(sizes.length).toBe(12);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });
});

describe('learning', () => {
  test.each([
    ['iris', 0.93],
    ['wine', 0.94],
  ] as const)(
    'ENSEMBLE-2 six learners on %s reach the accuracy that their table gives',
    (dataset, least) => {
      let right = 0;
      let rows = 0;
      for (const seed of [1, 2]) {
        const run = finished({ dataset, learners: SIX, seed });
        const outcome = outcomeOf(run);
        right += outcome.accuracy * outcome.rows;
        rows += outcome.rows;
        expect(brokenIn(run)).toEqual([]);
        expect(outcome.confusion.reduce((sum, count) => sum + count, 0)).toBe(outcome.rows);
      }
      expect(right / rows).toBeGreaterThan(least);
    },
  );

  test('ENSEMBLE-2 training takes virtual time by the learner', () => {
    const trained = eventsOf(finished({ learners: SIX }), 'ensemble.member.trained');
    const times = new Map(trained.map((event) => [event.fields['learner'], event.at]));
    expect(times.size).toBe(6);
    expect(Number(times.get('multilayer_perceptron'))).toBeGreaterThan(
      10 * Number(times.get('gaussian_naive_bayes')),
    );
  });

  test('ENSEMBLE-3 a member that trains too long joins later batches', () => {
    const run = finished({
      learners: [...FOUR, 'multilayer_perceptron'],
      parameters: { trainingTimeoutMicros: 500_000 },
    });
    const failed = eventsOf(run, 'ensemble.member.failed');
    expect(failed.map((event) => event.fields)).toEqual([
      { member: 4, batch: -1, reason: 'notTrainedInTime' },
    ]);
    const scored = eventsOf(run, 'ensemble.member.scored').filter(
      (event) => event.fields['member'] === 4,
    );
    expect(scored.length).toBeGreaterThan(0);
    expect(scored.length).toBeLessThan(10);
    expect(scored[0]?.fields['batch']).toBeGreaterThan(0);
  });
});

describe('votes and weights', () => {
  test('ENSEMBLE-4 confidence is the winners’ weight over that of those that answered', () => {
    for (const voting of ['hard', 'soft'] as const) {
      const decided = eventsOf(finished({ parameters: { voting } }), 'ensemble.batch.decided');
      expect(decided.length).toBe(10);
      for (const { fields } of decided) {
        expect(fields['answered']).toBe(fields['rows']);
        expect(Number(fields['confidence'])).toBeGreaterThan(0.6);
        expect(Number(fields['confidence'])).toBeLessThanOrEqual(1);
      }
    }
  });

  test('ENSEMBLE-5 weights follow the mean of the scores by a tenth after every batch', () => {
    const scored = eventsOf(finished({}), 'ensemble.member.scored');
    expect(scored.length).toBe(40);
    for (const member of [0, 1, 2, 3]) {
      let weight = 1;
      const scores: number[] = [];
      for (const { fields } of scored.filter((event) => event.fields['member'] === member)) {
        scores.push(Number(fields['score']));
        weight = 0.9 * weight + (0.1 * scores.reduce((sum, one) => sum + one, 0)) / scores.length;
        expect(Number(fields['weight'])).toBeCloseTo(weight, 12);
      }
    }
  });

  test('ENSEMBLE-5 a liar loses its weight, the honest keep theirs, and the vote holds', () => {
    for (const behaviour of ['labelFlip', 'randomAnswers']) {
      const outcome = outcomeOf(
        finished({ parameters: { batches: 20 }, faults: [lie(behaviour, 0)] }),
      );
      const [first, liar, ...others] = outcome.members.map((member) => member.weight);
      expect(liar).toBeLessThan(0.6);
      expect(Math.min(first ?? 0, ...others)).toBeGreaterThan(0.85);
      expect(outcome.accuracy).toBeGreaterThan(0.9);
    }
  });
});

describe('failures', () => {
  test('ENSEMBLE-6 a member that crashes lowers nothing but itself', () => {
    const calm = outcomeOf(finished({}));
    const run = finished({
      faults: [{ id: 'f', kind: 'crash', at: 4_500_000, agents: ['models/2'] }],
    });
    const outcome = outcomeOf(run);
    for (const member of [0, 1, 3]) expect(outcome.members[member]).toEqual(calm.members[member]);
    expect(outcome.members[2]?.weight).toBeLessThan((calm.members[2]?.weight ?? 0) - 0.1);
    expect(outcome.accuracy).toBeGreaterThan(calm.accuracy - 0.05);
    expect(
      eventsOf(run, 'ensemble.member.failed').every(
        (event) => event.fields['reason'] === 'noAnswerInTime',
      ),
    ).toBe(true);
  });

  test('ENSEMBLE-6 a member that fails by chance scores 0 on that batch alone', () => {
    const run = finished({ agents: { failure: 0.5 }, parameters: { batches: 20 } });
    const failed = eventsOf(run, 'ensemble.member.failed');
    expect(failed.length).toBeGreaterThan(20);
    expect(failed.length).toBeLessThan(60);
    const zero = eventsOf(run, 'ensemble.member.scored').filter(
      (event) => event.fields['score'] === 0,
    );
    expect(zero.length).toBeGreaterThanOrEqual(failed.length);
  });

  test('ENSEMBLE-8 when nobody can ever answer the coordination fails', () => {
    const run = finished({ agents: { failure: 1 } });
    const [coordination] = run.summary().coordinations;
    expect(coordination).toMatchObject({ status: 'failed', error: 'no_valid_results' });
  });

  test('ENSEMBLE-10 malformed answers are ignored with a reason and have no say', () => {
    const run = finished({ faults: [lie('malformedAnswers', 0)] });
    const ignored = eventsOf(run, 'message.ignored');
    expect(ignored.length).toBe(10);
    expect(ignored.every((event) => event.fields['reason'] === 'malformed')).toBe(true);
    expect(outcomeOf(run).members[1]?.accuracy).toBe(0);
    expect(outcomeOf(run).accuracy).toBeGreaterThan(0.88);
  });

  test('ENSEMBLE-10 duplicates and latecomers are ignored with a reason', () => {
    const reasons = new Set<unknown>();
    for (const seed of [1, 2, 3]) {
      const network = { duplicationPpm: 500_000, reorderPpm: 500_000, reorderMicros: 3_000_000 };
      const run = finished({
        seed,
        network,
        parameters: { timeoutMicros: 1_000_000, batches: 20 },
      });
      for (const event of eventsOf(run, 'message.ignored')) reasons.add(event.fields['reason']);
      expect(brokenIn(run)).toEqual([]);
    }
    expect(reasons).toEqual(new Set(['duplicate', 'late']));
  });

  test('ENSEMBLE-11 the aggregator goes on after a crash with the batch that was open', () => {
    const faults: readonly PlannedFault[] = [
      { id: 'f', kind: 'crash', at: 4_020_000, until: 6_000_000, agents: ['ensemble/aggregator'] },
    ];
    const run = finished({ faults });
    expect(run.summary().coordinations[0]?.status).toBe('completed');
    expect(brokenIn(run)).toEqual([]);
    expect(eventsOf(run, 'ensemble.batch.decided').map((event) => event.fields['batch'])).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });
});

describe('budget and outcome', () => {
  test('ENSEMBLE-7 the run never spends more than its budget and asks the heaviest first', () => {
    const run = finished({ agents: { costPerRequest: 0.1 }, parameters: { maxCost: 2.05 } });
    const outcome = outcomeOf(run);
    expect(outcome.cost).toBe(2);
    const spared = eventsOf(run, 'ensemble.member.spared');
    expect(spared.length).toBe(20);
    const scored = eventsOf(run, 'ensemble.member.scored');
    expect(scored.length).toBe(20);
  });

  test('ENSEMBLE-9 the outcome says whether voting helped', () => {
    const run = finished({ dataset: 'wine', learners: SIX });
    const outcome = outcomeOf(run);
    expect(outcome.chance).toBeCloseTo(71 / 178, 12);
    expect(outcome.qualityMet).toBe(true);
    const { accuracy, bestMemberAccuracy, verdict, interval, leadInterval } = outcome;
    expect(interval[0]).toBeLessThan(accuracy);
    expect(interval[1]).toBeGreaterThan(accuracy);
    const lead = accuracy - bestMemberAccuracy;
    expect((leadInterval[0] + leadInterval[1]) / 2).toBeCloseTo(lead, 9);
    const rows = outcome.calibration.reduce((sum, bin) => sum + bin.rows, 0);
    expect(rows).toBe(outcome.rows);
    const error = outcome.calibration.reduce(
      (sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.accuracy - bin.confidence),
      0,
    );
    expect(outcome.calibrationError).toBeCloseTo(error, 12);
    // The last that was recorded of each tenth is what the outcome says of it.
    const byTenth = new Map(
      eventsOf(run, 'ensemble.calibration.counted').map(({ fields }) => [fields['tenth'], fields]),
    );
    expect(byTenth.size).toBe(outcome.calibration.length);
    const recorded = [...byTenth.values()].toSorted(
      (one, other) => Number(one['tenth']) - Number(other['tenth']),
    );
    for (const [i, bin] of outcome.calibration.entries()) {
      expect(recorded[i]).toMatchObject({ rows: bin.rows, confidence: bin.confidence });
      expect(Number(recorded[i]?.['right']) / bin.rows).toBeCloseTo(bin.accuracy, 12);
    }
    if (accuracy > bestMemberAccuracy) expect(verdict).toMatch(/beat/);
    else if (accuracy === bestMemberAccuracy) expect(verdict).toMatch(/as well as/);
    else expect(verdict).toMatch(/did not help/);
  });

  test('ENSEMBLE-2 the same seed gives the same digest, another seed another', () => {
    const digest = (seed: number) => finished({ seed, learners: SIX }).digest();
    expect(digest(5)).toBe(digest(5));
    expect(digest(5)).not.toBe(digest(6));
  });
});

test('ENSEMBLE-4 only rows of probabilities that sum to 1 are answers', () => {
  expect(isValidAnswer([0.2, 0.8, 1, 0], 2, 2)).toBe(true);
  expect(isValidAnswer([0.2, 0.8, 1], 2, 2)).toBe(false);
  expect(isValidAnswer([0.2, 0.9, 1, 0], 2, 2)).toBe(false);
  expect(isValidAnswer([-0.2, 1.2, 1, 0], 2, 2)).toBe(false);
  expect(isValidAnswer([Number.NaN, 1, 1, 0], 2, 2)).toBe(false);
  expect(isValidAnswer('no list', 2, 2)).toBe(false);
  // Without classes: one finite number for each row.
  expect(isValidAnswer([-3, 1e9], 2, 0)).toBe(true);
  expect(isValidAnswer([-3], 2, 0)).toBe(false);
  expect(isValidAnswer([-3, Infinity], 2, 0)).toBe(false);
  expect(ensembleLearning.card.version).toBe(8);
});
