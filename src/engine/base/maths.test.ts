import stdlibExp from '@stdlib/math-base-special-exp';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bitsOf,
  cos,
  erfc,
  exp,
  ln,
  log1p,
  log2,
  logSumExp,
  pow,
  sigmoid,
  sin,
  softmaxInPlace,
  tanh,
} from './maths.ts';
import golden from './maths.golden.json' with { type: 'json' };
import { normalQuantile } from './normalQuantile.ts';

const FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  exp: (x = NaN) => exp(x),
  ln: (x = NaN) => ln(x),
  log1p: (x = NaN) => log1p(x),
  pow: (x = NaN, y = NaN) => pow(x, y),
  sin: (x = NaN) => sin(x),
  cos: (x = NaN) => cos(x),
  tanh: (x = NaN) => tanh(x),
  erfc: (x = NaN) => erfc(x),
  log2: (x = NaN) => log2(x),
  sigmoid: (x = NaN) => sigmoid(x),
  normalQuantile: (x = NaN) => normalQuantile(x),
};

/** Equal within a few units in the last place; near zero that is the least number there is. */
function expectNear(actual: number, wanted: number): void {
  const unit = Math.max(Number.EPSILON * Math.abs(wanted), Number.MIN_VALUE);
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(4 * unit);
}

/** The logarithm to base 2 is near zero around 1, where no share of it could be asked for. */
function expectNearlyLog2(x: number): void {
  const wanted = Math.log2(x);
  const unit = Number.EPSILON * Math.max(1, Math.abs(wanted));
  expect(Math.abs(log2(x) - wanted)).toBeLessThanOrEqual(4 * unit);
}

describe('reproducible functions', () => {
  test.each(golden.cases)('$name($args) has the golden bits $bits', ({ name, args, bits }) => {
    expect(bitsOf(FUNCTIONS[name]!(...args))).toBe(bits);
  });

  test('the golden sample covers every function', () => {
    expect(new Set(golden.cases.map((row) => row.name))).toEqual(new Set(Object.keys(FUNCTIONS)));
  });

  // Here, and only here, the host's own functions are the yardstick: they may differ in the last
  // digit, never in the one before.
  test('agree with the host to a few units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (x) => {
        expectNear(exp(x), Math.exp(x));
        expectNear(tanh(x), Math.tanh(x));
        expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(1e-15);
        expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(1e-15);
        const positive = Math.abs(x) + 1e-300;
        expectNear(ln(positive), Math.log(positive));
        expectNear(log1p(positive), Math.log1p(positive));
        expectNear(pow(positive, 1.7), Math.pow(positive, 1.7));
        expectNearlyLog2(positive);
      }),
    );
  });

  test('the quick exponential has the bits of the library’s, everywhere', () => {
    const agree = (x: number): void => {
      expect(bitsOf(exp(x))).toBe(bitsOf(stdlibExp(x)));
    };
    fc.assert(fc.property(fc.double({ min: -760, max: 720 }), agree), { numRuns: 2_000 });
    fc.assert(fc.property(fc.double({ min: -2, max: 2 }), agree), { numRuns: 2_000 });
    fc.assert(fc.property(fc.double(), agree));
    for (const x of [0, -0, 2 ** -28, 2 ** -29, 700, -700, 709.7, -745.2, Infinity, -Infinity])
      agree(x);
    // Where the number of halvings changes.
    for (let k = -1_000; k <= 1_000; k++) for (const x of [k, k + 0.5]) agree(x * Math.LN2);
  });

  test('regression: what is too small for a share of itself is near all the same', () => {
    for (const x of [5e-324, -5e-324, 1e-320, 2.5e-308]) expectNear(tanh(x), Math.tanh(x));
    expectNear(exp(-745), Math.exp(-745));
    expectNearlyLog2(8.070957381185194e-208);
  });

  test('log2 is exact for every power of two', () => {
    for (let power = -1074; power <= 1023; power++) expect(log2(2 ** power)).toBe(power);
  });

  test('edges follow IEEE 754', () => {
    expect(ln(0)).toBe(-Infinity);
    expect(ln(-1)).toBeNaN();
    expect(log2(0)).toBe(-Infinity);
    expect(log2(Infinity)).toBe(Infinity);
    expect(log2(-3)).toBeNaN();
    expect(exp(1000)).toBe(Infinity);
    expect(exp(-1000)).toBe(0);
    expect(pow(0, 0)).toBe(1);
  });
});

describe('helpers', () => {
  test('sigmoid is symmetric and does not overflow', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(-800)).toBe(0);
    expect(sigmoid(800)).toBe(1);
    expectNear(sigmoid(-2), 0.11920292202211755);
  });

  test('softmax works inside a longer array and on huge scores', () => {
    const values = Float64Array.of(7, 1000, 1000 + Math.log(3), 7);
    softmaxInPlace(values, 1, 2);
    expect(values[0]).toBe(7);
    expect(values[1]).toBeCloseTo(0.25, 12);
    expect(values[2]).toBeCloseTo(0.75, 12);
    expect(values[3]).toBe(7);
  });

  test('logSumExp is stable and handles impossible terms', () => {
    expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 12);
    expect(logSumExp([-Infinity, 3])).toBe(3);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
  });
});

describe('normal quantile', () => {
  // Published percentage points of the standard normal.
  test.each([
    [0.5, 0],
    [0.75, 0.6744897501960817],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.001, -3.0902323061678132],
    [1e-10, -6.361340902404056],
    [1e-20, -9.262340089798408],
  ])('of %f is %f', (p, x) => {
    expect(Math.abs(normalQuantile(p) - x)).toBeLessThan(2e-15 * Math.max(1, Math.abs(x)));
  });

  test('is odd about one half, rises, and has infinite ends', () => {
    let previous = -Infinity;
    for (let i = 1; i < 1024; i++) {
      const x = normalQuantile(i / 1024);
      expect(x).toBeGreaterThan(previous);
      expect(normalQuantile(1 - i / 1024)).toBe(x === 0 ? 0 : -x);
      previous = x;
    }
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
  });
});
