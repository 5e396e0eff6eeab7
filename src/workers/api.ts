/**
 * What it is: the whole boundary between the page and the simulation worker: types only.
 * Pull, never push: the page asks for the next frame when it is ready to paint one. No callbacks cross.
 * A frame is one message whose arrays are transferred. The in-process host has the same interface.
 */

import type { EventSeq, Micros } from '../engine/base/units.ts';
import type { Failure, Result } from '../engine/base/result.ts';
import type { EventColumns } from '../engine/events/eventColumns.ts';
import type { Verification } from '../engine/simulation.ts';
import type { Design } from '../engine/document/design.ts';
import type {
  ActorEntry,
  InvariantSummary,
  Intervention,
  RunSummary,
} from '../engine/kernel/run.ts';
import type { Diagnostic, Plan } from '../engine/plan/plan.ts';
import type { Frame, ViewRequest } from '../engine/projections/frame.ts';

/** A property as it is announced, before it is judged. */
export type WatchedProperty = Pick<InvariantSummary, 'name' | 'title' | 'coordination' | 'temper'>;

/** What is known of a run as soon as it is open. */
export interface RunBrief {
  readonly design: Design;
  readonly plan: Plan;
  readonly actors: readonly ActorEntry[];
  readonly isRecording: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The properties that watch this run. */
  readonly watched: readonly WatchedProperty[];
  /** For a recording: when its run ended; undefined for a live run. */
  readonly end: { readonly at: Micros; readonly events: number } | undefined;
}

export type SeekTarget =
  | { readonly to: 'time'; readonly at: Micros }
  | { readonly to: 'event'; readonly seq: EventSeq }
  | { readonly to: 'start' }
  | { readonly to: 'end' };

export type StepBy = 'event' | 'message' | 'decision';

/** Whether executing the open run again gives the same events, and where it first does not. */
export type VerifyReport = Verification;

export interface RevisedRun {
  /** The one that was given, or with what was done by hand among its faults. */
  readonly design: Design;
  readonly brief: RunBrief;
  readonly frame: Frame;
}

/** What the worker offers. One run is open at a time; opening another closes it. */
export interface StudioHost {
  open(design: Design, seed: number): Promise<Result<RunBrief, Failure>>;
  openRecording(bytes: Uint8Array): Promise<Result<RunBrief, Failure>>;
  /** Moves the cursor forward to `until` (or as far as `budgetMillis` of work allows) and shows it. */
  advance(until: Micros, budgetMillis: number, view: ViewRequest): Promise<Frame>;
  /** To the next event, message or decision after the cursor. */
  step(by: StepBy, view: ViewRequest): Promise<Frame>;
  /** Moves the cursor anywhere; beyond the simulated end it simulates on, at most to `until` of the run's limit. */
  seek(target: SeekTarget, view: ViewRequest): Promise<Frame>;
  /** The frame at the cursor again, with another view. */
  show(view: ViewRequest): Promise<Frame>;
  /** Acts at the cursor: what had been simulated beyond it is discarded, and the run goes on from here. */
  intervene(action: Intervention, view: ViewRequest): Promise<Result<Frame, Failure>>;
  /**
   * Goes on at the cursor's time as if the open run had been of this design: same agents, other faults. With
   * `keepsDeeds` what was done by hand before the cursor becomes faults of the design; else it is done again.
   */
  revise(
    design: Design,
    keepsDeeds: boolean,
    view: ViewRequest,
  ): Promise<Result<RevisedRun, Failure>>;
  /** Raw rows for exports and measuring: transferred; texts are given with the first batch that needs them. */
  readEvents(from: EventSeq, count: number): Promise<EventColumns>;
  /** The run so far as a file. */
  save(): Promise<Result<Uint8Array, Failure>>;
  /** Re-executes the open recording (or run) and compares digests. */
  verify(): Promise<Result<VerifyReport, Failure>>;
  summary(): Promise<RunSummary | undefined>;
  close(): Promise<void>;
}
