/**
 * What it is: values counted in bins of one round width, for histograms of durations.
 * Cost: two passes over the values.
 */

/** More bins than this are too narrow to be told apart. */
const BINS_MOST = 24;
const STEPS = [1, 2, 5];

/** The smallest of 1, 2, 5 and their tens of which at most BINS_MOST reach beyond `most`. */
function widthFor(most: number): number {
  for (let ten = 1; ; ten *= 10) {
    for (const step of STEPS) if (step * ten * BINS_MOST > most) return step * ten;
  }
}

/**
 * How many of the first `length` values (none negative) lie in each bin: x where it begins, y the count. The
 * first bin is that of the least value, and a last point with y = 0 closes the last bin. Fresh arrays.
 */
export function binned(
  values: ArrayLike<number>,
  length: number,
): { readonly x: Float64Array; readonly y: Float64Array } {
  let [least, most] = [Infinity, 0];
  for (let i = 0; i < length; i++) {
    least = Math.min(least, values[i] as number);
    most = Math.max(most, values[i] as number);
  }
  if (length === 0) return { x: new Float64Array(), y: new Float64Array() };
  const width = widthFor(most);
  const first = Math.floor(least / width);
  const bins = Math.floor(most / width) - first + 1;
  const y = new Float64Array(bins + 1);
  for (let i = 0; i < length; i++) {
    const bin = Math.floor((values[i] as number) / width) - first;
    y[bin] = (y[bin] as number) + 1;
  }
  return { x: Float64Array.from({ length: bins + 1 }, (_, bin) => (first + bin) * width), y };
}
