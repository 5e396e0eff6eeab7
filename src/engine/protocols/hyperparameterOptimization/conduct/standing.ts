/** What it is: where the search stands after each complete trial: the best, and the front of two measures. */

import { SeededChoices } from '../../../base/choices.ts';
import { importances } from '../../../optimisation/analysis/importance.ts';
import { frontOf as frontOfStudy } from '../../../optimisation/analysis/progress.ts';
import { bestImproved, frontChanged, importanceMeasured } from '../events.ts';
import { spaceInForce } from '../setup.ts';
import type { Effects, Tuning } from './desk.ts';
import { studyTrials } from './study.ts';
import type { CoordinatorState, TrialRecord, WorkerRecord } from './state.ts';

/** Compares a trial that was completed with those before it. */
export function takeStanding(
  state: CoordinatorState,
  record: TrialRecord,
  worker: WorkerRecord,
  context: Tuning,
  outbox: Effects,
): void {
  const value = record.found[0] as number;
  const best = bestOf(state);
  if (best === undefined || value < (best.found[0] as number)) {
    state.best = record.trial;
    const complete = completeOf(state).length;
    outbox.record(bestImproved, { trial: record.trial, worker: worker.actor, complete, value });
  }
  measureImportance(state, context, false, outbox);
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
export function frontOf({ trials }: CoordinatorState): readonly TrialRecord[] {
  return frontOfStudy(studyTrials(trials)).flatMap(({ id }) => trials[id] ?? []);
}

/** Importance is measured again after so many complete trials. */
const MEASURED_EVERY = 10;

/** Says what complete trials differ by, when enough have been added since; `isLast`: when any has. */
export function measureImportance(
  state: CoordinatorState,
  { parameters }: Tuning,
  isLast: boolean,
  outbox: Effects,
): void {
  const trials = completeOf(state).length;
  const added = trials - state.measured;
  const last = state.trials.at(-1);
  if (last === undefined || trials < MEASURED_EVERY || added < (isLast ? 1 : MEASURED_EVERY))
    return;
  state.measured = trials;
  // A chance of its own: measuring changes nothing of what is drawn up next.
  const choices = SeededChoices.named(last.luck, `importance of ${trials}`);
  const { alone, together } = importances(
    spaceInForce(parameters),
    studyTrials(state.trials),
    choices,
  );
  state.importance = Object.fromEntries([
    ...alone.map(({ parameter, share }) => [parameter, share] as const),
    [TOGETHER, together] as const,
  ]);
  outbox.record(importanceMeasured, { shares: JSON.stringify(state.importance), trials });
}

/** What only several parameters explain; no parameter can have a name with a blank. */
const TOGETHER = 'several together';
