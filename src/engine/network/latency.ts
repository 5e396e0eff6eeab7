/**
 * What it is: how long a message takes: a table of the inverse of the latency's distribution, which turns
 * one random word into whole microseconds with one look-up and one interpolation.
 * Shapes: 4,096 equally likely cells between 4,097 bounds; the upper 12 bits of the word choose the
 * cell, the lower 20 the place in it.
 * Units: virtual microseconds, rounded to the nearest.
 * Cost: a look-up; tables are remembered by what they are made from, because many runs have the same.
 * Why the outermost cells are bent: the last cell of an unbounded distribution has no upper end. It gets
 * the one with which the mean within the cell is right, so the mean over all messages is right too; what
 * is beyond (about one message in 12,000 of an exponential) arrives a little early.
 */

import { exp, ln, PI } from '../base/maths.ts';
import { normalQuantile } from '../base/normalQuantile.ts';
import type { Micros } from '../base/units.ts';
import type { Latency, NetworkSettings } from '../document/design.ts';

const CELL_BITS = 12;
const CELLS = 1 << CELL_BITS;
const PLACE_BITS = 32 - CELL_BITS;
const PLACES = 1 << PLACE_BITS;

/** Latencies of one distribution. */
export class LatencyTable {
  private readonly bounds: Float64Array;

  constructor(latency: Latency) {
    this.bounds = rememberedBounds(latency);
  }

  /** The latency that a random word (unsigned, 32 bits) stands for. */
  sample(word: number): Micros {
    const cell = word >>> PLACE_BITS;
    const from = this.bounds[cell] as number;
    const to = this.bounds[cell + 1] as number;
    return Math.floor(from + ((to - from) * (word & (PLACES - 1))) / PLACES);
  }
}

/** The longest that a message takes which no fault strikes; Infinity where some never arrive. */
export function longestDelay({
  latency,
  lossPpm,
  reorderPpm,
  reorderMicros,
}: NetworkSettings): Micros {
  if (lossPpm > 0) return Infinity;
  const longest = Math.ceil(rememberedBounds(latency)[CELLS] as number);
  return reorderPpm > 0 ? longest + reorderMicros : longest;
}

const MEMORY_MOST = 32;
const memory = new Map<string, Float64Array>();

/** The bounds, which nobody changes once they are made. */
function rememberedBounds(latency: Latency): Float64Array {
  const key = JSON.stringify(latency);
  let bounds = memory.get(key);
  if (bounds === undefined) {
    bounds = boundsOf(latency);
    if (memory.size === MEMORY_MOST) memory.clear();
    memory.set(key, bounds);
  }
  return bounds;
}

/** The bounds, half a microsecond up where values are rounded, because a sample is cut off. */
function boundsOf(latency: Latency): Float64Array {
  switch (latency.distribution) {
    case 'constant':
      return new Float64Array(CELLS + 1).fill(latency.micros);
    case 'uniform': {
      // Both ends are included, so the whole numbers stand for [from, to + 1).
      const from = Math.min(latency.fromMicros, latency.toMicros);
      const span = Math.max(latency.fromMicros, latency.toMicros) + 1 - from;
      return Float64Array.from({ length: CELLS + 1 }, (_, i) => from + (span * i) / CELLS);
    }
    case 'normal':
      return normalBounds(latency.meanMicros, latency.deviationMicros);
    case 'exponential':
      return exponentialBounds(latency.leastMicros, latency.meanMicros);
  }
}

/** `mean` is that of the whole latency, `least` included; a mean below the least is the least. */
function exponentialBounds(least: Micros, mean: Micros): Float64Array {
  const scale = Math.max(0, mean - least);
  const bounds = new Float64Array(CELLS + 1);
  for (let i = 0; i < CELLS; i++) bounds[i] = least + scale * -ln(1 - i / CELLS) + 0.5;
  // Beyond its lower bound b, the mean of an exponential is b + scale: twice as far for the upper end.
  bounds[CELLS] = (bounds[CELLS - 1] as number) + 2 * scale;
  return bounds;
}

/** A normal distribution without its part below zero. */
function normalBounds(mean: Micros, deviation: Micros): Float64Array {
  const bounds = new Float64Array(CELLS + 1).fill(mean + 0.5);
  if (deviation === 0) return bounds;
  const below = shareBelow((0 - mean) / deviation);
  for (let i = 1; i < CELLS; i++) {
    const score = normalQuantile(below + ((1 - below) * i) / CELLS);
    bounds[i] = Math.max(0, mean + deviation * score) + 0.5;
  }
  const share = (1 - below) / CELLS;
  const last = normalQuantile(1 - share);
  const tail = density(last) / share;
  bounds[CELLS] = mean + deviation * (2 * tail - last) + 0.5;
  const first = normalQuantile(below + share);
  const isCut = below > share / 100;
  bounds[0] = isCut ? 0.5 : Math.max(0, mean - deviation * (2 * tail + first)) + 0.5;
  return bounds;
}

/** The density of the standard normal distribution. */
function density(score: number): number {
  return exp((-score * score) / 2) / Math.sqrt(2 * PI);
}

/** The share of a standard normal distribution below `score`: its quantile, searched backwards. */
function shareBelow(score: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalQuantile(middle) < score) low = middle;
    else high = middle;
  }
  return low;
}
