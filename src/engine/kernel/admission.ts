/** What it is: how a coordination that waited was opened. Units: microseconds of virtual time. */

import type { Micros } from '../base/units.ts';
import type { PlannedCoordination } from '../plan/plan.ts';
import type { Handover } from './run.ts';

/** A coordination as it was opened: what a restored run opens it with again. */
export interface Admission {
  readonly planned: PlannedCoordination;
  readonly taken: readonly Handover[];
  readonly opensAt: Micros;
}
