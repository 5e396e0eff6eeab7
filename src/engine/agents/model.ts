/**
 * What it is: an agent that trains a classifier on rows of a bundled data set and predicts others.
 * It really fits, with choices of its own; training takes virtual time by its learner's cost model.
 * Shapes: probabilities are row-major, one row of class probabilities per asked row.
 * Units: costs in credits, times in microseconds.
 * Errors: unknown data, a question before training, or bad luck (its failure share) are answered with `failed`.
 */

import type { Choices } from '../base/choices.ts';
import { PPM_ONE } from '../base/units.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import { isBundledDataset, loadDataset } from '../learning/data/bundled.ts';
import { takeExamples, takeFeatures } from '../learning/data/dataset.ts';
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

export interface ModelMemory {
  readonly parameters: ModelParameters;
  /** What it learned, and from which data. */
  trained: { readonly dataset: string; readonly model: TrainedModel } | undefined;
}

type TrainQuestion = Extract<Question, { kind: 'train' }>;
type PredictQuestion = Extract<Question, { kind: 'predict' }>;

/** A refusal takes a moment, not none: nobody answers instantly. */
const REFUSAL_MICROS = 1_000;

const fail = (reason: string): Consultation => ({
  answer: { kind: 'failed', reason },
  duration: REFUSAL_MICROS,
});

function train(memory: ModelMemory, question: TrainQuestion, choices: Choices): Consultation {
  if (!isBundledDataset(question.dataset)) return fail('unknownDataset');
  if (question.rows.length === 0) return fail('noRows');
  const dataset = loadDataset(question.dataset);
  const setting = settingOf(memory.parameters.learner);
  if (!setting.ok) return fail('badParameters');
  const model = trainLearner(setting.value, takeExamples(dataset, question.rows), choices);
  memory.trained = { dataset: question.dataset, model };
  const shape = {
    rows: question.rows.length,
    columns: dataset.columns,
    classes: dataset.classNames.length,
  };
  const units = trainingUnits(setting.value, shape);
  const { learner, costPerRequest: cost } = memory.parameters;
  const answer: Answer = { kind: 'trained', learner, rows: shape.rows, units, cost };
  return {
    answer,
    duration: Math.max(1, Math.round(units * memory.parameters.trainMicrosPerUnit)),
  };
}

function predict(memory: ModelMemory, question: PredictQuestion, choices: Choices): Consultation {
  const { parameters, trained } = memory;
  // Drawn before anything can go wrong, so that luck stays aligned.
  const isUnlucky = choices.happens(Math.round(parameters.failure * PPM_ONE));
  if (trained === undefined || !isBundledDataset(trained.dataset)) return fail('notTrained');
  if (isUnlucky)
    return {
      answer: { kind: 'failed', reason: 'failedBatch' },
      duration: parameters.predictMicros,
    };
  const dataset = loadDataset(trained.dataset);
  const probabilities = predictProbabilities(trained.model, takeFeatures(dataset, question.rows));
  const answer: Answer = {
    kind: 'predicted',
    probabilities: Array.from(probabilities),
    classes: dataset.classNames.length,
    cost: parameters.costPerRequest,
  };
  return { answer, duration: parameters.predictMicros };
}

export const model: AgentBehaviour<ModelMemory> = {
  kind: 'model',
  open(agent: PlannedAgent): ModelMemory {
    return { parameters: modelParameters.parse(agent.parameters), trained: undefined };
  },
  answer(memory: ModelMemory, question: Question, choices: Choices): Consultation {
    if (question.kind === 'train') return train(memory, question, choices);
    if (question.kind === 'predict') return predict(memory, question, choices);
    return fail('notAModel');
  },
};
