/** What it is: a thread's end of an exploration: calls come as messages, answers go back as messages. */

import { parentPort } from 'node:worker_threads';
import { createExplorationHost } from '../../workers/explorationHost.ts';
import type { Answer, Call } from './threads.ts';

const host = createExplorationHost();

parentPort?.on('message', (call: Call) => {
  void answer(call).then((message) => parentPort?.postMessage(message));
});

async function answer({ id, method, given }: Call): Promise<Answer> {
  try {
    // The caller's interface is the host's, method by method.
    const work = host[method] as (...all: readonly unknown[]) => Promise<unknown>;
    return { id, value: await work(...given) };
  } catch (trouble) {
    return { id, error: trouble instanceof Error ? trouble.message : String(trouble) };
  }
}
