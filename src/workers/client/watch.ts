/**
 * What it is: knowing that a worker died. A worker that throws outside a call says so (`error`); one that the
 * browser killed says nothing, so every call has a deadline. Death is told once; calls then fail at once.
 */

/** A call had no answer because the worker is gone. */
class WorkerDiedError extends Error {
  override readonly name = 'WorkerDiedError';
}

export interface Watch {
  /** Settles as `call` does, or rejects with WorkerDiedError. */
  guard<Value>(call: Promise<Value>, deadlineMillis: number): Promise<Value>;
  readonly isDead: boolean;
  /** Declares it dead. */
  bury(why: string): void;
}

/** `onDeath` is called once, with the reason. */
export function watchWorker(worker: Worker, onDeath: (why: string) => void): Watch {
  let reason: string | undefined;
  const waiting = new Set<(error: WorkerDiedError) => void>();
  const bury = (why: string) => {
    if (reason !== undefined) return;
    reason = why;
    for (const reject of waiting) reject(new WorkerDiedError(why));
    waiting.clear();
    onDeath(why);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    bury(event.message === '' ? 'it could not be loaded or ran out of memory' : event.message);
  });
  worker.addEventListener('messageerror', () => bury('it sent something unreadable'));
  return {
    guard: (call, deadlineMillis) =>
      new Promise((resolve, reject) => {
        if (reason !== undefined) {
          reject(new WorkerDiedError(reason));
          return;
        }
        const timer = setTimeout(() => bury('it did not answer in time'), deadlineMillis);
        const settle = () => {
          clearTimeout(timer);
          waiting.delete(reject);
        };
        waiting.add(reject);
        call.then(
          (value) => (settle(), resolve(value)),
          (error: unknown) => (
            settle(),
            reject(error instanceof Error ? error : new Error(String(error)))
          ),
        );
      }),
    get isDead() {
      return reason !== undefined;
    },
    bury,
  };
}
