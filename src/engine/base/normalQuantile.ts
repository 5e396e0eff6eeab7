/**
 * What it is: the inverse of the standard normal distribution function, for latency tables and
 * populations drawn from a normal distribution.
 * Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
 * Applied Statistics 37 (1988) 477-484; the 16-digit variant, three rational approximations.
 * Errors: returns NaN outside [0, 1]; the infinities at 0 and 1.
 */

import { ln } from './maths.ts';

/** Coefficients from the constant term upwards. */
type Polynomial = readonly number[];

const CENTRE_ABOVE: Polynomial = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
  45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BELOW: Polynomial = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
  39307.89580009271061, 28729.085735721942674, 5226.495278852854561,
];
const SHOULDER_ABOVE: Polynomial = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
  7.7454501427834140764e-4,
];
const SHOULDER_BELOW: Polynomial = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const TAIL_ABOVE: Polynomial = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
  0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
  2.01033439929228813265e-7,
];
const TAIL_BELOW: Polynomial = [
  1, 0.59983220655588793769, 0.1369298809227358053, 0.0148753612908506148525,
  7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
  2.04426310338993978564e-15,
];

function evaluate(polynomial: Polynomial, x: number): number {
  let value = 0;
  for (let i = polynomial.length - 1; i >= 0; i--) value = value * x + (polynomial[i] as number);
  return value;
}

/** The x with probability `p` below it under the standard normal; `p` in [0, 1]. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset;
    return (offset * evaluate(CENTRE_ABOVE, r)) / evaluate(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-ln(offset < 0 ? p : 1 - p));
  const distance =
    r <= 5
      ? evaluate(SHOULDER_ABOVE, r - 1.6) / evaluate(SHOULDER_BELOW, r - 1.6)
      : evaluate(TAIL_ABOVE, r - 5) / evaluate(TAIL_BELOW, r - 5);
  return offset < 0 ? -distance : distance;
}
