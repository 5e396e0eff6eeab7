/**
 * What it is: an agent that trains a classifier, or a regressor, on rows of a data set and predicts others.
 * It really fits, with choices of its own; training takes virtual time by its learner's cost model.
 * Shapes: answers are row-major, one row of class probabilities, or one number, per asked row; or one text.
 * Units: costs in credits, times in microseconds.
 * Training and judging are work that can be put off and done elsewhere: see `Labour`.
 * Errors: unknown data, a task that its learner cannot do, a question before training, or bad luck (its failure share) are answered with `failed`.
 */

import type { Choices } from '../base/choices.ts';
import { invariant, present } from '../base/invariant.ts';
import { PPM_ONE } from '../base/units.ts';
import type { Answer, Consultation, Question } from '../contract/consultation.ts';
import type { TrainedAnswerer } from '../learning/answerers/answerers.ts';
import {
  answererUnits,
  answerQuestions,
  isAnswererKind,
  trainAnswerer,
} from '../learning/answerers/answerers.ts';
import type { Encoding } from '../learning/data/encoding.ts';
import { datasetNamed } from '../learning/data/named.ts';
import type { TextDataset } from '../learning/data/texts.ts';
import { textsNamed } from '../learning/data/texts.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { AgentBehaviour, Postponed } from './behaviour.ts';
import { modelParameters } from './cards.ts';
import type { ModelParameters } from './cards.ts';
import { evaluate, foresee } from './evaluating.ts';
import type { EvaluateQuestion } from './evaluating.ts';
import { rowsFor, sayOutOfFold, takeLesson, widthOf } from './lessons.ts';
import { fit, say, skillFor, unitsOf, valuesFor } from './skill.ts';
import type { AnyExamples, Fitted, Skill } from './skill.ts';

type Trained =
  | {
      readonly kind: 'dataset';
      readonly dataset: string;
      readonly fitted: Fitted;
      readonly encoding: Encoding | undefined;
    }
  | { readonly kind: 'table'; readonly fitted: Fitted }
  | { readonly kind: 'texts'; readonly dataset: string; readonly answerer: TrainedAnswerer };

export interface ModelMemory {
  readonly parameters: ModelParameters;
  /** What it learned, and from which data. */
  trained: Trained | undefined;
  /** The job that it evaluated last, and up to which level: what it has of it still. */
  evaluated: { readonly luck: number; readonly level: number } | undefined;
}

type TrainQuestion = Extract<Question, { kind: 'train' }>;

interface TrainTask {
  readonly kind: 'train';
  readonly learner: ModelParameters['learner'];
  readonly question: TrainQuestion;
}
interface TableTask {
  readonly kind: 'trainOn';
  readonly learner: ModelParameters['learner'];
  readonly question: TableQuestion;
}
type Task =
  TrainTask | TableTask | { readonly kind: 'evaluate'; readonly question: EvaluateQuestion };

interface TrainResult {
  readonly kind: 'train';
  readonly fitted: Fitted;
  readonly encoding: Encoding | undefined;
  readonly probed: readonly number[] | undefined;
}
type TaskResult =
  | TrainResult
  | { readonly kind: 'trainOn'; readonly fitted: Fitted }
  | { readonly kind: 'evaluate'; readonly values: readonly number[] };

type TableQuestion = Extract<Question, { kind: 'trainOn' }>;
type PredictQuestion = Extract<Question, { kind: 'predict' | 'predictOn' }>;

/** A refusal takes a moment, not none: nobody answers instantly. */
const REFUSAL_MICROS = 1_000;

const fail = (reason: string): Consultation => ({
  answer: { kind: 'failed', reason },
  duration: REFUSAL_MICROS,
});

/** What training on rows of a data set needs; the memory of the agent is not asked. */
function trainTask(memory: ModelMemory, question: TrainQuestion): Consultation | Postponed<Task> {
  const texts = textsNamed(question.dataset);
  if (texts !== undefined) return learnTexts(memory, texts, question.rows);
  const dataset = datasetNamed(question.dataset);
  if (dataset === undefined) return fail('unknownDataset');
  const { rows, probe } = question;
  if (rows.length === 0) return fail('noRows');
  const { learner, costPerRequest: cost, trainMicrosPerUnit } = memory.parameters;
  const skill = skillFor(learner, dataset.task, valuesFor(learner, question.settings));
  if (skill === undefined) return fail('wrongTask');
  const classes = dataset.task === 'regression' ? 1 : dataset.classNames.length;
  const own = unitsOf(skill, { rows: rows.length, columns: widthOf(dataset, rows), classes });
  // Each fold trains once more on the rows of all the others: with k folds, k − 1 times the work.
  const folds = probe?.kind === 'outOfFold' ? probe.folds : [];
  const units = own * (1 + folds.reduce((most, fold) => Math.max(most, fold), 0));
  return {
    task: { kind: 'train', learner, question },
    units,
    family: learner,
    draft: { kind: 'trained', learner, rows: rows.length, cost, units },
    duration: Math.max(1, Math.round(units * trainMicrosPerUnit)),
  };
}

/** Takes questions and their answers up, which is soon done. */
function learnTexts(
  memory: ModelMemory,
  { name, questions, answers }: TextDataset,
  rows: readonly number[],
): Consultation {
  const { learner, costPerRequest: cost, trainMicrosPerUnit } = memory.parameters;
  if (!isAnswererKind(learner)) return fail('wrongTask');
  if (rows.length === 0) return fail('noRows');
  const taught = rows.map((row) => ({
    question: present(questions[row], 'question'),
    answer: present(answers[row], 'answer'),
  }));
  const answerer = trainAnswerer(learner, taught);
  memory.trained = { kind: 'texts', dataset: name, answerer };
  const units = answererUnits(answerer);
  return {
    answer: { kind: 'trained', learner, rows: rows.length, units, cost },
    duration: Math.max(1, Math.round(units * trainMicrosPerUnit)),
  };
}

/** Trains, and says of the training rows what is asked. */
function train({ learner, question }: TrainTask, choices: Choices): TrainResult {
  const { rows, probe } = question;
  const dataset = present(datasetNamed(question.dataset), question.dataset);
  const skill = present(
    skillFor(learner, dataset.task, valuesFor(learner, question.settings)),
    learner,
  );
  const lesson = takeLesson(dataset, rows);
  const { encoding } = lesson;
  const weights = probe?.kind === 'fitted' ? { weights: Float64Array.from(probe.weights) } : {};
  const examples = { ...lesson.examples, ...weights };
  const fitted = fit(skill, examples, choices);
  if (probe === undefined) return { kind: 'train', fitted, encoding, probed: undefined };
  const probed =
    probe.kind === 'fitted'
      ? say(fitted, examples.features)
      : sayOutOfFold(skill, dataset, rows, Int32Array.from(probe.folds), choices);
  return { kind: 'train', fitted, encoding, probed: Array.from(probed) };
}

/** What learning from rows that somebody else has made needs, as a meta-learner does. */
function tableTask(memory: ModelMemory, question: TableQuestion): Consultation | Postponed<Task> {
  const { columns, classes, labels } = question;
  const { learner, costPerRequest: cost, trainMicrosPerUnit } = memory.parameters;
  const skill = tableSkill(learner, question);
  if (skill === undefined) return fail('wrongTask');
  const rows = labels.length;
  if (rows === 0 || question.features.length !== rows * columns) return fail('noRows');
  const units = unitsOf(skill, { rows, columns, classes: Math.max(1, classes) });
  return {
    task: { kind: 'trainOn', learner, question },
    units,
    family: learner,
    draft: { kind: 'trained', learner, rows, units, cost },
    duration: Math.max(1, Math.round(units * trainMicrosPerUnit)),
  };
}

function tableSkill(learner: string, { classes, settings }: TableQuestion): Skill | undefined {
  const task = classes === 0 ? 'regression' : 'classification';
  return skillFor(learner, task, valuesFor(learner, settings));
}

/** Learns from the rows. */
function trainOn({ learner, question }: TableTask, choices: Choices): TaskResult {
  const { columns, classes, labels } = question;
  const skill = present(tableSkill(learner, question), learner);
  const table = { rows: labels.length, columns, features: Float64Array.from(question.features) };
  const examples: AnyExamples =
    classes === 0
      ? { ...table, targets: Float64Array.from(labels) }
      : { ...table, classes, labels: Int32Array.from(labels) };
  return { kind: 'trainOn', fitted: fit(skill, examples, choices) };
}

function predict(memory: ModelMemory, question: PredictQuestion, choices: Choices): Consultation {
  const { parameters, trained } = memory;
  // Drawn before anything can go wrong, so that luck stays aligned.
  const isUnlucky = choices.happens(Math.round(parameters.failure * PPM_ONE));
  const said = trained && sayOf(trained, question);
  if (said === undefined) return fail('notTrained');
  if (isUnlucky)
    return {
      answer: { kind: 'failed', reason: 'failedBatch' },
      duration: parameters.predictMicros,
    };
  const answer: Answer = { kind: 'predicted', ...said, cost: parameters.costPerRequest };
  return { answer, duration: parameters.predictMicros };
}

type Said = Omit<Extract<Answer, { kind: 'predicted' }>, 'kind' | 'cost'>;

/** What it says of the rows; undefined when it was trained on nothing of the like. */
function sayOf(trained: Trained, question: PredictQuestion): Said | undefined {
  if (trained.kind === 'texts') {
    const questions = question.kind === 'predict' && textsNamed(trained.dataset)?.questions;
    if (!questions) return undefined;
    const asked = question.rows.map((row) => present(questions[row], 'question'));
    return { values: [], texts: answerQuestions(trained.answerer, asked), classes: 0 };
  }
  const { fitted } = trained;
  const asked = featuresOf(trained, question);
  return asked && { values: Array.from(say(fitted, asked)), classes: fitted.classes };
}

/** What evaluating a setting needs; by iterations it goes on from the level that the agent has of this one. */
function evaluateTask(
  memory: ModelMemory,
  question: EvaluateQuestion,
  choices: Choices,
): Consultation | Postponed<Task> {
  const { parameters, evaluated } = memory;
  // Drawn before anything can go wrong, so that luck stays aligned.
  const isUnlucky = choices.happens(Math.round(parameters.failure * PPM_ONE));
  const known = evaluated?.luck === question.luck ? Math.min(evaluated.level, question.level) : 0;
  const found = foresee(question, known === question.level ? 0 : known);
  if (!found.ok) return fail(found.reason);
  const { units } = found;
  const duration = Math.max(1, Math.round(units * parameters.trainMicrosPerUnit));
  if (isUnlucky) {
    memory.evaluated = undefined;
    return { answer: { kind: 'failed', reason: 'failedEvaluation' }, duration };
  }
  memory.evaluated = { luck: question.luck, level: question.level };
  const cost = parameters.costPerRequest;
  const draft: Answer = { kind: 'evaluated', values: [], units, cost };
  const family = familyOf(question);
  return { task: { kind: 'evaluate', question }, units, family, draft, duration };
}

/** The learner or the function that is evaluated. */
function familyOf({ objective, values }: EvaluateQuestion): string {
  if (objective.kind === 'function') return objective.name;
  return objective.learner ?? String(values['learner'] ?? '');
}

/** The rows that the question is about, if the model was trained on the like of them. */
function featuresOf(
  trained: Exclude<Trained, { kind: 'texts' }>,
  question: PredictQuestion,
): Float64Array | undefined {
  if (trained.kind === 'table') {
    if (question.kind !== 'predictOn') return undefined;
    return Float64Array.from(question.features);
  }
  const dataset = datasetNamed(trained.dataset);
  if (question.kind !== 'predict' || dataset === undefined) return undefined;
  return rowsFor(dataset, trained.encoding, question.rows);
}

/** Answers, but for the long work. */
function take(
  memory: ModelMemory,
  question: Question,
  choices: Choices,
): Consultation | Postponed<Task> {
  if (question.kind === 'train') return trainTask(memory, question);
  if (question.kind === 'trainOn') return tableTask(memory, question);
  if (question.kind === 'predict' || question.kind === 'predictOn')
    return predict(memory, question, choices);
  if (question.kind === 'evaluate') return evaluateTask(memory, question, choices);
  return fail('notAModel');
}

function perform(task: Task, choices: Choices): TaskResult {
  switch (task.kind) {
    case 'train':
      return train(task, choices);
    case 'trainOn':
      return trainOn(task, choices);
    case 'evaluate':
      return { kind: 'evaluate', values: evaluate(task.question) };
  }
}

function settle(memory: ModelMemory, { task, draft }: Postponed<Task>, result: TaskResult): Answer {
  if (result.kind === 'train') {
    invariant(task.kind === 'train' && draft.kind === 'trained', 'another task was done');
    const { fitted, encoding, probed } = result;
    memory.trained = { kind: 'dataset', dataset: task.question.dataset, fitted, encoding };
    return probed === undefined ? draft : { ...draft, probed };
  }
  if (result.kind === 'trainOn') {
    memory.trained = { kind: 'table', fitted: result.fitted };
    return draft;
  }
  invariant(draft.kind === 'evaluated', 'another task was done');
  return { ...draft, values: result.values };
}

export const model: AgentBehaviour<ModelMemory, Task, TaskResult> = {
  kind: 'model',
  open(agent: PlannedAgent): ModelMemory {
    return {
      parameters: modelParameters.parse(agent.parameters),
      trained: undefined,
      evaluated: undefined,
    };
  },
  answer(memory: ModelMemory, question: Question, choices: Choices): Consultation {
    const taken = take(memory, question, choices);
    if (!('task' in taken)) return taken;
    const answer = settle(memory, taken, perform(taken.task, choices));
    return { answer, duration: taken.duration };
  },
  labour: { take, perform, settle },
};
