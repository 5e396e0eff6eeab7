/**
 * What it is: judging a learner on rows that it has not seen, each row once.
 * Source: M. Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", Journal of
 * the Royal Statistical Society B 36 (1974) 111-147.
 * Leakage: whatever a learner fits (standardisation too) it fits inside `trainLearner`, which is given
 * the training rows of the fold and nothing else.
 */

import type { Choices } from '../base/choices.ts';
import { invariant } from '../base/invariant.ts';
import type { Examples, RegressionExamples } from './data/dataset.ts';
import { selectRegressionRows, selectRows } from './data/dataset.ts';
import { splitOfFold } from './data/splits.ts';
import type { LearnerSetting } from './learners.ts';
import { predictProbabilities, trainLearner } from './learners.ts';
import type { RegressorSetting } from './regressors.ts';
import { predictValues, trainRegressor } from './regressors.ts';

/**
 * Class probabilities for every one of the examples (rows × classes), each from a model that was
 * trained on the rows of the other folds; `folds` holds every row's fold in [0, count).
 */
export function outOfFoldProbabilities(
  setting: LearnerSetting,
  examples: Examples,
  folds: Int32Array,
  choices: Choices,
): Float64Array {
  const { rows, classes } = examples;
  invariant(folds.length === rows, `${folds.length} folds for ${rows} rows`);
  const all = new Float64Array(rows * classes);
  const count = 1 + Math.max(...folds);
  for (let fold = 0; fold < count; fold++) {
    const { train, test } = splitOfFold(folds, fold);
    const trained = trainLearner(setting, selectRows(examples, train), choices);
    const held = predictProbabilities(trained, selectRows(examples, test).features);
    test.forEach((row, i) => {
      all.set(held.subarray(i * classes, (i + 1) * classes), row * classes);
    });
  }
  return all;
}

/**
 * A number for every one of the examples, each from a model that was trained on the rows of the other folds;
 * `folds` holds every row's fold in [0, count).
 */
export function outOfFoldValues(
  setting: RegressorSetting,
  examples: RegressionExamples,
  folds: Int32Array,
  choices: Choices,
): Float64Array {
  invariant(folds.length === examples.rows, `${folds.length} folds for ${examples.rows} rows`);
  const all = new Float64Array(examples.rows);
  const count = 1 + Math.max(...folds);
  for (let fold = 0; fold < count; fold++) {
    const { train, test } = splitOfFold(folds, fold);
    const trained = trainRegressor(setting, selectRegressionRows(examples, train), choices);
    const held = predictValues(trained, selectRegressionRows(examples, test).features);
    test.forEach((row, i) => {
      all[row] = held[i] as number;
    });
  }
  return all;
}
