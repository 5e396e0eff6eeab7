/**
 * What it is: CPU milliseconds of one training and one prediction of every learner on one fold of the digits (1,438 rows train,
 * 359 are asked), beside the registry's libraries on the same fold and beside scikit-learn's figures; of every regressor
 * on one fold of diabetes; and what they are for each unit of a learner's own estimate of its cost. How well they do is
 * printed by `npm run scores`.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { loadDataset, loadDiabetes } from '../src/engine/learning/data/bundled.ts';
import { takeExamples, takeRegressionExamples } from '../src/engine/learning/data/dataset.ts';
import { splitOfFold } from '../src/engine/learning/data/splits.ts';
import { fitStandardisation, standardise } from '../src/engine/learning/data/standardisation.ts';
import {
  LEARNER_KINDS,
  predictProbabilities,
  settingOf,
  trainingUnits,
  trainLearner,
} from '../src/engine/learning/learners.ts';
import type { LearnerKind } from '../src/engine/learning/learners.ts';
import {
  predictValues,
  REGRESSOR_KINDS,
  regressorSettingOf,
  regressorUnits,
  trainRegressor,
} from '../src/engine/learning/regressors.ts';
import { PEERS } from './lib/learningPeers.ts';
import type { Fold } from './lib/learningPeers.ts';
import { cpuSeconds, median } from './lib/measure.ts';
import { printTable } from './lib/table.ts';
import { foldsOf } from './scores/judged.ts';

const ROUNDS = 3;

/**
 * scikit-learn 1.2.1 on the same fold: CPU milliseconds of fitting and of predicting, on another machine with two
 * shared cores; of the perceptron, thirty passes with 32 hidden units.
 */
const SCIKIT: Readonly<Partial<Record<LearnerKind, readonly [fit: number, predict: number]>>> = {
  decision_tree: [32.7, 0.81],
  random_forest: [605.5, 29.1],
  logistic_regression: [129.8, 0.99],
  gaussian_naive_bayes: [4.5, 2.19],
  nearest_neighbours: [4.2, 20.0],
  multilayer_perceptron: [177.6, 0.9],
  gradient_boosting: [10_496, 13.4],
};
/** Passes in which the perceptron is compared; by default it makes more. */
const COMPARED = { multilayer_perceptron: { epochs: 30 } } as const;

interface Work {
  readonly name: string;
  readonly units: number;
  /** Trains, and returns what predicts. */
  readonly train: () => () => unknown;
}

interface Taken {
  readonly training: number;
  readonly predicting: number;
}

async function millis(run: () => unknown): Promise<number> {
  const before = cpuSeconds();
  await run();
  return (cpuSeconds() - before) * 1e3;
}

/** Medians of some rounds. */
async function take(train: Work['train'], rounds = ROUNDS): Promise<Taken> {
  const training: number[] = [];
  const predicting: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let predict: (() => unknown) | undefined;
    training.push(await millis(() => (predict = train())));
    predicting.push(await millis(() => predict?.()));
  }
  return { training: median(training), predicting: median(predicting) };
}

async function measure(heading: string, works: readonly Work[]): Promise<void> {
  const rows = [];
  for (const { name, units, train } of works) {
    const { training, predicting } = await take(train);
    rows.push([name.replaceAll('_', ' '), training, (training * 1e6) / units, predicting]);
  }
  printTable(heading, ['', 'train ms', 'ns a unit', 'predict ms'], rows);
}

const digits = loadDataset('digits');
const { train, test } = splitOfFold(foldsOf('digits', 0), 0);
const examples = takeExamples(digits, train);
const { features: asked, labels: truth } = takeExamples(digits, test);

function work(kind: LearnerKind, given: Readonly<Record<string, unknown>> = {}): Work {
  const setting = settingOf(kind, given);
  if (!setting.ok) throw new Error(`the parameters of ${kind} are wrong`);
  return {
    name: kind,
    units: trainingUnits(setting.value, examples),
    train: () => {
      const trained = trainLearner(setting.value, examples, SeededChoices.named(1, kind));
      return () => predictProbabilities(trained, asked);
    },
  };
}

function rowsOf(features: Float64Array, columns: number): number[][] {
  return Array.from({ length: features.length / columns }, (_, row) =>
    Array.from(features.subarray(row * columns, (row + 1) * columns)),
  );
}

/** Each library in the same run as ours, once: some take half a minute. */
async function besideLibraries(own: ReadonlyMap<LearnerKind, Taken>): Promise<void> {
  const { columns, classes } = examples;
  const scale = fitStandardisation(examples);
  const fold: Fold = {
    rows: rowsOf(examples.features, columns),
    labels: Array.from(examples.labels),
    asked: rowsOf(asked, columns),
    scaled: rowsOf(standardise(scale, examples.features), columns),
    scaledAsked: rowsOf(standardise(scale, asked), columns),
    classes,
  };
  const rows = [];
  for (const { name, kind, share = 1, note = '', train: learn } of PEERS) {
    let answer: (() => Promise<readonly number[]>) | undefined;
    const training = await millis(async () => (answer = await learn(fold)));
    let answers: readonly number[] = [];
    const predicting = await millis(async () => (answers = (await answer?.()) ?? []));
    const right = answers.filter((one, i) => one === truth[i]).length / truth.length;
    const ours = own.get(kind);
    rows.push([
      name,
      kind.replaceAll('_', ' '),
      training,
      training / (share * (ours?.training ?? Number.NaN)),
      predicting,
      predicting / (share * (ours?.predicting ?? Number.NaN)),
      right,
      note,
    ]);
  }
  const heads = ['', 'as our', 'train ms', 'of ours', 'predict ms', 'of ours', 'accuracy', ''];
  printTable('Digits: libraries beside ours, by the work asked of them', heads, rows);
}

await measure(
  'Digits, one fold of five, CPU',
  LEARNER_KINDS.map((kind) => work(kind)),
);

const own = new Map<LearnerKind, Taken>();
for (const kind of LEARNER_KINDS) {
  if (SCIKIT[kind] === undefined) continue;
  const given = kind === 'multilayer_perceptron' ? COMPARED[kind] : {};
  own.set(kind, await take(work(kind, given).train));
}
printTable(
  'Digits: ours as a share of scikit-learn’s figures',
  ['', 'train ms', 'of its', 'predict ms', 'of its'],
  [...own].map(([kind, { training, predicting }]) => {
    const [fit, predict] = SCIKIT[kind] ?? [Number.NaN, Number.NaN];
    return [kind.replaceAll('_', ' '), training, training / fit, predicting, predicting / predict];
  }),
);
await besideLibraries(own);

const diabetes = loadDiabetes();
const split = splitOfFold(foldsOf('diabetes', 0), 0);
const numbers = takeRegressionExamples(diabetes, split.train);
const held = takeRegressionExamples(diabetes, split.test).features;
await measure(
  'Diabetes, one fold of five, CPU',
  REGRESSOR_KINDS.map((kind): Work => {
    const setting = regressorSettingOf(kind);
    if (!setting.ok) throw new Error(`the defaults of ${kind} are wrong`);
    return {
      name: kind,
      units: regressorUnits(setting.value, numbers),
      train: () => {
        const trained = trainRegressor(setting.value, numbers, SeededChoices.named(1, kind));
        return () => predictValues(trained, held);
      },
    };
  }),
);
