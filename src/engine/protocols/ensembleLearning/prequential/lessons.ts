/**
 * What it is: lessons: rows that a member learns from, on their way to it and back. The first ones are free, as all
 * training before the first batch; later ones cost what a request costs, and the budget is kept.
 */

import type { Effects, Ensemble } from '../effects.ts';
import { lessonGiven, memberFailed, memberSpared } from '../events.ts';
import { TRAINING } from '../messages.ts';
import { classCount } from '../split.ts';
import type { AggregatorState, LessonRow, LiveState } from '../state.ts';

const MICRO = 1_000_000;

export interface LessonWish {
  /** The member's seat. */
  readonly member: number;
  readonly rows: readonly LessonRow[];
  /** The last batch whose rows it may have; -1: only the first rows. */
  readonly newest: number;
  readonly isForDrift: boolean;
}

/** Sends a lesson; false when the budget does not reach. */
export function teach(
  state: AggregatorState,
  live: LiveState,
  { member, rows, newest, isForDrift }: LessonWish,
  context: Ensemble,
  outbox: Effects,
): boolean {
  const record = state.members[member];
  if (record === undefined || rows.length === 0) return false;
  const { actor, price } = record;
  if (newest !== TRAINING) {
    const budget = Math.round(context.parameters.maxCost * MICRO);
    if (state.spent + price > budget) {
      const [spent, most] = [state.spent / MICRO, budget / MICRO];
      outbox.record(memberSpared, { member: actor, batch: newest, spent, budget: most });
      return false;
    }
    state.spent += price;
  }
  live.lessonCount += 1;
  const lesson = live.lessonCount;
  live.lessons[member] = { lesson, since: context.now, isForDrift };
  outbox.record(lessonGiven, { member: actor, lesson, rows: rows.length, newest });
  outbox.broadcast([actor], {
    kind: 'teach',
    lesson,
    columns: live.columns,
    classes: classCount(context.resources),
    features: rows.flatMap((row) => row.features),
    labels: rows.map((row) => row.label),
  });
  return true;
}

/** Gives up lessons that have taken longer than training may. */
export function closeOldLessons(
  state: AggregatorState,
  live: LiveState,
  batch: number,
  context: Ensemble,
  outbox: Effects,
): void {
  live.lessons.forEach((open, i) => {
    if (open === undefined || context.now - open.since < context.parameters.trainingTimeoutMicros)
      return;
    live.lessons[i] = undefined;
    const member = state.members[i]?.actor ?? -1;
    outbox.record(memberFailed, { member, batch, reason: 'notTrainedInTime' });
  });
}

/** The latest rows of the window: at least so many as are worth a lesson, if there are. */
export function latestRows(live: LiveState, rows: number): readonly LessonRow[] {
  return live.window.slice(-Math.max(LESSON_ROWS_LEAST, rows));
}

/** Fewer rows teach little, even if some of them are from before a change. */
const LESSON_ROWS_LEAST = 60;
