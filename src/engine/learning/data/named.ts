/** What it is: data sets by name, whether they come with Concord or are generated. */

import { readStreamName } from '../../base/streamName.ts';
import { findDataset } from './bundled.ts';
import type { ClassificationDataset, Dataset } from './dataset.ts';
import { generateStream } from './streams/stream.ts';

/** A stream can have a few megabytes: more than these are made again when they are asked for again. */
const STREAMS_KEPT = 4;
const streams = new Map<string, ClassificationDataset>();

/** The data set of that name, undefined when there is none; do not write to its arrays. */
export function datasetNamed(name: string): Dataset | undefined {
  const bundled = findDataset(name);
  if (bundled !== undefined) return bundled;
  const known = streams.get(name);
  if (known !== undefined) return known;
  const source = readStreamName(name);
  if (source === undefined) return undefined;
  const made = generateStream(source, name);
  const [oldest] = streams.keys();
  if (streams.size >= STREAMS_KEPT && oldest !== undefined) streams.delete(oldest);
  streams.set(name, made);
  return made;
}
