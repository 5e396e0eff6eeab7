/**
 * What it is: a second execution of a run that is kept at hand and brought to any event: for the state of an
 * agent at the cursor. Determinism makes it the same run.
 * Cost: going forward is incremental; going back starts again from the plan.
 */

import { invariant } from '../base/invariant.ts';
import { reexecute } from '../kernel/reexecute.ts';
import type { AppliedIntervention, Run } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';

/** Opens a plan with the protocols and agents at hand, recording on. */
export type OpenRun = (plan: Plan) => Run;

/** A run of the plan with the first `events` events performed, and the rest of the step that made the last. */
export function runTo(
  run: Run,
  interventions: readonly AppliedIntervention[],
  events: number,
  at: number,
): Run {
  const reached = reexecute(run, interventions, { events, at });
  invariant(reached.ok, reached.ok ? '' : `what was done cannot be done again: ${reached.problem}`);
  return reached.value;
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

  /** The run with the first `events` events performed, at `time`. */
  at(events: number, time: number): Run {
    const isBehind =
      this.run !== undefined && this.run.events.length <= events && this.run.now <= time;
    if (this.run === undefined || !isBehind) this.run = this.openRun(this.plan);
    return runTo(this.run, this.interventions, events, time);
  }
}
