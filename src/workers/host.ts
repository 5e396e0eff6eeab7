/**
 * What it is: the studio's host: one session, its time sliced. Runs in the worker, and in process for tests.
 * Expected trouble comes back as a Failure; a thrown error is a bug of ours and reaches the page as a rejection.
 */

import { failure, success } from '../engine/base/result.ts';
import type { Failure, Result } from '../engine/base/result.ts';
import { invariant } from '../engine/base/invariant.ts';
import type { Design } from '../engine/document/design.ts';
import { compileDesign } from '../engine/plan/compile.ts';
import type { Diagnostic } from '../engine/plan/plan.ts';
import { writeRecording } from '../engine/recording/write.ts';
import { Session } from '../engine/session/session.ts';
import { openRecording, openRun, verifyRun } from '../engine/simulation.ts';
import type { EventBatch, RunBrief, SeekTarget, StudioHost } from './api.ts';

/** Steps between two looks at the clock. */
const SLICE_STEPS = 2_000;
const SLICE_EVENTS = 50_000;
/** Longest work of one seek or search before the frame is given anyway. */
const SEEK_BUDGET_MILLIS = 20_000;

interface Open {
  readonly session: Session;
  readonly design: Design;
  readonly diagnostics: readonly Diagnostic[];
}

/** A host; `clock` gives milliseconds and only slices the work, never enters the run. */
export function createStudioHost(clock: () => number): StudioHost {
  let current: Open | undefined;

  const session = (): Session => {
    invariant(current !== undefined, 'no run is open');
    return current.session;
  };

  const catchUp = (): void => {
    while (!session().digestEvents(SLICE_EVENTS));
  };

  const work = (until: number, budgetMillis: number): void => {
    const deadline = clock() + budgetMillis;
    while (!session().advance(until, SLICE_STEPS) && clock() < deadline)
      session().digestEvents(SLICE_EVENTS);
    catchUp();
  };

  const seek = (target: SeekTarget): void => {
    const open = session();
    open.raiseEpoch();
    if (target.to === 'start') open.placeAtEvent(0);
    else if (target.to === 'event') open.placeAtEvent(target.seq);
    else {
      const until = target.to === 'end' ? Number.MAX_SAFE_INTEGER : target.at;
      if (until <= open.end.at) open.placeAtTime(until);
      else work(until, SEEK_BUDGET_MILLIS);
    }
    catchUp();
  };

  return {
    open: async (design, seed) => {
      const { plan, diagnostics } = compileDesign(design, seed);
      if (plan === undefined) return failure(refuseDesign(diagnostics));
      current = { session: Session.live(plan, openRun), design, diagnostics };
      return success(briefOf(current));
    },
    openRecording: async (bytes) => {
      const read = openRecording(bytes);
      if (!read.ok) return read;
      current = {
        session: Session.recorded(read.value, openRun),
        design: read.value.design,
        diagnostics: [],
      };
      return success(briefOf(current));
    },
    advance: async (until, budgetMillis, view) => {
      work(until, budgetMillis);
      return session().frame(view);
    },
    step: async (by, view) => {
      session().step(by);
      catchUp();
      return session().frame(view);
    },
    seek: async (target, view) => {
      seek(target);
      return session().frame(view);
    },
    show: async (view) => {
      catchUp();
      return session().frame(view);
    },
    intervene: async (action, view) => {
      const refused = session().intervene(action);
      if (refused !== undefined) return failure({ kind: 'unavailable', message: refused });
      catchUp();
      return success(session().frame(view));
    },
    readEvents: async (from, count): Promise<EventBatch> => session().batch(from, count),
    save: async () => saveOpen(current),
    verify: async () =>
      current === undefined
        ? nothingOpen()
        : verifyRun(current.session.recordedRun(current.design)),
    summary: async () => current?.session.summary(),
    close: async () => {
      current = undefined;
    },
  };
}

function saveOpen(open: Open | undefined): Result<Uint8Array, Failure> {
  if (open === undefined) return nothingOpen();
  return success(writeRecording(open.session.recordedRun(open.design)));
}

function nothingOpen(): { readonly ok: false; readonly problem: Failure } {
  return failure({ kind: 'unavailable', message: 'There is no run yet; run the design first.' });
}

function briefOf({ session, design, diagnostics }: Open): RunBrief {
  const isRecording = session.run === undefined;
  return {
    design,
    plan: session.plan,
    actors: session.actors,
    isRecording,
    diagnostics,
    end: isRecording ? { at: session.end.at, events: session.end.seq } : undefined,
  };
}

function refuseDesign(diagnostics: readonly Diagnostic[]): Failure {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  const first = errors[0]?.message ?? 'it has no coordination to run';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { kind: 'invalidDesign', message: `This design cannot run: ${first}${more}` };
}
