/**
 * What it is: the playback: which run is open, whether the cursor moves and how fast, and the only caller
 * of the simulation's host. One call is in flight at a time and the next frame is asked for only after the
 * one before was shown, so a slow worker or a slow page makes the cursor lag and never piles up work.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { invariant } from '../../engine/base/invariant.ts';
import { failure } from '../../engine/base/result.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import type { Intervention } from '../../engine/kernel/run.ts';
import type { LogFilter, LogRow } from '../../engine/projections/frame.ts';
import type { SeekTarget, StepBy, VerifyReport } from '../../workers/api.ts';
import type { FinishedRun, PlaybackParts, PlaybackState, Speed, ConnectHost } from './playback.ts';
import { PlaybackDriver } from './playbackDriver.ts';
import { IDLE } from './transport.ts';
import { frameStore } from './frameStore.ts';
import { NOTHING_WANTED, viewStore } from './viewStore.ts';

export const SPEEDS: readonly Speed[] = [
  0.001,
  0.003,
  0.01,
  0.03,
  0.1,
  0.3,
  1,
  3,
  10,
  30,
  100,
  'max',
];

export interface PlaybackActions {
  /** Opens a run of the design and, unless told otherwise, plays it; gives the failure when it was refused. */
  run(
    design: Design,
    seed: number,
    options?: { readonly plays?: boolean },
  ): Promise<Failure | undefined>;
  openRecording(bytes: Uint8Array, name: string): Promise<Failure | undefined>;
  /** Plays on; from the start when the cursor is at the end. */
  play(): Promise<void>;
  pause(): void;
  step(by: StepBy): Promise<void>;
  seek(target: SeekTarget): Promise<void>;
  /** Back to the start of the open run, paused. */
  reset(): Promise<void>;
  /** Acts at the cursor; gives the failure when it could not. */
  intervene(action: Intervention): Promise<Failure | undefined>;
  /** Takes over other faults of the same design, at the cursor's time; gives the failure when they cannot be. */
  revise(design: Design): Promise<Failure | undefined>;
  /** Makes faults of the design of what was done by hand to its run, and goes on as a run of that. */
  keepDeeds(design: Design): Promise<Result<Design, Failure>>;
  /** Closes the run. */
  stop(): Promise<void>;
  setSpeed(speed: Speed): void;
  /** Says whether something on screen is being moved by hand: a run as fast as possible then works between paints only. */
  giveWay(givesWay: boolean): void;
  setFollow(follow: boolean): void;
  /** Rows of the log up to the cursor that fit a filter, newest last; the views are not touched. */
  findEvents(filter: LogFilter, most: number): Promise<readonly LogRow[]>;
  save(): Promise<Result<Uint8Array, Failure>>;
  verify(): Promise<Result<VerifyReport, Failure>>;
  /** After the worker's death: a new one, with the same run from its start. */
  restart(): Promise<Failure | undefined>;
  /** Calls `listener` whenever a live run has ended; gives back how to stop. */
  onFinished(listener: (run: FinishedRun) => void): () => void;
  /** Whether nothing is on its way and nothing moves: for tests. */
  isSettled(): boolean;
}

export type PlaybackStore = StoreApi<PlaybackState> & PlaybackActions;

/** What a caller gets who asks for a file while no run is open. */
const NO_RUN = failure<Failure>({
  kind: 'unavailable',
  message: 'No run is open; press Run first.',
});

/** A playback of its own: for the page below, and for each test with a host and a clock of its own. */
export function createPlaybackStore(parts: PlaybackParts): PlaybackStore {
  const store = createStore<PlaybackState>(() => ({
    transport: IDLE,
    speed: 1,
    follow: true,
    source: undefined,
    runCount: 0,
    isWaiting: false,
    isChasing: false,
    givesWay: false,
  }));
  const driver = new PlaybackDriver(parts, store);

  return Object.assign(store, {
    run: (design: Design, seed: number, options?: { readonly plays?: boolean }) =>
      driver.open({ kind: 'design', design, seed }, options?.plays ?? true),
    openRecording: (bytes: Uint8Array, name: string) =>
      driver.open({ kind: 'recording', name, bytes }, true),
    play: async () => {
      const { phase } = store.getState().transport;
      if (phase === 'finished') await driver.seek({ to: 'start' });
      driver.play();
    },
    pause: () => {
      driver.pause();
    },
    step: async (by: StepBy) => {
      driver.pause();
      await driver.show((host, view) => host.step(by, view));
    },
    seek: (target: SeekTarget) => driver.seek(target),
    reset: async () => {
      driver.pause();
      await driver.seek({ to: 'start' });
    },
    intervene: (action: Intervention) => driver.intervene(action),
    revise: async (design: Design) => {
      const revised = await driver.revise(design);
      return revised?.ok === false ? revised.problem : undefined;
    },
    keepDeeds: async (design: Design) =>
      (await driver.revise(design, true)) ??
      failure({ kind: 'unavailable', message: 'No run of a design is open; press Run first.' }),
    stop: () => driver.close(),
    setSpeed: (speed: Speed) => {
      store.setState({ speed });
    },
    setFollow: (follow: boolean) => {
      store.setState({ follow });
    },
    giveWay: (givesWay: boolean) => {
      store.setState({ givesWay });
    },
    findEvents: async (filter: LogFilter, most: number) => {
      const view = { ...NOTHING_WANTED, log: { rows: most, until: undefined, filter } };
      const frame = await driver.ask((host) => host.show(view));
      return frame?.log?.rows ?? [];
    },
    save: async () => (await driver.ask((host) => host.save())) ?? NO_RUN,
    verify: async () => (await driver.ask((host) => host.verify())) ?? NO_RUN,
    restart: async () => {
      const { source } = store.getState();
      return source === undefined ? undefined : await driver.open(source, true);
    },
    onFinished: (listener: (run: FinishedRun) => void) => driver.onFinished(listener),
    isSettled: () => driver.isSettled(),
  });
}

let connectHost: ConnectHost | undefined;

/** Says where the page's host comes from; called once at the start, before anything runs. */
export function provideHost(connect: ConnectHost): void {
  connectHost = connect;
}

/** The page's playback. */
export const playbackStore = createPlaybackStore({
  connect: (onDeath) => {
    invariant(connectHost !== undefined, 'the host was not provided');
    return connectHost(onDeath);
  },
  clock: {
    now: () => performance.now(),
    nextFrame: (callback) => {
      requestAnimationFrame(callback);
    },
  },
  frames: frameStore,
  views: viewStore,
});

/** A part of the playback; the selector must not build a new object each time. */
export function usePlayback<Part>(selector: (state: PlaybackState) => Part): Part {
  return useStore(playbackStore, selector);
}
