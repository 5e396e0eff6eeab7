/**
 * What it is: series as the charting library and as tables want them. Lines have points at times of their
 * own; a row holds the values of all lines that have a point at its time.
 */

import type { Chart, Series } from '../../engine/projections/frame.ts';

/** `x` in µs, and `s0`, `s1`, … where that line has a point. */
export type Row = Readonly<Record<string, number>>;

/** The rows of all lines in order of time. A step is drawn on to the cursor: its value still holds there. */
export function rowsOf({ series, kind }: Chart, cursor: number): readonly Row[] {
  const rows = new Map<number, Record<string, number>>();
  const put = (x: number, key: string, value: number): void => {
    const row = rows.get(x);
    if (row === undefined) rows.set(x, { x, [key]: value });
    else row[key] = value;
  };
  series.forEach(({ x, y }, place) => {
    const last = x.length - 1;
    x.forEach((at, i) => {
      put(at, `s${place}`, y[i] ?? Number.NaN);
    });
    if (kind === 'step' && last >= 0 && (x[last] ?? 0) < cursor) {
      put(cursor, `s${place}`, y[last] ?? Number.NaN);
    }
  });
  return [...rows.values()].toSorted((one, other) => (one['x'] ?? 0) - (other['x'] ?? 0));
}

/** The place of the last point at or before a time; -1 before the first. */
export function lastPointAt(series: Series, at: number): number {
  let low = 0;
  let high = series.x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series.x[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What each line says at a time: its last value; undefined before its first. */
export function valuesAt(series: readonly Series[], at: number): readonly (number | undefined)[] {
  return series.map((line) => {
    const place = lastPointAt(line, at);
    return place < 0 ? undefined : line.y[place];
  });
}

/** At most `most` times of the rows, evenly spaced, always with the first and the last: for a table. */
export function sampledTimes(rows: readonly Row[], most: number): readonly number[] {
  const times = rows.map((row) => row['x'] ?? 0);
  if (times.length <= most) return times;
  return Array.from(
    { length: most },
    (_, i) => times[Math.round((i * (times.length - 1)) / (most - 1))] ?? 0,
  );
}
