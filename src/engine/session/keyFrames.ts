/**
 * What it is: moments of a run that are kept, so that any past one is near. The run itself leaves few on its
 * way, since keeping one takes as long as thousands of events; executing it again for a look leaves more, so
 * the first look into a stretch is the slowest. One that is over can be prepared for looks anywhere (reexecution.ts).
 * Shapes: in order of events. When there are too many, every second is let go and distances double, so memory
 * is bounded and the distance grows with the run's length.
 * Cost: keeping one is a snapshot: linear in the agents' states and what is on its way, not in the stream.
 */

import type { KeyFrame, Run } from '../kernel/run.ts';

/** Events between two that a look leaves: executing so many again takes about a hundredth of a second. */
const EVERY = 16_384;
/** So many times as far apart are those that the run leaves. */
const LIVE_TIMES = 8;
const FRAMES_MOST = 128;

/** The key frames of one run and of those that continue its beginning. */
export class KeyFrames {
  private frames: KeyFrame[] = [];
  private readonly most: number;
  private every: number;

  constructor(every = EVERY, most = FRAMES_MOST) {
    this.every = every;
    this.most = most;
  }

  get count(): number {
    return this.frames.length;
  }

  /** Keeps this moment of a run that is being made, if it is far from those that are kept. */
  leave(run: Run): void {
    this.offer(run, this.every * LIVE_TIMES);
  }

  /** Keeps this moment of a run that is executed again, if it is far from those that are kept. */
  refine(run: Run): void {
    this.offer(run, this.every);
  }

  /** The same, so that `total` events get no more than `most` of them. */
  spread(run: Run, total: number, most: number): void {
    this.offer(run, Math.max(this.every, Math.ceil(total / most)));
  }

  /** The last moment with at most so many events and at no later time; undefined when the beginning is nearest. */
  before(events: number, at: number): KeyFrame | undefined {
    return this.frames.findLast((frame) => frame.events <= events && frame.at <= at);
  }

  /** Forgets what came after a moment: from there the run goes on in another way. */
  cut(events: number, at: number): void {
    this.frames = this.frames.filter((frame) => frame.events <= events && frame.at <= at);
  }

  private offer(run: Run, apart: number): void {
    const { length } = run.events;
    if (run.status.phase !== 'running') return;
    const next = this.frames.findIndex((frame) => frame.events > length);
    const place = next < 0 ? this.frames.length : next;
    if (length < (this.frames[place - 1]?.events ?? 0) + apart) return;
    if (length + apart > (this.frames[place]?.events ?? Infinity)) return;
    if (this.frames.length === this.most) {
      this.frames = this.frames.filter((_, i) => i % 2 === 1);
      this.every *= 2;
      return;
    }
    this.frames.splice(place, 0, run.keyFrame());
  }
}
