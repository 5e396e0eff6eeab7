/** What it is: data sets by name, whether they come with Concord, are generated, or are a user's own. */

import { readStreamName } from '../../base/streamName.ts';
import type { TableSource } from '../../table/lesson.ts';
import { findDataset } from './bundled.ts';
import type { ClassificationDataset, Dataset } from './dataset.ts';
import { generateStream } from './streams/stream.ts';
import { tableDataset } from './tables.ts';

/** A stream can have a few megabytes: more than these are made again when they are asked for again. */
const STREAMS_KEPT = 4;
const streams = new Map<string, ClassificationDataset>();

/** The data set of that name, undefined when there is none; do not write to its arrays. */
export function datasetNamed(name: string): Dataset | undefined {
  const fixed = findDataset(name) ?? tables.get(name);
  if (fixed !== undefined) return fixed;
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

/** Tables that are known by their names. What a name stands for never changes, so keeping one changes nothing but time. */
const TABLES_KEPT = 8;
const tables = new Map<string, Dataset>();

/** As datasetNamed, for a name that may be that of a user's table, which comes with it; others then find it by name. */
export function datasetFrom(name: string, source: TableSource | undefined): Dataset | undefined {
  if (source === undefined) return datasetNamed(name);
  const made = tables.get(name) ?? tableDataset(name, source);
  // Last in the order of use.
  tables.delete(name);
  const [oldest] = tables.keys();
  if (tables.size >= TABLES_KEPT && oldest !== undefined) tables.delete(oldest);
  tables.set(name, made);
  return made;
}
