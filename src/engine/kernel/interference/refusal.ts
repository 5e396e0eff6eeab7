/** What it is: which interventions make no sense, said before they are put into force. */

import { MICROS_LIMIT, PPM_ONE } from '../../base/units.ts';
import { isTwinning } from '../../faults/cards.ts';
import type { FaultTarget } from '../../plan/plannedFault.ts';
import type { Intervention } from '../run.ts';
import type { FaultControl } from './faultControl.ts';
import { canMisbehave } from './misconduct.ts';
import type { Targets } from './targets.ts';

/** Why an intervention makes no sense, in a sentence; undefined when it does. */
export function refuseIntervention(action: Intervention, faults: FaultControl): string | undefined {
  if (action.kind === 'heal') return undefined;
  if (action.kind === 'end')
    return faults.inForce().has(action.fault) ? undefined : `No fault ${action.fault} is in force.`;
  const { targets } = faults;
  const names = namesIn(action);
  const unknown = names.find((name) => !targets.knows(name));
  if (unknown !== undefined) return `There is no agent ${unknown} in this run.`;
  if (names.length === 0) return 'No agent is named.';
  return refuseStrength(action, targets);
}

function refuseStrength(action: Intervention, targets: Targets): string | undefined {
  switch (action.kind) {
    case 'behaviour': {
      const { behaviour } = action;
      if (isTwinning(behaviour))
        return 'An agent gets a twin by a fault of the design, before the run begins.';
      const isAble = (name: FaultTarget): boolean =>
        targets.of([name]).some((actor) => canMisbehave(actor, behaviour));
      const honest = action.agents.find((name) => !isAble(name));
      return honest && `${honest} does not know the behaviour "${behaviour}".`;
    }
    case 'slow':
    case 'delay':
      return refuseDelay(action.delayMicros);
    case 'clock': {
      const { ratePpm, offsetMicros } = action;
      const isFit =
        isWithin(ratePpm, -900_000, PPM_ONE) && isWithin(offsetMicros, -MICROS_LIMIT, MICROS_LIMIT);
      return isFit
        ? undefined
        : `A clock's rate is a whole number from -900000 to 1000000 ppm and its offset one of microseconds, not ${ratePpm} and ${offsetMicros}.`;
    }
    case 'loss':
    case 'duplication':
      return refuseShare(action.sharePpm);
    case 'reordering':
      return refuseShare(action.sharePpm) ?? refuseDelay(action.holdMicros);
    default:
      return undefined;
  }
}

function refuseDelay(micros: number): string | undefined {
  return isWithin(micros, 0, MICROS_LIMIT - 1)
    ? undefined
    : `A delay is a whole number of microseconds from 0, not ${micros}.`;
}

function refuseShare(share: number): string | undefined {
  return isWithin(share, 0, PPM_ONE)
    ? undefined
    : `A share is a whole number of parts per million from 0 to 1000000, not ${share}.`;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function namesIn(action: Exclude<Intervention, { readonly kind: 'heal' | 'end' }>) {
  if ('groups' in action) return action.groups.flat();
  if ('link' in action) return [...action.link.from, ...(action.link.to ?? [])];
  return action.agents;
}
