/** What it is: where the search stands after each complete trial: the best, and the front of two measures. */

import { bestImproved, frontChanged } from '../events.ts';
import type { Effects, Tuning } from './desk.ts';
import type { CoordinatorState, TrialRecord, WorkerRecord } from './state.ts';

/** Compares a trial that was completed with those before it. */
export function takeStanding(
  state: CoordinatorState,
  record: TrialRecord,
  worker: WorkerRecord,
  _context: Tuning,
  outbox: Effects,
): void {
  const value = record.found[0] as number;
  const best = bestOf(state);
  if (best === undefined || value < (best.found[0] as number)) {
    state.best = record.trial;
    const complete = completeOf(state).length;
    outbox.record(bestImproved, { trial: record.trial, worker: worker.actor, complete, value });
  }
  if (record.found.length < 2) return;
  const front = frontOf(state);
  if (!front.includes(record)) return;
  const trials = JSON.stringify(front.map(({ trial }) => trial));
  outbox.record(frontChanged, { trials, count: front.length });
}

/** The best complete trial: the least in the first measure, the earlier of equals. */
export function bestOf({ trials, best }: CoordinatorState): TrialRecord | undefined {
  return best === undefined ? undefined : trials[best];
}

/** All that were carried through. */
export function completeOf({ trials }: CoordinatorState): readonly TrialRecord[] {
  return trials.filter(({ phase }) => phase === 'complete');
}

/** Complete trials that no other beats in one measure without being worse in the other, by the first measure. */
export function frontOf(state: CoordinatorState): readonly TrialRecord[] {
  const complete = completeOf(state);
  const beats = (one: TrialRecord, other: TrialRecord): boolean =>
    one.found.every((value, i) => value <= (other.found[i] as number)) &&
    one.found.some((value, i) => value < (other.found[i] as number));
  return complete
    .filter((record) => !complete.some((other) => beats(other, record)))
    .toSorted(
      (one, other) =>
        (one.found[0] as number) - (other.found[0] as number) || one.trial - other.trial,
    );
}
