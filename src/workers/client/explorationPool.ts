/**
 * What it is: a pool of workers that explore one design: each takes the next range of runs, and the reports
 * are put together by run numbers. A worker that dies is replaced and its range executed again; a range that
 * kills one worker after another ends the exploration with a sentence.
 * It knows nothing of threads: the page hands in Web Workers, the command line threads of Node.
 */

import type { Design } from '../../engine/document/design.ts';
import type { ExplorationSettings } from '../../engine/exploration/settings.ts';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import type { ExplorationBrief, ExplorationWorker } from '../explorationApi.ts';
import { Ledger } from './ledger.ts';
import type { Progress } from './ledger.ts';

/** One worker. */
export interface Hand {
  readonly worker: ExplorationWorker;
  isDead(): boolean;
  /** Ends it; calls in flight reject. */
  dispose(): void;
}

export interface PoolParts {
  readonly design: Design;
  readonly settings: ExplorationSettings;
  readonly workers: number;
  readonly spawn: () => Hand;
  readonly onProgress: (progress: Progress) => void;
  /** Runs in a range; RANGE_RUNS unless said otherwise. */
  readonly rangeRuns?: number;
}

/** Runs in a range: short enough to be stopped soon and to show progress, long enough to be worth a message. */
export const RANGE_RUNS = 64;
/** How often a range may kill its worker. */
const DEATHS_MOST = 3;

interface Range {
  readonly from: number;
  readonly to: number;
  readonly deaths: number;
}

/** An exploration that can be gone on with. */
export class ExplorationPool {
  private readonly parts: PoolParts;
  private readonly ledger = new Ledger();
  /** By lane. */
  private readonly hands = new Map<number, Promise<Hand>>();
  private next = 0;
  private returned: Range[] = [];
  private isStopped = false;
  private brief: ExplorationBrief | undefined;

  constructor(parts: PoolParts) {
    this.parts = parts;
  }

  get progress(): Progress {
    return this.ledger.now;
  }

  /** What is known of the design; undefined when it has mistakes. */
  async open(): Promise<ExplorationBrief | undefined> {
    await this.hand(0);
    return this.brief;
  }

  /** Goes on until `runs` runs have been executed in all, or it is stopped. */
  async exploreTo(runs: number): Promise<void> {
    this.isStopped = false;
    const lanes = Array.from({ length: Math.max(1, this.parts.workers) }, (_, lane) =>
      this.work(lane, runs),
    );
    await Promise.all(lanes);
  }

  /** Lets the ranges that are being executed come to their end and begins no others. */
  stop(): void {
    this.isStopped = true;
  }

  /** A run that violates a property as a small design. */
  async shrink(run: number, property: string): Promise<Counterexample | undefined> {
    const hand = await this.living(0);
    return hand.worker.shrink(run, property);
  }

  /** Ends all workers. */
  dispose(): void {
    this.isStopped = true;
    for (const hand of this.hands.values())
      void hand.then((one) => one.dispose()).catch(() => undefined);
    this.hands.clear();
  }

  private async work(lane: number, runs: number): Promise<void> {
    for (;;) {
      const range = this.take(runs);
      if (range === undefined) return;
      try {
        const hand = await this.living(lane);
        this.ledger.add(await hand.worker.explore(range.from, range.to));
      } catch (trouble) {
        await this.bury(lane, range, trouble);
        continue;
      }
      this.parts.onProgress(this.ledger.now);
    }
  }

  private take(runs: number): Range | undefined {
    if (this.isStopped) return undefined;
    const returned = this.returned.pop();
    if (returned !== undefined) return returned;
    if (this.next >= runs) return undefined;
    const from = this.next;
    // Ranges begin at the same numbers however often the exploration is gone on with.
    const { rangeRuns = RANGE_RUNS } = this.parts;
    const to = Math.min(runs, (Math.floor(from / rangeRuns) + 1) * rangeRuns);
    this.next = to;
    return { from, to, deaths: 0 };
  }

  /** The range is given back, for this or for when it goes on; trouble that is no worker's death is the caller's. */
  private async bury(lane: number, range: Range, trouble: unknown): Promise<void> {
    const hand = await this.hands.get(lane)?.catch(() => undefined);
    const isDead = hand === undefined || hand.isDead();
    const deaths = range.deaths + 1;
    const isGivenUp = !isDead || deaths >= DEATHS_MOST;
    this.returned.push({ ...range, deaths: isGivenUp ? 0 : deaths });
    if (this.isStopped || !isGivenUp) return;
    this.stop();
    const why = trouble instanceof Error ? trouble.message : String(trouble);
    throw new Error(`Runs ${range.from} to ${range.to - 1} could not be executed: ${why}.`);
  }

  /** The lane's worker; another in its place if it died or never came to life. */
  private async living(lane: number): Promise<Hand> {
    const known = this.hands.get(lane);
    const hand = await known?.catch(() => undefined);
    if (hand?.isDead() !== false && this.hands.get(lane) === known) {
      hand?.dispose();
      this.hands.delete(lane);
    }
    return this.hand(lane);
  }

  private hand(lane: number): Promise<Hand> {
    const known = this.hands.get(lane);
    if (known !== undefined) return known;
    const started = this.start();
    this.hands.set(lane, started);
    return started;
  }

  private async start(): Promise<Hand> {
    const { spawn, design, settings } = this.parts;
    const hand = spawn();
    this.brief = await hand.worker.open(design, settings);
    return hand;
  }
}
