/** What it is: a worker behind Comlink whose calls have a deadline, as every connection of the page to a helper has it. */

import * as Comlink from 'comlink';
import { watchWorker } from './watch.ts';

export interface Guarded<Api> {
  readonly remote: Comlink.Remote<Api>;
  /** Settles as the call does, or rejects when the worker is gone. */
  readonly guard: <Value>(call: Promise<Value>) => Promise<Value>;
  readonly isDead: () => boolean;
  /** Ends it; calls in flight reject. */
  readonly dispose: () => void;
}

/** Takes a worker into care: no call waits longer than the deadline. */
export function guardWorker<Api>(worker: Worker, deadlineMillis: number): Guarded<Api> {
  const remote = Comlink.wrap<Api>(worker);
  const watch = watchWorker(worker, () => {
    worker.terminate();
  });
  return {
    remote,
    guard: (call) => watch.guard(call, deadlineMillis),
    isDead: () => watch.isDead,
    dispose: () => {
      watch.bury('it was closed');
      remote[Comlink.releaseProxy]();
      worker.terminate();
    },
  };
}
