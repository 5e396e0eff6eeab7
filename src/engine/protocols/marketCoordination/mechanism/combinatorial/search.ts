/**
 * What it is: exact winner determination by branch and bound: a first solution by greed and swaps, Lagrangian
 * bounds (lagrange.ts), columns fixed by their reduced profit, depth first with the likeliest column taken first.
 * A column is left out of a branch when even the bound that includes it does not beat the incumbent.
 * Result: incumbent, bound and whether they meet; a search that spends its budget says so instead of pretending.
 * Bounds: recursion is as deep as columns are taken, at most the number of rows.
 * Cost: exponential in the worst case; `workMost` (non-zeros visited) bounds it.
 */

import { SLACK, lagrangeBound, workspaceFor } from './lagrange.ts';
import type { Workspace } from './lagrange.ts';
import { conflict } from './packing.ts';
import type { Packing } from './packing.ts';

export interface SearchOptions {
  /** Only solutions above this are looked for; 0 by default. */
  readonly above?: number;
  /** Columns that may be used; all by default. */
  readonly columns?: readonly number[];
  /** Non-zeros that may be visited. */
  readonly workMost?: number;
}

/** How incumbent and bound stood when either had moved. */
export interface SearchProgress {
  readonly nodes: number;
  readonly incumbent: number;
  readonly bound: number;
}

export interface SearchResult {
  /** Of the best solution found; `above` when there is none. */
  readonly value: number;
  /** Ascending. */
  readonly chosen: readonly number[];
  /** Nothing above it exists: equal to `value` when that is proven. */
  readonly bound: number;
  readonly isProven: boolean;
  readonly nodes: number;
  readonly progress: readonly SearchProgress[];
}

const WORK_MOST = 4e9;
const ITERATIONS_FIRST = 600;
const ITERATIONS_CHILD = 40;
const ITERATIONS_AGAIN = 14;
const PROGRESS_MOST = 200;

interface Search {
  readonly packing: Packing;
  readonly space: Workspace;
  readonly workMost: number;
  /** The columns taken on the way to this node. */
  readonly taken: number[];
  value: number;
  chosen: readonly number[];
  nodes: number;
  isSpent: boolean;
  /** The bound of what was left undone when the budget was spent. */
  open: number;
  rootBound: number;
  readonly progress: SearchProgress[];
}

/** The best packing: its columns and value, with a proof or the gap that is left. */
export function searchPacking(packing: Packing, options: SearchOptions = {}): SearchResult {
  const columns = Int32Array.from(
    options.columns ?? Array.from({ length: packing.columnCount }, (_, c) => c),
  );
  const search: Search = {
    packing,
    space: workspaceFor(packing),
    workMost: options.workMost ?? WORK_MOST,
    taken: [],
    value: options.above ?? 0,
    chosen: [],
    nodes: 0,
    isSpent: false,
    open: 0,
    rootBound: Infinity,
    progress: [],
  };
  const prices = firstPrices(packing, columns);
  offer(search, greedily(search, columns, byDensity(packing)), 0);
  branch(search, columns, prices, 0, ITERATIONS_FIRST);
  const bound = search.isSpent ? Math.max(search.value, search.open) : search.value;
  note(search, bound);
  return {
    value: search.value,
    chosen: search.chosen.toSorted((x, y) => x - y),
    bound,
    isProven: bound === search.value,
    nodes: search.nodes,
    progress: search.progress,
  };
}

/** Each row costs at first what the dearest column on it pays for one row. */
function firstPrices({ starts, rows, values, rowCount }: Packing, columns: Int32Array) {
  const prices = new Float64Array(rowCount);
  for (const c of columns) {
    const [from, to] = [starts[c] as number, starts[c + 1] as number];
    const share = (values[c] as number) / (to - from);
    for (let k = from; k < to; k++) {
      const row = rows[k] as number;
      prices[row] = Math.max(prices[row] as number, share);
    }
  }
  return prices;
}

/** A column's value for the square root of its size: the order of greed with the best guarantee. */
function byDensity({ starts, values }: Packing): (c: number) => number {
  return (c) =>
    (values[c] as number) / Math.sqrt((starts[c + 1] as number) - (starts[c] as number));
}

/** Takes what fits in descending order of `merit`, then swaps while that gains. */
function greedily(
  { packing }: Search,
  columns: Int32Array,
  merit: (c: number) => number,
): readonly number[] {
  const ranked = Array.from(columns, (c) => [c, merit(c)] as const).toSorted(
    ([c, x], [d, y]) => y - x || c - d,
  );
  let chosen: number[] = [];
  for (const [c] of ranked) if (!chosen.some((d) => conflict(packing, c, d))) chosen.push(c);
  for (let hasGained = true; hasGained;) {
    hasGained = false;
    for (const [c] of ranked) {
      if (chosen.includes(c)) continue;
      const lost = chosen.filter((d) => conflict(packing, c, d));
      const gain = (packing.values[c] as number) - valueOf(packing, lost);
      if (gain <= 0) continue;
      chosen = [...chosen.filter((d) => !lost.includes(d)), c];
      hasGained = true;
    }
  }
  return chosen;
}

function valueOf({ values }: Packing, columns: readonly number[]): number {
  return columns.reduce((sum, c) => sum + (values[c] as number), 0);
}

/** Makes a solution the incumbent if it is better. */
function offer(search: Search, more: readonly number[], fixed: number): void {
  const value = fixed + valueOf(search.packing, more);
  if (value <= search.value) return;
  search.value = value;
  search.chosen = [...search.taken, ...more];
  note(search, Math.max(value, search.rootBound));
}

function note(search: Search, bound: number): void {
  if (!Number.isFinite(bound) || search.progress.length >= PROGRESS_MOST) return;
  search.progress.push({ nodes: search.nodes, incumbent: search.value, bound });
}

/** Searches what the columns can add to `fixed`, the value of those taken. */
function branch(
  search: Search,
  columns: Int32Array,
  prices: Float64Array,
  fixed: number,
  iterations: number,
): void {
  const depth = search.taken.length;
  let [left, rounds, spentFixed] = [columns, iterations, fixed];
  for (;;) {
    search.nodes += 1;
    const target = search.value - spentFixed;
    const bound = lagrangeBound(search.packing, left, prices, target, rounds, search.space);
    const whole = spentFixed + Math.floor(bound + SLACK);
    if (search.nodes === 1) noteRoot(search, whole);
    if (whole <= search.value || left.length === 0) break;
    if (search.space.work > search.workMost) {
      search.isSpent = true;
      search.open = Math.max(search.open, whole);
      break;
    }
    offer(
      search,
      greedily(search, left, (c) => search.space.profits[c] as number),
      spentFixed,
    );
    const fixing = fixColumns(search, left, bound, search.value - spentFixed);
    spentFixed += fixing.gained;
    left = fixing.left;
    if (left.length === 0) {
      offer(search, [], spentFixed);
      break;
    }
    const next = likeliest(search, left);
    search.taken.push(next);
    const inside = left.filter((c) => !conflict(search.packing, c, next));
    const value = spentFixed + (search.packing.values[next] as number);
    if (inside.length === 0) offer(search, [], value);
    else branch(search, inside, prices.slice(), value, ITERATIONS_CHILD);
    search.taken.pop();
    if (search.isSpent) {
      search.open = Math.max(search.open, whole);
      break;
    }
    left = left.filter((c) => c !== next);
    rounds = ITERATIONS_AGAIN;
  }
  search.taken.length = depth;
}

function noteRoot(search: Search, bound: number): void {
  search.rootBound = bound;
  note(search, Math.max(bound, search.value));
}

/**
 * Drops the columns that cannot be in a better solution, and takes those that must be in every one:
 * `bound` less the loss that the other choice means would not beat the target.
 */
function fixColumns(search: Search, columns: Int32Array, bound: number, target: number) {
  const { packing, space } = search;
  const isOut = (loss: number): boolean => Math.floor(bound - loss + SLACK) <= target;
  let left = columns.filter((c) => {
    const profit = space.profits[c] as number;
    return profit >= 0 || !isOut(-profit);
  });
  let gained = 0;
  for (const c of columns) {
    const profit = space.profits[c] as number;
    if (profit <= 0 || !isOut(profit) || !left.includes(c)) continue;
    search.taken.push(c);
    gained += packing.values[c] as number;
    left = left.filter((d) => !conflict(packing, c, d));
  }
  return { left, gained };
}

/** The column to take next: wanted most of the time, and worth most among those. */
function likeliest({ packing, space }: Search, columns: Int32Array): number {
  let [best, bestMerit] = [columns[0] as number, -1];
  for (const c of columns) {
    const merit = (space.wanted[c] as number) * (packing.values[c] as number);
    if (merit > bestMerit) [best, bestMerit] = [c, merit];
  }
  return best;
}
