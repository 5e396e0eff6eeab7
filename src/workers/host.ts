/**
 * What it is: the studio's host: one session, its time sliced. Runs in the worker, and in process for tests.
 * Expected trouble comes back as a Failure; a thrown error is a bug of ours and reaches the page as a rejection.
 */

import type { EventSeq, Micros } from '../engine/base/units.ts';
import { failure, success } from '../engine/base/result.ts';
import type { Failure, Result } from '../engine/base/result.ts';
import { invariant, InvariantError } from '../engine/base/invariant.ts';
import type { EventColumns } from '../engine/events/eventColumns.ts';
import type { EventReader } from '../engine/events/eventReader.ts';
import type { Design } from '../engine/document/design.ts';
import { compileDesign } from '../engine/plan/compile.ts';
import type { Diagnostic, Plan } from '../engine/plan/plan.ts';
import type { Intervention, Run, RunSummary } from '../engine/kernel/run.ts';
import type { Frame, ViewRequest } from '../engine/projections/frame.ts';
import { writeRecording } from '../engine/recording/write.ts';
import { Session } from '../engine/session/session.ts';
import { openRecording, openRun, tablesOf, verifyRun } from '../engine/simulation.ts';
import type { RevisedRun, RunBrief, SeekTarget, StepBy, StudioHost, VerifyReport } from './api.ts';
import { TrainingPool } from './training/trainingPool.ts';

/** Steps between two looks at the clock at most, and to begin with. */
const SLICE_STEPS = 2_000;
const FIRST_SLICE_STEPS = 50;
/** Kinds of agent of whom a single step can take seconds: the clock is looked at after each. */
const SLOW_AGENTS = new Set(['model']);
/** A slice is to take about so long: a step may be a message, or the training of a model. */
const SLICE_MILLIS = 10;
const SLICE_EVENTS = 50_000;
/** Executed again at a time, between two questions of the page: some milliseconds. */
const PREPARED_EVENTS = 4_096;
/** Longest work of one seek or search before the frame is given anyway. */
const SEEK_BUDGET_MILLIS = 20_000;

interface Open {
  readonly session: Session;
  readonly design: Design;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A host; `clock` gives milliseconds and only slices the work, never enters the run. With a pool, agents train in
 * workers of their own. With `pause`, which lets whoever waits go first, what is over is executed again meanwhile, so
 * that a look at any moment of it is quick.
 */
export function createStudioHost(
  clock: () => number,
  pool = new TrainingPool({ hands: 0 }),
  pause?: () => Promise<void>,
): StudioHost {
  return new Host(clock, pool, pause);
}

class Host implements StudioHost {
  private current: Open | undefined;
  private readonly clock: () => number;
  private readonly pool: TrainingPool;
  private readonly pause: (() => Promise<void>) | undefined;
  private sliceSteps = FIRST_SLICE_STEPS;
  /** The stream that looks are, or were, prepared for. */
  private prepared: EventReader | undefined;

  constructor(clock: () => number, pool: TrainingPool, pause?: () => Promise<void>) {
    this.clock = clock;
    this.pool = pool;
    this.pause = pause;
  }

  async open(design: Design, seed: number): Promise<Result<RunBrief, Failure>> {
    const { plan, diagnostics } = compileDesign(design, seed);
    if (plan === undefined) return failure(refuseDesign(diagnostics));
    this.pool.open(tablesOf(plan));
    this.current = { session: Session.live(plan, this.openRun), design, diagnostics };
    return success(briefOf(this.current));
  }

  async openRecording(bytes: Uint8Array): Promise<Result<RunBrief, Failure>> {
    const read = openRecording(bytes);
    if (!read.ok) return read;
    const { design, plan } = read.value;
    this.pool.open(tablesOf(plan));
    const session = Session.recorded(read.value, this.openRun);
    this.current = { session, design, diagnostics: [] };
    return success(briefOf(this.current));
  }

  async advance(until: Micros, budgetMillis: number, view: ViewRequest): Promise<Frame> {
    await this.work(until, budgetMillis);
    return this.frame(view);
  }

  async step(by: StepBy, view: ViewRequest): Promise<Frame> {
    this.session.step(by);
    return this.frame(view);
  }

  async seek(target: SeekTarget, view: ViewRequest): Promise<Frame> {
    const { session } = this;
    session.raiseEpoch();
    if (target.to === 'start') session.placeAtEvent(0);
    else if (target.to === 'event') session.placeAtEvent(target.seq);
    else await this.seekTime(target.to === 'end' ? Number.MAX_SAFE_INTEGER : target.at);
    return this.frame(view);
  }

  async show(view: ViewRequest): Promise<Frame> {
    return this.frame(view);
  }

  async intervene(action: Intervention, view: ViewRequest): Promise<Result<Frame, Failure>> {
    const refused = this.session.intervene(action);
    if (refused !== undefined) return failure({ kind: 'unavailable', message: refused });
    return success(this.frame(view));
  }

  async revise(
    given: Design,
    keepsDeeds: boolean,
    view: ViewRequest,
  ): Promise<Result<RevisedRun, Failure>> {
    if (this.current === undefined) return nothingOpen();
    const { session } = this.current;
    if (session.run === undefined) return nothingLive();
    const design = keepsDeeds ? { ...given, faults: [...session.keptFaults(given.faults)] } : given;
    const { plan, diagnostics } = compileDesign(design, session.plan.seed);
    if (plan === undefined) return failure(refuseDesign(diagnostics));
    session.revise(plan, keepsDeeds);
    this.current = { session, design, diagnostics };
    return success({ design, brief: briefOf(this.current), frame: this.frame(view) });
  }

  async readEvents(from: EventSeq, count: number): Promise<EventColumns> {
    return this.session.batch(from, count);
  }

  async save(): Promise<Result<Uint8Array, Failure>> {
    if (this.current === undefined) return nothingOpen();
    const { session, design } = this.current;
    return success(writeRecording(session.recordedRun(design)));
  }

  async verify(): Promise<Result<VerifyReport, Failure>> {
    if (this.current === undefined) return nothingOpen();
    const { session, design } = this.current;
    return verifyRun(session.recordedRun(design));
  }

  async summary(): Promise<RunSummary | undefined> {
    return this.current?.session.summary();
  }

  async close(): Promise<void> {
    this.pool.dispose();
    this.current = undefined;
    this.prepared = undefined;
  }

  private readonly openRun = (plan: Plan): Run => openRun(plan, this.pool);

  private get session(): Session {
    invariant(this.current !== undefined, 'no run is open');
    return this.current.session;
  }

  private frame(view: ViewRequest): Frame {
    this.catchUp();
    const frame = this.session.frame(view);
    void this.prepare();
    const training = this.pool.left();
    return training === undefined ? frame : { ...frame, training };
  }

  /** Of a recording, or of a run that is over: once for each, while nobody asks for anything. */
  private async prepare(): Promise<void> {
    const { pause, session } = this;
    const { events, run, status } = session;
    if (pause === undefined || this.prepared === events) return;
    if ((run !== undefined && status.phase === 'running') || isSlow(session)) return;
    this.prepared = events;
    try {
      for (;;) {
        await pause();
        if (this.current?.session !== session || session.events !== events) return;
        if (session.prepare(PREPARED_EVENTS)) return;
      }
    } catch (trouble) {
      // A stranger's recording can be looked at, even if it cannot be executed again.
      if (!(trouble instanceof InvariantError)) throw trouble;
    }
  }

  private catchUp(): void {
    while (!this.session.digestEvents(SLICE_EVENTS));
  }

  private async work(until: Micros, budgetMillis: number): Promise<void> {
    const { session, pool } = this;
    let before = this.clock();
    const deadline = before + budgetMillis;
    const isStepwise = isSlow(session);
    while (!pool.patiently(() => session.advance(until, isStepwise ? 1 : this.sliceSteps))) {
      const now = this.clock();
      if (!pool.isHeldUp) this.fitSlice(now - before);
      if (now >= deadline) break;
      if (pool.isHeldUp) await pool.change(deadline - now);
      // Somebody may have opened another run meanwhile.
      if (this.current?.session !== session) return;
      session.digestEvents(SLICE_EVENTS);
      before = this.clock();
    }
    this.catchUp();
  }

  /** Fewer steps at a time where they are slow, more where they are quick. */
  private fitSlice(millis: number): void {
    if (millis > SLICE_MILLIS) this.sliceSteps = Math.max(1, Math.floor(this.sliceSteps / 4));
    else if (millis * 2 < SLICE_MILLIS)
      this.sliceSteps = Math.min(SLICE_STEPS, this.sliceSteps * 2);
  }

  private async seekTime(until: Micros): Promise<void> {
    if (until <= this.session.end.at) this.session.placeAtTime(until);
    else await this.work(until, SEEK_BUDGET_MILLIS);
  }
}

function isSlow({ plan }: Session): boolean {
  return plan.agents.some(({ kind }) => SLOW_AGENTS.has(kind));
}

function nothingOpen(): { readonly ok: false; readonly problem: Failure } {
  return failure({ kind: 'unavailable', message: 'There is no run yet; run the design first.' });
}

function nothingLive(): { readonly ok: false; readonly problem: Failure } {
  return failure({
    kind: 'unavailable',
    message: 'A recording stays as it is; run its design, and act on that run.',
  });
}

function briefOf({ session, design, diagnostics }: Open): RunBrief {
  const isRecording = session.run === undefined;
  return {
    design,
    plan: session.plan,
    actors: session.actors,
    isRecording,
    diagnostics,
    watched: session.watched,
    end: isRecording ? { at: session.end.at, events: session.end.seq } : undefined,
  };
}

function refuseDesign(diagnostics: readonly Diagnostic[]): Failure {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  const first = errors[0]?.message ?? 'it has no coordination to run';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { kind: 'invalidDesign', message: `This design cannot run: ${first}${more}` };
}
