/** What it is: what the aggregator of prequential evaluation remembers besides: rows to learn from, watches, spares. */

import { newMonitor } from '../../../learning/drift/monitor.ts';
import type { DetectorSettings, DriftMonitor } from '../../../learning/drift/monitor.ts';
import type { EnsembleParameters } from '../card.ts';
import type { LiveState } from '../state.ts';

/** Before the first rows: so many members, the first `inService` of them in service. */
export function newLiveState(
  members: number,
  inService: number,
  parameters: EnsembleParameters,
): LiveState {
  return {
    columns: 0,
    features: [],
    window: [],
    places: Array.from({ length: inService }, () => ({
      monitor: freshMonitor(parameters),
      background: undefined,
      warnedAt: undefined,
      driftSince: undefined,
      rowsSince: undefined,
    })),
    spares: Array.from({ length: members - inService }, (_, i) => inService + i),
    lessons: Array.from({ length: members }, () => undefined),
    lessonCount: 0,
    drifts: 0,
    replacements: 0,
  };
}

/** The detector that the parameters ask for; undefined for none. */
export function detectorOf(parameters: EnsembleParameters): DetectorSettings | undefined {
  const { detector, driftDelta, driftThreshold, driftTolerance } = parameters;
  switch (detector) {
    case 'none':
      return undefined;
    case 'adwin':
      return { kind: 'adwin', delta: driftDelta };
    case 'page_hinkley':
      return { kind: 'page_hinkley', threshold: driftThreshold, tolerance: driftTolerance };
  }
}

/** A watch that has seen nothing; undefined without a detector. */
export function freshMonitor(parameters: EnsembleParameters): DriftMonitor | undefined {
  const settings = detectorOf(parameters);
  return settings && newMonitor(settings);
}
