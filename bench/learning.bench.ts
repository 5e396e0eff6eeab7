/**
 * What it is: CPU milliseconds of one training and one prediction of every learner on one fold of the digits (1,438 rows train,
 * 359 are asked), and of every regressor on one of diabetes; and what they are for each unit of a learner's own estimate
 * of its cost. How well they do is printed by `npm run scores`.
 */

import { SeededChoices } from '../src/engine/base/choices.ts';
import { loadDataset, loadDiabetes } from '../src/engine/learning/data/bundled.ts';
import { takeExamples, takeRegressionExamples } from '../src/engine/learning/data/dataset.ts';
import { splitOfFold } from '../src/engine/learning/data/splits.ts';
import {
  LEARNER_KINDS,
  predictProbabilities,
  settingOf,
  trainingUnits,
  trainLearner,
} from '../src/engine/learning/learners.ts';
import {
  predictValues,
  REGRESSOR_KINDS,
  regressorSettingOf,
  regressorUnits,
  trainRegressor,
} from '../src/engine/learning/regressors.ts';
import { cpuSeconds, median } from './lib/measure.ts';
import { printTable } from './lib/table.ts';
import { foldsOf } from './scores/judged.ts';

const ROUNDS = 3;

interface Work {
  readonly name: string;
  readonly units: number;
  /** Trains, and returns what predicts. */
  readonly train: () => () => unknown;
}

function millis(run: () => unknown): number {
  const before = cpuSeconds();
  run();
  return (cpuSeconds() - before) * 1e3;
}

function measure(heading: string, works: readonly Work[]): void {
  const rows = works.map(({ name, units, train }) => {
    const training: number[] = [];
    const predicting: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      let predict: (() => unknown) | undefined;
      training.push(
        millis(() => {
          predict = train();
        }),
      );
      predicting.push(millis(() => predict?.()));
    }
    const own = median(training);
    return [name.replaceAll('_', ' '), own, (own * 1e6) / units, median(predicting)];
  });
  printTable(heading, ['', 'train ms', 'ns a unit', 'predict ms'], rows);
}

const digits = loadDataset('digits');
const { train, test } = splitOfFold(foldsOf('digits', 0), 0);
const examples = takeExamples(digits, train);
const asked = takeExamples(digits, test).features;
measure(
  'Digits, one fold of five, CPU',
  LEARNER_KINDS.map((kind): Work => {
    const setting = settingOf(kind);
    if (!setting.ok) throw new Error(`the defaults of ${kind} are wrong`);
    return {
      name: kind,
      units: trainingUnits(setting.value, examples),
      train: () => {
        const trained = trainLearner(setting.value, examples, SeededChoices.named(1, kind));
        return () => predictProbabilities(trained, asked);
      },
    };
  }),
);

const diabetes = loadDiabetes();
const split = splitOfFold(foldsOf('diabetes', 0), 0);
const numbers = takeRegressionExamples(diabetes, split.train);
const held = takeRegressionExamples(diabetes, split.test).features;
measure(
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
