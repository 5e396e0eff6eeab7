/** What it is: what a design says of a generated stream of data; the seed is the run's unless the design fixes one. */

import { z } from 'zod';
import type { StreamGenerator } from '../base/streamName.ts';
import { STREAM_CHANGES, STREAM_GENERATORS, STREAM_ROWS_MOST } from '../base/streamName.ts';

export const streamSettings = z.strictObject({
  rows: z.int().min(100).max(STREAM_ROWS_MOST).default(4_000).meta({
    title: 'Rows',
    description: 'How many rows there are.',
    unit: 'rows',
  }),
  noise: z.number().min(0).max(0.5).default(0.1).meta({
    title: 'Noise',
    description: 'The share of rows whose class is wrong; for LED, of segments that are.',
  }),
  change: z.enum(STREAM_CHANGES).default('abrupt').meta({
    title: 'Change',
    description:
      'Abrupt: from one row to the next. Gradual: ever more rows are of the new concept. Incremental: the concept itself moves. Recurring: two concepts take turns.',
  }),
  changeRow: z.int().min(0).max(STREAM_ROWS_MOST).default(2_000).meta({
    title: 'Changes at',
    description: 'The row at which the concept begins to change.',
    unit: 'rows',
  }),
  widthRows: z.int().min(0).max(STREAM_ROWS_MOST).default(500).meta({
    title: 'Takes',
    description: 'How many rows a gradual or incremental change takes.',
    unit: 'rows',
  }),
  everyRows: z.int().min(0).max(STREAM_ROWS_MOST).default(0).meta({
    title: 'Again after',
    description: 'How many rows after a change the next one comes. 0: there is only one.',
    unit: 'rows',
  }),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
    title: 'Seed',
    description:
      'With one of its own the stream is the same in every run; without, it has the run’s.',
  }),
});
export type StreamForm = z.infer<typeof streamSettings>;

/** What holds where a design says nothing of a stream. */
export const USUAL_STREAM = streamSettings.parse({});

/** Whether a data set of this name is generated. */
export function isStream(dataset: string): dataset is StreamGenerator {
  return STREAM_GENERATORS.some((one) => one === dataset);
}
