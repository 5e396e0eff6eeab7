/**
 * What it is: judging a learner on rows that it has not seen, each row once.
 * Source: M. Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", Journal of
 * the Royal Statistical Society B 36 (1974) 111-147.
 * Leakage: whatever a learner fits (standardisation too) it fits inside `trainLearner`, which is given
 * the training rows of the fold and nothing else.
 */

import type { Choices } from '../base/choices.ts';
import type { Dataset } from './data/dataset.ts';
import { takeExamples, takeFeatures } from './data/dataset.ts';
import { splitOfFold } from './data/splits.ts';
import type { LearnerSetting } from './learners.ts';
import { predictProbabilities, trainLearner } from './learners.ts';

/**
 * Class probabilities for every row of the data set (rows × classes), each from a model that was
 * trained on the rows of the other folds; `folds` holds every row's fold in [0, count).
 */
export function outOfFoldProbabilities(
  setting: LearnerSetting,
  dataset: Dataset,
  folds: Int32Array,
  choices: Choices,
): Float64Array {
  const classes = dataset.classNames.length;
  const all = new Float64Array(dataset.rows * classes);
  const count = 1 + Math.max(...folds);
  for (let fold = 0; fold < count; fold++) {
    const { train, test } = splitOfFold(folds, fold);
    const trained = trainLearner(setting, takeExamples(dataset, train), choices);
    const held = predictProbabilities(trained, takeFeatures(dataset, test));
    test.forEach((row, i) => {
      all.set(held.subarray(i * classes, (i + 1) * classes), row * classes);
    });
  }
  return all;
}
