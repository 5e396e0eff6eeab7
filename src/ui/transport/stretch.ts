/** What it is: the stretch of virtual time that the timeline and the fault track below it show. */

import type { Design } from '../../engine/document/design.ts';
import type { FrameState } from '../state/frameStore.ts';
import { shownEnd } from '../widgets/timeSpan.ts';

/** For how long a run of a design is likely to be watched: seconds on the wall. Until then there is room ahead. */
const WATCHED_SECONDS = 12;
const MICROS = 1_000_000;

/** The end of the stretch: of the run, and while more may come, room for what is planned and may be. */
export function endOf({ frame }: Pick<FrameState, 'frame'>, design: Design): number {
  const isOver = frame !== undefined && (frame.isRecording || frame.status.phase === 'finished');
  if (isOver) return shownEnd(frame.end.at, true);
  const likely = Math.min(design.pace * WATCHED_SECONDS * MICROS, design.limits.virtualMicrosMax);
  return shownEnd(Math.max(frame?.end.at ?? 0, lastMoment(design), likely), false);
}

/** The last moment at which a fault is planned to begin or to end, in a run that may last so long. */
function lastMoment({ faults, limits }: Design): number {
  const moments = faults.flatMap(({ at, until }) => (until === undefined ? [at] : [at, until]));
  return Math.min(Math.max(0, ...moments), limits.virtualMicrosMax);
}
