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
