/**
 * What it is: ADWIN, a window of the latest values that shortens itself when its older part has another mean
 * than its newer one, so that its length tells how long nothing has changed.
 * Source: A. Bifet, R. Gavaldà, "Learning from Time-Changing Data with Adaptive Windowing", SIAM Data Mining
 * 2007: the second form, with an exponential histogram of buckets (M. Datar et al., "Maintaining Stream
 * Statistics over Sliding Windows", SIAM J. Computing 31, 2002); the bound is Bernstein's, with δ ÷ ln n.
 * Shapes: buckets lie in ranks; one of rank r stands for 2^r values, and a rank has at most five of them. The
 * oldest bucket of a rank is its first, the oldest of all is the first of the highest rank.
 * Units: values lie in [0, 1]. Cost: O(log n) for each value, in time and in space.
 */

import { invariant } from '../../base/invariant.ts';
import { ln } from '../../base/maths.ts';

/** Most buckets of a rank: the paper's M. */
const BUCKETS_MOST = 5;
/** Neither part of a cut has fewer values. */
const PART_LEAST = 5;

/** Some consecutive values: their sum, and the sum of squares about their mean. */
interface Bucket {
  readonly total: number;
  readonly spread: number;
}

/** The window. Plain data, changed in place. */
export interface Adwin {
  readonly delta: number;
  readonly ranks: Bucket[][];
  width: number;
  total: number;
  spread: number;
}

/** Why a window was cut: the means of its two parts and how many values each had. */
export interface DriftEvidence {
  readonly before: number;
  readonly after: number;
  readonly beforeWidth: number;
  readonly afterWidth: number;
}

/** An empty window; `delta`, between 0 and 1, is the chance that it is cut at a value although nothing has changed. */
export function newAdwin(delta: number): Adwin {
  invariant(delta > 0 && delta < 1, `a confidence of ${delta}`);
  return { delta, ranks: [], width: 0, total: 0, spread: 0 };
}

/** Enters a value in [0, 1]. Returns the last cut that it led to, if any; older values are then forgotten. */
export function enterAdwin(window: Adwin, value: number): DriftEvidence | undefined {
  invariant(value >= 0 && value <= 1, `a value of ${value}`);
  const { width, total } = window;
  if (width > 0) window.spread += spreadBetween(total, width, value, 1);
  window.width += 1;
  window.total += value;
  rankOf(window, 0).push({ total: value, spread: 0 });
  compress(window);
  let evidence: DriftEvidence | undefined;
  for (let cut = findCut(window); cut !== undefined; cut = findCut(window)) {
    evidence = cut;
    dropOldest(window);
  }
  return evidence;
}

/** The mean of the window; 0 when it is empty. */
export function adwinMean({ total, width }: Adwin): number {
  return width === 0 ? 0 : total / width;
}

/** What two parts have in squares about their common mean beyond those about their own means. */
function spreadBetween(
  total: number,
  count: number,
  otherTotal: number,
  otherCount: number,
): number {
  const difference = total / count - otherTotal / otherCount;
  return (difference * difference * count * otherCount) / (count + otherCount);
}

function rankOf(window: Adwin, rank: number): Bucket[] {
  const known = window.ranks[rank];
  if (known !== undefined) return known;
  const made: Bucket[] = [];
  window.ranks[rank] = made;
  return made;
}

/** Where a rank has a bucket too many, its two oldest become one of the next rank. */
function compress(window: Adwin): void {
  for (let rank = 0; rank < window.ranks.length; rank++) {
    const buckets = rankOf(window, rank);
    if (buckets.length <= BUCKETS_MOST) return;
    const [oldest, older] = buckets.splice(0, 2) as [Bucket, Bucket];
    const size = 1 << rank;
    rankOf(window, rank + 1).push({
      total: oldest.total + older.total,
      spread: oldest.spread + older.spread + spreadBetween(oldest.total, size, older.total, size),
    });
  }
}

/** The first cut, from the oldest bucket on, whose parts differ by more than chance explains. */
function findCut(window: Adwin): DriftEvidence | undefined {
  const { width, total, ranks } = window;
  if (width < 2 * PART_LEAST) return undefined;
  const variance = window.spread / width;
  const logs = ln((2 * ln(width)) / window.delta);
  let count = 0;
  let sum = 0;
  for (let rank = ranks.length - 1; rank >= 0; rank--) {
    for (const bucket of ranks[rank] as Bucket[]) {
      count += 1 << rank;
      sum += bucket.total;
      const rest = width - count;
      if (rest < PART_LEAST) return undefined;
      if (count < PART_LEAST) continue;
      const inverse = 1 / count + 1 / rest;
      const before = sum / count;
      const after = (total - sum) / rest;
      const most = Math.sqrt(2 * inverse * variance * logs) + (2 / 3) * inverse * logs;
      if (Math.abs(before - after) > most)
        return { before, after, beforeWidth: count, afterWidth: rest };
    }
  }
  return undefined;
}

function dropOldest(window: Adwin): void {
  const rank = window.ranks.length - 1;
  const bucket = rankOf(window, rank).shift();
  invariant(bucket !== undefined, 'the highest rank of a window is empty');
  if (rankOf(window, rank).length === 0) window.ranks.pop();
  const size = 1 << rank;
  window.width -= size;
  window.total -= bucket.total;
  const between =
    window.width === 0 ? 0 : spreadBetween(window.total, window.width, bucket.total, size);
  // Rounding may take it a little below 0.
  window.spread = Math.max(0, window.spread - bucket.spread - between);
}
