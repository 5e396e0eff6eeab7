/**
 * What it is: what an aggregator waits for, whether its rows are there from the beginning or arrive: training, the next batch,
 * the answers to the one that is open.
 */

import { whomToAsk } from './batch.ts';
import type { Effects, Ensemble } from './effects.ts';
import { batchStarted } from './events.ts';
import type { EnsembleMessage } from './messages.ts';
import type { AggregatorState } from './state.ts';

export const TRAINING_TIMER = 'training';
export const BATCH_TIMER = 'batch';
export const NEXT_TIMER = 'next batch';

/** Lets time pass before this batch. */
export function waitForBatch(
  state: AggregatorState,
  next: number,
  context: Ensemble,
  outbox: Effects,
): void {
  state.stage = { phase: 'idle', next };
  outbox.setTimer(NEXT_TIMER, context.parameters.batchIntervalMicros);
}

/** Asks with this message those whom the budget lets us ask about the batch; false when it is nobody. */
export function openBatch(
  state: AggregatorState,
  batch: number,
  message: EnsembleMessage,
  context: Ensemble,
  outbox: Effects,
): boolean {
  const asked = whomToAsk(state, batch, context, outbox);
  const answers = state.members.map(() => undefined);
  state.stage = { phase: 'gathering', batch, asked, answers, isCombining: false };
  outbox.record(batchStarted, { batch, rows: state.batches[batch]?.length ?? 0 });
  const receivers = state.members.filter((_, i) => asked[i]).map((member) => member.actor);
  outbox.broadcast(receivers, message);
  if (receivers.length === 0) return false;
  outbox.setTimer(BATCH_TIMER, context.parameters.timeoutMicros);
  return true;
}
