/**
 * What it is: one open run with its cursor: live, or from a recording; the interface cannot tell them apart.
 * The cursor may stand anywhere between 0 and the end; moving beyond the end of a live run simulates on.
 * Synchronous: whoever drives it slices the time (`advance` takes a number of steps).
 */

import { invariant } from '../base/invariant.ts';
import type { Design } from '../document/design.ts';
import type { Fault } from '../document/fault.ts';
import type { EventColumns } from '../events/eventColumns.ts';
import type { EventReader } from '../events/eventReader.ts';
import { countKinds } from '../expectations/check.ts';
import type {
  ActorEntry,
  AppliedIntervention,
  Intervention,
  Run,
  RunStatus,
  RunSummary,
} from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';
import type { Frame, ViewRequest } from '../projections/frame.ts';
import type { RecordedRun } from '../recording/recording.ts';
import { asSupplied } from '../workflow/supply.ts';
import { inspect } from './inspect.ts';
import { keptFaults } from './keptFaults.ts';
import { KeyFrames } from './keyFrames.ts';
import { followPlan, Reexecution } from './reexecution.ts';
import type { OpenRun } from './reexecution.ts';
import { RunView } from './runView.ts';
import { eventsUntil, isStop } from './steps.ts';
import type { StepKind } from './steps.ts';
import { Traffic } from './traffic.ts';

type Source =
  | { readonly kind: 'live'; readonly run: Run }
  | { readonly kind: 'recorded'; readonly recording: RecordedRun };

export class Session {
  private source: Source;
  private view: RunView;
  private reexecution: Reexecution;
  private readonly keyFrames = new KeyFrames();
  private cursor = { at: 0, seq: 0 };
  private epoch = 1;
  private readonly traffic = new Traffic();
  private textsGiven = 0;
  /** The actors that whoever looks on knows of. */
  private told: readonly ActorEntry[];
  private counted:
    | {
        readonly events: EventReader;
        readonly length: number;
        readonly counts: Readonly<Record<string, number>>;
      }
    | undefined;
  private finished: { readonly run: Run; readonly summary: RunSummary } | undefined;
  private readonly openRun: OpenRun;

  private constructor(source: Source, openRun: OpenRun) {
    this.source = source;
    this.openRun = openRun;
    this.view = viewOf(source);
    this.told = this.actors;
    this.reexecution = this.reexecutionWith(this.interventions);
  }

  /** A live run of a plan, not yet begun. */
  static live(plan: Plan, openRun: OpenRun): Session {
    return new Session({ kind: 'live', run: openRun(plan) }, openRun);
  }

  /** A recording, at its beginning. */
  static recorded(recording: RecordedRun, openRun: OpenRun): Session {
    return new Session({ kind: 'recorded', recording }, openRun);
  }

  get plan(): Plan {
    return this.source.kind === 'live' ? this.source.run.plan : this.source.recording.plan;
  }

  get actors(): readonly ActorEntry[] {
    return this.source.kind === 'live' ? this.source.run.actors : this.source.recording.actors;
  }

  get events(): EventReader {
    return this.source.kind === 'live' ? this.source.run.events : this.source.recording.events;
  }

  get interventions(): readonly AppliedIntervention[] {
    return this.source.kind === 'live'
      ? this.source.run.interventions
      : this.source.recording.interventions;
  }

  /** The live run; undefined while a recording is open. */
  get run(): Run | undefined {
    return this.source.kind === 'live' ? this.source.run : undefined;
  }

  get status(): RunStatus {
    return this.source.kind === 'live' ? this.source.run.status : this.source.recording.status;
  }

  get end(): { readonly at: number; readonly seq: number } {
    const at = this.source.kind === 'live' ? this.source.run.now : this.source.recording.end;
    return { at, seq: this.events.length };
  }

  get position(): { readonly at: number; readonly seq: number } {
    return this.cursor;
  }

  /** Whether nothing more can come after the cursor. */
  get isAtEnd(): boolean {
    return (
      this.cursor.seq === this.events.length &&
      (this.status.phase === 'finished' || this.source.kind === 'recorded')
    );
  }

  /** The properties that watch the run, judged or not. */
  get watched(): RunSummary['invariants'] {
    if (this.source.kind === 'recorded') return this.source.recording.summary.invariants;
    return this.source.run.summary().invariants;
  }

  summary(): RunSummary | undefined {
    if (this.source.kind === 'recorded') return this.source.recording.summary;
    if (this.status.phase !== 'finished') return undefined;
    // A finished run does not change, and its summary digests the whole stream: ask once.
    if (this.finished?.run !== this.source.run) {
      this.finished = { run: this.source.run, summary: this.source.run.summary() };
    }
    return this.finished.summary;
  }

  /** Moves the cursor forward to `until`, simulating at most `steps` steps; true when it stands there or at the end. */
  advance(until: number, steps: number): boolean {
    if (this.cursor.seq < this.events.length) {
      this.placeAtTime(until);
      if (this.cursor.seq < this.events.length) return true;
    }
    if (this.source.kind === 'recorded' || this.status.phase === 'finished') {
      this.cursor = {
        at: Math.max(this.cursor.at, Math.min(until, this.end.at)),
        seq: this.events.length,
      };
      return true;
    }
    const run = this.source.run;
    run.advance(until, steps);
    this.keyFrames.leave(run);
    this.followCast();
    this.cursor = { at: Math.max(this.cursor.at, run.now), seq: run.events.length };
    return run.now >= until || run.status.phase === 'finished';
  }

  /** Feeds the indexes; true when they are up to date. */
  digestEvents(count: number): boolean {
    return this.view.catchUp(count);
  }

  /** Makes later looks quick, at most `count` events further on; true when any moment of a run that is over is near. */
  prepare(count: number): boolean {
    return this.reexecution.prepare(count);
  }

  /** Puts the cursor at a time within what is simulated; everything at that time has happened. */
  placeAtTime(at: number): void {
    const bounded = Math.min(at, this.end.at);
    this.cursor = { at: bounded, seq: eventsUntil(this.events, bounded) };
  }

  /** Puts the cursor just after the event before `seq`. */
  placeAtEvent(seq: number): void {
    const bounded = Math.max(0, Math.min(seq, this.events.length));
    this.cursor = { at: bounded === 0 ? 0 : this.events.at(bounded - 1), seq: bounded };
  }

  /** Everything drawn so far is void: the page forgets what it interpolates from. */
  raiseEpoch(): void {
    this.epoch++;
  }

  /** To just after the next event of a kind; simulates on when the stream ends before. Gives false at the end. */
  step(kind: StepKind): boolean {
    for (let seq = this.cursor.seq; ; seq++) {
      while (seq >= this.events.length) {
        if (this.source.kind === 'recorded' || this.status.phase === 'finished') {
          this.placeAtEvent(this.events.length);
          this.cursor = { at: this.end.at, seq: this.events.length };
          return false;
        }
        this.source.run.advance(Number.MAX_SAFE_INTEGER, 1);
        this.keyFrames.leave(this.source.run);
        this.followCast();
      }
      const shape = this.events.shapes[this.events.kind(seq)];
      if (shape !== undefined && isStop(kind, shape.kind)) {
        this.placeAtEvent(seq + 1);
        return true;
      }
    }
  }

  /**
   * Acts at the cursor. When the cursor stands in the past (or in a recording), the run is executed again up
   * to it and goes on from there. Gives a sentence when the action makes no sense.
   */
  intervene(action: Intervention): string | undefined {
    const isPresent =
      this.source.kind === 'live' &&
      this.cursor.seq === this.events.length &&
      this.status.phase === 'running';
    const run = isPresent && this.source.kind === 'live' ? this.source.run : this.forkAtCursor();
    const refused = run.intervene(action);
    if (refused !== undefined) return refused;
    if (!isPresent) {
      this.source = { kind: 'live', run };
      this.keyFrames.cut(this.cursor.seq, this.cursor.at);
      this.textsGiven = 0;
      this.view = viewOf(this.source);
    }
    this.reexecution = this.reexecutionWith(run.interventions);
    this.cursor = { at: Math.max(run.now, this.cursor.at), seq: run.events.length };
    this.raiseEpoch();
    return undefined;
  }

  /**
   * Goes on with another plan of the same agents: the run is executed from its start with it, and with what
   * people did to it unless the plan has that (`isAllPlanned`), up to the cursor's time. Only of a live run.
   */
  revise(plan: Plan, isAllPlanned = false): void {
    const { source } = this;
    invariant(source.kind === 'live', 'a recording has the plan that it was made from');
    const before = isAllPlanned
      ? []
      : source.run.interventions.filter((one) => one.at <= this.cursor.at);
    const run = followPlan(this.openRun, plan, before, this.cursor.at);
    this.source = { kind: 'live', run };
    this.textsGiven = 0;
    this.view = viewOf(this.source);
    // Whoever revises is given the brief anew.
    this.told = this.actors;
    // What was kept is of the other plan's run.
    this.keyFrames.cut(-1, -1);
    this.reexecution = this.reexecutionWith(run.interventions);
    this.cursor = { at: Math.min(this.cursor.at, run.now), seq: run.events.length };
    this.raiseEpoch();
  }

  /** The faults of a design with what was done by hand before the cursor among them. */
  keptFaults(planned: readonly Fault[]): readonly Fault[] {
    const { actors, events, interventions, cursor } = this;
    return keptFaults(planned, { actors, events, interventions, cursor });
  }

  /** Some rows of the stream as columns to give away, with the texts first used since the batch before. */
  batch(from: number, count: number): EventColumns {
    const batch = this.events.batch(from, count, this.textsGiven);
    this.textsGiven = Math.max(this.textsGiven, batch.textsFrom + batch.texts.length);
    return batch;
  }

  /** The run as it is written down: finished, or as far as it has come. */
  recordedRun(design: Design): RecordedRun {
    if (this.source.kind === 'recorded') return this.source.recording;
    const { run } = this.source;
    const { plan, actors, events, interventions, status } = run;
    return {
      design,
      plan,
      actors,
      events,
      interventions,
      status,
      summary: run.summary(),
      end: run.now,
    };
  }

  /** What the interface shows at the cursor. The indexes must be up to date. */
  frame(view: ViewRequest): Frame {
    const { cursor, end } = this;
    const isUpToDate = this.view.catchUp(0) || this.view.catchUp(Number.MAX_SAFE_INTEGER);
    invariant(isUpToDate, 'the indexes lag behind the stream');
    const shown = this.view.shownOf(view.coordination);
    return {
      ...this.news(),
      epoch: this.epoch,
      cursor: { ...cursor },
      end,
      status: this.status,
      isRecording: this.source.kind === 'recorded',
      agents: this.view.conditionsAt(cursor.seq),
      traffic: this.traffic.since(this.view.agentsAt(cursor.seq).sent.slice(), this.epoch),
      coordinations: this.view.coordinationsAt(cursor.seq),
      histogram: view.histogram === 0 ? undefined : this.view.histogram(view.histogram, end.at),
      marks: this.view.marks(),
      strikes: this.view.strikes(),
      charts:
        shown === undefined || view.charts.length === 0
          ? []
          : this.view.chartsAt(shown, view.charts, cursor.seq),
      stage:
        shown === undefined || !view.stage ? undefined : this.view.stageAt(shown, cursor, view),
      log: view.log && this.view.logAt(view.log, cursor.seq),
      causes: view.causes === undefined ? undefined : this.view.causesAt(view.causes, cursor.seq),
      inspection:
        view.inspect === undefined
          ? undefined
          : inspect(this.view, this.runAtCursor(), cursor, view.inspect),
      summary: this.isAtEnd ? this.summary() : undefined,
      counts: this.isAtEnd ? this.counts() : undefined,
    };
  }

  /** The cast, when it is not the one that was told last. */
  private news(): Pick<Frame, 'cast'> {
    const { actors } = this;
    if (this.told === actors) return {};
    this.told = actors;
    return { cast: { actors, watched: this.watched } };
  }

  /** A stream that is over is counted once. */
  private counts(): Readonly<Record<string, number>> {
    const { events } = this;
    if (this.counted?.events !== events || this.counted.length !== events.length)
      this.counted = { events, length: events.length, counts: countKinds(events) };
    return this.counted.counts;
  }

  /** Whoever has come since is shown from now on, at every moment that the cursor may stand at. */
  private followCast(): void {
    if (this.view.actors !== this.actors) this.view = viewOf(this.source);
  }

  private runAtCursor(): Run {
    const isPresent = this.source.kind === 'live' && this.cursor.seq === this.events.length;
    if (isPresent && this.source.kind === 'live') return this.source.run;
    return this.reexecution.at(this.cursor.seq, this.cursor.at);
  }

  private forkAtCursor(): Run {
    const before = this.interventions.filter((one) => one.at <= this.cursor.at);
    return this.reexecutionWith(before).fork(this.cursor.seq, this.cursor.at);
  }

  private reexecutionWith(interventions: readonly AppliedIntervention[]): Reexecution {
    const { openRun, plan, events, keyFrames } = this;
    return new Reexecution(openRun, plan, interventions, events, keyFrames);
  }
}

/** All that is derived from a run or a recording, with what its coordinations have taken of each other. */
function viewOf(source: Source): RunView {
  const { plan, actors, events } = source.kind === 'live' ? source.run : source.recording;
  return new RunView(asSupplied(plan, events), actors, events);
}
