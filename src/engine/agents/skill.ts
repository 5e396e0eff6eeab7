/**
 * What it is: learning classes and learning numbers under one roof, for an agent that does what its data asks for.
 * Shapes: what is said is row-major: rows × classes probabilities, or a number for each row.
 */

import type { Choices } from '../base/choices.ts';
import { invariant } from '../base/invariant.ts';
import type { LearnerSettings } from '../contract/flow.ts';
import { outOfFoldProbabilities, outOfFoldValues } from '../learning/crossValidation.ts';
import type { Examples, RegressionExamples } from '../learning/data/dataset.ts';
import type { TrainingShape } from '../learning/learner.ts';
import type { LearnerSetting, TrainedModel } from '../learning/learners.ts';
import {
  isLearnerKind,
  predictionUnits,
  predictProbabilities,
  settingOf,
  trainingUnits,
  trainLearner,
} from '../learning/learners.ts';
import type { RegressorSetting, TrainedRegressor } from '../learning/regressors.ts';
import {
  estimateUnits,
  isRegressorKind,
  predictValues,
  regressorSettingOf,
  regressorUnits,
  trainRegressor,
} from '../learning/regressors.ts';

export type Task = 'classification' | 'regression';
export type AnyExamples = Examples | RegressionExamples;

/** What an agent can learn, with its parameters. */
export type Skill =
  | { readonly task: 'classification'; readonly setting: LearnerSetting }
  | { readonly task: 'regression'; readonly setting: RegressorSetting };

/** What it has learned. Plain data. `classes` is 0 for numbers. */
export type Fitted =
  | { readonly task: 'classification'; readonly classes: number; readonly model: TrainedModel }
  | { readonly task: 'regression'; readonly classes: 0; readonly model: TrainedRegressor };

/** The values that were found for learners of this kind; none when it was another that was tuned. */
export function valuesFor(
  kind: string,
  found: LearnerSettings | undefined,
): LearnerSettings['values'] {
  return found?.learner === kind ? found.values : {};
}

/** The learner of that kind for the task, what is not given by its defaults; undefined when it cannot do it. */
export function skillFor(
  kind: string,
  task: Task,
  given: Readonly<Record<string, unknown>> = {},
): Skill | undefined {
  if (task === 'classification' && isLearnerKind(kind)) {
    const setting = settingOf(kind, given);
    return setting.ok ? { task, setting: setting.value } : undefined;
  }
  if (task === 'regression' && isRegressorKind(kind)) {
    const setting = regressorSettingOf(kind, given);
    return setting.ok ? { task, setting: setting.value } : undefined;
  }
  return undefined;
}

/** Trains; the examples must be of the skill's task. */
export function fit(skill: Skill, examples: AnyExamples, choices: Choices): Fitted {
  if (skill.task === 'classification') {
    invariant('labels' in examples, 'examples without classes');
    const model = trainLearner(skill.setting, examples, choices);
    return { task: skill.task, classes: examples.classes, model };
  }
  invariant('targets' in examples, 'examples without numbers');
  const model = trainRegressor(skill.setting, examples, choices);
  return { task: skill.task, classes: 0, model };
}

/** What it says of rows. */
export function say(fitted: Fitted, features: Float64Array): Float64Array {
  return fitted.task === 'classification'
    ? predictProbabilities(fitted.model, features)
    : predictValues(fitted.model, features);
}

/** What models trained on the other folds say of every row. */
export function outOfFold(
  skill: Skill,
  examples: AnyExamples,
  folds: Int32Array,
  choices: Choices,
): Float64Array {
  if (skill.task === 'classification') {
    invariant('labels' in examples, 'examples without classes');
    return outOfFoldProbabilities(skill.setting, examples, folds, choices);
  }
  invariant('targets' in examples, 'examples without numbers');
  return outOfFoldValues(skill.setting, examples, folds, choices);
}

/** Whole units of cost to train on examples of this shape; numbers have no classes. */
export function unitsOf(skill: Skill, shape: TrainingShape): number {
  return skill.task === 'regression'
    ? regressorUnits(skill.setting, shape)
    : trainingUnits(skill.setting, shape);
}

/** Whole units of cost to say something of one row, having learned from examples of this shape. */
export function answerUnitsOf(skill: Skill, shape: TrainingShape): number {
  return skill.task === 'regression'
    ? estimateUnits(skill.setting, shape)
    : predictionUnits(skill.setting, shape);
}
