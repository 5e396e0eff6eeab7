/**
 * What it is: what the aggregator of a stream asks the data source for, rows and later their classes, and whether what comes is what
 * was asked for.
 */

import { classCount } from '../split.ts';
import type { Effects, Ensemble } from '../effects.ts';
import { TRAINING } from '../messages.ts';
import type { ArrivedMessage } from '../messages.ts';
import type { AggregatorState } from '../state.ts';

export const DATA_TIMER = 'data';

/** Begins a batch, or the training: its rows are asked for. */
export function draw(
  state: AggregatorState,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  state.stage = { phase: 'drawing', batch, asked: 1 };
  askForRows(batch, context, outbox);
}

/** Asks for the rows of a batch, the first time or again. */
export function askForRows(batch: number, context: Ensemble, outbox: Effects): void {
  outbox.broadcast(context.role('source'), { kind: 'draw', batch });
  outbox.setTimer(DATA_TIMER, context.parameters.timeoutMicros);
}

/** Asks for the classes of the rows of a batch, the first time or again. */
export function askForClasses(batch: number, context: Ensemble, outbox: Effects): void {
  outbox.broadcast(context.role('source'), { kind: 'reveal', batch });
  outbox.setTimer(DATA_TIMER, context.parameters.timeoutMicros);
}

const areNumbers = (values: unknown, count: number): values is readonly number[] =>
  Array.isArray(values) && values.length === count && values.every(Number.isFinite);

/** Whether these are classes for so many rows. */
export function areClasses(
  labels: unknown,
  rows: number,
  context: Ensemble,
): labels is readonly number[] {
  const classes = classCount(context.resources);
  return (
    areNumbers(labels, rows) &&
    labels.every((label) => Number.isInteger(label) && label >= 0 && label < classes)
  );
}

/** Whether these are rows: the first ones with their classes, later ones of as many columns as those and without. */
export function areRows(
  { batch, rows, columns, features, labels }: ArrivedMessage,
  columnsBefore: number,
  context: Ensemble,
): boolean {
  const isFirst = batch === TRAINING;
  return (
    rows.length > 0 &&
    columns > 0 &&
    (isFirst || columns === columnsBefore) &&
    areNumbers(features, rows.length * columns) &&
    areClasses(labels, isFirst ? rows.length : 0, context)
  );
}
