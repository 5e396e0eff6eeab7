import { describe, expect, test } from 'vitest';
import { SeededChoices, shuffle } from '../base/choices.ts';
import { outOfFoldValues } from './crossValidation.ts';
import { loadDiabetes } from './data/bundled.ts';
import type { RegressionExamples } from './data/dataset.ts';
import {
  allRegressionExamples,
  selectRegressionRows,
  takeRegressionExamples,
} from './data/dataset.ts';
import { splitOfFold } from './data/splits.ts';
import folds from './fixtures/folds.json' with { type: 'json' };
import real from './fixtures/realDataModels.json' with { type: 'json' };
import reference from './fixtures/referenceScores.json' with { type: 'json' };
import stacking from './fixtures/stackingOutOfFold.json' with { type: 'json' };
import { rootMeanSquare } from './metrics.ts';
import type { RegressorKind, RegressorSetting, TrainedRegressor } from './regressors.ts';
import {
  isRegressorKind,
  predictValues,
  REGRESSOR_KINDS,
  REGRESSORS,
  regressorSettingOf,
  regressorUnits,
  trainRegressor,
} from './regressors.ts';

const diabetes = loadDiabetes();
const all = allRegressionExamples(diabetes);

function setting<Kind extends RegressorKind>(
  kind: Kind,
  given: Readonly<Record<string, unknown>> = {},
): RegressorSetting<Kind> {
  const found = regressorSettingOf(kind, given);
  if (!found.ok) throw new Error(JSON.stringify(found.problem));
  return found.value;
}

const QUICK: Readonly<Partial<Record<RegressorKind, Readonly<Record<string, number>>>>> = {
  // A full tree overfits this noisy data.
  decision_tree: { depthMax: 3 },
  random_forest: { trees: 10 },
  multilayer_perceptron: { epochs: 40, batchRows: 32 },
  gradient_boosting: { rounds: 15 },
};

function train(kind: RegressorKind, examples: RegressionExamples, seed = 1): TrainedRegressor {
  return trainRegressor(
    setting(kind, QUICK[kind]),
    examples,
    SeededChoices.named(seed, kind),
  ) as TrainedRegressor;
}

function referenceFolds(seed: number): Int32Array {
  return Int32Array.from(folds.folds.diabetes[seed]!, Number);
}

/** The mean over folds of the root mean square error. */
function foldError(kind: RegressorKind, seeds: readonly number[]): number {
  let sum = 0;
  for (const seed of seeds) {
    const own = referenceFolds(seed);
    const values = outOfFoldValues(setting(kind), all, own, SeededChoices.named(seed, kind));
    for (let fold = 0; fold < 5; fold++) {
      const held = [...splitOfFold(own, fold).test];
      const targets = held.map((row) => diabetes.targets[row]!);
      sum += rootMeanSquare(
        targets,
        held.map((row) => values[row]!),
      );
    }
  }
  return sum / (5 * seeds.length);
}

describe('against scikit-learn on the same folds of diabetes', () => {
  // These draw nothing: over all ten seeds they agree nearly to the digit.
  test.each([
    ['ridge_regression', 'ridge_std'],
    ['nearest_neighbours', 'knn5_std'],
  ] as const)('%s agrees over ten seeds', (kind, key) => {
    const error = foldError(kind, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.abs(error - reference.regression.diabetes[key].rmse)).toBeLessThan(0.01);
  });

  // Three seeds stray further from the mean than the ten of `npm run scores`.
  test.each([
    ['decision_tree', 'dt', 4],
    ['gradient_boosting', 'gbm100', 1.5],
  ] as const)('%s comes close over three seeds', (kind, key, width) => {
    const error = foldError(kind, [0, 1, 2]);
    expect(Math.abs(error - reference.regression.diabetes[key].rmse)).toBeLessThan(width);
  });
});

describe('fits on all of diabetes against the fixture', () => {
  test('ridge regression', () => {
    const { model } = trainRegressor(setting('ridge_regression'), all, SeededChoices.named(1, ''));
    const wanted = real.diabetes_ridge;
    wanted.coef.forEach((coefficient, j) => {
      expect(model.coefficients[j]).toBeCloseTo(coefficient, 9);
    });
    expect(model.intercept).toBeCloseTo(wanted.intercept, 9);
    const values = predictValues({ kind: 'ridge_regression', model }, all.features);
    const mean = all.targets.map(() => wanted.intercept);
    const left = (rootMeanSquare(all.targets, values) / rootMeanSquare(all.targets, mean)) ** 2;
    expect(1 - left).toBeCloseTo(wanted.train_r2, 9);
  });

  test('a stump', () => {
    const stump = setting('decision_tree', { depthMax: 1 });
    const { tree } = {
      tree: trainRegressor(stump, all, SeededChoices.named(1, '')).model.trees[0]!,
    };
    const wanted = real.diabetes_stump;
    expect(tree.columns[0]).toBe(wanted.feature);
    expect(tree.thresholds[0]).toBeCloseTo(wanted.threshold, 6);
    expect(tree.values[tree.lefts[0]!]).toBeCloseTo(wanted.left, 9);
    expect(tree.values[tree.rights[0]!]).toBeCloseTo(wanted.right, 9);
  });
});

describe('stacking out of fold, against the fixture', () => {
  const table: RegressionExamples = {
    rows: 10,
    columns: 1,
    features: Float64Array.from(stacking.x),
    targets: Float64Array.from(stacking.y),
  };
  const own = new Int32Array(10);
  stacking.folds.forEach((rows, fold) => rows.forEach((row) => (own[row] = fold)));
  const choices = SeededChoices.named(1, 'stack');
  const nearest = setting('nearest_neighbours', { neighbours: 1, isStandardised: false });
  // All rows are neighbours: the mean of the training rows.
  const mean = setting('nearest_neighbours', { neighbours: 10 });
  const meta = setting('ridge_regression', { isStandardised: false });

  function combined(members: readonly Float64Array[]) {
    const features = Float64Array.from(
      { length: 20 },
      (_, i) => members[i % 2]![Math.floor(i / 2)]!,
    );
    return trainRegressor(meta, { ...table, columns: 2, features }, choices).model;
  }

  test('what members say of rows that they did not see, and what the meta-learner makes of it', () => {
    const means = outOfFoldValues(mean, table, own, choices);
    const neighbours = outOfFoldValues(nearest, table, own, choices);
    expect([...means]).toEqual(stacking.oof_mean);
    expect([...neighbours]).toEqual(stacking.oof_1nn);
    expect(rootMeanSquare(table.targets, neighbours)).toBeCloseTo(stacking.oof_1nn_rmse, 12);
    const { coefficients, intercept } = combined([means, neighbours]);
    expect(coefficients[0]).toBeCloseTo(stacking.meta_coef[0]!, 9);
    expect(coefficients[1]).toBeCloseTo(stacking.meta_coef[1]!, 9);
    expect(intercept).toBeCloseTo(stacking.meta_intercept, 9);
  });

  test('the leaky way gives other numbers, so that the test above would fail on it', () => {
    const said = [mean, nearest].map((one) =>
      predictValues(trainRegressor(one, table, choices), table.features),
    );
    const { coefficients, intercept } = combined(said);
    expect(coefficients[0]).toBeCloseTo(stacking.leaky_coef[0]!, 9);
    expect(coefficients[1]).toBeCloseTo(stacking.leaky_coef[1]!, 9);
    expect(intercept).toBeCloseTo(stacking.leaky_intercept, 9);
  });
});

describe.each(REGRESSOR_KINDS)('%s', (kind) => {
  const { train: kept, test: held } = splitOfFold(referenceFolds(0), 0);
  const examples = takeRegressionExamples(diabetes, kept);
  const judging = takeRegressionExamples(diabetes, held);

  test('trains to the same bits from the same choices, and its model survives cloning', () => {
    const trained = train(kind, examples);
    expect(train(kind, examples)).toEqual(trained);
    expect(predictValues(structuredClone(trained), judging.features)).toEqual(
      predictValues(trained, judging.features),
    );
  });

  test('leaves its examples as they were', () => {
    const before = structuredClone(examples);
    train(kind, examples);
    expect(examples).toEqual(before);
  });

  test('beats the mean out of fold, and not when targets are shuffled', () => {
    const own = referenceFolds(0);
    const blind = rootMeanSquare(
      all.targets,
      all.targets.map(() => 152.13),
    );
    const errorOn = (targets: Float64Array): number => {
      const choices = SeededChoices.named(1, kind);
      const quick = setting(kind, QUICK[kind]);
      return rootMeanSquare(targets, outOfFoldValues(quick, { ...all, targets }, own, choices));
    };
    expect(errorOn(all.targets)).toBeLessThan(0.95 * blind);
    const shuffled = [...all.targets];
    shuffle(shuffled, SeededChoices.named(3, 'shuffle'));
    expect(errorOn(Float64Array.from(shuffled))).toBeGreaterThan(0.97 * blind);
  });

  test('a row predicted alone is predicted as among others', () => {
    const trained = train(kind, examples);
    const together = predictValues(trained, judging.features);
    expect(predictValues(trained, judging.features.slice(10 * 7, 10 * 8))).toEqual(
      together.slice(7, 8),
    );
    expect(predictValues(trained, new Float64Array(0))).toHaveLength(0);
    expect(() => predictValues(trained, new Float64Array(11))).toThrow('rows of 10');
  });

  test('a weight of nought is as good as absence', () => {
    const targets = examples.targets.map((target, row) => (row % 2 === 0 ? target : 1e6));
    const weights = Float64Array.from(targets, (_, row) => (row % 2 === 0 ? 1 : 0));
    const said = predictValues(train(kind, { ...examples, targets, weights }), judging.features);
    expect(Math.max(...said)).toBeLessThan(1_000);
  });

  test('keeps to a constant, and costs more for more rows', () => {
    const few = selectRegressionRows(
      { ...examples, targets: examples.targets.map(() => 7) },
      [0, 1, 2, 3, 4, 5],
    );
    for (const value of predictValues(train(kind, few), few.features))
      expect(Math.abs(value - 7)).toBeLessThan(kind === 'multilayer_perceptron' ? 2 : 1e-9);
    const units = regressorUnits(setting(kind), { rows: 100, columns: 10 });
    expect(Number.isSafeInteger(units)).toBe(true);
    expect(regressorUnits(setting(kind), { rows: 1_000, columns: 10 })).toBeGreaterThan(5 * units);
  });

  test('is in the table under its own name', () => {
    expect(REGRESSORS[kind].kind).toBe(kind);
    expect(isRegressorKind(kind)).toBe(true);
    expect(regressorSettingOf(kind, { nonsense: 1 }).ok).toBe(false);
  });
});
