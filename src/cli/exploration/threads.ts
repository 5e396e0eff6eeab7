/** What it is: workers of an exploration as threads of Node, or in this very thread where one is enough. */

import { Worker } from 'node:worker_threads';
import type { ExplorationWorker } from '../../workers/explorationApi.ts';
import { createExplorationHost } from '../../workers/explorationHost.ts';
import type { Hand } from '../../workers/client/explorationPool.ts';

export interface Call {
  readonly id: number;
  readonly method: keyof ExplorationWorker;
  readonly given: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A worker without a thread of its own. */
export function ownThread(): Hand {
  return { worker: createExplorationHost(), isDead: () => false, dispose: () => undefined };
}

/** Starts a thread. */
export function startThread(): Hand {
  const thread = new Worker(new URL('../../../bin/explorationThread.mjs', import.meta.url));
  const waiting = new Map<number, Waiting>();
  let isDead = false;
  let count = 0;
  const bury = (why: string): void => {
    isDead = true;
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  };
  thread.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) call?.reject(new Error(answer.error));
    else call?.resolve(answer.value);
  });
  thread.on('error', (error) => bury(error.message));
  thread.on('exit', () => bury('the thread ended'));
  const call = <Value>(method: Call['method'], given: readonly unknown[]): Promise<Value> =>
    new Promise<Value>((resolve, reject) => {
      if (isDead) {
        reject(new Error('the thread ended'));
        return;
      }
      const id = count++;
      // The thread answers with what the method gives.
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      thread.postMessage({ id, method, given } satisfies Call);
    });
  return {
    worker: {
      open: (design, settings) => call('open', [design, settings]),
      explore: (from, to) => call('explore', [from, to]),
      shrink: (run, property) => call('shrink', [run, property]),
    },
    isDead: () => isDead,
    dispose: () => {
      bury('the thread was ended');
      void thread.terminate();
    },
  };
}
