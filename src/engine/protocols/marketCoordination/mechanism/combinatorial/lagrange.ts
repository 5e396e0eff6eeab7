/**
 * What it is: an upper bound on what the columns that are left can still bring, by Lagrangian relaxation:
 * every row has a price, a column's profit is its value less the prices of its rows, and
 *   bound = sum of prices + sum of positive profits.
 * The prices follow a subgradient (Held, Wolfe and Crowder 1974): up where a row is wanted more than once, down where
 * nobody wants it. The step is halved when the bound has not fallen for a while.
 * Units: values as in packing.ts; prices and profits are real numbers. A bound is only believed down to SLACK.
 * Cost: iterations × non-zeros of the columns that are left.
 */

import type { Packing } from './packing.ts';

/** What rounding may have added to a bound: whole values are compared with ⌊bound + SLACK⌋. */
export const SLACK = 1e-6;

const STEP_FIRST = 1;
const STEP_LEAST = 0.005;
const PATIENCE = 6;
/** How fast the running mean of who is wanted follows. */
const MEMORY = 0.85;

/** Arrays as long as the problem, used again by every bound: no bound allocates. */
export interface Workspace {
  /** By row: how many wanted columns use it. */
  readonly usage: Int32Array;
  /** By row: the prices being tried. */
  readonly trial: Float64Array;
  /** By column, at the best prices found. */
  readonly profits: Float64Array;
  /** By column: running mean of being wanted, 0..1. */
  readonly wanted: Float64Array;
  /** By row: the mark of the last bound that met it. */
  readonly marks: Int32Array;
  readonly live: Int32Array;
  mark: number;
  /** Counted in non-zeros visited: what the search's budget is spent on. */
  work: number;
}

/** Empty arrays for a problem. */
export function workspaceFor(packing: Packing): Workspace {
  return {
    usage: new Int32Array(packing.rowCount),
    trial: new Float64Array(packing.rowCount),
    profits: new Float64Array(packing.columnCount),
    wanted: new Float64Array(packing.columnCount).fill(0.5),
    marks: new Int32Array(packing.rowCount),
    live: new Int32Array(packing.rowCount),
    mark: 0,
    work: 0,
  };
}

/** The rows that the columns use, into `space.live`; how many there are. */
function findLiveRows(packing: Packing, columns: Int32Array, space: Workspace): number {
  const { starts, rows } = packing;
  const { marks, live } = space;
  space.mark += 1;
  let count = 0;
  for (const c of columns) {
    for (let k = starts[c] as number; k < (starts[c + 1] as number); k++) {
      const row = rows[k] as number;
      if (marks[row] === space.mark) continue;
      marks[row] = space.mark;
      live[count++] = row;
    }
  }
  return count;
}

/** One evaluation at the trial prices: sets `usage` and the running means, gives the bound. */
function evaluate(
  packing: Packing,
  columns: Int32Array,
  liveCount: number,
  space: Workspace,
): number {
  const { starts, rows, values } = packing;
  const { usage, trial, wanted, live } = space;
  let bound = 0;
  for (let i = 0; i < liveCount; i++) {
    const row = live[i] as number;
    usage[row] = 0;
    bound += trial[row] as number;
  }
  for (const c of columns) {
    const [from, to] = [starts[c] as number, starts[c + 1] as number];
    let profit = values[c] as number;
    for (let k = from; k < to; k++) profit -= trial[rows[k] as number] as number;
    const mean = (wanted[c] as number) * MEMORY;
    wanted[c] = profit > 0 ? mean + (1 - MEMORY) : mean;
    if (profit <= 0) continue;
    bound += profit;
    for (let k = from; k < to; k++) (usage[rows[k] as number] as number)++;
  }
  return bound;
}

/** Moves the trial prices along the subgradient; false when nothing is wrong with them. */
function move(bound: number, target: number, step: number, liveCount: number, space: Workspace) {
  const { usage, trial, live } = space;
  let norm = 0;
  for (let i = 0; i < liveCount; i++) {
    const row = live[i] as number;
    const excess = (usage[row] as number) - 1;
    if (excess > 0 || (excess < 0 && (trial[row] as number) > 0)) norm += excess * excess;
  }
  if (norm === 0) return false;
  const length = (step * Math.max(bound - target, 1)) / norm;
  for (let i = 0; i < liveCount; i++) {
    const row = live[i] as number;
    const excess = (usage[row] as number) - 1;
    if (excess !== 0) trial[row] = Math.max(0, (trial[row] as number) + length * excess);
  }
  return true;
}

/**
 * The least bound found in `iterations`, or the first that shows that no more than `target` can be had.
 * `prices` (by row) are the first tried and hold the best afterwards; `space.profits` are those at the best.
 */
export function lagrangeBound(
  packing: Packing,
  columns: Int32Array,
  prices: Float64Array,
  target: number,
  iterations: number,
  space: Workspace,
): number {
  const liveCount = findLiveRows(packing, columns, space);
  const { trial, live } = space;
  for (let i = 0; i < liveCount; i++)
    trial[live[i] as number] = prices[live[i] as number] as number;
  const nonZeros = columns.length * 6;
  let best = Infinity;
  let [step, stalled] = [STEP_FIRST, 0];
  for (let i = 0; i < iterations; i++) {
    space.work += nonZeros;
    const bound = evaluate(packing, columns, liveCount, space);
    if (bound < best - SLACK) {
      stalled = 0;
      best = bound;
      for (let k = 0; k < liveCount; k++)
        prices[live[k] as number] = trial[live[k] as number] as number;
    } else if (++stalled >= PATIENCE) {
      stalled = 0;
      step /= 2;
      if (step < STEP_LEAST) break;
    }
    if (Math.floor(best + SLACK) <= target) return best;
    if (!move(bound, target, step, liveCount, space)) break;
  }
  setProfits(packing, columns, prices, space);
  return best;
}

function setProfits(
  { starts, rows, values }: Packing,
  columns: Int32Array,
  prices: Float64Array,
  { profits }: Workspace,
): void {
  for (const c of columns) {
    let profit = values[c] as number;
    for (let k = starts[c] as number; k < (starts[c + 1] as number); k++)
      profit -= prices[rows[k] as number] as number;
    profits[c] = profit;
  }
}
