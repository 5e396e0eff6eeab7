/**
 * What it is: what a person does to a run in progress, checked and then put into force.
 * An intervention's split replaces whatever splits there are, so that what a person sees is what was asked
 * for; being honest again ends misbehaviour and slowness alike.
 */

import { assertNever } from '../base/invariant.ts';
import { MICROS_LIMIT } from '../base/units.ts';
import type { FaultTarget } from '../plan/plan.ts';
import type { FaultControl } from './faultControl.ts';
import type { Intervention } from './run.ts';

/** Why an intervention makes no sense, in a sentence; undefined when it does. */
export function refuseIntervention(action: Intervention, faults: FaultControl): string | undefined {
  const targets = targetsOf(action);
  const unknown = targets.find((target) => !faults.knows(target));
  if (unknown !== undefined) return `There is no agent ${unknown} in this run.`;
  if (action.kind !== 'heal' && targets.length === 0) return 'No agent is named.';
  if (action.kind === 'behaviour') {
    const { behaviour } = action;
    const honest = targets.find((target) => !faults.canMisbehave(target, behaviour));
    if (honest !== undefined) return `${honest} does not know the behaviour "${behaviour}".`;
  }
  if (action.kind === 'slow') {
    const { delayMicros } = action;
    const isFit = Number.isInteger(delayMicros) && delayMicros >= 0 && delayMicros < MICROS_LIMIT;
    if (!isFit) return `A delay is a whole number of microseconds from 0, not ${delayMicros}.`;
  }
  return undefined;
}

/** Puts an intervention into force; `name` is what its events call it. */
export function applyIntervention(action: Intervention, name: string, faults: FaultControl): void {
  switch (action.kind) {
    case 'crash':
      return faults.crash(name, action.agents);
    case 'restart':
      return faults.restart(action.agents);
    case 'behaviour':
      return faults.corrupt(name, action.behaviour, action.agents);
    case 'honest':
      return faults.heal(action.agents);
    case 'slow':
      return faults.slow(name, action.delayMicros, action.agents);
    case 'partition':
      return faults.splitOnly(name, action.groups);
    case 'heal':
      return faults.reunite();
    default:
      return assertNever(action);
  }
}

function targetsOf(action: Intervention): readonly FaultTarget[] {
  switch (action.kind) {
    case 'partition':
      return action.groups.flat();
    case 'heal':
      return [];
    default:
      return action.agents;
  }
}
