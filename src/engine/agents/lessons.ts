/**
 * What it is: rows of a data set as an agent learns from them. A user's table is made into numbers by what its training
 * rows show; out of fold, by what the rows of the other folds show.
 */

import type { Choices } from '../base/choices.ts';
import type { Dataset } from '../learning/data/dataset.ts';
import { takeExamples, takeFeatures, takeRegressionExamples } from '../learning/data/dataset.ts';
import type { Encoding } from '../learning/data/encoding.ts';
import { encodedWidth, encodeRows, fitEncoding } from '../learning/data/encoding.ts';
import { splitOfFold } from '../learning/data/splits.ts';
import type { AnyExamples, Skill } from './skill.ts';
import { fit, outOfFold, say } from './skill.ts';

/** Examples, and how other rows are to be made into the like of them; undefined: they are numbers as they are. */
interface Lesson {
  readonly examples: AnyExamples;
  readonly encoding: Encoding | undefined;
}

/** The rows to train on. */
export function takeLesson(dataset: Dataset, rows: ArrayLike<number>): Lesson {
  const examples =
    dataset.task === 'regression'
      ? takeRegressionExamples(dataset, rows)
      : takeExamples(dataset, rows);
  if (dataset.raw === undefined) return { examples, encoding: undefined };
  const encoding = fitEncoding(dataset.raw, rows);
  const features = encodeRows(dataset.raw, encoding, rows);
  return { examples: { ...examples, columns: encodedWidth(encoding), features }, encoding };
}

/** How many numbers a row has when it is learned from among these. */
export function widthOf(dataset: Dataset, rows: ArrayLike<number>): number {
  if (dataset.raw === undefined) return dataset.columns;
  return encodedWidth(fitEncoding(dataset.raw, rows));
}

/** Other rows, as a model that learned with this encoding takes them. */
export function rowsFor(
  dataset: Dataset,
  encoding: Encoding | undefined,
  rows: ArrayLike<number>,
): Float64Array {
  return dataset.raw === undefined || encoding === undefined
    ? takeFeatures(dataset, rows)
    : encodeRows(dataset.raw, encoding, rows);
}

/** What models trained on the other folds say of every one of the rows. */
export function sayOutOfFold(
  skill: Skill,
  dataset: Dataset,
  rows: readonly number[],
  folds: Int32Array,
  choices: Choices,
): Float64Array {
  if (dataset.raw === undefined)
    return outOfFold(skill, takeLesson(dataset, rows).examples, folds, choices);
  const width = dataset.task === 'regression' ? 1 : dataset.classNames.length;
  const all = new Float64Array(rows.length * width);
  const count = 1 + Math.max(...folds);
  for (let fold = 0; fold < count; fold++) {
    const { train, test } = splitOfFold(folds, fold);
    const { examples, encoding } = takeLesson(dataset, rowsAt(rows, train));
    const held = say(fit(skill, examples, choices), rowsFor(dataset, encoding, rowsAt(rows, test)));
    test.forEach((place, i) => {
      all.set(held.subarray(i * width, (i + 1) * width), place * width);
    });
  }
  return all;
}

function rowsAt(rows: readonly number[], places: Int32Array): readonly number[] {
  return Array.from(places, (place) => rows[place] as number);
}
