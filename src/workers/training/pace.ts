/**
 * What it is: how long work takes by the clock on the wall, learned from what was done: units of one learner's cost model take
 * about alike long, and how many a second they are depends on the machine. The latest pieces count most.
 */

/** What an older piece counts beside the one after it. */
const FADING = 0.8;

interface Known {
  readonly units: number;
  readonly millis: number;
}

/** A pace that is learned, family by family. */
export class Pace {
  private readonly known = new Map<string, Known>();

  /** A piece of so many units took so long. */
  learn(family: string, units: number, millis: number): void {
    const before = this.known.get(family) ?? { units: 0, millis: 0 };
    this.known.set(family, {
      units: FADING * before.units + units,
      millis: FADING * before.millis + millis,
    });
  }

  /** What a piece that was begun so long ago will still take; undefined before one of its family was done. */
  millisFor(family: string, units: number, elapsed: number): number | undefined {
    const known = this.known.get(family);
    if (known === undefined || known.units === 0) return undefined;
    return Math.max(0, (units * known.millis) / known.units - elapsed);
  }
}
