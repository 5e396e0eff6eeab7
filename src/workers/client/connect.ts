/**
 * What it is: the page's end of the boundary: starts a worker, holds its proxy, disposes both together.
 * The proxy is held as long as the connection, because a proxy collected in mid-call never settles.
 */

import * as Comlink from 'comlink';
import type { StudioHost } from '../api.ts';
import { watchWorker } from './watch.ts';

/** A host in a worker of its own. */
export interface StudioConnection {
  readonly host: StudioHost;
  /** Ends the worker and the proxy; calls in flight reject with WorkerDiedError. */
  dispose(): void;
}

/** Longest time a call may take: a seek through millions of events is slow, but not this slow. */
const DEADLINE_MILLIS = 60_000;
/** Playing has a budget of milliseconds for each call, but a step of a model with many rows takes seconds on a busy machine. */
const ADVANCE_DEADLINE_MILLIS = 30_000;

/** Every method of the host: one that is forgotten does not compile. */
const METHODS: Readonly<Record<keyof StudioHost, true>> = {
  open: true,
  openRecording: true,
  advance: true,
  step: true,
  seek: true,
  show: true,
  intervene: true,
  revise: true,
  readEvents: true,
  save: true,
  verify: true,
  summary: true,
  close: true,
};

/** Starts the simulation worker. `onDeath` is told once when it dies of itself, not on dispose. */
export function connectStudioHost(onDeath: (why: string) => void): StudioConnection {
  const worker = new Worker(new URL('../studio.worker.ts', import.meta.url), {
    type: 'module',
    name: 'concord simulation',
  });
  const remote = Comlink.wrap<StudioHost>(worker);
  let isDisposed = false;
  const watch = watchWorker(worker, (why) => {
    worker.terminate();
    if (!isDisposed) onDeath(why);
  });
  const guarded =
    (name: keyof StudioHost) =>
    (...given: unknown[]) =>
      watch.guard(
        Reflect.apply(remote[name] as (...all: unknown[]) => Promise<unknown>, undefined, given),
        name === 'advance' ? ADVANCE_DEADLINE_MILLIS : DEADLINE_MILLIS,
      );
  // Each entry forwards to the method of its own name, so the table has the host's type.
  const host = Object.fromEntries(
    // The record has no other keys than the host's methods.
    (Object.keys(METHODS) as (keyof StudioHost)[]).map((name) => [name, guarded(name)]),
  ) as unknown as StudioHost;
  return {
    host,
    dispose: () => {
      isDisposed = true;
      watch.bury('it was closed');
      remote[Comlink.releaseProxy]();
      worker.terminate();
    },
  };
}
