/**
 * What it is: how long work takes by the clock on the wall, learned from what was done: units of the learners' cost model are
 * about alike, and how many a second they are depends on the machine. The latest pieces count most.
 */

/** What an older piece counts beside the one after it. */
const FADING = 0.8;

/** A pace that is learned. */
export class Pace {
  private units = 0;
  private millis = 0;

  /** Whether anything was done that it can go by. */
  get isKnown(): boolean {
    return this.units > 0 && this.millis > 0;
  }

  /** A piece of so many units took so long. */
  learn(units: number, millis: number): void {
    this.units = FADING * this.units + units;
    this.millis = FADING * this.millis + millis;
  }

  /** What a piece that was begun so long ago will still take; 0 before anything was done. */
  millisFor(units: number, elapsed: number): number {
    return this.isKnown ? Math.max(0, (units * this.millis) / this.units - elapsed) : 0;
  }
}
