/**
 * What it is: the elementary functions whose last digit the language leaves open, made reproducible,
 * and the few numeric helpers built on them. Engine code uses these and never Math.exp and its kin.
 * Source: the FreeBSD msun and Cephes ports of @stdlib (exp, ln, log1p, pow, sin, cos, tanh, erfc); the
 * normal quantile is in normalQuantile.ts.
 * Why it is enough: IEEE 754 fixes + − × ÷ and √ to the bit, and the ports use nothing else, so the
 * same input gives the same 64 bits in Node and in every browser. maths.golden.json holds a sample.
 * Errors: domain errors return NaN or an infinity as IEEE does; nothing here throws.
 */

import stdlibCos from '@stdlib/math-base-special-cos';
import stdlibErfc from '@stdlib/math-base-special-erfc';
import stdlibLn from '@stdlib/math-base-special-ln';
import stdlibLog1p from '@stdlib/math-base-special-log1p';
import stdlibPow from '@stdlib/math-base-special-pow';
import stdlibSin from '@stdlib/math-base-special-sin';
import stdlibTanh from '@stdlib/math-base-special-tanh';
import { exponential } from './exponential.ts';

/** The natural logarithm of 2, rounded to the nearest double. */
const LN_2 = 0.6931471805599453;
/** The circle constant, rounded to the nearest double. */
export const PI = 3.141592653589793;

/** e to the power `x`. */
export function exp(x: number): number {
  return exponential(x);
}

/** The natural logarithm: NaN below 0, minus infinity at 0. */
export function ln(x: number): number {
  return stdlibLn(x);
}

/** ln(1 + x), without the loss of digits near 0. */
export function log1p(x: number): number {
  return stdlibLog1p(x);
}

/** `base` to the power `exponent`. */
export function pow(base: number, exponent: number): number {
  return stdlibPow(base, exponent);
}

/** The sine of `x` radians. */
export function sin(x: number): number {
  return stdlibSin(x);
}

/** The cosine of `x` radians. */
export function cos(x: number): number {
  return stdlibCos(x);
}

/** The hyperbolic tangent, in [−1, 1]. */
export function tanh(x: number): number {
  return stdlibTanh(x);
}

/** The complementary error function 1 − erf(x), in [0, 2], with all its digits far to the right. */
export function erfc(x: number): number {
  return stdlibErfc(x);
}

/** The logarithm to base 2, exact for powers of two. */
export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return ln(x);
  // Dividing ln by LN_2 alone would make log2(2^29) miss 29 by a digit, so whole powers are taken
  // out first; multiplying by a power of two is exact.
  let whole = 0;
  let rest = x;
  while (rest >= 65536) {
    rest /= 65536;
    whole += 16;
  }
  while (rest < 1 / 65536) {
    rest *= 65536;
    whole -= 16;
  }
  while (rest >= 1.5) {
    rest /= 2;
    whole += 1;
  }
  while (rest < 0.75) {
    rest *= 2;
    whole -= 1;
  }
  return whole + ln(rest) / LN_2;
}

/** The logistic sigmoid 1 / (1 + e^−x), in [0, 1], without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const odds = exp(x);
  return odds / (1 + odds);
}

/** ln Σ e^x over values[start, start + count), stable for any size; minus infinity when all are. */
export function logSumExp(values: ArrayLike<number>, start = 0, count = values.length): number {
  let largest = -Infinity;
  for (let i = start; i < start + count; i++) largest = Math.max(largest, values[i] as number);
  if (largest === -Infinity || largest === Infinity) return largest;
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += exp((values[i] as number) - largest);
  return largest + ln(sum);
}

/**
 * Turns the scores in values[start, start + count) into probabilities that sum to 1, in place.
 * At least one score must be finite.
 */
export function softmaxInPlace(
  values: Float64Array | number[],
  start = 0,
  count = values.length,
): void {
  let largest = -Infinity;
  for (let i = start; i < start + count; i++) largest = Math.max(largest, values[i] as number);
  let sum = 0;
  for (let i = start; i < start + count; i++) {
    const raised = exp((values[i] as number) - largest);
    values[i] = raised;
    sum += raised;
  }
  for (let i = start; i < start + count; i++) values[i] = (values[i] as number) / sum;
}

/** The 64 bits of a double as 16 hexadecimal digits, most significant first. */
export function bitsOf(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const high = view.getUint32(0).toString(16).padStart(8, '0');
  return high + view.getUint32(4).toString(16).padStart(8, '0');
}
