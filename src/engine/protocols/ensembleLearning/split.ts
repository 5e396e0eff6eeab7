/**
 * What it is: the rows of the connected data set: which train, and in which batch the others arrive.
 * Shapes: batches differ in size by at most one row; no row is in two places.
 */

import type { Choices } from '../../base/choices.ts';
import { shuffle } from '../../base/choices.ts';
import { invariant } from '../../base/invariant.ts';
import { PPM_ONE } from '../../base/units.ts';
import type { Resources } from '../../contract/protocol.ts';
import type { ClassificationDataset } from '../../learning/data/dataset.ts';
import { datasetNamed } from '../../learning/data/named.ts';
import { stratifiedSplit } from '../../learning/data/splits.ts';

/** The data set at the coordination's port, which the planner has made sure of. */
export function datasetOf(resources: Resources): ClassificationDataset {
  const name = resources.dataset ?? '';
  const dataset = datasetNamed(name);
  invariant(dataset?.task === 'classification', `no classes in "${name}"`);
  return dataset;
}

/** How many classes the connected data set has. */
export function classCount(resources: Resources): number {
  return datasetOf(resources).classNames.length;
}

/** A stratified share of the rows to train on, and the rest, shuffled, in `batches` parts. */
export function splitRows(
  dataset: ClassificationDataset,
  trainingShare: number,
  batches: number,
  choices: Choices,
): { readonly training: readonly number[]; readonly batches: readonly (readonly number[])[] } {
  const heldOutPpm = PPM_ONE - Math.round(trainingShare * PPM_ONE);
  const { train, test } = stratifiedSplit(dataset.labels, heldOutPpm, choices);
  const held = Array.from(test);
  shuffle(held, choices);
  const count = Math.min(batches, held.length);
  const parts = Array.from({ length: count }, (_, i) =>
    held.slice(Math.floor((i * held.length) / count), Math.floor(((i + 1) * held.length) / count)),
  );
  return { training: Array.from(train), batches: parts };
}

/** So many zeros. */
export function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
