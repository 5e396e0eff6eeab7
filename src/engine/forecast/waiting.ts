/**
 * What it is: how long it takes until the last, or the k-th, of several independent answers is there: messages
 * through the network and thinking on the way.
 * Source: expected order statistics: exact for one delay that is constant, uniform or exponential; of a normal
 * one by Blom's score (G. Blom, "Statistical Estimates and Transformed Beta-Variables", 1958). Of a sum of
 * delays the distances from the mean are taken to add up as deviations do, by squares.
 * Units: virtual microseconds; retries after losses are not counted.
 */

import { normalQuantile } from '../base/normalQuantile.ts';
import type { Micros } from '../base/units.ts';
import type { Latency } from '../document/design.ts';

/** A delay that each answer goes through: its mean and its expected `k`-th smallest of `n`. */
interface Delay {
  readonly mean: Micros;
  readonly ordered: (k: number, n: number) => Micros;
}

/** A message through the network. */
export function latencyDelay(latency: Latency): Delay {
  switch (latency.distribution) {
    case 'constant':
      return { mean: latency.micros, ordered: () => latency.micros };
    case 'uniform':
      return uniformDelay(latency.fromMicros, latency.toMicros);
    case 'exponential': {
      const { leastMicros: least, meanMicros } = latency;
      const scale = Math.max(0, meanMicros - least);
      return { mean: least + scale, ordered: (k, n) => least + scale * harmonic(k, n) };
    }
    case 'normal': {
      const { meanMicros: mean, deviationMicros: deviation } = latency;
      const ordered = (k: number, n: number): Micros =>
        Math.max(0, mean + deviation * normalQuantile((k - 0.375) / (n + 0.25)));
      return { mean, ordered };
    }
  }
}

/** Thinking: between half and one and a half of the mean. */
export function thinkDelay(mean: Micros): Delay {
  return uniformDelay(mean / 2, (3 * mean) / 2);
}

function uniformDelay(from: Micros, to: Micros): Delay {
  return { mean: (from + to) / 2, ordered: (k, n) => from + ((to - from) * k) / (n + 1) };
}

/** 1/n + … + 1/(n − k + 1): the k-th smallest of n exponentials of mean 1. */
function harmonic(k: number, n: number): number {
  let sum = 0;
  for (let i = n; i > n - k; i--) sum += 1 / i;
  return sum;
}

/** When the `k`-th of `n` answers is there that each go through all of the delays. */
export function kthOf(k: number, n: number, delays: readonly Delay[]): Micros {
  if (n < 1 || k < 1) return 0;
  const mean = delays.reduce((sum, one) => sum + one.mean, 0);
  const squares = delays.reduce((sum, one) => {
    const distance = one.ordered(k, n) - one.mean;
    return sum + distance * distance;
  }, 0);
  const isLate = delays.reduce((sum, one) => sum + one.ordered(k, n) - one.mean, 0) >= 0;
  return Math.max(0, Math.round(mean + (isLate ? 1 : -1) * Math.sqrt(squares)));
}

/** When the last of `n` answers is there. */
export function lastOf(n: number, delays: readonly Delay[]): Micros {
  return kthOf(n, n, delays);
}
