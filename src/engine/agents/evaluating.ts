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
import type { Dataset } from '../learning/data/dataset.ts';
import { datasetNamed } from '../learning/data/named.ts';
import type { TrainingShape } from '../learning/learner.ts';
import { isLearnerKind, LEARNERS } from '../learning/learners.ts';
import { accuracy, argmaxRows, logLoss, rootMeanSquare } from '../learning/metrics.ts';
import { isRegressorKind, REGRESSORS } from '../learning/regressors.ts';
import { testFunctionNamed } from '../optimisation/testFunctions/catalog.ts';
import { evaluateAt } from '../optimisation/testFunctions/testFunction.ts';
import { rowsFor, takeLesson, widthOf } from './lessons.ts';
import type { Skill, Task } from './skill.ts';
import { answerUnitsOf, fit, say, skillFor, unitsOf } from './skill.ts';

export type EvaluateQuestion = Extract<Question, { kind: 'evaluate' }>;
type LearnerObjective = Extract<Objective, { kind: 'learner' }>;

/** What evaluating a setting takes, in units of the learner's work; or why it cannot be done. */
export type Foreseen =
  { readonly ok: true; readonly units: number } | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): Foreseen => ({ ok: false, reason });

/** The parameters of a learner that does the task; undefined when it does not. */
function tableOf(learner: string, task: Task): object | undefined {
  if (task === 'classification')
    return isLearnerKind(learner) ? LEARNERS[learner].parameters : undefined;
  return isRegressorKind(learner) ? REGRESSORS[learner].parameters : undefined;
}

/** The parameter by which a learner is trained more or less; undefined: by rows. */
function iterationsOf(learner: string, task: Task): string | undefined {
  const table = tableOf(learner, task) ?? {};
  return ['trees', 'rounds', 'epochs'].find((name) => name in table);
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
  const { skill } = made;
  const before =
    known > 0 ? skillAt(made.skill.setting.kind, made.skill.task, question, known) : undefined;
  let units = 0;
  for (const { train, test } of foldsOf(made, question)) {
    const shape = shapeOf(made.dataset, train);
    units += unitsOf(skill, shape);
    // Trained by iterations it goes on from where it was; by rows it begins anew.
    if (before !== undefined && !isByRows(made)) units -= unitsOf(before, shape);
    units += answerUnitsOf(skill, shape) * test.length;
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
  readonly skill: Skill;
  readonly dataset: Dataset;
  readonly objective: LearnerObjective;
}

/** Measures that say nothing of the other task. */
const OF_CLASSES: readonly Measure[] = ['error', 'log_loss'];
const OF_NUMBERS: readonly Measure[] = ['root_mean_square'];

/** What is to be trained, or why it cannot be, in a word. */
function trialOf(question: EvaluateQuestion, objective: LearnerObjective): Trial | string {
  const dataset = datasetNamed(objective.dataset);
  if (dataset === undefined) return 'unknownDataset';
  const { task } = dataset;
  const foreign = task === 'regression' ? OF_CLASSES : OF_NUMBERS;
  const named = objective.learner ?? String(question.values['learner'] ?? '');
  if (tableOf(named, task) === undefined) return 'unknownLearner';
  if (objective.measures.some((one) => foreign.includes(one))) return 'wrongMeasure';
  const skill = skillAt(named, task, question, question.level);
  if (skill === undefined) return 'badParameters';
  if (!objective.folds.some((fold) => fold >= 0)) return 'noRows';
  return { skill, dataset, objective };
}

function shapeOf(dataset: Dataset, rows: readonly number[]): TrainingShape {
  const classes = dataset.task === 'regression' ? 1 : dataset.classNames.length;
  return { rows: rows.length, columns: widthOf(dataset, rows), classes };
}

function isByRows({ objective, skill }: Trial): boolean {
  return (
    objective.resource === 'rows' || iterationsOf(skill.setting.kind, skill.task) === undefined
  );
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
function skillAt(
  learner: string,
  task: Task,
  { values, levels, objective }: EvaluateQuestion,
  level: number,
): Skill | undefined {
  const isNamed = objective.kind === 'learner' && objective.learner === undefined;
  const own = isNamed ? ownValues(learner, values) : values;
  const whole = skillFor(learner, task, own);
  const name = iterationsOf(learner, task);
  if (whole === undefined || name === undefined) return whole;
  if (objective.kind === 'learner' && objective.resource === 'rows') return whole;
  const full = (whole.setting.parameters as Readonly<Record<string, unknown>>)[name];
  const share = Math.max(1, Math.round((Number(full) * level) / levels));
  return skillFor(learner, task, { ...own, [name]: share });
}

/** What is said of one learner, by its own names. */
function ownValues(
  learner: string,
  values: EvaluateQuestion['values'],
): Readonly<Record<string, unknown>> {
  const prefix = `${learner}.`;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

function judge(trial: Trial, question: EvaluateQuestion): readonly number[] {
  const { skill, dataset, objective } = trial;
  const width = dataset.task === 'regression' ? 1 : dataset.classNames.length;
  const folds = foldsOf(trial, question);
  const judged = folds.flatMap(({ test }) => test);
  const said = new Float64Array(judged.length * width);
  let [training, at, answering] = [0, 0, 0];
  for (const [fold, { train, test }] of folds.entries()) {
    const { examples, encoding } = takeLesson(dataset, train);
    const choices = SeededChoices.named(question.luck, `fold ${fold}`);
    const fitted = fit(skill, examples, choices);
    said.set(say(fitted, rowsFor(dataset, encoding, test)), at * width);
    at += test.length;
    const shape = shapeOf(dataset, train);
    training += unitsOf(skill, shape);
    answering = answerUnitsOf(skill, shape);
  }
  return objective.measures.map((one) => {
    if (one === 'answer_cost') return answering;
    if (one === 'training_cost') return training / folds.length;
    return qualityOf(one, dataset, judged, said);
  });
}

/** How good what was said of these rows is; the measure is one of the data set's task. */
function qualityOf(
  one: 'error' | 'log_loss' | 'root_mean_square',
  dataset: Dataset,
  rows: readonly number[],
  said: Float64Array,
): number {
  if (dataset.task === 'regression') {
    const targets = rows.map((row) => dataset.targets[row] as number);
    return rootMeanSquare(targets, said);
  }
  const labels = Int32Array.from(rows, (row) => dataset.labels[row] as number);
  const classes = dataset.classNames.length;
  return one === 'error'
    ? 1 - accuracy(labels, argmaxRows(said, classes))
    : logLoss(labels, said, classes);
}
