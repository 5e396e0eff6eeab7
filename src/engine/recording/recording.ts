/**
 * What it is: what a recording is, whatever its file looks like: a run that can be looked at and executed
 * again. The recorded events are the truth for looking; plan, seed and interventions for executing.
 */

import type { Micros } from '../base/units.ts';
import type { Design } from '../document/design.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { ActorEntry, AppliedIntervention, RunStatus, RunSummary } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';

export const RECORDING_FORMAT = 'concord.recording';
/** The newest version of the file; older ones are migrated, newer ones refused. */
export const RECORDING_VERSION = 1;

/** A run as it is written down: finished, or as far as it has come. */
export interface RecordedRun {
  readonly design: Design;
  readonly plan: Plan;
  readonly actors: readonly ActorEntry[];
  readonly events: EventReader;
  readonly interventions: readonly AppliedIntervention[];
  readonly status: RunStatus;
  readonly summary: RunSummary;
  /** Virtual time that the run reached. */
  readonly end: Micros;
}

/** What made a recording: whether it can be executed again to the last bit hangs on this. */
export interface RecordingOrigin {
  readonly engineVersion: string;
  /** The cards' versions of the protocols that took part. */
  readonly protocols: Readonly<Record<string, number>>;
}

/** From where a block of events can be read: for seeking without reading what lies before. */
export interface KeyFrame {
  /** The block's first event. */
  readonly seq: number;
  readonly at: Micros;
  /** The first 16 digits of the stream's digest after the block. */
  readonly digest: string;
}

/** A recording as it was read. */
export interface Recording extends Omit<RecordedRun, 'events'> {
  readonly origin: RecordingOrigin;
  readonly digest: string;
  /** How many events the run had: a thin recording has this many once it is executed again. */
  readonly eventCount: number;
  readonly keyFrames: readonly KeyFrame[];
  /** Undefined in a thin recording. */
  readonly events: EventReader | undefined;
}
