/**
 * What it is: what the end-to-end tests may ask the page: little, typed, and only with `?testing` in the
 * address. With it the seed is the design's, nothing moves that is not asked to, and nothing opens by itself
 * unless it says `?testing=visit`.
 */

import type { Failure, Result } from '../../engine/base/result.ts';
import { readDesign } from '../../engine/document/read.ts';
import type { RunSummary } from '../../engine/kernel/run.ts';
import { documentStore } from '../state/documentStore.ts';
import { areFaultsFollowed } from '../state/followFaults.ts';
import { frameStore } from '../state/frameStore.ts';
import { playbackStore } from '../state/playbackStore.ts';
import { openDesign } from '../state/studio.ts';
import { turns } from '../state/turns.ts';

/** Each must be true before the page is at rest; a test that waits in vain prints those that are not. */
export interface IdleIndicators {
  readonly noCallInFlight: boolean;
  readonly playbackSettled: boolean;
  readonly faultsFollowed: boolean;
  readonly saved: boolean;
  readonly noAnimation: boolean;
  readonly turnsTaken: boolean;
}

export interface StudioTestApi {
  /** Shows a design given as text or object; refused as any other file would be. */
  loadDesign(source: unknown): Promise<Result<string, Failure>>;
  /** Runs the open design to its end, as fast as it goes, and gives the summary. */
  runToEnd(): Promise<RunSummary | undefined>;
  /** The digest over the whole stream of the open run; undefined before its end. */
  digest(): string | undefined;
  /** The summary of the open run; undefined before its end. */
  outcome(): RunSummary | undefined;
  phase(): string;
  /** The cursor's virtual time and place in the stream. */
  cursor(): { readonly at: number; readonly seq: number } | undefined;
  designText(): string;
  idle(): IdleIndicators;
}

declare global {
  interface Window {
    __studio?: StudioTestApi;
  }
}

/** Whether the page was opened by a test. */
export function isTesting(): boolean {
  return new URLSearchParams(window.location.search).has('testing');
}

/** Whether a test wants the page to open as it does for a person. */
export function opensAsUsual(): boolean {
  return new URLSearchParams(window.location.search).get('testing') === 'visit';
}

function noAnimation(): boolean {
  return !document.getAnimations().some((animation) => {
    const iterations = animation.effect?.getComputedTiming().iterations ?? 1;
    return animation.playState === 'running' && iterations !== Infinity;
  });
}

/** Puts the interface on the window and makes the page still. */
export function installTestApi(): void {
  document.documentElement.setAttribute('data-still', '');
  const outcome = (): RunSummary | undefined => frameStore.getState().frame?.summary;
  window.__studio = {
    loadDesign: async (source) => {
      const read = readDesign(source);
      if (!read.ok) return read;
      await openDesign(read.value.design);
      return { ok: true, value: read.value.design.name };
    },
    runToEnd: async () => {
      const { design } = documentStore.getState();
      const problem = await playbackStore.run(design, design.seed, { plays: false });
      if (problem !== undefined) return undefined;
      await playbackStore.seek({ to: 'end' });
      return outcome();
    },
    digest: () => outcome()?.digest,
    outcome,
    phase: () => playbackStore.getState().transport.phase,
    cursor: () => frameStore.getState().frame?.cursor,
    designText: () => JSON.stringify(documentStore.getState().design),
    idle: () => ({
      noCallInFlight: !playbackStore.getState().isWaiting,
      playbackSettled: playbackStore.isSettled(),
      faultsFollowed: areFaultsFollowed(),
      saved: ['saved', 'elsewhere'].includes(documentStore.getState().saved),
      noAnimation: noAnimation(),
      turnsTaken: turns.areTaken,
      panelsThere: document.querySelector('.pending') === null,
    }),
  };
}
