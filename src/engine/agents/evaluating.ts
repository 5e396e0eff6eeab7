/**
 * What it is: how a worker finds out how good a setting is: it trains a learner with it and judges rows that the
 * model has not seen.
 * Leakage: a model that judges a fold was given the rows of the others and nothing else.
 * Determinism: a setting brings its own luck, so that whoever evaluates it finds the same, at every level.
 * Errors: what cannot be evaluated is said in a word.
 */

import { SeededChoices } from '../base/choices.ts';
import { invariant } from '../base/invariant.ts';
import type { Measure, Objective, Question } from '../contract/consultation.ts';
import { datasetNamed } from '../learning/data/named.ts';
import type { ClassificationDataset } from '../learning/data/dataset.ts';
import { takeExamples } from '../learning/data/dataset.ts';
import {
  isLearnerKind,
  LEARNERS,
  predictionUnits,
  predictProbabilities,
  settingOf,
  trainingUnits,
  trainLearner,
} from '../learning/learners.ts';
import type { LearnerKind, LearnerSetting } from '../learning/learners.ts';
import { accuracy, argmaxRows, logLoss } from '../learning/metrics.ts';
import { testFunctionNamed } from '../optimisation/testFunctions/catalog.ts';
import { evaluateAt } from '../optimisation/testFunctions/testFunction.ts';

export type EvaluateQuestion = Extract<Question, { kind: 'evaluate' }>;
type LearnerObjective = Extract<Objective, { kind: 'learner' }>;

/** What evaluating a setting takes, in units of the learner's work; or why it cannot be done. */
export type Foreseen =
  { readonly ok: true; readonly units: number } | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): Foreseen => ({ ok: false, reason });

/** The parameter by which a learner is trained more or less; undefined: by rows. */
function iterationsOf(learner: LearnerKind): string | undefined {
  return ['trees', 'rounds', 'epochs'].find((name) => name in LEARNERS[learner].parameters);
}

/** What it will take, without doing it. `known` is the level up to which this agent has trained the setting. */
export function foresee(question: EvaluateQuestion, known: number): Foreseen {
  const { objective } = question;
  if (objective.kind === 'function') {
    const value = valueOf(objective, question);
    if (value === undefined) return refuse('unknownFunction');
    return Number.isFinite(value) ? { ok: true, units: objective.units } : refuse('badParameters');
  }
  const made = trialOf(question, objective);
  if (typeof made === 'string') return refuse(made);
  const { dataset, setting } = made;
  const before = known > 0 ? settingAt(setting.kind, question, known) : undefined;
  const classes = dataset.classNames.length;
  const { columns } = dataset;
  let units = 0;
  for (const { train, test } of foldsOf(made, question)) {
    const shape = { rows: train.length, columns, classes };
    units += trainingUnits(setting, shape);
    // Trained by iterations it goes on from where it was; by rows it begins anew.
    if (before !== undefined && !isByRows(made)) units -= trainingUnits(before, shape);
    units += predictionUnits(setting, shape) * test.length;
  }
  return { ok: true, units: Math.max(1, units) };
}

/** The objective's measures of a setting that was foreseen, each small when good. */
export function evaluate(question: EvaluateQuestion): readonly number[] {
  const { objective } = question;
  if (objective.kind === 'function') {
    const value = valueOf(objective, question);
    invariant(value !== undefined, `no function ${objective.name}`);
    return [value];
  }
  const made = trialOf(question, objective);
  invariant(typeof made !== 'string', 'a setting that was not foreseen');
  return judge(made, question);
}

/** A test function has no training: it comes to its value at every level. */
function valueOf(
  { name }: Extract<Objective, { kind: 'function' }>,
  { values }: EvaluateQuestion,
): number | undefined {
  const made = testFunctionNamed(name);
  return made === undefined ? undefined : evaluateAt(made, values);
}

/** A setting with what it is tried on. */
interface Trial {
  readonly setting: LearnerSetting;
  readonly dataset: ClassificationDataset;
  readonly objective: LearnerObjective;
}

/** What is to be trained, or why it cannot be, in a word. */
function trialOf(question: EvaluateQuestion, objective: LearnerObjective): Trial | string {
  const dataset = datasetNamed(objective.dataset);
  const named = objective.learner ?? String(question.values['learner'] ?? '');
  if (dataset?.task !== 'classification') return 'unknownDataset';
  if (!isLearnerKind(named)) return 'unknownLearner';
  const setting = settingAt(named, question, question.level);
  if (setting === undefined) return 'badParameters';
  if (!objective.folds.some((fold) => fold >= 0)) return 'noRows';
  return { setting, dataset, objective };
}

function isByRows({ objective, setting }: Trial): boolean {
  return objective.resource === 'rows' || iterationsOf(setting.kind) === undefined;
}

/** The rows of every fold: those that are learned from at the question's level, and those that are judged. */
function foldsOf(
  trial: Trial,
  { level, levels }: EvaluateQuestion,
): readonly { readonly train: readonly number[]; readonly test: readonly number[] }[] {
  const { folds, rows } = trial.objective;
  const share = isByRows(trial) ? level / levels : 1;
  const count = 1 + folds.reduce((most, fold) => Math.max(most, fold), 0);
  return Array.from({ length: count }, (_, fold) => {
    const all = rows.filter((_, i) => folds[i] !== fold);
    const train = all.slice(0, Math.max(1, Math.ceil(all.length * share)));
    return { train, test: rows.filter((_, i) => folds[i] === fold) };
  });
}

/** The learner's setting at a level: with its share of the iterations, if it is trained by them. */
function settingAt(
  learner: LearnerKind,
  { values, levels, objective }: EvaluateQuestion,
  level: number,
): LearnerSetting | undefined {
  const own = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'learner'));
  const whole = settingOf(learner, own);
  if (!whole.ok) return undefined;
  const name = iterationsOf(learner);
  if (name === undefined || (objective.kind === 'learner' && objective.resource === 'rows'))
    return whole.value;
  const full = (whole.value.parameters as Readonly<Record<string, unknown>>)[name];
  const share = Math.max(1, Math.round((Number(full) * level) / levels));
  const part = settingOf(learner, { ...own, [name]: share });
  return part.ok ? part.value : undefined;
}

function judge(trial: Trial, question: EvaluateQuestion): readonly number[] {
  const { setting, dataset, objective } = trial;
  const classes = dataset.classNames.length;
  const folds = foldsOf(trial, question);
  const judged = folds.reduce((sum, { test }) => sum + test.length, 0);
  const probabilities = new Float64Array(judged * classes);
  const labels = new Int32Array(judged);
  let [training, at, answering] = [0, 0, 0];
  for (const [fold, rows] of folds.entries()) {
    const train = takeExamples(dataset, rows.train);
    const test = takeExamples(dataset, rows.test);
    const choices = SeededChoices.named(question.luck, `fold ${fold}`);
    const model = trainLearner(setting, train, choices);
    probabilities.set(predictProbabilities(model, test.features), at * classes);
    labels.set(test.labels, at);
    at += test.rows;
    training += trainingUnits(setting, train);
    answering = predictionUnits(setting, train);
  }
  const measure = (one: Measure): number => {
    switch (one) {
      case 'error':
        return 1 - accuracy(labels, argmaxRows(probabilities, classes));
      case 'log_loss':
        return logLoss(labels, probabilities, classes);
      case 'answer_cost':
        return answering;
      case 'training_cost':
        return training / folds.length;
    }
  };
  return objective.measures.map(measure);
}
