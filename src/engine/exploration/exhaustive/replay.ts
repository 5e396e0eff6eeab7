/**
 * What it is: a story as a run of the kernel: decisions about single messages and crashes at fixed times, so that it
 * can be watched. Time comes back in: each thing happens a step after the one before, a timer when it is due.
 * Not every story has such a run: a small world lets a timer expire before one that is due earlier, and decides what
 * agents answer. What is given back is therefore to be run, and counts if it breaks the same property.
 * Units: virtual microseconds.
 */

import type { Result } from '../../base/result.ts';
import { failure, success } from '../../base/result.ts';
import type { Micros } from '../../base/units.ts';
import type { Decision } from '../../document/design.ts';
import type { PlannedFault } from '../../plan/plannedFault.ts';
import type { Cast } from './cast.ts';
import type { Story, Told, Transmission } from './story.ts';

/** What is added to a plan so that its run is the story. */
export interface Replay {
  readonly schedule: readonly Decision[];
  readonly faults: readonly PlannedFault[];
}

/** Between one thing and the next. */
const STEP: Micros = 1_000;
/** What never arrives in the story arrives so long after its end. */
const NEVER: Micros = 60_000_000;

/** The decisions and faults of a story; or why there is no such run. */
export function replayOf(story: Story, cast: Cast): Result<Replay, string> {
  const times = timesOf(story.told);
  if (!times.ok) return times;
  const { value } = times;
  const at = (place: number): Micros => (place < 0 ? 0 : (value[place] ?? 0));
  const end = at(story.told.length - 1);
  const schedule: Decision[] = [];
  const decide = (one: Transmission, what: 'delay' | 'duplicate', arrives: Micros): void => {
    schedule.push({
      ...named(one, cast),
      kind: what,
      delayMicros: arrives - at(one.sentIn),
    });
  };
  story.told.forEach((told, place) => {
    if (told.kind === 'deliver') decide(told.transmission, 'delay', at(place));
    else if (told.kind === 'deliverCopy') decide(told.transmission, 'duplicate', at(place));
    else if (told.kind === 'drop')
      schedule.push({ ...named(told.transmission, cast), kind: 'drop' });
  });
  for (const one of story.pending) decide(one, 'delay', end + NEVER);
  return success({ schedule, faults: crashesOf(story.told, at, cast) });
}

function named(one: Transmission, cast: Cast): Omit<Decision, 'kind' | 'delayMicros'> {
  const nameOf = (actor: number): string => cast.seats[actor]?.agentId ?? '';
  const isLiar = (cast.players[one.from]?.lies.length ?? 0) > 0;
  return {
    coordination: cast.coordination,
    from: nameOf(one.from),
    to: nameOf(one.to),
    number: one.number + 1,
    ...(isLiar ? { copy: one.copy + 1 } : {}),
  };
}

/** When each thing happens: after the one before, and a timer exactly when it is due. */
function timesOf(told: readonly Told[]): Result<readonly Micros[], string> {
  const times: Micros[] = [];
  let now: Micros = 0;
  for (const one of told) {
    if (one.kind === 'answer')
      return failure('What agents answer, and when, is no message that a schedule could decide.');
    if (one.kind === 'expire') {
      const due = (one.setIn < 0 ? 0 : (times[one.setIn] ?? 0)) + one.after;
      if (due <= now)
        return failure(`Timer ${one.timer} would have been due before what led to its expiry.`);
      now = due;
    } else {
      now += STEP;
    }
    times.push(now);
  }
  return success(times);
}

function crashesOf(
  told: readonly Told[],
  at: (place: number) => Micros,
  cast: Cast,
): readonly PlannedFault[] {
  return told.flatMap((one, place): PlannedFault[] => {
    if (one.kind !== 'crash') return [];
    const { actor } = one;
    const back = told.findIndex(
      (later, i) => i > place && later.kind === 'restart' && later.actor === actor,
    );
    const crash = { id: `crash-${place}`, kind: 'crash', at: at(place) } as const;
    const agents = [cast.seats[actor]?.agentId ?? ''];
    return [back < 0 ? { ...crash, agents } : { ...crash, until: at(back), agents }];
  });
}
