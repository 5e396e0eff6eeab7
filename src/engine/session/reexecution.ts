/**
 * What it is: a second execution of a run that is kept at hand and brought to any event: for the state of an
 * agent at the cursor. Determinism makes it the same run.
 * Cost: it begins at what is nearest before the asked event: where it stands, a key frame, or the plan. Properties are
 * not judged again: their verdicts are among the events that the run had.
 */

import { invariant } from '../base/invariant.ts';
import type { EventReader } from '../events/eventReader.ts';
import { reexecute } from '../kernel/reexecute.ts';
import type { AppliedIntervention, Run } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';
import { KeyFrames } from './keyFrames.ts';

/** Opens a plan with the protocols and agents at hand, recording on. */
export type OpenRun = (plan: Plan) => Run;

/** Events between two looks at whether a key frame is due. */
const STRETCH_EVENTS = 4_096;

/** Key frames that preparing leaves at most, and actors whose states they may hold in all: memory has to. */
const PREPARED_MOST = 32;
const PREPARED_STATES = 4_096;

/**
 * A run of another plan at the time `at`, with what people did to an earlier one. While the two plans lead to
 * the same, each intervention is made after the very step after which it was made; else at its time, as far as
 * it makes sense there.
 */
export function followPlan(
  openRun: OpenRun,
  plan: Plan,
  interventions: readonly AppliedIntervention[],
  at: number,
): Run {
  const last = interventions.at(-1)?.afterSteps ?? 0;
  const same = reexecute(openRun(plan), interventions, { steps: last });
  const run =
    same.ok && same.value.interventions.length === interventions.length
      ? same.value
      : openRun(plan);
  for (const one of interventions.slice(run.interventions.length)) {
    run.advance(one.at, Infinity);
    run.intervene(one.action);
  }
  run.advance(at, Infinity);
  return run;
}

/** Keeps one re-execution at hand and moves it to the asked event. */
export class Reexecution {
  private run: Run | undefined;
  /** The one that prepares. */
  private ahead: Run | undefined;
  private readonly openRun: OpenRun;
  private readonly plan: Plan;
  private readonly interventions: readonly AppliedIntervention[];
  private readonly known: EventReader;
  private readonly frames: KeyFrames;

  /** `known` are the events of the run, as far as it has come. */
  constructor(
    openRun: OpenRun,
    plan: Plan,
    interventions: readonly AppliedIntervention[],
    known: EventReader,
    frames = new KeyFrames(),
  ) {
    this.openRun = openRun;
    this.plan = plan;
    this.interventions = interventions;
    this.known = known;
    this.frames = frames;
  }

  /** The run with the first `events` events performed, and the rest of the step that made the last, at `time`. */
  at(events: number, time: number): Run {
    this.run = this.moved(this.nearest(events, time), events, time);
    return this.run;
  }

  /** A run of its own at that moment, which nobody else will move. */
  fork(events: number, time: number): Run {
    const run = this.moved(this.startBefore(events, time), events, time);
    run.recall(undefined);
    return run;
  }

  /**
   * Executes at most `count` more events of the whole run again and leaves key frames, so that every later look finds one
   * near; true when it is done. Once the run is over, or of a recording.
   */
  prepare(count: number): boolean {
    const { known, frames } = this;
    this.ahead ??= this.begun();
    const most = Math.floor(PREPARED_STATES / Math.max(1, this.ahead.actors.length));
    const before = this.ahead.events.length;
    this.ahead = this.brought(this.ahead, Math.min(known.length, before + count), 0);
    frames.spread(this.ahead, known.length, Math.max(1, Math.min(PREPARED_MOST, most)));
    const { length } = this.ahead.events;
    const isDone = length >= known.length || length === before;
    if (isDone) this.ahead = undefined;
    return isDone;
  }

  private nearest(events: number, time: number): Run {
    const { run } = this;
    const frame = this.frames.before(events, time);
    const isBehind = run !== undefined && run.events.length <= events && run.now <= time;
    if (isBehind && run.events.length >= (frame?.events ?? 0)) return run;
    return this.startBefore(events, time);
  }

  private startBefore(events: number, time: number): Run {
    const frame = this.frames.before(events, time);
    if (frame === undefined) return this.begun();
    const run = frame.resume();
    run.recall(this.known);
    return run;
  }

  private begun(): Run {
    const run = this.openRun(this.plan);
    run.recall(this.known);
    return run;
  }

  /** Key frames are kept on the way, for the next time. */
  private moved(run: Run, events: number, time: number): Run {
    let reached = run;
    for (;;) {
      const until = Math.min(events, reached.events.length + STRETCH_EVENTS);
      const isLast = until === events;
      // Before the last stretch only events count: its time is the goal's.
      reached = this.brought(reached, until, isLast ? time : 0);
      if (isLast || reached.events.length < until) return this.brought(reached, events, time);
      this.frames.refine(reached);
    }
  }

  private brought(run: Run, events: number, at: number): Run {
    const reached = reexecute(run, this.interventions, { events, at });
    invariant(
      reached.ok,
      reached.ok ? '' : `what was done cannot be done again: ${reached.problem}`,
    );
    return reached.value;
  }
}
