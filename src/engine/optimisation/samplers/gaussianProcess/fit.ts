/**
 * What it is: the lengths and variances that make the observations likely and are believable beforehand.
 * Source: C. Rasmussen, C. Williams 2006, section 5.4.1 (the evidence and its slope); the priors are those that
 * M. Balandat et al., "BoTorch", NeurIPS 2020, took for standardised values in the unit cube: gamma distributions with
 * shapes and rates (3, 6) for lengths, (2, 0.15) for the signal, (1.1, 0.05) for the noise.
 * Cost: some dozens of times what learning once costs.
 */

import { exp, ln } from '../../../base/maths.ts';
import { minimiseInBox } from '../../mathematics/boxDescent.ts';
import { addLikelihoodSlope, learnProcess } from './process.ts';
import type { Observations, Process } from './process.ts';

interface Belief {
  readonly shape: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const LENGTH: Belief = { shape: 3, rate: 6, low: ln(0.01), high: ln(20) };
const SIGNAL: Belief = { shape: 2, rate: 0.15, low: ln(0.01), high: ln(1_000) };
const NOISE: Belief = { shape: 1.1, rate: 0.05, low: ln(1e-8), high: ln(1) };

/** Where a search begins that knows nothing: lengths, signal, noise. */
const STARTS: readonly (readonly [number, number, number])[] = [
  [0.3, 1, 1e-4],
  [1, 1, 1e-6],
  [0.1, 1, 1e-2],
];

export interface FitEffort {
  /** Also from the standing starts, not only from what was found last. */
  readonly isThorough: boolean;
  readonly stepsMax: number;
}

/** The process with the best theta found; `last` is where the search goes on from. */
export function fitProcess(
  observations: Observations,
  last: ArrayLike<number> | undefined,
  { isThorough, stepsMax }: FitEffort,
): Process | undefined {
  const { columns } = observations;
  const beliefs = Array.from({ length: columns + 2 }, (_, i) =>
    i < columns ? LENGTH : i === columns ? SIGNAL : NOISE,
  );
  const box = { low: beliefs.map(({ low }) => low), high: beliefs.map(({ high }) => high) };
  const smooth = (theta: Float64Array, gradient: Float64Array): number => {
    const process = learnProcess(observations, theta);
    if (process === undefined) return Infinity;
    let credit = process.logLikelihood;
    addLikelihoodSlope(process, gradient);
    beliefs.forEach(({ shape, rate }, i) => {
      const held = theta[i] as number;
      credit += (shape - 1) * held - rate * exp(held);
      gradient[i] = -((gradient[i] as number) + shape - 1 - rate * exp(held));
    });
    return -credit;
  };
  const starts = last === undefined ? [] : [Float64Array.from(last)];
  if (isThorough || last === undefined)
    for (const [length, signal, noise] of STARTS)
      starts.push(
        Float64Array.from(beliefs, (belief) =>
          ln(belief === LENGTH ? length : belief === SIGNAL ? signal : noise),
        ),
      );
  let best: { readonly point: Float64Array; readonly value: number } | undefined;
  for (const start of starts) {
    const found = minimiseInBox(smooth, start, box, { stepsMax, slopeMax: 0.01 });
    if (best === undefined || found.value < best.value) best = found;
  }
  return best === undefined ? undefined : learnProcess(observations, best.point);
}
