/** What it is: which interventions make no sense, said before they are put into force. */

import { MICROS_LIMIT } from '../../base/units.ts';
import { isTwinning } from '../../faults/cards.ts';
import type { FaultTarget } from '../../plan/plan.ts';
import type { Intervention } from '../run.ts';
import { canMisbehave } from './misconduct.ts';
import type { Targets } from './targets.ts';

/** Why an intervention makes no sense, in a sentence; undefined when it does. */
export function refuseIntervention(action: Intervention, targets: Targets): string | undefined {
  const names = namesIn(action);
  const unknown = names.find((name) => !targets.knows(name));
  if (unknown !== undefined) return `There is no agent ${unknown} in this run.`;
  if (action.kind !== 'heal' && names.length === 0) return 'No agent is named.';
  if (action.kind === 'behaviour') {
    const { behaviour } = action;
    if (isTwinning(behaviour))
      return 'An agent gets a twin by a fault of the design, before the run begins.';
    const isAble = (name: FaultTarget): boolean =>
      targets.of([name]).some((actor) => canMisbehave(actor, behaviour));
    const honest = names.find((name) => !isAble(name));
    if (honest !== undefined) return `${honest} does not know the behaviour "${behaviour}".`;
  }
  if (action.kind === 'slow') {
    const { delayMicros } = action;
    const isFit = Number.isInteger(delayMicros) && delayMicros >= 0 && delayMicros < MICROS_LIMIT;
    if (!isFit) return `A delay is a whole number of microseconds from 0, not ${delayMicros}.`;
  }
  return undefined;
}

function namesIn(action: Intervention): readonly FaultTarget[] {
  if (action.kind === 'partition') return action.groups.flat();
  return action.kind === 'heal' ? [] : action.agents;
}
