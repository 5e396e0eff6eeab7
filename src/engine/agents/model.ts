/**
 * What it is: an agent that trains a classifier on rows of a data set and predicts others.
 * It really fits, with choices of its own; training takes virtual time by its learner's cost model.
 * Shapes: probabilities are row-major, one row of class probabilities per asked row.
 * Units: costs in credits, times in microseconds.
 * Errors: unknown data, a question before training, or bad luck (its failure share) are answered with `failed`.
 */

import type { Choices } from '../base/choices.ts';
import { PPM_ONE } from '../base/units.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import { outOfFoldProbabilities } from '../learning/crossValidation.ts';
import { takeExamples, takeFeatures } from '../learning/data/dataset.ts';
import { datasetNamed } from '../learning/data/named.ts';
import {
  predictProbabilities,
  settingOf,
  trainLearner,
  trainingUnits,
} from '../learning/learners.ts';
import type { TrainedModel } from '../learning/learners.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { AgentBehaviour } from './behaviour.ts';
import { modelParameters } from './cards.ts';
import type { ModelParameters } from './cards.ts';
import { evaluate } from './evaluating.ts';
import type { EvaluateQuestion } from './evaluating.ts';

type Trained =
  | { readonly kind: 'dataset'; readonly dataset: string; readonly model: TrainedModel }
  | { readonly kind: 'table'; readonly classes: number; readonly model: TrainedModel };

export interface ModelMemory {
  readonly parameters: ModelParameters;
  /** What it learned, and from which data. */
  trained: Trained | undefined;
  /** The job that it evaluated last, and up to which level: what it has of it still. */
  evaluated: { readonly luck: number; readonly level: number } | undefined;
}

type TrainQuestion = Extract<Question, { kind: 'train' }>;
type TableQuestion = Extract<Question, { kind: 'trainOn' }>;
type PredictQuestion = Extract<Question, { kind: 'predict' | 'predictOn' }>;

/** A refusal takes a moment, not none: nobody answers instantly. */
const REFUSAL_MICROS = 1_000;

const fail = (reason: string): Consultation => ({
  answer: { kind: 'failed', reason },
  duration: REFUSAL_MICROS,
});

function train(memory: ModelMemory, question: TrainQuestion, choices: Choices): Consultation {
  const dataset = datasetNamed(question.dataset);
  if (dataset?.task !== 'classification') return fail('unknownDataset');
  if (question.rows.length === 0) return fail('noRows');
  const setting = settingOf(memory.parameters.learner);
  if (!setting.ok) return fail('badParameters');
  const { probe } = question;
  const examples = takeExamples(dataset, question.rows);
  const weighted =
    probe?.kind === 'fitted'
      ? { ...examples, weights: Float64Array.from(probe.weights) }
      : examples;
  const model = trainLearner(setting.value, weighted, choices);
  memory.trained = { kind: 'dataset', dataset: question.dataset, model };
  const own = trainingUnits(setting.value, examples);
  const { learner, costPerRequest: cost } = memory.parameters;
  const trained = { kind: 'trained', learner, rows: examples.rows, cost } as const;
  if (probe === undefined) return afterTraining(memory, { ...trained, units: own });
  if (probe.kind === 'fitted') {
    const probed = Array.from(predictProbabilities(model, examples.features));
    return afterTraining(memory, { ...trained, units: own, probed });
  }
  const folds = Int32Array.from(probe.folds);
  const probed = Array.from(outOfFoldProbabilities(setting.value, examples, folds, choices));
  // Each fold trains once more on the rows of all the others: with k folds, k − 1 times the work.
  const units = own * (1 + Math.max(...folds));
  return afterTraining(memory, { ...trained, units, probed });
}

/** Learns from rows that somebody else has made, as a meta-learner does. */
function trainOn(memory: ModelMemory, question: TableQuestion, choices: Choices): Consultation {
  const setting = settingOf(memory.parameters.learner);
  if (!setting.ok) return fail('badParameters');
  const { columns, classes } = question;
  const labels = Int32Array.from(question.labels);
  const features = Float64Array.from(question.features);
  if (labels.length === 0 || features.length !== labels.length * columns) return fail('noRows');
  const examples = { rows: labels.length, columns, classes, features, labels };
  const model = trainLearner(setting.value, examples, choices);
  memory.trained = { kind: 'table', classes, model };
  const { learner, costPerRequest: cost } = memory.parameters;
  const units = trainingUnits(setting.value, examples);
  return afterTraining(memory, { kind: 'trained', learner, rows: examples.rows, units, cost });
}

function afterTraining(
  memory: ModelMemory,
  answer: Extract<Answer, { kind: 'trained' }>,
): Consultation {
  const duration = Math.round(answer.units * memory.parameters.trainMicrosPerUnit);
  return { answer, duration: Math.max(1, duration) };
}

function predict(memory: ModelMemory, question: PredictQuestion, choices: Choices): Consultation {
  const { parameters, trained } = memory;
  // Drawn before anything can go wrong, so that luck stays aligned.
  const isUnlucky = choices.happens(Math.round(parameters.failure * PPM_ONE));
  const asked = trained && featuresOf(trained, question);
  if (trained === undefined || asked === undefined) return fail('notTrained');
  if (isUnlucky)
    return {
      answer: { kind: 'failed', reason: 'failedBatch' },
      duration: parameters.predictMicros,
    };
  const probabilities = predictProbabilities(trained.model, asked.features);
  const answer: Answer = {
    kind: 'predicted',
    probabilities: Array.from(probabilities),
    classes: asked.classes,
    cost: parameters.costPerRequest,
  };
  return { answer, duration: parameters.predictMicros };
}

/** Evaluates a setting; by iterations it goes on from the level that it has of this one. */
function evaluateSetting(
  memory: ModelMemory,
  question: EvaluateQuestion,
  choices: Choices,
): Consultation {
  const { parameters, evaluated } = memory;
  // Drawn before anything can go wrong, so that luck stays aligned.
  const isUnlucky = choices.happens(Math.round(parameters.failure * PPM_ONE));
  const known = evaluated?.luck === question.luck ? Math.min(evaluated.level, question.level) : 0;
  const found = evaluate(question, known === question.level ? 0 : known);
  if (!found.ok) return fail(found.reason);
  const duration = Math.max(1, Math.round(found.units * parameters.trainMicrosPerUnit));
  memory.evaluated = { luck: question.luck, level: question.level };
  if (isUnlucky) {
    memory.evaluated = undefined;
    return { answer: { kind: 'failed', reason: 'failedEvaluation' }, duration };
  }
  const { values, units } = found;
  const cost = parameters.costPerRequest;
  return { answer: { kind: 'evaluated', values, units, cost }, duration };
}

/** What the question is about, if the model was trained on the like of it. */
function featuresOf(
  trained: Trained,
  question: PredictQuestion,
): { readonly features: Float64Array; readonly classes: number } | undefined {
  if (trained.kind === 'table') {
    if (question.kind !== 'predictOn') return undefined;
    return { features: Float64Array.from(question.features), classes: trained.classes };
  }
  const dataset = datasetNamed(trained.dataset);
  if (question.kind !== 'predict' || dataset?.task !== 'classification') return undefined;
  return {
    features: takeFeatures(dataset, question.rows),
    classes: dataset.classNames.length,
  };
}

export const model: AgentBehaviour<ModelMemory> = {
  kind: 'model',
  open(agent: PlannedAgent): ModelMemory {
    return {
      parameters: modelParameters.parse(agent.parameters),
      trained: undefined,
      evaluated: undefined,
    };
  },
  answer(memory: ModelMemory, question: Question, choices: Choices): Consultation {
    if (question.kind === 'train') return train(memory, question, choices);
    if (question.kind === 'trainOn') return trainOn(memory, question, choices);
    if (question.kind === 'predict' || question.kind === 'predictOn')
      return predict(memory, question, choices);
    if (question.kind === 'evaluate') return evaluateSetting(memory, question, choices);
    return fail('notAModel');
  },
};
