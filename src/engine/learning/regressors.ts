/**
 * What it is: the closed list of regressors, and training and estimating by kind; the counterpart of learners.ts
 * for numbers. A kind that learns classes too has the same name and parameters there.
 */

import type { Choices } from '../base/choices.ts';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { RegressionExamples } from './data/dataset.ts';
import type { Regressor, TrainingShape } from './learner.ts';
import type { TreeParameters } from './learners/decisionTree.ts';
import type { GradientParameters } from './learners/gradientBoosting.ts';
import type { PerceptronParameters } from './learners/multilayerPerceptron.ts';
import type { NeighbourParameters } from './learners/nearestNeighbours.ts';
import type { ForestParameters } from './learners/randomForest.ts';
import type { ParameterProblem } from './parameters.ts';
import { completeParameters } from './parameters.ts';
import type { BoostingRegressionModel } from './regressors/boostingRegressor.ts';
import { boostingRegressor } from './regressors/boostingRegressor.ts';
import type { NeighbourRegressionModel } from './regressors/neighbourRegressor.ts';
import { neighbourRegressor } from './regressors/neighbourRegressor.ts';
import type { PerceptronRegressionModel } from './regressors/perceptronRegressor.ts';
import { perceptronRegressor } from './regressors/perceptronRegressor.ts';
import type { RidgeModel, RidgeParameters } from './regressors/ridgeRegression.ts';
import { ridgeRegression } from './regressors/ridgeRegression.ts';
import type { RegressionForest } from './regressors/treeRegressors.ts';
import { forestRegressor, treeRegressor } from './regressors/treeRegressors.ts';

interface ParametersByKind {
  readonly decision_tree: TreeParameters;
  readonly random_forest: ForestParameters;
  readonly ridge_regression: RidgeParameters;
  readonly nearest_neighbours: NeighbourParameters;
  readonly multilayer_perceptron: PerceptronParameters;
  readonly gradient_boosting: GradientParameters;
}

interface ModelsByKind {
  readonly decision_tree: RegressionForest;
  readonly random_forest: RegressionForest;
  readonly ridge_regression: RidgeModel;
  readonly nearest_neighbours: NeighbourRegressionModel;
  readonly multilayer_perceptron: PerceptronRegressionModel;
  readonly gradient_boosting: BoostingRegressionModel;
}

/** Wire names of the kinds, as documents and events carry them. */
export type RegressorKind = keyof ParametersByKind;

/** A kind together with its complete parameters. */
export type RegressorSetting<Kind extends RegressorKind = RegressorKind> = {
  readonly [Each in Kind]: { readonly kind: Each; readonly parameters: ParametersByKind[Each] };
}[Kind];

/** What training yields: plain data and typed arrays, tagged with the kind. */
export type TrainedRegressor<Kind extends RegressorKind = RegressorKind> = {
  readonly [Each in Kind]: { readonly kind: Each; readonly model: ModelsByKind[Each] };
}[Kind];

type RegressorTable = {
  readonly [Kind in RegressorKind]: Regressor<Kind, ParametersByKind[Kind], ModelsByKind[Kind]>;
};

/** Every regressor by its kind. */
export const REGRESSORS: RegressorTable = {
  decision_tree: treeRegressor,
  random_forest: forestRegressor,
  ridge_regression: ridgeRegression,
  nearest_neighbours: neighbourRegressor,
  multilayer_perceptron: perceptronRegressor,
  gradient_boosting: boostingRegressor,
};

// A record has the keys of its type, no others.
export const REGRESSOR_KINDS = Object.keys(REGRESSORS) as readonly RegressorKind[];

/** Whether `kind` names a regressor. */
export function isRegressorKind(kind: string): kind is RegressorKind {
  return Object.hasOwn(REGRESSORS, kind);
}

/** The kind with the given parameters checked and the rest filled with defaults. */
export function regressorSettingOf<Kind extends RegressorKind>(
  kind: Kind,
  given: Readonly<Record<string, unknown>> = {},
): Result<RegressorSetting<Kind>, readonly ParameterProblem[]> {
  const completed = completeParameters(REGRESSORS[kind].parameters, given);
  if (!completed.ok) return failure(completed.problem);
  return success({ kind, parameters: completed.value } as RegressorSetting<Kind>);
}

/** Trains a regressor of that kind; the same arguments give the same bits. */
export function trainRegressor<Kind extends RegressorKind>(
  { kind, parameters }: RegressorSetting<Kind>,
  examples: RegressionExamples,
  choices: Choices,
): TrainedRegressor<Kind> {
  const model = REGRESSORS[kind].fit(examples, parameters, choices);
  return { kind, model } as TrainedRegressor<Kind>;
}

/** A number for each row of row-major features. */
export function predictValues<Kind extends RegressorKind>(
  { kind, model }: TrainedRegressor<Kind>,
  features: Float64Array,
): Float64Array {
  return REGRESSORS[kind].predictValues(model, features);
}

/** Whole units of cost to estimate one row. */
export function estimateUnits<Kind extends RegressorKind>(
  { kind, parameters }: RegressorSetting<Kind>,
  shape: Omit<TrainingShape, 'classes'>,
): number {
  return REGRESSORS[kind].predictionUnits(parameters, { ...shape, classes: 1 });
}

/** Whole units of cost to train, before training. */
export function regressorUnits<Kind extends RegressorKind>(
  { kind, parameters }: RegressorSetting<Kind>,
  shape: Omit<TrainingShape, 'classes'>,
): number {
  return REGRESSORS[kind].trainingUnits(parameters, { ...shape, classes: 1 });
}
