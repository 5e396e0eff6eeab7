/**
 * What it is: the data source of prequential evaluation: it gives rows in their order, and their classes only
 * when the aggregator has answered for them. What happens to data in the world, happens to what it says: its
 * behaviours are drift that a person or a design can inject.
 * Shapes: generated streams keep their order; other data is shuffled once, for its files are sorted by class.
 */

import { shuffle } from '../../../base/choices.ts';
import { readStreamName } from '../../../base/streamName.ts';
import type { Input } from '../../../contract/protocol.ts';
import { takeFeatures, takeLabels } from '../../../learning/data/dataset.ts';
import { ignore } from '../answers.ts';
import type { Effects, Ensemble } from '../effects.ts';
import { TRAINING } from '../messages.ts';
import type { EnsembleMessage } from '../messages.ts';
import { classesOf } from '../split.ts';
import type { SourceState } from '../state.ts';
import { batchRows } from './plan.ts';

/** A source that has been asked for nothing. */
export function startSource(): SourceState {
  return { role: 'source', order: [], drawn: 0 };
}

/** One step of the data source. */
export function stepSource(
  state: SourceState,
  input: Input<EnsembleMessage>,
  context: Ensemble,
  outbox: Effects,
): void {
  if (input.kind === 'started') {
    state.order = orderOf(context);
    outbox.persist(state);
  }
  if (input.kind === 'restarted' && input.persisted !== undefined)
    Object.assign(state, input.persisted as SourceState);
  if (input.kind !== 'delivered') return;
  const { from, message } = input;
  if (!context.role('aggregator').includes(from)) {
    ignore(from, message, 'notAggregator', outbox);
  } else if (message.kind === 'draw') give(state, message.batch, from, context, outbox);
  else if (message.kind === 'reveal') reveal(state, message.batch, from, context, outbox);
}

function orderOf(context: Ensemble): readonly number[] {
  const { dataset = '' } = context.resources;
  const order = Array.from({ length: classesOf(context.resources).rows }, (_, row) => row);
  if (readStreamName(dataset) === undefined) shuffle(order, context.choices);
  return order;
}

function give(
  state: SourceState,
  batch: number,
  to: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const dataset = classesOf(context.resources);
  const rows = batchRows(state.order, batch, context.parameters);
  state.drawn = Math.max(state.drawn, state.order.indexOf(rows.at(-1) ?? -1) + 1);
  outbox.send(to, {
    kind: 'arrived',
    batch,
    rows,
    columns: dataset.columns,
    features: Array.from(takeFeatures(dataset, rows)),
    labels: batch === TRAINING ? Array.from(takeLabels(dataset, rows)) : [],
  });
}

function reveal(
  state: SourceState,
  batch: number,
  to: number,
  context: Ensemble,
  outbox: Effects,
): void {
  const rows = batchRows(state.order, batch, context.parameters);
  const labels = Array.from(takeLabels(classesOf(context.resources), rows));
  outbox.send(to, { kind: 'revealed', batch, labels });
}
