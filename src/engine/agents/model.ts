/**
 * What it is: an agent that trains a classifier, or a regressor, on rows of a data set and predicts others.
 * It really fits, with choices of its own; training takes virtual time by its learner's cost model.
 * Shapes: answers are row-major, one row of class probabilities, or one number, per asked row.
 * Units: costs in credits, times in microseconds.
 * Errors: unknown data, a task that its learner cannot do, a question before training, or bad luck (its failure share) are answered with `failed`.
 */

import type { Choices } from '../base/choices.ts';
import { PPM_ONE } from '../base/units.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import type { Encoding } from '../learning/data/encoding.ts';
import { datasetNamed } from '../learning/data/named.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { AgentBehaviour } from './behaviour.ts';
import { modelParameters } from './cards.ts';
import type { ModelParameters } from './cards.ts';
import { evaluate } from './evaluating.ts';
import type { EvaluateQuestion } from './evaluating.ts';
import { rowsFor, sayOutOfFold, takeLesson } from './lessons.ts';
import { fit, say, skillFor, unitsOf } from './skill.ts';
import type { AnyExamples, Fitted } from './skill.ts';

type Trained =
  | {
      readonly kind: 'dataset';
      readonly dataset: string;
      readonly fitted: Fitted;
      readonly encoding: Encoding | undefined;
    }
  | { readonly kind: 'table'; readonly fitted: Fitted };

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
  if (dataset === undefined) return fail('unknownDataset');
  if (question.rows.length === 0) return fail('noRows');
  const { probe } = question;
  const weights = probe?.kind === 'fitted' ? { weights: Float64Array.from(probe.weights) } : {};
  const skill = skillFor(memory.parameters.learner, dataset.task);
  if (skill === undefined) return fail('wrongTask');
  const lesson = takeLesson(dataset, question.rows);
  const { encoding } = lesson;
  const examples = { ...lesson.examples, ...weights };
  const fitted = fit(skill, examples, choices);
  memory.trained = { kind: 'dataset', dataset: question.dataset, fitted, encoding };
  const own = unitsOf(skill, examples);
  const { learner, costPerRequest: cost } = memory.parameters;
  const trained = { kind: 'trained', learner, rows: examples.rows, cost } as const;
  if (probe === undefined) return afterTraining(memory, { ...trained, units: own });
  if (probe.kind === 'fitted') {
    const probed = Array.from(say(fitted, examples.features));
    return afterTraining(memory, { ...trained, units: own, probed });
  }
  const folds = Int32Array.from(probe.folds);
  const probed = Array.from(sayOutOfFold(skill, dataset, question.rows, folds, choices));
  // Each fold trains once more on the rows of all the others: with k folds, k − 1 times the work.
  const units = own * (1 + Math.max(...folds));
  return afterTraining(memory, { ...trained, units, probed });
}

/** Learns from rows that somebody else has made, as a meta-learner does. */
function trainOn(memory: ModelMemory, question: TableQuestion, choices: Choices): Consultation {
  const { columns, classes, labels } = question;
  const skill = skillFor(
    memory.parameters.learner,
    classes === 0 ? 'regression' : 'classification',
  );
  if (skill === undefined) return fail('wrongTask');
  const features = Float64Array.from(question.features);
  if (labels.length === 0 || features.length !== labels.length * columns) return fail('noRows');
  const table = { rows: labels.length, columns, features };
  const examples: AnyExamples =
    classes === 0
      ? { ...table, targets: Float64Array.from(labels) }
      : { ...table, classes, labels: Int32Array.from(labels) };
  memory.trained = { kind: 'table', fitted: fit(skill, examples, choices) };
  const { learner, costPerRequest: cost } = memory.parameters;
  const units = unitsOf(skill, examples);
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
  const answer: Answer = {
    kind: 'predicted',
    values: Array.from(say(trained.fitted, asked)),
    classes: trained.fitted.classes,
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

/** The rows that the question is about, if the model was trained on the like of them. */
function featuresOf(trained: Trained, question: PredictQuestion): Float64Array | undefined {
  if (trained.kind === 'table') {
    if (question.kind !== 'predictOn') return undefined;
    return Float64Array.from(question.features);
  }
  const dataset = datasetNamed(trained.dataset);
  if (question.kind !== 'predict' || dataset === undefined) return undefined;
  return rowsFor(dataset, trained.encoding, question.rows);
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
