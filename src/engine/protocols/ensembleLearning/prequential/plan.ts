/** What it is: which rows come first, and which come with each batch, of rows in a given order. */

import type { EnsembleParameters } from '../card.ts';
import { TRAINING } from '../messages.ts';

type Shares = Pick<EnsembleParameters, 'trainingShare' | 'batches'>;

/** How many rows everybody learns from before the first batch; at least one. */
function firstRows(rows: number, { trainingShare }: Shares): number {
  return Math.max(1, Math.round(rows * trainingShare));
}

/** How many batches so many rows make: never more than there are rows for. */
export function batchCount(rows: number, parameters: Shares): number {
  return Math.min(parameters.batches, rows - firstRows(rows, parameters));
}

/** The rows of a batch, or the first ones (-1); sizes differ by at most one. */
export function batchRows(
  order: readonly number[],
  batch: number,
  parameters: Shares,
): readonly number[] {
  const first = firstRows(order.length, parameters);
  if (batch === TRAINING) return order.slice(0, first);
  const count = batchCount(order.length, parameters);
  const rest = order.length - first;
  return order.slice(
    first + Math.floor((batch * rest) / count),
    first + Math.floor(((batch + 1) * rest) / count),
  );
}

/** The part of the first rows that a member learns from: all, or a part of its own, in order. */
export function lessonPart<Row>(
  rows: readonly Row[],
  member: number,
  members: number,
  how: EnsembleParameters['firstLesson'],
): readonly Row[] {
  if (how === 'shared' || rows.length < members) return rows;
  return rows.slice(
    Math.floor((member * rows.length) / members),
    Math.floor(((member + 1) * rows.length) / members),
  );
}
