/** What it is: one seed of diabetes: every regressor and ensemble on the reference's five folds, as in classes.ts. */

import { SeededChoices } from '../../src/engine/base/choices.ts';
import { outOfFoldValues } from '../../src/engine/learning/crossValidation.ts';
import { loadDiabetes } from '../../src/engine/learning/data/bundled.ts';
import type { RegressionExamples } from '../../src/engine/learning/data/dataset.ts';
import { takeRegressionExamples } from '../../src/engine/learning/data/dataset.ts';
import { splitOfFold, stratifiedFolds } from '../../src/engine/learning/data/splits.ts';
import { findErrorFront, leastErrorWithin } from '../../src/engine/learning/ensemble/errorFront.ts';
import { weightedMeanVote } from '../../src/engine/learning/ensemble/regressionVote.ts';
import { selectEstimators } from '../../src/engine/learning/ensemble/selection.ts';
import { rootMeanSquare } from '../../src/engine/learning/metrics.ts';
import type { RegressorKind, RegressorSetting } from '../../src/engine/learning/regressors.ts';
import {
  predictValues,
  regressorSettingOf,
  trainRegressor,
} from '../../src/engine/learning/regressors.ts';
import { NUMBER_MODELS, NUMBER_POOL } from './entries.ts';
import type { Scoreboard } from './judged.ts';
import { entryOf, FOLDS, foldsOf } from './judged.ts';

const SELECTION_STEPS = 100;

function setting(kind: RegressorKind, given: Record<string, unknown> = {}): RegressorSetting {
  const found = regressorSettingOf(kind, given);
  if (!found.ok) throw new Error(`the settings of ${kind} are wrong`);
  return found.value;
}

/** All scores of one seed. */
export function judgeNumbers(seed: number): Scoreboard {
  const dataset = loadDiabetes();
  const folds = foldsOf('diabetes', seed);
  const board: Scoreboard = {};
  for (let fold = 0; fold < FOLDS; fold++) {
    const { train, test } = splitOfFold(folds, fold);
    const examples = takeRegressionExamples(dataset, train);
    const held = takeRegressionExamples(dataset, test);
    const enter = (name: string, values: ArrayLike<number>): void => {
      const entry = entryOf(board, name);
      entry.scores.push(rootMeanSquare(held.targets, values));
      test.forEach((row, i) => {
        entry.rows[row] = ((values[i] as number) - (held.targets[i] as number)) ** 2;
      });
    };
    const number = seed * FOLDS + fold;
    const fitted: Float64Array[] = [];
    const said = NUMBER_MODELS.map(({ kind }) => {
      const choices = SeededChoices.named(number, kind);
      const trained = trainRegressor(setting(kind), examples, choices);
      fitted.push(predictValues(trained, examples.features));
      const values = predictValues(trained, held.features);
      enter(kind, values);
      return values;
    });
    const inner = NUMBER_MODELS.slice(0, NUMBER_POOL).map(({ kind }) => {
      const choices = SeededChoices.named(number, `inner ${kind}`);
      const own = stratifiedFolds(new Int32Array(examples.rows), FOLDS, choices);
      return outOfFoldValues(setting(kind), examples, own, choices);
    });
    const members = said.slice(0, NUMBER_POOL);
    combine(examples, inner, members, enter);
    const leaky = stacked(examples, fitted.slice(0, NUMBER_POOL), members);
    enter('stacking that leaks, for contrast', leaky);
  }
  return board;
}

function combine(
  examples: RegressionExamples,
  inner: readonly Float64Array[],
  members: readonly Float64Array[],
  enter: (name: string, values: ArrayLike<number>) => void,
): void {
  const { targets } = examples;
  const even = members.map(() => 1);
  const votes = (weights: ArrayLike<number>, part: 'mean' | 'median'): number[] =>
    Array.from(members[0] ?? [], (_, row) => {
      const said = members.map((own) => own[row]);
      return weightedMeanVote(said, weights)?.[part] ?? Number.NaN;
    });
  enter('mean', votes(even, 'mean'));
  enter('median', votes(even, 'median'));
  const inverse = inner.map((own) => 1 / rootMeanSquare(targets, own) ** 2);
  enter('mean, by 1 ÷ error²', votes(inverse, 'mean'));
  enter(
    'ensemble selection',
    votes(selectEstimators(inner, targets, SELECTION_STEPS).weights, 'mean'),
  );
  enter('stacking', stacked(examples, inner, members));
  const { front } = findErrorFront(inner, targets, even);
  const chosen = leastErrorWithin(front, 3)?.members ?? [];
  enter(
    'cost optimal, 3 of 5',
    votes(
      even.map((_, i) => (chosen.includes(i) ? 1 : 0)),
      'mean',
    ),
  );
}

/** A ridge regression over the members' numbers, as they are. */
function stacked(
  { targets }: RegressionExamples,
  inner: readonly Float64Array[],
  members: readonly Float64Array[],
): Float64Array {
  const columns = inner.length;
  const sideBySide = (all: readonly Float64Array[]): Float64Array =>
    Float64Array.from(
      { length: (all[0]?.length ?? 0) * columns },
      (_, i) => all[i % columns]?.[Math.floor(i / columns)] as number,
    );
  const meta = setting('ridge_regression', { isStandardised: false });
  const table = { rows: targets.length, columns, features: sideBySide(inner), targets };
  const trained = trainRegressor(meta, table, SeededChoices.named(1, 'meta'));
  return predictValues(trained, sideBySide(members));
}
