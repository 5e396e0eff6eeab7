/**
 * What it is: the same run once more: a plan and what people did to it give the same stream again. The one
 * way in which verifying, looking at a past state and going on from a past moment execute a run anew.
 * Errors: interventions that do not fit the plan (a damaged recording) are refused with a sentence.
 * Cost: that of running; forward moves of a run that is kept are incremental.
 */

import type { Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { Micros } from '../base/units.ts';
import type { AppliedIntervention, Run } from './run.ts';

/**
 * How far: `steps` of the kernel (Infinity: to its end), or until the stream holds so many `events`, and then
 * to the time `at` if nothing happens before it.
 */
export type Goal = { readonly steps: number } | { readonly events: number; readonly at: Micros };

/**
 * Brings `run`, freshly opened or brought so far by this same function, to the goal, with the interventions of
 * an earlier run of the same plan, each after the step after which it was made.
 */
export function reexecute<Again extends Run>(
  run: Again,
  interventions: readonly AppliedIntervention[],
  goal: Goal,
): Result<Again, string> {
  // Those that this run has had already are its own.
  for (const { afterSteps, at, action } of interventions.slice(run.interventions.length)) {
    if (!moveTo(run, goal, afterSteps, at)) return success(run);
    if (run.now < at) run.advance(at, 0);
    if (run.steps !== afterSteps || run.now !== at) {
      return failure(`No intervention fits after ${afterSteps} steps at ${at} µs.`);
    }
    const refusal = run.intervene(action);
    if (refusal !== undefined) return failure(refusal);
  }
  moveTo(run, goal, Infinity, Infinity);
  if ('events' in goal && run.status.phase === 'running' && run.now < goal.at) {
    run.advance(goal.at, 0);
  }
  return success(run);
}

/** Moves on to `steps`, where something was done at the time `at`; false when the goal lies before that. */
function moveTo(run: Run, goal: Goal, steps: number, at: Micros): boolean {
  if ('steps' in goal) {
    run.advance(Infinity, Math.min(goal.steps, steps) - run.steps);
    return goal.steps >= steps;
  }
  const isAhead = (): boolean => run.events.length < goal.events || at <= goal.at;
  // How many events a step makes is not known before, so the goal is approached step by step.
  while (run.steps < steps && isAhead()) {
    if (run.advance(Infinity, 1) === 0) break;
  }
  return run.steps === steps && isAhead();
}
