/**
 * What it is: e to the power x, quickly: the same arithmetic as @stdlib's exp, to the bit, where the result is a
 * normal number; the last step there takes the result apart to shift its exponent, here it is multiplied by an exact
 * power of two. For anything else it is @stdlib's.
 * Source: the FreeBSD msun port (e_exp.c, Sun Microsystems, 1993): x = k ln 2 + r, e^r by a rational function of r.
 * Cost: about a fifth of the other's.
 */

import stdlibExp from '@stdlib/math-base-special-exp';

const LN_2_HIGH = 6.9314718036912381649e-1;
const LN_2_LOW = 1.90821492927058770002e-10;
const LOG_2_E = 1.442695040888963387;
/** Nearer to nought the port takes a way of its own. */
const NEAR_ZERO = 2 ** -28;
/** Within it every result is a normal number. */
const PLAIN_MOST = 700;
const POWER_LEAST = -1_022;

const POWERS = powersOfTwo();

/** 2^k for k from POWER_LEAST to 1,023, each exact. */
function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1_023 - POWER_LEAST + 1);
  powers[-POWER_LEAST] = 1;
  for (let k = 1; k <= 1_023; k++)
    powers[k - POWER_LEAST] = 2 * (powers[k - 1 - POWER_LEAST] as number);
  for (let k = -1; k >= POWER_LEAST; k--)
    powers[k - POWER_LEAST] = (powers[k + 1 - POWER_LEAST] as number) / 2;
  return powers;
}

/** e to the power `x`. */
export function exponential(x: number): number {
  const size = Math.abs(x);
  if (!(size >= NEAR_ZERO && size <= PLAIN_MOST)) return stdlibExp(x);
  const k = Math.trunc(x < 0 ? LOG_2_E * x - 0.5 : LOG_2_E * x + 0.5);
  const high = x - k * LN_2_HIGH;
  const low = k * LN_2_LOW;
  const r = high - low;
  const t = r * r;
  const p =
    0.16666666666666602 +
    t *
      (-0.0027777777777015593 +
        t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8)));
  const c = r - t * p;
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return y * (POWERS[k - POWER_LEAST] as number);
}
