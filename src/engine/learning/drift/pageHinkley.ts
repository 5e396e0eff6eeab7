/**
 * What it is: the test of Page and Hinkley: whether the mean of a stream has risen.
 * Source: E. Page, "Continuous Inspection Schemes", Biometrika 41 (1954); D. Hinkley, "Inference about the
 * Change-Point from Cumulative Sum Tests", Biometrika 58 (1971).
 * Rule: what each value exceeds the running mean (the value included) by, less a tolerance, is summed up; the
 * alarm is given when the sum lies more than a threshold above its lowest point so far. Where the change was is
 * not told by the lowest point, which noise may put long before it, but by where the sum last lay less than
 * half of the threshold above it.
 */

import type { DriftEvidence } from './adwin.ts';

const CALM_SHARE = 0.5;

export interface PageHinkleySettings {
  /** How much a value may exceed the mean unnoticed. */
  readonly tolerance: number;
  readonly threshold: number;
}

/** The test so far. Plain data, changed in place. */
export interface PageHinkley {
  count: number;
  total: number;
  mean: number;
  sum: number;
  /** The lowest point of the sum. */
  least: number;
  /** The count and the total when the sum was last near its lowest point. */
  calmCount: number;
  calmTotal: number;
}

/** The test before the first value. */
export function newPageHinkley(): PageHinkley {
  return { count: 0, total: 0, mean: 0, sum: 0, least: 0, calmCount: 0, calmTotal: 0 };
}

/** How far the sum lies above its lowest point. */
export function pageHinkleyExcess({ sum, least }: PageHinkley): number {
  return sum - least;
}

/** Enters a value. Returns the means before and since the change when the alarm is given; start anew then. */
export function enterPageHinkley(
  test: PageHinkley,
  value: number,
  { tolerance, threshold }: PageHinkleySettings,
): DriftEvidence | undefined {
  test.count += 1;
  test.total += value;
  test.mean += (value - test.mean) / test.count;
  test.sum += value - test.mean - tolerance;
  test.least = Math.min(test.least, test.sum);
  if (pageHinkleyExcess(test) <= CALM_SHARE * threshold) {
    test.calmCount = test.count;
    test.calmTotal = test.total;
  }
  return pageHinkleyExcess(test) > threshold ? evidenceOf(test) : undefined;
}

function evidenceOf({ count, total, calmCount, calmTotal }: PageHinkley): DriftEvidence {
  const since = count - calmCount;
  return {
    before: calmCount === 0 ? 0 : calmTotal / calmCount,
    after: (total - calmTotal) / since,
    beforeWidth: calmCount,
    afterWidth: since,
  };
}
