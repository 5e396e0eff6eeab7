/** What it is: the state bytes of a pool's agents: from the open run, or as the design's faults plan them. */

import type { Design, Fault } from '../../../engine/document/design.ts';
import {
  AGENT_BYZANTINE,
  AGENT_CRASHED,
  AGENT_CUT_OFF,
  AGENT_HEALTHY,
  AGENT_SLOW,
} from '../../../engine/projections/frame.ts';
import type { FrameStore } from '../../state/frameStore.ts';
import { agentsOfFault } from '../../state/agentActions.ts';

const PLANNED: Readonly<Record<Fault['kind'], number>> = {
  crash: AGENT_CRASHED,
  behaviour: AGENT_BYZANTINE,
  slow: AGENT_SLOW,
  partition: AGENT_CUT_OFF,
};

/** Writes the live states of `pool/0` … into `into`; false when no run is open that has them. */
export function readLiveStates(frames: FrameStore, pool: string, into: Uint8Array): boolean {
  if (frames.getState().frame === undefined) return false;
  let isKnown = false;
  for (let i = 0; i < into.length; i++) {
    const state = frames.stateOf(`${pool}/${i}`);
    into[i] = state ?? AGENT_HEALTHY;
    isKnown ||= state !== undefined;
  }
  return isKnown;
}

/** Writes what the design's faults will make of the agents. */
export function readPlannedStates(design: Design, pool: string, into: Uint8Array): void {
  into.fill(AGENT_HEALTHY);
  for (const fault of design.faults) {
    for (const agent of agentsOfFault(fault)) {
      if (!agent.startsWith(`${pool}/`)) continue;
      const index = Number(agent.slice(pool.length + 1));
      if (index < into.length) into[index] = PLANNED[fault.kind];
    }
  }
}
