import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from './reputation.ts';
import { reputationOf, statedEvidence, withDeed } from './reputation.ts';
import { healthOf } from './health.ts';

const GOOD = 1_000_000;
const merits = fc.array(fc.integer({ min: 0, max: GOOD }), { maxLength: 200 });
const after = (reports: readonly number[], stated = 500): Evidence =>
  reports.reduce(withDeed, statedEvidence(stated));

describe('reputation', () => {
  test('is what was stated until something is reported', () => {
    for (let milli = 0; milli <= 1_000; milli++)
      expect(reputationOf(statedEvidence(milli))).toBe(milli);
  });

  test('moves as Jøsang and Ismail have it: a deed adds its merit to α and the rest to β', () => {
    // α = β = 2 fade to 1.9, and one good deed makes them 2.9 and 1.9.
    const once = after([GOOD]);
    expect(once.good).toBeCloseTo(2.9, 12);
    expect(once.bad).toBeCloseTo(1.9, 12);
    expect(reputationOf(once)).toBe(604);
    expect(once).toMatchObject({ deeds: 1, performanceMilli: 600 });
    expect(reputationOf(after([0]))).toBe(396);
    expect(reputationOf(after([GOOD / 2]))).toBe(500);
  });

  test('lies in 0..1 whatever is reported, and the past never weighs more than twenty deeds', () => {
    fc.assert(
      fc.property(merits, fc.integer({ min: 0, max: 1_000 }), (reports, stated) => {
        const { good, bad, performanceMilli } = after(reports, stated);
        const score = reputationOf({ good, bad });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1_000);
        expect(good + bad).toBeLessThanOrEqual(20 + 1e-9);
        if (performanceMilli !== undefined) expect(performanceMilli).toBeLessThanOrEqual(1_000);
      }),
    );
  });

  test('rises with a better deed in the place of a worse', () => {
    fc.assert(
      fc.property(merits, merits, fc.nat(GOOD), fc.nat(GOOD), (before, later, one, other) => {
        const [worse, better] = one < other ? [one, other] : [other, one];
        const score = (deed: number) => reputationOf(after([...before, deed, ...later]));
        expect(score(better)).toBeGreaterThanOrEqual(score(worse));
      }),
    );
  });

  test('comes to the share of good deeds in the long run, whatever was stated', () => {
    const steady = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 0 : GOOD));
    for (const stated of [0, 500, 1_000])
      expect(Math.abs(reputationOf(after(steady, stated)) - 750)).toBeLessThan(30);
  });

  test('forgets: after twenty good deeds the bad ones before hardly count', () => {
    const reformed = after([...Array<number>(50).fill(0), ...Array<number>(60).fill(GOOD)]);
    expect(reputationOf(reformed)).toBeGreaterThan(950);
  });
});

test('health: down is unhealthy, slow or asked three things at once is overloaded', () => {
  const well = { isDown: false, isSlow: false, questions: 2 };
  expect(healthOf(well)).toBe('healthy');
  expect(healthOf({ ...well, questions: 3 })).toBe('overloaded');
  expect(healthOf({ ...well, isSlow: true })).toBe('overloaded');
  expect(healthOf({ ...well, isDown: true, isSlow: true })).toBe('unhealthy');
});
