import { expect, test } from 'vitest';
import { Findings } from './diagnostics.ts';
import type { PlannedAgent } from './plan.ts';
import { checkTasks } from './tasks.ts';

const where = { path: 'nodes.1', node: 'ensemble', name: 'Ensemble' };

function found(dataset: string | undefined, ...learners: string[]): readonly string[] {
  const findings = new Findings();
  const agents = learners.map((learner, index): PlannedAgent => ({
    index,
    id: `models/${index}`,
    pool: 'models',
    name: `models ${index}`,
    kind: 'model',
    parameters: { learner },
    reputationMilli: 500,
  }));
  checkTasks(
    findings,
    where,
    'ensemble_learning',
    dataset === undefined ? {} : { dataset },
    agents,
    {},
  );
  return findings.sorted().map(({ code, message }) => `${code} ${message}`);
}

test('a model that cannot learn what the data set has is named before the run', () => {
  expect(found('diabetes', 'decision_tree', 'ridge_regression')).toEqual([]);
  expect(found('iris', 'decision_tree', 'gaussian_naive_bayes')).toEqual([]);
  expect(found(undefined, 'ridge_regression')).toEqual([]);
  expect(found('diabetes', 'decision_stump', 'gaussian_naive_bayes', 'decision_stump')).toEqual([
    'wrongTask Ensemble: the data set diabetes has numbers to learn, which decision stump and gaussian naive bayes in models cannot: choose ridge regression, a tree, a forest, neighbours, a network or gradient boosting.',
  ]);
  expect(found('iris', 'ridge_regression')[0]).toContain('choose any learner but ridge regression');
  expect(found('iris', 'word_bayes')[0]).toContain('which word bayes in models cannot');
  expect(found('diabetes', 'alike_by_words')[0]).toContain('which alike by words in models cannot');
});

test('questions are for those that answer in words, and their answers are voted on', () => {
  const [strategy, learner] = found('questions', 'word_bayes', 'decision_tree');
  expect(strategy).toContain('cannot combine: choose weighted_voting.');
  expect(learner).toBe(
    'wrongTask Ensemble: the data set questions has answers in words to learn, which decision tree in models cannot: choose alike by words, alike by rare words, alike by bm25, alike by letters, word bayes.',
  );
});

test('a search has no measure for answers in words', () => {
  const findings = new Findings();
  const parameters = { objective: 'learner', measure: 'error' };
  checkTasks(
    findings,
    where,
    'hyperparameter_optimization',
    { dataset: 'questions' },
    [],
    parameters,
  );
  expect(findings.sorted().map(({ message }) => message)).toEqual([
    'Ensemble: the data set questions has answers in words to learn, which a search has no measure for: choose another data set.',
  ]);
});

test('a search measures what its data set has', () => {
  const said = (dataset: string, measure: string, objective = 'learner'): string | undefined => {
    const findings = new Findings();
    const parameters = { objective, measure };
    checkTasks(findings, where, 'hyperparameter_optimization', { dataset }, [], parameters);
    const [one] = findings.sorted();
    return one && `${one.path}: ${one.message}`;
  };
  expect(said('diabetes', 'error')).toBe(
    'nodes.1.parameters.measure: Ensemble: the data set diabetes has numbers to learn, which error does not measure: choose root_mean_square.',
  );
  expect(said('wine', 'root_mean_square')).toContain('choose error or log_loss');
  expect(said('diabetes', 'root_mean_square')).toBeUndefined();
  expect(said('wine', 'log_loss')).toBeUndefined();
  expect(said('diabetes', 'error', 'branin')).toBeUndefined();
});
