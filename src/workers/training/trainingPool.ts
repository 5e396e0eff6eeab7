/**
 * What it is: a workshop of several hands: what agents of a run put off is done here while the run goes on, each piece by
 * one hand; and what was done is kept, so that looking at the past does not train again.
 * Determinism: work gives the same wherever it is done, so neither the number of hands nor the death of one shows in
 * the run. A run waits for a piece only while it is driven patiently; else it does what is not there itself.
 * It knows nothing of threads: whoever makes it says how a hand is started.
 */

import type { Work, WorkDone, Workshop } from '../../engine/agents/behaviour.ts';
import type { TrainingLeft } from '../../engine/projections/frame.ts';
import type { Tables } from '../../engine/simulation.ts';
import { buffersOf } from '../transfer.ts';
import { Pace } from './pace.ts';
import type { TrainingHand } from './trainingApi.ts';

export interface TrainingPoolParts {
  /** 0: all is done by the run itself. */
  readonly hands: number;
  readonly spawn?: () => TrainingHand;
  /** Milliseconds, to tell how long is left; it decides nothing. */
  readonly clock?: () => number;
  /** Work of fewer units is left to the run; UNITS_LEAST unless said otherwise. */
  readonly unitsLeast?: number;
}

/** Less takes a few milliseconds, and is not worth a message. */
const UNITS_LEAST = 1e6;
/** What was done is kept as long as it is not more than this. */
const KEPT_PIECES = 4_096;
const KEPT_BYTES = 64e6;
/** A hand that dies so often is not replaced again. */
const DEATHS_MOST = 3;

interface Kept {
  readonly done: WorkDone;
  readonly bytes: number;
}

/** Several hands, and what they have done. */
export class TrainingPool implements Workshop {
  /** Whether the last patient stretch ended because a piece was not there yet. */
  isHeldUp = false;

  private readonly parts: TrainingPoolParts;
  private tables: Tables = [];
  private isPatient = false;
  private readonly kept = new Map<string, Kept>();
  private keptBytes = 0;
  private queue: Work[] = [];
  /** What is queued or being done. */
  private readonly awaited = new Set<string>();
  private readonly idle: TrainingHand[] = [];
  private readonly busy = new Map<TrainingHand, { readonly work: Work; readonly since: number }>();
  private readonly pace = new Pace();
  private deaths = 0;
  private listeners: (() => void)[] = [];
  private readonly names = new WeakMap<Work, string>();

  constructor(parts: TrainingPoolParts) {
    this.parts = parts;
  }

  /** Another run begins: what the one before left undone is let go. */
  open(tables: Tables): void {
    this.tables = tables;
    this.dispose();
  }

  /** Ends all hands; they are started again when they are needed. */
  dispose(): void {
    for (const hand of [...this.idle, ...this.busy.keys()]) hand.dispose();
    this.idle.length = 0;
    this.busy.clear();
    this.queue = [];
    this.awaited.clear();
    this.deaths = 0;
    this.tell();
  }

  /** Drives a run so that it stops where a piece is still being done, rather than doing it twice. */
  patiently<Value>(drive: () => Value): Value {
    this.isPatient = true;
    this.isHeldUp = false;
    try {
      return drive();
    } finally {
      this.isPatient = false;
    }
  }

  /** What is under way; undefined when nothing is. */
  left(): TrainingLeft | undefined {
    const hands = this.busy.size;
    if (hands === 0) return undefined;
    const now = this.now();
    const begun = Array.from(this.busy.values(), ({ work, since }) =>
      this.restOf(work, now - since),
    );
    const waiting = this.queue.map((work) => this.restOf(work, 0));
    const all = [...begun, ...waiting];
    const known = all.filter((one) => one !== undefined);
    const sum = known.reduce((total, one) => total + one, 0);
    const millis = known.length === all.length ? Math.max(sum / hands, ...known) : undefined;
    return { pieces: all.length, hands, millis };
  }

  /** Resolves when a piece is done or given up, at the latest after so many milliseconds. */
  change(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.listeners.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  offer(work: Work): void {
    const name = this.nameOf(work);
    const { hands, unitsLeast = UNITS_LEAST } = this.parts;
    if (work.units < unitsLeast || this.kept.has(name) || this.awaited.has(name)) return;
    if (hands === 0 || this.deaths >= DEATHS_MOST) return;
    this.awaited.add(name);
    this.queue.push(work);
    this.employ();
  }

  given(work: Work): WorkDone | undefined {
    return this.kept.get(this.nameOf(work))?.done;
  }

  keep(work: Work, done: WorkDone): void {
    const name = this.nameOf(work);
    if (this.kept.has(name)) return;
    const bytes = buffersOf(done).reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.kept.set(name, { done, bytes });
    this.keptBytes += bytes;
    for (const [oldest, one] of this.kept) {
      if (this.kept.size <= KEPT_PIECES && this.keptBytes <= KEPT_BYTES) break;
      if (oldest === name) break;
      this.kept.delete(oldest);
      this.keptBytes -= one.bytes;
    }
  }

  isAwaited(work: Work): boolean {
    if (!this.isPatient || !this.awaited.has(this.nameOf(work))) return false;
    this.isHeldUp = true;
    return true;
  }

  private employ(): void {
    while (this.queue.length > 0) {
      const hand = this.idle.pop() ?? this.hire();
      const work = hand && this.queue.shift();
      if (hand === undefined || work === undefined) return;
      this.busy.set(hand, { work, since: this.now() });
      void this.entrust(hand, work);
    }
  }

  private hire(): TrainingHand | undefined {
    const { hands, spawn } = this.parts;
    if (this.busy.size >= hands || spawn === undefined) return undefined;
    const hand = spawn();
    // Calls to one hand are answered in their order; trouble shows in the next one.
    hand.open(this.tables).catch(() => undefined);
    return hand;
  }

  private async entrust(hand: TrainingHand, work: Work): Promise<void> {
    const done = await hand.perform(work).catch(() => undefined);
    const begun = this.busy.get(hand);
    // Let go by a run that is open no more.
    if (begun === undefined) return;
    this.busy.delete(hand);
    if (done === undefined) {
      this.deaths++;
      hand.dispose();
    } else {
      this.keep(work, done);
      this.pace.learn(work.family, work.units, this.now() - begun.since);
      this.idle.push(hand);
    }
    this.awaited.delete(this.nameOf(work));
    if (this.deaths >= DEATHS_MOST) this.giveUp();
    this.employ();
    this.tell();
  }

  /** No more hands: what is queued is the run's own to do. */
  private giveUp(): void {
    for (const work of this.queue) this.awaited.delete(this.nameOf(work));
    this.queue = [];
  }

  private tell(): void {
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) listener();
  }

  private restOf({ family, units }: Work, elapsed: number): number | undefined {
    return this.pace.millisFor(family, units, elapsed);
  }

  private now(): number {
    return this.parts.clock?.() ?? 0;
  }

  private nameOf(work: Work): string {
    const known = this.names.get(work);
    if (known !== undefined) return known;
    const { kind, task, luck } = work;
    const name = JSON.stringify([kind, task, luck]);
    this.names.set(work, name);
    return name;
  }
}
