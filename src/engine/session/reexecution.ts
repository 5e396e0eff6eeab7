/**
 * What it is: a second execution of a run, brought to any event: for the state of an agent at the cursor and
 * for going on from a moment of the past. Determinism makes it the same run.
 * Cost: forward moves are incremental; going back starts again from the plan.
 */

import { invariant } from '../base/invariant.ts';
import type { AppliedIntervention, Run } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';

/** Opens a plan with the protocols and agents at hand, recording on. */
export type OpenRun = (plan: Plan) => Run;

/** Performs steps until the stream holds at least `seq` events; interventions fall where they fell. */
export function executeTo(
  run: Run,
  interventions: readonly AppliedIntervention[],
  seq: number,
  at: number,
): void {
  let next = interventions.findIndex((one) => one.afterSteps >= run.steps);
  while (run.events.length < seq) {
    const due = next === -1 ? undefined : interventions[next];
    if (due !== undefined && due.afterSteps === run.steps) {
      run.advance(due.at, 0);
      const refused = run.intervene(due.action);
      invariant(refused === undefined, `a recorded intervention was refused: ${String(refused)}`);
      next = next + 1 < interventions.length ? next + 1 : -1;
      continue;
    }
    if (run.status.phase === 'finished') break;
    const room = due === undefined ? Infinity : due.afterSteps - run.steps;
    // Far from the goal many steps at once are safe: a step adds at least no event it does not say.
    const steps = Math.min(room, 1);
    if (run.advance(Number.MAX_SAFE_INTEGER, steps) === 0) break;
  }
  if (run.status.phase === 'running' && run.now < at) run.advance(at, 0);
}

/** Keeps one re-execution at hand and moves it to the asked event. */
export class Reexecution {
  private run: Run | undefined;
  private readonly openRun: OpenRun;
  private readonly plan: Plan;
  private readonly interventions: readonly AppliedIntervention[];

  constructor(openRun: OpenRun, plan: Plan, interventions: readonly AppliedIntervention[]) {
    this.openRun = openRun;
    this.plan = plan;
    this.interventions = interventions;
  }

  /** The run with the first `seq` events performed (and the rest of the step that made the last of them). */
  at(seq: number, time: number): Run {
    if (this.run === undefined || this.run.events.length > seq) this.run = this.openRun(this.plan);
    executeTo(this.run, this.interventions, seq, time);
    return this.run;
  }
}
