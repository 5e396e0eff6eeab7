/**
 * What it is: how a worker finds out how good a setting is: it trains a learner with it and judges rows that the
 * model has not seen.
 * Leakage: a model that judges a fold was given the rows of the others and nothing else.
 * Determinism: a setting brings its own luck, so that whoever evaluates it finds the same, at every level.
 * Errors: what cannot be evaluated is said in a word.
 */

import { SeededChoices } from '../base/choices.ts';
import type { Measure, Objective, Question } from '../contract/consultation.ts';
import { datasetNamed } from '../learning/data/named.ts';
import type { ClassificationDataset, Examples } from '../learning/data/dataset.ts';
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

/** What a setting came to, and what finding out took; or why it could not be found out. */
export type Evaluation =
  | { readonly ok: true; readonly values: readonly number[]; readonly units: number }
  | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): Evaluation => ({ ok: false, reason });

/** The parameter by which a learner is trained more or less; undefined: by rows. */
function iterationsOf(learner: LearnerKind): string | undefined {
  return ['trees', 'rounds', 'epochs'].find((name) => name in LEARNERS[learner].parameters);
}

/** The objective's measures of the setting, each small when good. `known` is the level up to which this agent has trained it. */
export function evaluate(question: EvaluateQuestion, known: number): Evaluation {
  const { objective } = question;
  if (objective.kind === 'function') return evaluateFunction(objective, question);
  const dataset = datasetNamed(objective.dataset);
  const named = objective.learner ?? String(question.values['learner'] ?? '');
  if (dataset?.task !== 'classification') return refuse('unknownDataset');
  if (!isLearnerKind(named)) return refuse('unknownLearner');
  const setting = settingAt(named, question, question.level);
  if (setting === undefined) return refuse('badParameters');
  const before = known > 0 ? settingAt(named, question, known) : undefined;
  return judge(setting, before, dataset, { ...question, objective });
}

/** A test function has no training: it comes to its value at every level. */
function evaluateFunction(
  { name, units }: Extract<Objective, { kind: 'function' }>,
  { values }: EvaluateQuestion,
): Evaluation {
  const made = testFunctionNamed(name);
  if (made === undefined) return refuse('unknownFunction');
  const value = evaluateAt(made, values);
  return Number.isFinite(value) ? { ok: true, values: [value], units } : refuse('badParameters');
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

function judge(
  setting: LearnerSetting,
  before: LearnerSetting | undefined,
  dataset: ClassificationDataset,
  question: EvaluateQuestion & { readonly objective: LearnerObjective },
): Evaluation {
  const { objective } = question;
  const { folds, rows } = objective;
  const classes = dataset.classNames.length;
  const judged = rows.filter((_, i) => (folds[i] as number) >= 0);
  const probabilities = new Float64Array(judged.length * classes);
  const labels = new Int32Array(judged.length);
  const isByRows = objective.resource === 'rows' || iterationsOf(setting.kind) === undefined;
  const share = isByRows ? question.level / question.levels : 1;
  let [units, training, at] = [0, 0, 0];
  let shape: Examples | undefined;
  const count = 1 + folds.reduce((most, fold) => Math.max(most, fold), 0);
  for (let fold = 0; fold < count; fold++) {
    const all = rows.filter((_, i) => folds[i] !== fold);
    const train = takeExamples(dataset, all.slice(0, Math.max(1, Math.ceil(all.length * share))));
    const test = takeExamples(
      dataset,
      rows.filter((_, i) => folds[i] === fold),
    );
    const choices = SeededChoices.named(question.luck, `fold ${fold}`);
    const model = trainLearner(setting, train, choices);
    probabilities.set(predictProbabilities(model, test.features), at * classes);
    labels.set(test.labels, at);
    at += test.rows;
    const own = trainingUnits(setting, train);
    training += own;
    // Trained by iterations it goes on from where it was; by rows it begins anew.
    units += own - (before !== undefined && !isByRows ? trainingUnits(before, train) : 0);
    units += predictionUnits(setting, train) * test.rows;
    shape = train;
  }
  if (shape === undefined || at === 0) return refuse('noRows');
  const answering = predictionUnits(setting, shape);
  const measure = (one: Measure): number => {
    switch (one) {
      case 'error':
        return 1 - accuracy(labels, argmaxRows(probabilities, classes));
      case 'log_loss':
        return logLoss(labels, probabilities, classes);
      case 'answer_cost':
        return answering;
      case 'training_cost':
        return training / count;
    }
  };
  return { ok: true, values: objective.measures.map(measure), units: Math.max(1, units) };
}
