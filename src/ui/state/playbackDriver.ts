/**
 * What it is: what moves the playback: it keeps the calls to the host in one row, drops what has been
 * overtaken (an older seek, frames of a run that was closed), and turns a broken call into a failure that
 * is shown. While playing it asks for one frame per paint; charts, histogram and log, which cost more and
 * which no eye follows at sixty a second, only eight times a second.
 */

import { MICROS_LIMIT } from '../../engine/base/units.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { Intervention } from '../../engine/kernel/run.ts';
import type { Frame, ViewRequest } from '../../engine/projections/frame.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { RunBrief, SeekTarget, StudioHost } from '../../workers/api.ts';
import type { StudioConnection } from '../../workers/client/connect.ts';
import { isOpen, stepTransport } from './transport.ts';
import type { TransportInput } from './transport.ts';
import type { FinishedRun, PlaybackParts, PlaybackState, RunSource } from './playbackStore.ts';

/** The longest stretch of wall time that one frame makes up for: after a stall the cursor does not leap. */
const STRETCH_MILLIS_MAX = 100;
/** Work that one frame may ask of the worker. */
const BUDGET_MILLIS = 12;
/** How often the costly parts of a frame are asked for while playing. */
const COSTLY_EVERY_MILLIS = 125;

export interface PlaybackDriver {
  /** Opens a run; when that is refused, gives the reason and leaves the one before as it was, paused. */
  open(source: RunSource, plays: boolean): Promise<Failure | undefined>;
  play(): void;
  pause(): void;
  seek(target: SeekTarget): Promise<void>;
  /** Asks for a frame and shows it. */
  show(ask: (host: StudioHost, view: ViewRequest) => Promise<Frame>): Promise<void>;
  intervene(action: Intervention): Promise<Failure | undefined>;
  /** Asks for something that is not a frame; undefined when no run is open or the call broke. */
  ask<Answer>(question: (host: StudioHost) => Promise<Answer>): Promise<Answer | undefined>;
  close(): Promise<void>;
  onFinished(listener: (run: FinishedRun) => void): () => void;
  isSettled(): boolean;
}

class Driver implements PlaybackDriver {
  private readonly parts: PlaybackParts;
  private readonly store: StoreApi<PlaybackState>;
  private connection: StudioConnection | undefined;
  /** The calls in a row: each waits for the one before. */
  private row: Promise<unknown> = Promise.resolve();
  private calls = 0;
  private waiting = 0;
  /** Raised by every opening and closing: answers to older ones are void. */
  private generation = 0;
  private pendingSeek: SeekTarget | undefined;
  private isTicking = false;
  private isShowWanted = false;
  private lastTick = 0;
  private lastCostly = -Infinity;
  private openedAt = 0;
  private reported = -1;
  private readonly listeners = new Set<(run: FinishedRun) => void>();

  constructor(parts: PlaybackParts, store: StoreApi<PlaybackState>) {
    this.parts = parts;
    this.store = store;
    parts.views.subscribe(() => {
      this.viewChanged();
    });
  }

  async open(source: RunSource, plays: boolean): Promise<Failure | undefined> {
    const generation = ++this.generation;
    const before = this.store.getState().transport;
    let problem: Failure | undefined;
    this.pendingSeek = undefined;
    this.input({ kind: 'opening' });
    await this.call(async (host) => {
      if (generation !== this.generation) return;
      const opened = await openSource(host, source);
      if (generation !== this.generation) return;
      if (!opened.ok) {
        // The host still has the run that was open before: it stays on screen.
        problem = opened.problem;
        this.input({ kind: 'refused', before });
        return;
      }
      this.openedAt = this.parts.clock.now();
      this.store.setState({ source, runCount: this.store.getState().runCount + 1 });
      this.parts.frames.begin(opened.value);
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
    this.input({ kind: 'played' });
    this.startTicking();
  }

  pause(): void {
    const wasPlaying = this.phase() === 'playing';
    this.input({ kind: 'paused' });
    // The frames while playing were thin; now everything is drawn in full.
    if (wasPlaying && this.phase() === 'paused') this.viewChanged();
  }

  async seek(target: SeekTarget): Promise<void> {
    const isQueued = this.pendingSeek !== undefined;
    this.pendingSeek = target;
    // A seek that has not begun yet takes the newer target: dragging the scrubber leaves no queue behind.
    if (isQueued) {
      await this.row;
      return;
    }
    await this.show((host, view) => {
      const latest = this.pendingSeek ?? target;
      this.pendingSeek = undefined;
      return host.seek(latest, view);
    });
  }

  async show(ask: (host: StudioHost, view: ViewRequest) => Promise<Frame>): Promise<void> {
    const generation = this.generation;
    await this.call(async (host) => {
      if (generation !== this.generation || !isOpen(this.store.getState().transport)) return;
      const view = this.parts.views.getState();
      const frame = await ask(host, view);
      if (generation === this.generation) this.shown(frame, view);
    });
  }

  async intervene(action: Intervention): Promise<Failure | undefined> {
    let problem: Failure | undefined = {
      kind: 'unavailable',
      message: 'No run is open, so there is nothing to act on; press Run first.',
    };
    const generation = this.generation;
    await this.call(async (host) => {
      if (generation !== this.generation || !isOpen(this.store.getState().transport)) return;
      const view = this.parts.views.getState();
      const answer = await host.intervene(action, view);
      problem = answer.ok ? undefined : answer.problem;
      if (answer.ok && generation === this.generation) this.shown(answer.value, view);
    });
    return problem;
  }

  async ask<Answer>(question: (host: StudioHost) => Promise<Answer>): Promise<Answer | undefined> {
    let answer: Answer | undefined;
    await this.call(async (host) => {
      if (isOpen(this.store.getState().transport)) answer = await question(host);
    });
    return answer;
  }

  async close(): Promise<void> {
    this.generation++;
    this.pendingSeek = undefined;
    this.input({ kind: 'closed' });
    this.store.setState({ source: undefined });
    this.parts.frames.clear();
    if (this.connection !== undefined) await this.call((host) => host.close());
  }

  onFinished(listener: (run: FinishedRun) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  isSettled(): boolean {
    const phase = this.phase();
    return this.calls === 0 && phase !== 'playing' && phase !== 'opening';
  }

  /** Puts a call into the row; a call that breaks ends the run with a failure and drops the host. */
  private call(work: (host: StudioHost) => Promise<void>, isWaitedFor = true): Promise<void> {
    this.calls++;
    if (isWaitedFor) this.wait(1);
    const turn = this.row.then(async () => {
      try {
        this.connection ??= this.parts.connect((why) => {
          this.broke(why);
        });
        await work(this.connection.host);
      } catch (error) {
        this.broke(error instanceof Error ? error.message : String(error));
      } finally {
        this.calls--;
        if (isWaitedFor) this.wait(-1);
      }
    });
    this.row = turn;
    return turn;
  }

  private wait(change: number): void {
    this.waiting += change;
    const isWaiting = this.waiting > 0;
    if (this.store.getState().isWaiting !== isWaiting) this.store.setState({ isWaiting });
  }

  private broke(why: string): void {
    this.generation++;
    this.pendingSeek = undefined;
    this.connection?.dispose();
    this.connection = undefined;
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

  private shown(frame: Frame, asked: ViewRequest): void {
    this.parts.frames.show(frame, asked, this.parts.views.getState());
    const isAtEnd = frame.status.phase === 'finished' && frame.cursor.seq >= frame.end.seq;
    this.input({ kind: 'shown', isAtEnd });
    if (isAtEnd) this.reportEnd(frame);
  }

  /** Tells once per run and epoch that it has ended. */
  private reportEnd(frame: Frame): void {
    const { brief } = this.parts.frames.getState();
    const { source } = this.store.getState();
    const key = this.generation * 1_000_000 + frame.epoch;
    const hasReason = brief !== undefined && source !== undefined && frame.summary !== undefined;
    if (!hasReason || frame.isRecording || this.reported === key) return;
    this.reported = key;
    const wallMillis = this.parts.clock.now() - this.openedAt;
    const run: FinishedRun = { brief, source, summary: frame.summary, wallMillis };
    for (const listener of this.listeners) listener(run);
  }

  private viewChanged(): void {
    if (this.isShowWanted || this.phase() === 'playing') return;
    if (!isOpen(this.store.getState().transport)) return;
    this.isShowWanted = true;
    // Several views change together when a tab opens: they share one call.
    this.parts.clock.nextFrame(() => {
      this.isShowWanted = false;
      if (this.phase() !== 'playing') void this.show((host, view) => host.show(view));
    });
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
    if (this.calls === 0) await this.advance(elapsed, now);
    this.parts.clock.nextFrame(() => void this.tick());
  }

  private async advance(elapsedMillis: number, now: number): Promise<void> {
    const generation = this.generation;
    const at = this.parts.frames.getState().frame?.cursor.at ?? 0;
    const { speed } = this.store.getState();
    const until =
      speed === 'max' ? MICROS_LIMIT - 1 : Math.ceil(at + elapsedMillis * 1_000 * speed);
    const isCostly = now - this.lastCostly >= COSTLY_EVERY_MILLIS;
    if (isCostly) this.lastCostly = now;
    const wanted = this.parts.views.getState();
    const asked = isCostly ? wanted : { ...wanted, charts: [], histogram: 0, log: undefined };
    await this.call(async (host) => {
      if (generation !== this.generation || this.phase() !== 'playing') return;
      const frame = await host.advance(until, BUDGET_MILLIS, asked);
      if (generation === this.generation) this.shown(frame, asked);
    }, false);
    if (this.phase() === 'finished' && !isCostly) this.viewChanged();
  }
}

function openSource(host: StudioHost, source: RunSource): Promise<Result<RunBrief, Failure>> {
  return source.kind === 'design'
    ? host.open(source.design, source.seed)
    : host.openRecording(source.bytes);
}

/** The one who calls the host for a playback. */
export function createPlaybackDriver(
  parts: PlaybackParts,
  store: StoreApi<PlaybackState>,
): PlaybackDriver {
  return new Driver(parts, store);
}
