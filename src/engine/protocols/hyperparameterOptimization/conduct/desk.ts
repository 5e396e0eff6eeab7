/** What it is: what the parts of the coordinator share: what they may know and do, and the clocks of workers. */

import type { ActorIndex } from '../../../base/units.ts';
import type { Context, Outbox } from '../../../contract/protocol.ts';
import { messageIgnored } from '../../../events/kernelEvents.ts';
import type { IgnoreReason, TuningParameters } from '../card.ts';
import { detailOf } from './messages.ts';
import type { TuningMessage } from './messages.ts';
import type { CoordinatorState, WorkerRecord } from './state.ts';

export type Tuning = Context<TuningParameters>;
export type Effects = Outbox<TuningMessage>;

/** First words of timers; the second is the worker's place. */
export const LEASE = 'lease';
export const TOO_LONG = 'longest';

/** Records that a message changes nothing. */
export function ignore(
  from: ActorIndex,
  message: TuningMessage,
  reason: IgnoreReason,
  outbox: Effects,
): void {
  outbox.record(messageIgnored, { from, message: message.kind, detail: detailOf(message), reason });
}

/** Gives a worker a whole lease. */
export function renewLease(
  state: CoordinatorState,
  worker: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): void {
  outbox.setTimer(`${LEASE} ${state.workers.indexOf(worker)}`, context.parameters.leaseMicros);
}

/** A job begins: the worker has a whole lease, and the job the longest time that it may take. */
export function beginJobClock(
  state: CoordinatorState,
  worker: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): void {
  renewLease(state, worker, context, outbox);
  const place = state.workers.indexOf(worker);
  outbox.setTimer(`${TOO_LONG} ${place}`, context.parameters.trialTimeoutMicros);
}

/** A job has ended, one way or another; the worker is free, or on its way to be. */
export function leaveJob(
  state: CoordinatorState,
  worker: WorkerRecord,
  phase: 'idle' | 'leaving' | 'lost',
  outbox: Effects,
): void {
  outbox.cancelTimer(`${TOO_LONG} ${state.workers.indexOf(worker)}`);
  worker.phase = phase;
}
