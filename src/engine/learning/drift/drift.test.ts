import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import type { Adwin } from './adwin.ts';
import { adwinMean, enterAdwin, newAdwin } from './adwin.ts';
import { enterError, newMonitor } from './monitor.ts';
import type { DetectorSettings } from './monitor.ts';
import { enterPageHinkley, newPageHinkley, pageHinkleyExcess } from './pageHinkley.ts';

/** Errors of a member that errs `before` of the time for `change` values and `after` from then on. */
function errors(seed: number, length: number, before: number, after = before, change = length) {
  const choices = SeededChoices.named(seed, 'errors');
  return Array.from({ length }, (_, i) =>
    Number(choices.fraction() < (i < change ? before : after)),
  );
}

/** The same rule over every cut of a window that keeps every value: slow, and without a histogram. */
function exactDetection(values: readonly number[], delta: number): number {
  const window: number[] = [];
  for (const [at, value] of values.entries()) {
    window.push(value);
    const { length } = window;
    const total = window.reduce((sum, one) => sum + one, 0);
    const mean = total / length;
    const variance = window.reduce((sum, one) => sum + (one - mean) ** 2, 0) / length;
    const logs = Math.log((2 * Math.log(length)) / delta);
    let sum = 0;
    for (let cut = 1; cut <= length - 5; cut++) {
      sum += window[cut - 1]!;
      if (cut < 5) continue;
      const inverse = 1 / cut + 1 / (length - cut);
      const most = Math.sqrt(2 * inverse * variance * logs) + (2 / 3) * inverse * logs;
      if (Math.abs(sum / cut - (total - sum) / (length - cut)) > most) return at;
    }
  }
  return Infinity;
}

const sizeOf = ({ ranks }: Adwin): number =>
  ranks.reduce((sum, buckets, rank) => sum + buckets.length * 2 ** rank, 0);

describe('ADWIN', () => {
  test('keeps sums of exactly its latest values in buckets of powers of two', () => {
    const value = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const window = newAdwin(0.05);
        values.forEach((one, i) => {
          enterAdwin(window, one);
          if (i % 13 !== 0 && i < values.length - 1) return;
          const kept = values.slice(i + 1 - window.width, i + 1);
          const mean = kept.reduce((sum, own) => sum + own, 0) / kept.length;
          const spread = kept.reduce((sum, own) => sum + (own - mean) ** 2, 0);
          expect(sizeOf(window)).toBe(window.width);
          expect(adwinMean(window)).toBeCloseTo(mean, 9);
          expect(window.spread).toBeCloseTo(spread, 6);
          expect(window.ranks.every((buckets) => buckets.length <= 5)).toBe(true);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('needs buckets by the logarithm of its width only', () => {
    const window = newAdwin(0.002);
    for (const value of errors(1, 20_000, 0.2)) enterAdwin(window, value);
    expect(window.width).toBeGreaterThan(10_000);
    expect(window.ranks.flat().length).toBeLessThanOrEqual(5 * 15);
  });

  test('cuts about where a window that keeps every value would', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const values = errors(seed, 700, 0.1, 0.5, 400);
      const window = newAdwin(0.002);
      const found = values.findIndex((value) => enterAdwin(window, value) !== undefined);
      const exact = exactDetection(values, 0.002);
      expect(exact).toBeGreaterThan(400);
      expect(found).toBeGreaterThanOrEqual(exact);
      expect(found - exact, `seed ${seed}`).toBeLessThanOrEqual(30);
    }
  });

  test('while nothing changes it cuts at fewer values than its δ, over many seeds', () => {
    for (const delta of [0.002, 0.05]) {
      let cuts = 0;
      let runsWithCuts = 0;
      const [runs, length] = [60, 1_000];
      for (let seed = 1; seed <= runs; seed++) {
        const window = newAdwin(delta);
        const own = errors(seed, length, 0.2).filter(
          (value) => enterAdwin(window, value) !== undefined,
        ).length;
        cuts += own;
        runsWithCuts += Number(own > 0);
      }
      expect(cuts / (runs * length)).toBeLessThanOrEqual(delta);
      // Far below what the bound allows: even whole runs of a thousand values are rarely cut.
      if (delta === 0.002) expect(runsWithCuts / runs).toBeLessThanOrEqual(0.1);
    }
  });

  test('says what was before and after, and finds larger changes sooner', () => {
    const delayOf = (after: number) => {
      let sum = 0;
      for (let seed = 1; seed <= 20; seed++) {
        const window = newAdwin(0.002);
        const found = errors(seed, 2_000, 0.1, after, 1_000).findIndex((value, i) => {
          const evidence = enterAdwin(window, value);
          if (evidence === undefined || i < 1_000) return false;
          expect(evidence.after).toBeGreaterThan(evidence.before);
          expect(evidence.before).toBeLessThan(0.2);
          expect(evidence.beforeWidth).toBeGreaterThanOrEqual(5);
          expect(evidence.afterWidth).toBeLessThan(i);
          return true;
        });
        expect(found).toBeGreaterThan(1_000);
        sum += found - 1_000;
      }
      return sum / 20;
    };
    const [large, small] = [delayOf(0.6), delayOf(0.3)];
    expect(large).toBeLessThan(40);
    expect(small).toBeLessThan(200);
    expect(small).toBeGreaterThan(large);
  });

  test('values and δ must be possible', () => {
    expect(() => newAdwin(0)).toThrow('a confidence of 0');
    expect(() => enterAdwin(newAdwin(0.1), 2)).toThrow('a value of 2');
    expect(adwinMean(newAdwin(0.1))).toBe(0);
  });
});

describe('the test of Page and Hinkley', () => {
  const settings = { tolerance: 0.005, threshold: 20 };

  test('by hand: four zeros and two ones', () => {
    const state = newPageHinkley();
    const sums = [0, 0, 0, 0, 1, 1].map((value) => {
      enterPageHinkley(state, value, settings);
      return state.sum;
    });
    // The mean includes the value: 1/5 and then 1/3.
    const wanted = [-0.005, -0.01, -0.015, -0.02, 0.775, 0.775 + 2 / 3 - 0.005];
    sums.forEach((sum, i) => expect(sum).toBeCloseTo(wanted[i]!, 12));
    expect(pageHinkleyExcess(state)).toBeCloseTo(0.775 + 2 / 3 - 0.005 + 0.02, 12);
    expect(state.least).toBeCloseTo(-0.02, 12);
  });

  test('alarms exactly when the sum of excesses leaves its lowest point by more than the threshold', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const values = errors(seed, 600, 0.1, 0.45, 300);
      const state = newPageHinkley();
      const found = values.findIndex(
        (value) => enterPageHinkley(state, value, settings) !== undefined,
      );
      const sums: number[] = [];
      values.forEach((value, i) => {
        const mean = values.slice(0, i + 1).reduce((sum, one) => sum + one, 0) / (i + 1);
        sums.push((sums.at(-1) ?? 0) + value - mean - 0.005);
      });
      const wanted = sums.findIndex((sum, i) => sum - Math.min(...sums.slice(0, i + 1)) > 20);
      expect(found).toBe(wanted);
      expect(found).toBeGreaterThan(300);
    }
  });

  test('says the means before and since the change, which is not where the sum was lowest', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const state = newPageHinkley();
      let evidence;
      for (const value of errors(seed, 600, 0.1, 0.5, 300))
        evidence ??= enterPageHinkley(state, value, settings);
      expect(evidence?.beforeWidth).toBeGreaterThan(280);
      expect(evidence?.beforeWidth).toBeLessThan(360);
      expect(evidence?.before).toBeLessThan(0.2);
      expect(evidence?.after).toBeGreaterThan(0.3);
    }
  });
});

describe.each([
  { kind: 'adwin', delta: 0.002 },
  { kind: 'page_hinkley', tolerance: 0.005, threshold: 20 },
] as const satisfies readonly DetectorSettings[])('a watch by $kind', (settings) => {
  /** The places of the first warning and of the drift. */
  function alarmsIn(values: readonly number[]): readonly (number | undefined)[] {
    const monitor = newMonitor(settings);
    const found: { warning?: number; drift?: number } = {};
    for (const [i, value] of values.entries()) {
      const alarm = enterError(monitor, value, settings);
      if (alarm !== undefined) found[alarm.kind] ??= i;
      if (alarm?.kind === 'drift') break;
    }
    return [found.warning, found.drift];
  }

  test('warns before it says drift', () => {
    let lead = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const [warning, drift] = alarmsIn(errors(seed, 1_200, 0.15, 0.45, 600));
      expect(drift).toBeGreaterThan(600);
      if (warning !== undefined) lead += drift! - warning;
    }
    expect(lead).toBeGreaterThan(20);
  });

  test('says nothing when errors become fewer', () => {
    for (let seed = 1; seed <= 5; seed++)
      expect(alarmsIn(errors(seed, 800, 0.3, 0.05, 300))[1]).toBeUndefined();
  });
});
