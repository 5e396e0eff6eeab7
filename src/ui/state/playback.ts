/** What it is: the words of the playback: what the store holds, what it is made from, what it says of a run that has ended. */

import type { Design } from '../../engine/document/design.ts';
import type { RunSummary } from '../../engine/kernel/run.ts';
import type { RunBrief } from '../../workers/api.ts';
import type { StudioConnection } from '../../workers/client/connect.ts';
import type { FrameStore } from './frameStore.ts';
import type { Transport } from './transport.ts';
import type { ViewStore } from './viewStore.ts';

/** Virtual seconds per second; `max`: as fast as the machine can. */
export type Speed = number | 'max';

/** What the open run was made from. */
export type RunSource =
  | { readonly kind: 'design'; readonly design: Design; readonly seed: number }
  | { readonly kind: 'recording'; readonly name: string; readonly bytes: Uint8Array };

export interface PlaybackState {
  readonly transport: Transport;
  readonly speed: Speed;
  /** Whether views keep the cursor in sight. */
  readonly follow: boolean;
  readonly source: RunSource | undefined;
  /** Raised with every run or recording that is opened. */
  readonly runCount: number;
  /** Whether a call is on its way that the person waits for (opening, a seek, saving). */
  readonly isWaiting: boolean;
  /** Whether the cursor is on its way into what was not simulated yet; `pause` stops it there. */
  readonly isChasing: boolean;
  /** Whether somebody is moving what is on screen, which must stay fluent: a run as fast as possible leaves room for it. */
  readonly givesWay: boolean;
}

/** A run that has come to its end, as the history keeps it. */
export interface FinishedRun {
  readonly brief: RunBrief;
  readonly source: RunSource;
  readonly summary: RunSummary;
  /** Time on the wall from opening to the end. */
  readonly wallMillis: number;
  /** How often a person acted on it. */
  readonly interventions: number;
}

/** Starts a host; `onDeath` is told when it dies of itself. */
export type ConnectHost = (onDeath: (why: string) => void) => StudioConnection;

/** Time and the rhythm of painting. */
export interface PlaybackClock {
  /** Milliseconds. */
  now(): number;
  /** Calls back when the page is ready to paint the next frame. */
  nextFrame(callback: () => void): void;
}

export interface PlaybackParts {
  readonly connect: ConnectHost;
  readonly clock: PlaybackClock;
  readonly frames: FrameStore;
  readonly views: ViewStore;
}
