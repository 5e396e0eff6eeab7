/**
 * What it is: a generated stream as a data set: its rows in the order in which they arrive. The name alone
 * gives the rows, to the bit.
 */

import { SeededChoices } from '../../../base/choices.ts';
import type { StreamSource } from '../../../base/streamName.ts';
import { STREAMS } from '../../../base/streamName.ts';
import type { ClassificationDataset } from '../dataset.ts';
import { conceptMoments } from './concepts.ts';
import { GENERATORS } from './generators.ts';

/** All rows of the stream. Cost: rows × columns. */
export function generateStream(source: StreamSource, name: string): ClassificationDataset {
  const { generator, rows, noise, change, seed } = source;
  const { title, classes } = STREAMS[generator];
  const plan = GENERATORS[generator];
  const columns = plan.featureNames.length;
  const momentOf = conceptMoments(source, plan.concepts);
  const makeRow = plan.make(
    SeededChoices.named(seed, `stream/${generator}/concepts`),
    noise,
    change,
  );
  const chance = SeededChoices.named(seed, `stream/${generator}/rows`);
  const features = new Float64Array(rows * columns);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++)
    labels[row] = makeRow(chance, momentOf(row), features, row * columns);
  return {
    task: 'classification',
    name,
    title,
    source: 'generated',
    licence: 'none needed',
    cite: '',
    featureNames: plan.featureNames,
    classNames: classes,
    rows,
    columns,
    features,
    labels,
  };
}
