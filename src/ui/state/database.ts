/**
 * What it is: what is kept in the browser: designs, the history of runs, and their recordings.
 * Every operation gives a Result: a full or forbidden storage is a failure in words, never an exception.
 * A design carries a revision; writing needs the revision one has read, so that two tabs cannot overwrite
 * each other unseen.
 */

import type { Failure, Result } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import type { RunMeasure } from '../../engine/selector/history.ts';

export interface StoredDesign {
  readonly id: string;
  readonly name: string;
  /** Raised by every writing. */
  readonly rev: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly design: Design;
}

/** A run in the history. */
export interface RunRecord {
  readonly id: string;
  /** What the person calls it; the design's name at first. */
  readonly name: string;
  readonly designName: string;
  readonly seed: number;
  /** What came of it, in a few words. */
  readonly outcome: string;
  readonly tone: 'good' | 'warning' | 'bad';
  readonly virtualMicros: number;
  readonly wallMillis: number;
  readonly events: number;
  readonly digest: string;
  readonly interventionCount: number;
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
  /** Size of the recording kept; undefined when only the design is, and opening runs it again. */
  readonly recordingBytes: number | undefined;
  readonly design: Design;
  /** How each of its coordinations fared, for the adaptive choice; runs kept by earlier versions have none. */
  readonly measures?: readonly RunMeasure[];
}

/** Somebody else has written since this revision was read. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly stored: StoredDesign;
}

export interface StudioDatabase {
  listDesigns(): Promise<Result<readonly StoredDesign[], Failure>>;
  loadDesign(id: string): Promise<Result<StoredDesign | undefined, Failure>>;
  /** Writes when what is stored has revision `rev` (0: nothing is stored); gives the new revision. */
  saveDesign(
    id: string,
    design: Design,
    rev: number,
    now: number,
  ): Promise<Result<number, Failure | Conflict>>;
  deleteDesign(id: string): Promise<Result<void, Failure>>;
  listRuns(): Promise<Result<readonly RunRecord[], Failure>>;
  saveRun(run: RunRecord, recording: Uint8Array | undefined): Promise<Result<void, Failure>>;
  deleteRun(id: string): Promise<Result<void, Failure>>;
  loadRecording(run: string): Promise<Result<Uint8Array | undefined, Failure>>;
}
