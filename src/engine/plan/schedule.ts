/**
 * What it is: the schedule of a design against what it has: every decision names two who take part in
 * one coordination.
 */

import type { Decision } from '../document/design.ts';
import type { Surroundings } from './surroundings.ts';
import { enumerate } from './diagnostics.ts';
import { castingOf, partsOf, refuseTarget } from './faultTargets.ts';
import type { Plan, PlannedCoordination } from './plan.ts';

/** The schedule as the plan carries it, if there is one; what is wrong with it is added to the findings. */
export function planSchedule(
  around: Surroundings,
  coordinations: readonly PlannedCoordination[],
): Pick<Plan, 'schedule'> {
  const { schedule = [] } = around.design;
  if (schedule.length === 0) return {};
  const world = castingOf(around, coordinations);
  schedule.forEach((decision, place) => {
    const path = `schedule.${place}`;
    const refusals = (['from', 'to'] as const).map((end) => {
      const refusal = refuseTarget(world, decision[end]);
      if (refusal !== undefined)
        around.findings.add({
          severity: 'error',
          code: 'unknownAgent',
          path: `${path}.${end}`,
          message: `Decision ${place + 1} of the schedule names ${decision[end]}: ${refusal}.`,
        });
      return refusal;
    });
    if (refusals.every((refusal) => refusal === undefined))
      checkMeeting(around, decision, place, partsOf(world, decision.from, decision.to));
  });
  return { schedule };
}

/** `meeting`: where both act. */
function checkMeeting(
  around: Surroundings,
  { coordination, from, to }: Decision,
  place: number,
  meeting: readonly PlannedCoordination[],
): void {
  const path = `schedule.${place}`;
  if (from === to) {
    around.findings.add({
      severity: 'error',
      code: 'decisionToSelf',
      path: `${path}.to`,
      message: `Decision ${place + 1} of the schedule is for a message of ${from} to itself, which no network carries; name another receiver.`,
    });
    return;
  }
  if (meeting.some(({ id }) => (coordination ?? id) === id)) return;
  const where = coordination === undefined ? 'any coordination' : coordination;
  const found = meeting.map(({ id }) => id);
  around.findings.add({
    severity: 'advice',
    code: 'decisionWithoutEffect',
    path,
    message: `Decision ${place + 1} of the schedule is for messages from ${from} to ${to}, who do not meet in ${where}${found.length === 0 ? '' : `, but in ${enumerate(found)}`}.`,
  });
}
