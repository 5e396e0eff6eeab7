import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf } from '../../kernel/testing/told.testing.ts';
import { model } from '../../agents/model.ts';
import { SeededChoices } from '../../base/choices.ts';
import { loadDataset } from '../../learning/data/bundled.ts';
import { stratifiedFolds } from '../../learning/data/splits.ts';
import { accuracy, argmaxRows } from '../../learning/metrics.ts';
import type { PlannedAgent } from '../../plan/plan.ts';
import { finished, FOUR, outcomeOf } from './testing/runs.testing.ts';

const STUMPS = Array.from({ length: 8 }, () => 'decision_stump');

test('ENSEMBLE-12 what a member says of training rows comes from models that did not see them', () => {
  const { labels } = loadDataset('iris');
  const rows = Array.from(labels.keys());
  const choices = SeededChoices.named(1, 'folds');
  const folds = Array.from(stratifiedFolds(labels, 5, choices));
  const said = (probe: object) => {
    const luck = SeededChoices.named(2, 'tree');
    const planned: PlannedAgent = {
      index: 0,
      id: 'm/0',
      pool: 'm',
      name: 'm',
      kind: 'model',
      parameters: { learner: 'decision_tree' },
      reputationMilli: 500,
    };
    const memory = model.open(planned, luck);
    const question = { kind: 'train', dataset: 'iris', rows, probe } as never;
    const { answer } = model.answer(memory, question, luck, 0);
    if (answer.kind !== 'trained') throw new Error('it did not train');
    return accuracy(labels, argmaxRows(Float64Array.from(answer.probed!), 3));
  };
  // A grown tree knows the rows that it was trained on by heart: in-fold predictions would score 1.
  expect(said({ kind: 'fitted', weights: rows.map(() => 1) })).toBe(1);
  expect(said({ kind: 'outOfFold', folds })).toBeLessThan(0.98);
});

describe('ensemble selection', () => {
  test('ENSEMBLE-12 says sum to 1, and only who has one is asked', () => {
    const run = finished({ dataset: 'wine', parameters: { strategy: 'ensemble_selection' } });
    const says = eventsOf(run, 'ensemble.say.fixed').map(({ fields }) => Number(fields['say']));
    expect(says).toHaveLength(4);
    expect(says.reduce((sum, say) => sum + say, 0)).toBeCloseTo(1, 9);
    const asked = new Set(
      eventsOf(run, 'ensemble.member.scored').map(({ fields }) => fields['member']),
    );
    expect(asked).toEqual(new Set([0, 1, 2, 3].filter((i) => says[i]! > 0)));
    expect(brokenIn(run)).toEqual([]);
    expect(outcomeOf(run).accuracy).toBeGreaterThan(0.93);
  });

  test('ENSEMBLE-12 a member that never trained has no say, and the others choose without it', () => {
    const run = finished({
      dataset: 'wine',
      parameters: { strategy: 'ensemble_selection' },
      faults: [{ id: 'f', kind: 'crash', at: 1, agents: ['models/1'] }],
    });
    const outcome = outcomeOf(run);
    expect(outcome.members.map((member) => member.say)[1]).toBe(0);
    expect(outcome.accuracy).toBeGreaterThan(0.9);
  });
});

describe('cost optimal', () => {
  test('ENSEMBLE-13 those are asked who are best within the budget of a batch', () => {
    const run = finished({
      dataset: 'wine',
      agents: { costPerRequest: 0.1 },
      parameters: { strategy: 'cost_optimal', maxCost: 3, batches: 10 },
    });
    const found = eventsOf(run, 'ensemble.subset.found').map(({ fields }) => fields);
    const chosen = found.filter((fields) => fields['isChosen'] === 1);
    expect(chosen).toHaveLength(1);
    expect(Number(chosen[0]?.['cost'])).toBeLessThanOrEqual(0.3 + 1e-9);
    for (let i = 1; i < found.length; i++) {
      expect(Number(found[i]!['cost'])).toBeGreaterThan(Number(found[i - 1]!['cost']));
      expect(Number(found[i]!['accuracy'])).toBeGreaterThan(Number(found[i - 1]!['accuracy']));
    }
    const members = JSON.parse(String(chosen[0]?.['members'])) as string[];
    const asked = outcomeOf(run).members.filter((member) => member.say === 1);
    expect(asked.map((member) => member.agent)).toEqual(members);
    expect(outcomeOf(run).cost).toBeLessThanOrEqual(3);
  });

  test('ENSEMBLE-13 when nobody fits the budget of every batch the cheapest is asked while it lasts', () => {
    const run = finished({
      agents: { costPerRequest: 1 },
      parameters: { strategy: 'cost_optimal', maxCost: 3, batches: 10 },
    });
    expect(outcomeOf(run).cost).toBe(3);
  });
});

describe('boosting', () => {
  test('ENSEMBLE-14 members train one after another, and stumps together beat the best alone', () => {
    const run = finished({
      dataset: 'breast_cancer',
      learners: STUMPS,
      parameters: { strategy: 'boosting' },
    });
    const trained = eventsOf(run, 'ensemble.member.trained');
    expect(trained.map(({ fields }) => fields['member'])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const times = trained.map(({ at }) => at);
    expect(new Set(times).size).toBe(8);
    const says = eventsOf(run, 'ensemble.say.fixed').map(({ fields }) => fields);
    for (const { say, error } of says)
      expect(Number(say)).toBeCloseTo(Math.log((1 - Number(error)) / Number(error)), 9);
    // The rows that the first got wrong weigh half for the second, so it cannot err on the same alone.
    expect(Number(says[1]?.['error'])).toBeGreaterThan(Number(says[0]?.['error']));
    const outcome = outcomeOf(run);
    expect(outcome.accuracy).toBeGreaterThan(outcome.bestMemberAccuracy);
    expect(brokenIn(run)).toEqual([]);
  });

  test('ENSEMBLE-14 one that never answers costs its turn and its say, nothing else', () => {
    const run = finished({
      dataset: 'breast_cancer',
      learners: STUMPS,
      parameters: { strategy: 'boosting', trainingTimeoutMicros: 5_000_000 },
      faults: [{ id: 'f', kind: 'crash', at: 1, agents: ['models/3'] }],
    });
    const outcome = outcomeOf(run);
    expect(outcome.members[3]?.say).toBe(0);
    expect(eventsOf(run, 'ensemble.member.trained')).toHaveLength(7);
    expect(outcome.accuracy).toBeGreaterThan(0.9);
  });
});

describe('stacking', () => {
  const POOL = [
    'decision_tree',
    'gaussian_naive_bayes',
    'nearest_neighbours',
    'logistic_regression',
  ];

  test('ENSEMBLE-15 the last member learns from what the others say, and does better than the tree among them', () => {
    let right = 0;
    let treeRight = 0;
    for (const seed of [1, 2, 3]) {
      const run = finished({
        seed,
        dataset: 'wine',
        learners: POOL,
        parameters: { strategy: 'stacking', trainingShare: 0.6 },
      });
      expect(brokenIn(run)).toEqual([]);
      const [taught] = eventsOf(run, 'ensemble.meta.taught');
      expect(taught?.fields).toMatchObject({ member: 3, rows: 107, columns: 9 });
      const outcome = outcomeOf(run);
      right += outcome.accuracy / 3;
      treeRight += outcome.members[0]!.accuracy / 3;
      expect(outcome.accuracy).toBeCloseTo(outcome.members[3]!.accuracy, 12);
    }
    expect(right).toBeGreaterThan(treeRight + 0.03);
  });

  test('ENSEMBLE-15 each batch goes to the others first and then to the meta-learner, which is paid too', () => {
    const run = finished({ learners: POOL, parameters: { strategy: 'stacking', batches: 5 } });
    expect(outcomeOf(run).cost).toBeCloseTo(5 * 4 * 0.01, 9);
    const scored = eventsOf(run, 'ensemble.member.scored');
    expect(scored).toHaveLength(20);
  });

  test('ENSEMBLE-15 without the meta-learner the others vote; without one of them it decides alone', () => {
    const crash = (agent: string) => ({
      learners: POOL,
      dataset: 'wine' as const,
      parameters: { strategy: 'stacking' as const, trainingShare: 0.6 },
      faults: [{ id: 'f', kind: 'crash' as const, at: 4_500_000, agents: [agent] }],
    });
    for (const agent of ['models/3', 'models/1']) {
      const run = finished(crash(agent));
      expect(brokenIn(run)).toEqual([]);
      expect(eventsOf(run, 'ensemble.member.failed').length).toBeGreaterThan(0);
      expect(outcomeOf(run).accuracy).toBeGreaterThan(0.88);
    }
  });

  test('ENSEMBLE-15 the budget is kept, with the price of the meta-learner', () => {
    const run = finished({
      learners: POOL,
      agents: { costPerRequest: 0.1 },
      parameters: { strategy: 'stacking', maxCost: 1 },
    });
    expect(outcomeOf(run).cost).toBeLessThanOrEqual(1);
    expect(outcomeOf(run).cost).toBeGreaterThan(0.8);
  });
});

test('ENSEMBLE-5 weights go on following the scores under every strategy', () => {
  for (const strategy of ['ensemble_selection', 'cost_optimal', 'boosting'] as const) {
    const scored = eventsOf(
      finished({ learners: FOUR, parameters: { strategy } }),
      'ensemble.member.scored',
    );
    expect(scored.some(({ fields }) => Number(fields['weight']) < 1)).toBe(true);
  }
});
