/** What it is: the state bytes of a pool's agents: from the open run, or as the design's faults plan them. */

import type { Design } from '../../../engine/document/design.ts';
import type { FaultKind } from '../../../engine/document/fault.ts';
import {
  AGENT_BYZANTINE,
  AGENT_CRASHED,
  AGENT_CUT_OFF,
  AGENT_DISTURBED,
  AGENT_HEALTHY,
  AGENT_SKEWED,
  AGENT_SLOW,
} from '../../../engine/projections/frame.ts';
import type { FrameStore } from '../../state/frameStore.ts';
import { agentsOfFault, withoutRegions } from '../../state/faultNames.ts';

const PLANNED: Readonly<Record<FaultKind, number>> = {
  crash: AGENT_CRASHED,
  reboot: AGENT_CRASHED,
  behaviour: AGENT_BYZANTINE,
  slow: AGENT_SLOW,
  clock: AGENT_SKEWED,
  partition: AGENT_CUT_OFF,
  cut: AGENT_DISTURBED,
  delay: AGENT_DISTURBED,
  loss: AGENT_DISTURBED,
  duplication: AGENT_DISTURBED,
  reordering: AGENT_DISTURBED,
};

/** Writes the live states of `pool/0` … into `into`; false when no run is open that has them. */
export function readLiveStates(frames: FrameStore, pool: string, into: Uint8Array): boolean {
  const states = frames.statesOfPool(pool, into.length);
  if (states !== undefined) into.set(states);
  return states !== undefined;
}

/** Writes what the design's faults will make of the agents. */
export function readPlannedStates(design: Design, pool: string, into: Uint8Array): void {
  into.fill(AGENT_HEALTHY);
  for (const fault of design.faults) {
    for (const name of withoutRegions(design, agentsOfFault(fault))) {
      if (name === pool) into.fill(PLANNED[fault.kind]);
      if (!name.startsWith(`${pool}/`)) continue;
      const index = Number(name.slice(pool.length + 1));
      if (index < into.length) into[index] = PLANNED[fault.kind];
    }
  }
}
