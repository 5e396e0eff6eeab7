/**
 * What it is: the closed list of learners, and training and predicting by kind. A new kind is one file
 * in learners/ and one line in each of the two tables here; the compiler asks for both.
 */

import type { Choices } from '../base/choices.ts';
import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { Examples } from './data/dataset.ts';
import type { Learner, TrainingShape } from './learner.ts';
import type { BoostedTreesModel, BoostingParameters } from './learners/boostedTrees.ts';
import { boostedTrees } from './learners/boostedTrees.ts';
import { decisionStump } from './learners/decisionStump.ts';
import type { DecisionTreeModel, TreeParameters } from './learners/decisionTree.ts';
import { decisionTree } from './learners/decisionTree.ts';
import type { BayesParameters, NaiveBayesModel } from './learners/gaussianNaiveBayes.ts';
import { gaussianNaiveBayes } from './learners/gaussianNaiveBayes.ts';
import type { GradientBoostingModel, GradientParameters } from './learners/gradientBoosting.ts';
import { gradientBoosting } from './learners/gradientBoosting.ts';
import type { LogisticModel, LogisticParameters } from './learners/logisticRegression.ts';
import { logisticRegression } from './learners/logisticRegression.ts';
import type { PerceptronModel, PerceptronParameters } from './learners/multilayerPerceptron.ts';
import { multilayerPerceptron } from './learners/multilayerPerceptron.ts';
import type { NearestNeighboursModel, NeighbourParameters } from './learners/nearestNeighbours.ts';
import { nearestNeighbours } from './learners/nearestNeighbours.ts';
import type { ForestParameters, RandomForestModel } from './learners/randomForest.ts';
import { randomForest } from './learners/randomForest.ts';
import type { ParameterProblem } from './parameters.ts';
import { completeParameters } from './parameters.ts';

interface ParametersByKind {
  readonly decision_tree: TreeParameters;
  readonly random_forest: ForestParameters;
  readonly logistic_regression: LogisticParameters;
  readonly gaussian_naive_bayes: BayesParameters;
  readonly nearest_neighbours: NeighbourParameters;
  readonly multilayer_perceptron: PerceptronParameters;
  readonly decision_stump: Readonly<Record<never, never>>;
  readonly boosted_trees: BoostingParameters;
  readonly gradient_boosting: GradientParameters;
}

interface ModelsByKind {
  readonly decision_tree: DecisionTreeModel;
  readonly random_forest: RandomForestModel;
  readonly logistic_regression: LogisticModel;
  readonly gaussian_naive_bayes: NaiveBayesModel;
  readonly nearest_neighbours: NearestNeighboursModel;
  readonly multilayer_perceptron: PerceptronModel;
  readonly decision_stump: DecisionTreeModel;
  readonly boosted_trees: BoostedTreesModel;
  readonly gradient_boosting: GradientBoostingModel;
}

/** Wire names of the kinds, as documents and events carry them. */
export type LearnerKind = keyof ParametersByKind;

/** A kind together with its complete parameters. */
export type LearnerSetting<Kind extends LearnerKind = LearnerKind> = {
  readonly [Each in Kind]: { readonly kind: Each; readonly parameters: ParametersByKind[Each] };
}[Kind];

/** What training yields: plain data and typed arrays, tagged with the kind. */
export type TrainedModel<Kind extends LearnerKind = LearnerKind> = {
  readonly [Each in Kind]: { readonly kind: Each; readonly model: ModelsByKind[Each] };
}[Kind];

type LearnerTable = {
  readonly [Kind in LearnerKind]: Learner<Kind, ParametersByKind[Kind], ModelsByKind[Kind]>;
};

/** Every learner by its kind. */
export const LEARNERS: LearnerTable = {
  decision_tree: decisionTree,
  random_forest: randomForest,
  logistic_regression: logisticRegression,
  gaussian_naive_bayes: gaussianNaiveBayes,
  nearest_neighbours: nearestNeighbours,
  multilayer_perceptron: multilayerPerceptron,
  decision_stump: decisionStump,
  boosted_trees: boostedTrees,
  gradient_boosting: gradientBoosting,
};

// A record has the keys of its type, no others.
export const LEARNER_KINDS = Object.keys(LEARNERS) as readonly LearnerKind[];

/** Whether `kind` names a learner. */
export function isLearnerKind(kind: string): kind is LearnerKind {
  return Object.hasOwn(LEARNERS, kind);
}

/** The kind with the given parameters checked and the rest filled with defaults. */
export function settingOf<Kind extends LearnerKind>(
  kind: Kind,
  given: Readonly<Record<string, unknown>> = {},
): Result<LearnerSetting<Kind>, readonly ParameterProblem[]> {
  const completed = completeParameters(LEARNERS[kind].parameters, given);
  if (!completed.ok) return failure(completed.problem);
  return success({ kind, parameters: completed.value } as LearnerSetting<Kind>);
}

/** Trains a learner of that kind; the same arguments give the same bits. */
export function trainLearner<Kind extends LearnerKind>(
  { kind, parameters }: LearnerSetting<Kind>,
  examples: Examples,
  choices: Choices,
): TrainedModel<Kind> {
  const model = LEARNERS[kind].fit(examples, parameters, choices);
  return { kind, model } as TrainedModel<Kind>;
}

/** Class probabilities for each row of row-major features: rows × classes. */
export function predictProbabilities<Kind extends LearnerKind>(
  { kind, model }: TrainedModel<Kind>,
  features: Float64Array,
): Float64Array {
  return LEARNERS[kind].predictProbabilities(model, features);
}

/** Whole units of cost to train, before training. */
export function trainingUnits<Kind extends LearnerKind>(
  { kind, parameters }: LearnerSetting<Kind>,
  shape: TrainingShape,
): number {
  return LEARNERS[kind].trainingUnits(parameters, shape);
}

/** Whole units of cost to predict one row. */
export function predictionUnits<Kind extends LearnerKind>(
  { kind, parameters }: LearnerSetting<Kind>,
  shape: TrainingShape,
): number {
  return LEARNERS[kind].predictionUnits(parameters, shape);
}
