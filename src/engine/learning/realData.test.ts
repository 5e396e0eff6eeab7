import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../base/choices.ts';
import { loadDataset } from './data/bundled.ts';
import { allExamples, takeExamples } from './data/dataset.ts';
import fixture from './fixtures/realDataModels.json' with { type: 'json' };
import type { LearnerKind, TrainedModel } from './learners.ts';
import { predictProbabilities, settingOf, trainLearner } from './learners.ts';
import { accuracy, argmaxRows, logLoss } from './metrics.ts';
import { LEAF, impurityOf } from './trees/tree.ts';

const { tolerance } = fixture;
const iris = loadDataset('iris');
const examples = takeExamples(iris, [...iris.labels.keys()]);

function train<Kind extends LearnerKind>(
  kind: Kind,
  given: Readonly<Record<string, unknown>> = {},
): TrainedModel<Kind> {
  const setting = settingOf(kind, given);
  if (!setting.ok) throw new Error('bad parameters');
  return trainLearner(setting.value, examples, SeededChoices.named(1, kind));
}

function accuracyOf(trained: TrainedModel): number {
  return accuracy(iris.labels, argmaxRows(predictProbabilities(trained, iris.features), 3));
}

function expectAllNear(actual: ArrayLike<number>, wanted: readonly number[], width: number): void {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value), `entry ${i}`).toBeLessThanOrEqual(width);
  });
}

function expectRelativelyNear(actual: ArrayLike<number>, wanted: readonly number[]): void {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const width = tolerance * Math.max(1, Math.abs(value));
    expect(Math.abs(actual[i]! - value), `entry ${i}`).toBeLessThanOrEqual(width);
  });
}

/** What logistic regression minimises, for a penalty of 1. */
function penalisedLoss(trained: TrainedModel<'logistic_regression'>): number {
  const probabilities = predictProbabilities(trained, iris.features);
  const squares = trained.model.coefficients.reduce((sum, value) => sum + value * value, 0);
  return iris.rows * logLoss(iris.labels, probabilities, 3) + squares / 2;
}

describe('fits on all of iris against the fixture', () => {
  test('logistic regression', () => {
    const trained = train('logistic_regression');
    const wanted = fixture.iris_logreg;
    expect(trained.model.isConverged).toBe(true);
    // The fixture's own search ended with a gradient of 1.4e-4, which leaves one coefficient
    // 1.3e-4 from the minimum; so the tolerance is relative for numbers above 1, and ours must
    // have the lower loss.
    expectRelativelyNear(trained.model.coefficients, wanted.coef.flat());
    expectRelativelyNear(trained.model.intercepts, wanted.intercept);
    const asFitted = penalisedLoss(trained);
    const asWanted = penalisedLoss({
      ...trained,
      model: {
        ...trained.model,
        coefficients: Float64Array.from(wanted.coef.flat()),
        intercepts: Float64Array.from(wanted.intercept),
      },
    });
    expect(asFitted).toBeLessThan(asWanted);
    expect(asWanted - asFitted).toBeLessThan(1e-7);
    const probabilities = predictProbabilities(trained, iris.features);
    const loss = logLoss(iris.labels, probabilities, 3);
    expect(Math.abs(loss - wanted.train_logloss)).toBeLessThanOrEqual(tolerance);
    expect(accuracyOf(trained)).toBeCloseTo(wanted.train_accuracy, 12);
  });

  test('naive Bayes', () => {
    const trained = train('gaussian_naive_bayes');
    const wanted = fixture.iris_gnb;
    expectAllNear(trained.model.means, wanted.theta.flat(), 1e-12);
    expectAllNear(trained.model.variances, wanted.var.flat(), 1e-12);
    expect(accuracyOf(trained)).toBeCloseTo(wanted.train_accuracy, 12);
    const row = predictProbabilities(trained, iris.features.slice(4 * 70, 4 * 71));
    expectAllNear(row, wanted.proba_row_70, 1e-10);
    // Far below what a product of densities could hold, and still right to ten digits.
    expect(row[0]! / wanted.proba_row_70[0]!).toBeCloseTo(1, 10);
  });

  test('a tree of depth two', () => {
    const { tree } = train('decision_tree', { depthMax: 2 }).model;
    const wanted = fixture.iris_tree_depth2;
    // The fixture marks leaves with -2. The root may ask for petal length or petal width: a tie.
    expect([2, 3]).toContain(tree.columns[0]);
    const shape = wanted.feature.map((column) => (column < 0 ? LEAF : column));
    expect([...tree.columns].slice(1)).toEqual(shape.slice(1));
    const root = tree.columns[0] === 3 ? wanted.threshold[0]! : 2.45;
    expect(tree.thresholds[0]).toBeCloseTo(root, 6);
    expect(tree.thresholds[2]).toBeCloseTo(wanted.threshold[2]!, 12);
    wanted.impurity.forEach((impurity, at) => {
      expect(impurityOf(tree, at)).toBeCloseTo(impurity, 12);
    });
  });

  test('five nearest neighbours', () => {
    const trained = train('nearest_neighbours', { isStandardised: false });
    expect(accuracyOf(trained)).toBeCloseTo(fixture.iris_knn5_train_accuracy, 12);
  });
});

describe('fits on all of the larger sets against the fixture', () => {
  test('logistic regression on breast cancer', () => {
    const cancer = loadDataset('breast_cancer');
    const all = allExamples(cancer);
    const setting = settingOf('logistic_regression');
    if (!setting.ok) throw new Error('bad defaults');
    const trained = trainLearner(setting.value, all, SeededChoices.named(1, 'cancer'));
    const wanted = fixture.breast_cancer_logreg;
    expectRelativelyNear(trained.model.coefficients.slice(0, 5), wanted.coef_first5);
    expectRelativelyNear(trained.model.intercepts, [wanted.intercept]);
    const probabilities = predictProbabilities(trained, cancer.features);
    const loss = logLoss(cancer.labels, probabilities, 2);
    expect(Math.abs(loss - wanted.train_logloss)).toBeLessThanOrEqual(tolerance);
    const answers = argmaxRows(probabilities, 2);
    expect(answers.filter((answer, row) => answer !== cancer.labels[row])).toHaveLength(
      wanted.train_errors,
    );
  });

  test('naive Bayes on the digits', () => {
    const digits = loadDataset('digits');
    const setting = settingOf('gaussian_naive_bayes');
    if (!setting.ok) throw new Error('bad defaults');
    const choices = SeededChoices.named(1, 'digits');
    const trained = trainLearner(setting.value, allExamples(digits), choices);
    const answers = argmaxRows(predictProbabilities(trained, digits.features), 10);
    expect(accuracy(digits.labels, answers)).toBeCloseTo(fixture.digits_gnb_train_accuracy, 12);
  });
});
