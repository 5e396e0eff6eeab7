import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf } from '../../kernel/testing/told.testing.ts';
import { loadDiabetes } from '../../learning/data/bundled.ts';
import { weightedMeanVote } from '../../learning/ensemble/regressionVote.ts';
import { rootMeanSquare } from '../../learning/metrics.ts';
import { LEAKY_BEHAVIOURS } from './testing/mutants.testing.ts';
import { finished, lie } from './testing/runs.testing.ts';
import type { Wishes } from './testing/runs.testing.ts';

const FIVE = [
  'decision_tree',
  'nearest_neighbours',
  'gradient_boosting',
  'ridge_regression',
  'ridge_regression',
];

interface Outcome {
  readonly rmse: number;
  readonly r2: number;
  readonly chanceRmse: number;
  readonly rows: number;
  readonly answered: number;
  readonly interval: readonly [number, number];
  readonly leadInterval: readonly [number, number];
  readonly bestMember: string;
  readonly bestMemberRmse: number;
  readonly uncertainty: number;
  readonly withinTwoUncertainties: number;
  readonly verdict: string;
  readonly qualityMet: boolean;
  readonly members: readonly {
    readonly rmse?: number;
    readonly weight: number;
    readonly say?: number;
  }[];
}

const run = (wishes: Wishes) => finished({ dataset: 'diabetes', learners: FIVE, ...wishes });
const outcomeOf = (done: ReturnType<typeof run>): Outcome =>
  done.summary().coordinations[0]?.outcome as unknown as Outcome;
const share = { trainingShare: 0.6 };
const STACK = { parameters: { ...share, strategy: 'stacking' } } as const;
/** Whether a stack does as badly as the tree that knows its training rows by heart, or worse than it need. */
const leaks = ({ rmse, members }: Outcome): boolean =>
  rmse >= 70 || rmse >= 1.05 * members[3]!.rmse!;

describe('numbers', () => {
  test('ENSEMBLE-18 the outcome is what the recorded estimates and the data say', () => {
    const done = run({ parameters: share });
    expect(brokenIn(done)).toEqual([]);
    const outcome = outcomeOf(done);
    const { targets } = loadDiabetes();
    const judged = eventsOf(done, 'ensemble.rows.assigned')
      .filter(({ fields }) => fields['purpose'] === 'judging')
      .flatMap(({ fields }) => JSON.parse(String(fields['rows'])) as number[]);
    const points = eventsOf(done, 'ensemble.batch.estimated').flatMap(
      ({ fields }) => JSON.parse(String(fields['estimates'])) as [number, number, number][],
    );
    expect(points.map(([truth]) => truth)).toEqual(judged.map((row) => targets[row]));
    const values = points.map(([, value]) => value);
    expect(outcome.rmse).toBeCloseTo(
      rootMeanSquare(
        points.map(([truth]) => truth),
        values,
      ),
      9,
    );
    expect(outcome.rows).toBe(judged.length);
    expect(outcome.interval[0]).toBeLessThan(outcome.rmse);
    expect(outcome.interval[1]).toBeGreaterThan(outcome.rmse);
    expect(outcome.rmse).toBeLessThan(0.85 * outcome.chanceRmse);
    expect(outcome.bestMemberRmse).toBe(Math.min(...outcome.members.map(({ rmse }) => rmse!)));
    const lead = outcome.bestMemberRmse - outcome.rmse;
    expect(outcome.leadInterval[0]).toBeLessThanOrEqual(lead);
    expect(outcome.leadInterval[1]).toBeGreaterThanOrEqual(lead);
    expect(outcome.verdict).toMatch(lead > 0 ? /beat its best member/ : /did not help/);
    expect(outcome.withinTwoUncertainties).toBeLessThan(1);
    expect(outcome.withinTwoUncertainties).toBeGreaterThan(0.3);
  });

  test('ENSEMBLE-18 scores are the variance explained: weights follow them from 1 by the moving average', () => {
    const done = run({ parameters: { ...share, batches: 1 } });
    const variance = varianceOfTraining(done);
    const erred = eventsOf(done, 'ensemble.member.erred');
    const scored = eventsOf(done, 'ensemble.member.scored');
    expect(scored).toHaveLength(5);
    scored.forEach(({ fields }, i) => {
      const error = Number(erred[i]!.fields['error']);
      const score = Math.max(0, 1 - (error * error) / variance);
      expect(Number(fields['score'])).toBeCloseTo(score, 9);
      expect(Number(fields['weight'])).toBeCloseTo(0.9 + 0.1 * score, 9);
    });
  });

  test('ENSEMBLE-18 the first batch is the mean of all, with their deviation as uncertainty', () => {
    const done = run({ learners: ['ridge_regression', 'decision_tree'], parameters: share });
    const [first] = eventsOf(done, 'ensemble.batch.estimated');
    const points = JSON.parse(String(first!.fields['estimates'])) as [number, number, number][];
    expect(points.length).toBeGreaterThan(10);
    // Two members of weight 1 disagree by twice the uncertainty.
    for (const [, value, uncertainty] of points) {
      const vote = weightedMeanVote([value - uncertainty, value + uncertainty], [1, 1])!;
      expect(vote.mean).toBeCloseTo(value, 9);
      expect(vote.uncertainty).toBeCloseTo(uncertainty, 9);
      expect(uncertainty).toBeGreaterThan(0);
    }
  });

  test.each(['ensemble_selection', 'cost_optimal', 'boosting', 'stacking'] as const)(
    'ENSEMBLE-19 %s works on numbers, and beats saying their mean',
    (strategy) => {
      // A full tree makes no mistake on rows that it has seen, and would decide alone when boosting.
      const learners = strategy === 'boosting' ? FIVE.slice(1) : FIVE;
      const done = run({ learners, parameters: { ...share, strategy } });
      expect(brokenIn(done)).toEqual([]);
      const outcome = outcomeOf(done);
      expect(outcome.answered).toBe(outcome.rows);
      expect(outcome.rmse).toBeLessThan(0.9 * outcome.chanceRmse);
    },
  );

  test('ENSEMBLE-19 selection and cost leave the full tree out, which knows training rows by heart', () => {
    for (const strategy of ['ensemble_selection', 'cost_optimal'] as const) {
      const { members } = outcomeOf(run({ parameters: { ...share, strategy } }));
      expect(members[0]!.say).toBeLessThan(0.1);
      expect(members.reduce((sum, { say }) => sum + say!, 0)).toBeGreaterThan(0.99);
    }
  });

  test('ENSEMBLE-15 a meta-learner that saw in-fold predictions would copy the tree; ours does not', () => {
    // On rows that the tree has learned by heart it is faultless, so a leaky combination is the tree itself:
    // its error on judging rows would be the tree's, far above the ridge's.
    const outcome = outcomeOf(run(STACK));
    expect(outcome.members[0]!.rmse).toBeGreaterThan(1.2 * outcome.members[3]!.rmse!);
    expect(leaks(outcome)).toBe(false);
  });

  test('ENSEMBLE-15 the same look finds members out that answer from what they have seen: the stack is the tree', () => {
    const outcome = outcomeOf(
      finished({ dataset: 'diabetes', learners: FIVE, ...STACK }, LEAKY_BEHAVIOURS),
    );
    expect(leaks(outcome)).toBe(true);
    expect(outcome.rmse).toBeGreaterThan(0.95 * outcome.members[0]!.rmse!);
  });

  test('ENSEMBLE-12 selection by members that answer from what they have seen takes the full tree alone', () => {
    const selection = { parameters: { ...share, strategy: 'ensemble_selection' } } as const;
    const wishes = { dataset: 'diabetes', learners: FIVE, ...selection };
    const { members } = outcomeOf(finished(wishes, LEAKY_BEHAVIOURS));
    expect(members[0]!.say).toBeGreaterThan(0.9);
  });

  test('ENSEMBLE-6 a member that cannot learn numbers, or lies out of shape, lowers only itself', () => {
    const wrong = run({ learners: [...FIVE, 'gaussian_naive_bayes'], parameters: share });
    expect(eventsOf(wrong, 'ensemble.member.failed').map(({ fields }) => fields)).toEqual([
      { member: 5, batch: -1, reason: 'wrongTask' },
    ]);
    expect(outcomeOf(wrong).rmse).toBe(outcomeOf(run({ parameters: share })).rmse);
    const lied = run({ parameters: share, faults: [lie('malformedAnswers', 1)] });
    expect(outcomeOf(lied).members[1]!.weight).toBeLessThan(0.4);
    expect(outcomeOf(lied).answered).toBe(outcomeOf(lied).rows);
  });

  test.each(['labelFlip', 'randomAnswers'])('ENSEMBLE-6 %s costs a member its weight', (way) => {
    const { members } = outcomeOf(run({ parameters: share, faults: [lie(way, 1, 'models/3')] }));
    expect(members[3]!.weight).toBeLessThan(members[4]!.weight - 0.15);
  });
});

function varianceOfTraining(done: ReturnType<typeof run>): number {
  const { targets } = loadDiabetes();
  const [training] = eventsOf(done, 'ensemble.rows.assigned');
  const rows = JSON.parse(String(training!.fields['rows'])) as number[];
  const own = rows.map((row) => targets[row]!);
  const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
  return own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / own.length;
}
