/**
 * What it is: the rows of the connected data set: which train, and in which batch the others arrive.
 * Shapes: batches differ in size by at most one row; no row is in two places.
 */

import type { Choices } from '../../base/choices.ts';
import { shuffle } from '../../base/choices.ts';
import { invariant } from '../../base/invariant.ts';
import { PPM_ONE } from '../../base/units.ts';
import type { Resources } from '../../contract/protocol.ts';
import type { ClassificationDataset, Dataset } from '../../learning/data/dataset.ts';
import { datasetFrom } from '../../learning/data/named.ts';
import type { TextDataset } from '../../learning/data/texts.ts';
import { textsNamed } from '../../learning/data/texts.ts';
import { stratifiedSplit } from '../../learning/data/splits.ts';

/** The data set at the coordination's port, which the planner has made sure of. */
function datasetOf(resources: Resources): Dataset {
  const name = resources.dataset ?? '';
  const dataset = datasetFrom(name, resources.table);
  invariant(dataset !== undefined, `no data set "${name}"`);
  return dataset;
}

/** The data set, which has classes. */
export function classesOf(resources: Resources): ClassificationDataset {
  const dataset = datasetOf(resources);
  invariant(dataset.task === 'classification', `no classes in "${dataset.name}"`);
  return dataset;
}

/** The questions at the coordination's port; undefined where rows have classes or numbers. */
export function textsOf({ dataset }: Resources): TextDataset | undefined {
  return textsNamed(dataset);
}

/** Whether the rows have numbers to be estimated, and no classes. */
export function isRegression(resources: Resources): boolean {
  return textsOf(resources) === undefined && datasetOf(resources).task === 'regression';
}

/** How many numbers an answer has for each row: one for each class, or one. */
export function answerWidth(resources: Resources): number {
  return Math.max(1, classCount(resources));
}

/** How many classes there are; 0 where rows have numbers, or questions. */
export function classCount(resources: Resources): number {
  if (textsOf(resources) !== undefined) return 0;
  const dataset = datasetOf(resources);
  return dataset.task === 'regression' ? 0 : dataset.classNames.length;
}

/** The class of each of these rows, or its number, or which fact it asks about. */
export function truthsAt(rows: readonly number[], resources: Resources): readonly number[] {
  const dataset = textsOf(resources) ?? datasetOf(resources);
  const truths = 'targets' in dataset ? dataset.targets : dataset.labels;
  return rows.map((row) => truths[row] as number);
}

/** The class by which rows are spread evenly; where there are none, all are of one. */
export function strataOf(rows: readonly number[], resources: Resources): Int32Array {
  const truths = truthsAt(rows, resources);
  return Int32Array.from(truths, (truth) => (isRegression(resources) ? 0 : truth));
}

/** A stratified share of the rows to train on, and the rest, shuffled, in `batches` parts. */
export function splitRows(
  resources: Resources,
  trainingShare: number,
  batches: number,
  choices: Choices,
): { readonly training: readonly number[]; readonly batches: readonly (readonly number[])[] } {
  const { rows: count } = textsOf(resources) ?? datasetOf(resources);
  const rows = Array.from({ length: count }, (_, row) => row);
  const heldOutPpm = PPM_ONE - Math.round(trainingShare * PPM_ONE);
  const { train, test } = stratifiedSplit(strataOf(rows, resources), heldOutPpm, choices);
  const held = Array.from(test);
  shuffle(held, choices);
  const shares = Math.min(batches, held.length);
  const borderOf = (i: number): number => Math.floor((i * held.length) / shares);
  const parts = Array.from({ length: shares }, (_, i) => held.slice(borderOf(i), borderOf(i + 1)));
  return { training: Array.from(train), batches: parts };
}

/** So many zeros. */
export function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
