/**
 * What it is: what moves the playback. It drops what has been overtaken (an older seek, frames of a run that
 * was closed), and turns a broken call into a failure that is shown. While playing it asks for one frame per
 * paint; charts, histogram and log, which cost more and which no eye follows at sixty a second, only eight
 * times a second. A way into what has not been simulated yet is gone in slices, so that it shows how far it
 * is and can be stopped.
 */

import { MICROS_LIMIT } from '../../engine/base/units.ts';
import { success } from '../../engine/base/result.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import type { Intervention } from '../../engine/kernel/run.ts';
import type { Frame, ViewRequest } from '../../engine/projections/frame.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { RunBrief, SeekTarget, StudioHost } from '../../workers/api.ts';
import { HostCalls } from './hostCalls.ts';
import { isOpen, stepTransport } from './transport.ts';
import type { TransportInput } from './transport.ts';
import type { FinishedRun, PlaybackParts, PlaybackState, RunSource } from './playback.ts';

/** The longest stretch of wall time that one frame makes up for: after a stall the cursor does not leap. */
const STRETCH_MILLIS_MAX = 100;
/** Work that one frame may ask of the worker: less than one paint, or three when speed is all that counts. */
const BUDGET_MILLIS = 12;
const BUDGET_FAST_MILLIS = 45;
/** How often the costly parts of a frame are asked for while the cursor moves. */
const COSTLY_EVERY_MILLIS = 125;
const FOREVER = MICROS_LIMIT - 1;

export class PlaybackDriver {
  private readonly parts: PlaybackParts;
  private readonly store: StoreApi<PlaybackState>;
  private readonly calls: HostCalls;
  /** Raised by every opening and closing: answers to older ones are void. */
  private generation = 0;
  /** Raised by everything a person does to the cursor: a chase that is under way ends. */
  private will = 0;
  private pendingSeek: SeekTarget | undefined;
  private chases = 0;
  private isTicking = false;
  private isShowWanted = false;
  private lastTick = 0;
  private lastCostly = -Infinity;
  private openedAt = 0;
  private interventions = 0;
  /** The digest of the end that was told last: coming back to the same end is no news. */
  private reported = '';
  private readonly listeners = new Set<(run: FinishedRun) => void>();

  constructor(parts: PlaybackParts, store: StoreApi<PlaybackState>) {
    this.parts = parts;
    this.store = store;
    this.calls = new HostCalls({
      connect: parts.connect,
      onBroken: (why) => {
        this.broke(why);
      },
      onWaiting: (isWaiting) => {
        store.setState({ isWaiting });
      },
    });
    parts.views.subscribe(() => {
      this.viewChanged();
    });
  }

  /** Opens a run; when that is refused, gives the reason and leaves the one before as it was, paused. */
  async open(source: RunSource, plays: boolean): Promise<Failure | undefined> {
    const generation = ++this.generation;
    const before = this.store.getState().transport;
    let problem: Failure | undefined;
    this.will++;
    this.pendingSeek = undefined;
    this.input({ kind: 'opening' });
    await this.ordered(async (host) => {
      if (generation !== this.generation) return;
      const opened = await openSource(host, source);
      if (generation !== this.generation) return;
      if (!opened.ok) {
        // The host still has the run that was open before: it stays on screen.
        problem = opened.problem;
        this.input({ kind: 'refused', before });
        return;
      }
      this.begin(source, opened.value);
      const view = this.parts.views.getState();
      const frame = await host.seek({ to: 'start' }, view);
      if (generation !== this.generation) return;
      this.input({ kind: 'opened', plays });
      this.shown(frame, view);
      if (plays) this.startTicking();
    });
    return problem;
  }

  play(): void {
    this.will++;
    this.input({ kind: 'played' });
    this.startTicking();
  }

  pause(): void {
    this.will++;
    const wasPlaying = this.phase() === 'playing';
    this.input({ kind: 'paused' });
    // The frames while playing were thin; now everything is drawn in full.
    if (wasPlaying && this.phase() === 'paused') this.viewChanged();
  }

  async seek(target: SeekTarget): Promise<void> {
    this.will++;
    const until = this.untilBeyond(target);
    if (until !== undefined) {
      await this.chase(until);
      return;
    }
    const isQueued = this.pendingSeek !== undefined;
    this.pendingSeek = target;
    // A seek that has not begun yet takes the newer target: dragging the scrubber leaves no queue behind.
    if (isQueued) {
      await this.calls.done;
      return;
    }
    await this.show((host, view) => {
      const latest = this.pendingSeek ?? target;
      this.pendingSeek = undefined;
      return host.seek(latest, view);
    });
  }

  /** Asks for a frame and shows it. */
  async show(ask: (host: StudioHost, view: ViewRequest) => Promise<Frame>): Promise<void> {
    await this.ordered((host) => this.showNow(host, this.parts.views.getState(), ask));
  }

  /** Acts at the cursor; gives the failure when that could not be done. */
  async intervene(action: Intervention): Promise<Failure | undefined> {
    let problem: Failure | undefined = {
      kind: 'unavailable',
      message: 'No run is open, so there is nothing to act on; press Run first.',
    };
    this.will++;
    const generation = this.generation;
    await this.ordered(async (host) => {
      if (generation !== this.generation || !this.isOpen()) return;
      const view = this.parts.views.getState();
      const answer = await host.intervene(action, view);
      problem = answer.ok ? undefined : answer.problem;
      if (!answer.ok || generation !== this.generation) return;
      this.interventions++;
      this.shown(answer.value, view);
    });
    return problem;
  }

  /**
   * Goes on with another design of the same agents, if wished with what was done by hand among its faults; gives the
   * design as it is then or why it was refused, and undefined when no run of a design is open.
   */
  async revise(design: Design, keepsDeeds = false): Promise<Result<Design, Failure> | undefined> {
    let result: Result<Design, Failure> | undefined;
    const generation = this.generation;
    await this.ordered(async (host) => {
      const { source } = this.store.getState();
      if (generation !== this.generation || source?.kind !== 'design' || !this.isOpen()) return;
      const view = this.parts.views.getState();
      const answer = await host.revise(design, keepsDeeds, view);
      // What comes from the worker is a copy, and the parts of a design are compared as they are.
      const isKept = answer.ok && keepsDeeds;
      const revised = isKept ? { ...design, faults: answer.value.design.faults } : design;
      result = answer.ok ? success(revised) : answer;
      if (!answer.ok || generation !== this.generation) return;
      if (keepsDeeds) this.interventions = 0;
      this.store.setState({ source: { ...source, design: revised } });
      this.parts.frames.revise(answer.value.brief);
      this.shown(answer.value.frame, view);
    });
    return result;
  }

  /** Asks for something that is not a frame; undefined when no run is open or the call broke. */
  async ask<Answer>(question: (host: StudioHost) => Promise<Answer>): Promise<Answer | undefined> {
    let answer: Answer | undefined;
    await this.ordered(async (host) => {
      if (this.isOpen()) answer = await question(host);
    });
    return answer;
  }

  async close(): Promise<void> {
    this.generation++;
    this.will++;
    this.pendingSeek = undefined;
    this.input({ kind: 'closed' });
    this.store.setState({ source: undefined });
    this.parts.frames.clear();
    if (this.calls.isConnected) await this.ordered((host) => host.close());
  }

  onFinished(listener: (run: FinishedRun) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  isSettled(): boolean {
    const phase = this.phase();
    return (
      this.calls.count === 0 && this.chases === 0 && phase !== 'playing' && phase !== 'opening'
    );
  }

  /** A call that a person waits for, in its turn. */
  private ordered(work: (host: StudioHost) => Promise<void>): Promise<void> {
    return this.calls.awaited(() => this.calls.add(work));
  }

  private async showNow(
    host: StudioHost,
    view: ViewRequest,
    ask: (host: StudioHost, view: ViewRequest) => Promise<Frame>,
  ): Promise<void> {
    const { generation } = this;
    if (!this.isOpen()) return;
    const frame = await ask(host, view);
    if (generation === this.generation) this.shown(frame, view);
  }

  private begin(source: RunSource, brief: RunBrief): void {
    this.openedAt = this.parts.clock.now();
    this.interventions = 0;
    this.reported = '';
    this.store.setState({ source, runCount: this.store.getState().runCount + 1 });
    this.parts.frames.begin(brief);
  }

  private broke(why: string): void {
    this.generation++;
    this.will++;
    this.pendingSeek = undefined;
    const message = `The simulation stopped unexpectedly (${why}). The design is safe; restart the run.`;
    this.input({ kind: 'failed', failure: { kind: 'workerDied', message } });
  }

  private input(input: TransportInput): void {
    const { transport } = this.store.getState();
    const next = stepTransport(transport, input);
    if (next !== transport) this.store.setState({ transport: next });
  }

  private phase(): string {
    return this.store.getState().transport.phase;
  }

  private isOpen(): boolean {
    return isOpen(this.store.getState().transport);
  }

  private shown(frame: Frame, asked: ViewRequest): void {
    this.parts.frames.show(frame, asked, this.parts.views.getState());
    const isAtEnd = frame.status.phase === 'finished' && frame.cursor.seq >= frame.end.seq;
    this.input({ kind: 'shown', isAtEnd });
    if (isAtEnd) this.reportEnd(frame);
  }

  /** Tells that a live run has ended; after an intervention it may end once more, in another way. */
  private reportEnd({ summary, isRecording }: Frame): void {
    const { brief } = this.parts.frames.getState();
    const { source } = this.store.getState();
    if (brief === undefined || source === undefined || summary === undefined || isRecording) return;
    if (this.reported === summary.digest) return;
    this.reported = summary.digest;
    const wallMillis = this.parts.clock.now() - this.openedAt;
    const { interventions } = this;
    for (const listener of this.listeners)
      listener({ brief, source, summary, wallMillis, interventions });
  }

  private viewChanged(): void {
    if (this.isShowWanted || this.phase() === 'playing' || !this.isOpen()) return;
    this.isShowWanted = true;
    // Several views change together when a tab opens: they share one call.
    this.parts.clock.nextFrame(() => {
      this.isShowWanted = false;
      if (this.phase() !== 'playing') void this.show((host, view) => host.show(view));
    });
  }

  /** The time of a target that has not been simulated yet; undefined when the host is already there. */
  private untilBeyond(target: SeekTarget): number | undefined {
    const { frame } = this.parts.frames.getState();
    if (frame === undefined || frame.isRecording || frame.status.phase === 'finished')
      return undefined;
    if (target.to === 'end') return FOREVER;
    return target.to === 'time' && target.at > frame.end.at ? target.at : undefined;
  }

  /** Goes on to a time, slice by slice, until it is there or a person wants something else. */
  private async chase(until: number): Promise<void> {
    const { will } = this;
    const wasPlaying = this.phase() === 'playing';
    this.input({ kind: 'paused' });
    this.chases++;
    this.store.setState({ isChasing: true });
    const isUnderWay = (): boolean => {
      const at = this.parts.frames.getState().frame?.cursor.at;
      return will === this.will && at !== undefined && at < until && this.phase() === 'paused';
    };
    while (isUnderWay())
      await this.calls.add((host) => this.advance(host, until, BUDGET_FAST_MILLIS, isUnderWay));
    this.chases--;
    this.store.setState({ isChasing: this.chases > 0 });
    if (wasPlaying && will === this.will && this.phase() === 'paused') this.play();
    // The frames on the way were thin.
    else this.viewChanged();
  }

  private startTicking(): void {
    if (this.isTicking || this.phase() !== 'playing') return;
    this.isTicking = true;
    this.lastTick = this.parts.clock.now();
    this.parts.clock.nextFrame(() => void this.tick());
  }

  private async tick(): Promise<void> {
    if (this.phase() !== 'playing') {
      this.isTicking = false;
      return;
    }
    const now = this.parts.clock.now();
    const elapsed = Math.min(Math.max(now - this.lastTick, 0), STRETCH_MILLIS_MAX);
    this.lastTick = now;
    // What a person asked for goes first; the cursor waits for its answer.
    if (this.calls.count === 0) {
      const at = this.parts.frames.getState().frame?.cursor.at ?? 0;
      const { speed } = this.store.getState();
      const isPlaying = (): boolean => this.phase() === 'playing';
      await this.calls.add((host) =>
        speed === 'max'
          ? this.rush(host)
          : this.advance(host, Math.ceil(at + elapsed * 1_000 * speed), BUDGET_MILLIS, isPlaying),
      );
      if (this.phase() === 'finished') this.viewChanged();
    }
    this.parts.clock.nextFrame(() => void this.tick());
  }

  /**
   * Plays as fast as the host can, until something else is wanted. The next frame is asked for before the last
   * one is shown, so that the host works while the page paints; never more than one is on its way. Where it gives
   * way it waits for a paint instead: the processors are the page's while it is shown.
   */
  private async rush(host: StudioHost): Promise<void> {
    const { generation } = this;
    const goesOn = (): boolean =>
      this.phase() === 'playing' &&
      generation === this.generation &&
      this.calls.count === 1 &&
      this.store.getState().speed === 'max';
    const ask = () => {
      const asked = this.thinView();
      return { asked, frame: host.advance(FOREVER, BUDGET_FAST_MILLIS, asked) };
    };
    let under: ReturnType<typeof ask> | undefined = goesOn() ? ask() : undefined;
    while (under !== undefined) {
      const { asked } = under;
      const frame = await under.frame;
      const isOver = frame.status.phase === 'finished' && frame.cursor.seq >= frame.end.seq;
      under = !isOver && goesOn() && !this.store.getState().givesWay ? ask() : undefined;
      if (generation === this.generation) this.shown(frame, asked);
    }
  }

  private async advance(
    host: StudioHost,
    until: number,
    budget: number,
    isWanted: () => boolean,
  ): Promise<void> {
    if (!isWanted()) return;
    const asked = this.thinView();
    await this.showNow(host, asked, () => host.advance(until, budget, asked));
  }

  /** What is wanted, the costly parts only from time to time. */
  private thinView(): ViewRequest {
    const now = this.parts.clock.now();
    const isCostly = now - this.lastCostly >= COSTLY_EVERY_MILLIS;
    if (isCostly) this.lastCostly = now;
    const wanted = this.parts.views.getState();
    return isCostly ? wanted : { ...wanted, charts: [], histogram: 0, log: undefined };
  }
}

function openSource(host: StudioHost, source: RunSource): Promise<Result<RunBrief, Failure>> {
  return source.kind === 'design'
    ? host.open(source.design, source.seed)
    : host.openRecording(source.bytes);
}
