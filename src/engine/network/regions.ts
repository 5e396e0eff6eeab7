/**
 * What it is: how much longer messages take because their ends lie in certain regions.
 * Shapes: seats by their place in the coordination; regions are numbered from 0; delays are regions × regions.
 * Units: virtual microseconds, added to the latency that the network draws.
 * Errors: a cast with regions for some seats only, or a delay below zero, is our bug.
 */

import { invariant } from '../base/invariant.ts';
import type { Micros } from '../base/units.ts';
import type { CastSeat } from '../contract/protocol.ts';

/** The delays of one coordination. */
export class RegionDelays {
  private readonly regionOf: Int32Array;
  private readonly count: number;
  private readonly delays: Float64Array;

  constructor(regionOf: Int32Array, count: number, delays: Float64Array) {
    this.regionOf = regionOf;
    this.count = count;
    this.delays = delays;
  }

  /** What is added on the way from one seat to another. */
  between(from: number, to: number): Micros {
    const row = (this.regionOf[from] as number) * this.count;
    return this.delays[row + (this.regionOf[to] as number)] as number;
  }
}

/** The delays of a cast, or undefined when it knows no regions or nothing is added between them. */
export function regionDelays(
  cast: readonly CastSeat[],
  latency: (from: number, to: number) => Micros | undefined,
): RegionDelays | undefined {
  const placed = cast.filter(({ region }) => region !== undefined).length;
  if (placed === 0) return undefined;
  invariant(placed === cast.length, `${placed} of ${cast.length} seats have a region`);
  const regionOf = Int32Array.from(cast, ({ region }) => region ?? 0);
  const count = regionOf.reduce((most, region) => Math.max(most, region), 0) + 1;
  const delays = new Float64Array(count * count);
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      const delay = latency(from, to) ?? 0;
      invariant(Number.isInteger(delay) && delay >= 0, `a delay of ${delay} between regions`);
      delays[from * count + to] = delay;
    }
  }
  return delays.every((delay) => delay === 0)
    ? undefined
    : new RegionDelays(regionOf, count, delays);
}
