/**
 * What it is: how much better than the best so far a point is expected to be, as a logarithm, so that it neither
 * vanishes far from everything good nor loses its slope there.
 * Sources: J. Močkus 1975; D. Jones, M. Schonlau, W. Welch, "Efficient Global Optimization of Expensive Black-Box Functions",
 * Journal of Global Optimization 13 (1998) 455-492; the logarithm: S. Ament et al., "Unexpected Improvements to Expected
 * Improvement for Bayesian Optimization", NeurIPS 2023.
 */

import { PI, exp, ln, log1p } from '../../../base/maths.ts';
import { normalBelow, normalDensity } from '../../mathematics/normal.ts';

/** Below this many deviations the sums cancel, and a series takes their place. */
const FAR = -25;
const LOG_ROOT_2_PI = 0.5 * ln(2 * PI);

export interface Improvement {
  /** ln of the expected improvement. */
  readonly log: number;
  /** Its slope in the mean, which is negative. */
  readonly byMean: number;
  /** Its slope in the deviation, which is positive. */
  readonly byDeviation: number;
}

/** The improvement expected below `best` of something normal; the deviation is positive. */
export function logImprovement(mean: number, deviation: number, best: number): Improvement {
  const z = (best - mean) / deviation;
  const { log, below, density } = z < FAR ? farParts(z) : nearParts(z);
  return {
    log: ln(deviation) + log,
    byMean: -below / deviation,
    byDeviation: density / deviation,
  };
}

interface Parts {
  /** ln h, where h = φ(z) + z Φ(z). */
  readonly log: number;
  /** Φ(z) / h. */
  readonly below: number;
  /** φ(z) / h. */
  readonly density: number;
}

function nearParts(z: number): Parts {
  const density = normalDensity(z);
  const below = normalBelow(z);
  const whole = density + z * below;
  return { log: ln(whole), below: below / whole, density: density / whole };
}

/** Φ(z) = φ(z) / |z| · (1 − 1/z² + 3/z⁴ …), and so h = φ(z) / z² · (1 − 3/z² + 15/z⁴ …). */
function farParts(z: number): Parts {
  const square = 1 / (z * z);
  const ofBelow = -square * (1 - square * (3 - square * (15 - square * 105)));
  const ofWhole = -square * (3 - square * (15 - square * (105 - square * 945)));
  return {
    log: -0.5 * z * z - LOG_ROOT_2_PI + ln(square) + log1p(ofWhole),
    below: (-z * (1 + ofBelow)) / (1 + ofWhole),
    density: z * z * exp(-log1p(ofWhole)),
  };
}
