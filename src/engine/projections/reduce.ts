/**
 * What it is: fewer points that draw the same line.
 * Min–max reduction: each bucket of equal width keeps its first, lowest, highest and last point, so spikes
 * survive. Cost: one pass. Steps need no more: a step is its points.
 */

/** At most about `most` of the first `length` points, in order of x. Fresh arrays. */
export function reducePoints(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  length: number,
  most: number,
): { readonly x: Float64Array; readonly y: Float64Array } {
  if (length <= most)
    return pick(
      x,
      y,
      Array.from({ length }, (_, i) => i),
    );
  const buckets = Math.max(1, Math.floor(most / 4));
  const from = x[0] as number;
  const span = (x[length - 1] as number) - from || 1;
  const kept: number[] = [];
  let start = 0;
  for (let bucket = 0; bucket < buckets && start < length; bucket++) {
    const end = bucket === buckets - 1 ? Infinity : from + (span * (bucket + 1)) / buckets;
    let low = start;
    let high = start;
    let i = start;
    while (i < length && (x[i] as number) < end) {
      if ((y[i] as number) < (y[low] as number)) low = i;
      if ((y[i] as number) > (y[high] as number)) high = i;
      i++;
    }
    if (i === start) continue;
    kept.push(...new Set([start, Math.min(low, high), Math.max(low, high), i - 1]));
    start = i;
  }
  return pick(x, y, kept);
}

function pick(x: ArrayLike<number>, y: ArrayLike<number>, kept: readonly number[]) {
  return {
    x: Float64Array.from(kept, (i) => x[i] as number),
    y: Float64Array.from(kept, (i) => y[i] as number),
  };
}
