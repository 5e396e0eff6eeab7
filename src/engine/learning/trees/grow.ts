/**
 * What it is: growing one classification tree, greedily, from the root.
 * Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984;
 * the choice of features at every split, L. Breiman, "Random Forests", Machine Learning 45 (2001).
 * Departure: no pruning; growth stops at pure tree nodes and at the given limits. A split that gains
 * nothing yet is made, because what follows may gain (as with exclusive or).
 * Cost: about columns × rows × depth.
 */

import type { Choices } from '../../base/choices.ts';
import type { RankedColumns } from './rankedColumns.ts';
import type { BestSplit } from './splitSearch.ts';
import { SplitSearch } from './splitSearch.ts';
import type { Tree } from './tree.ts';
import { LEAF } from './tree.ts';

export interface GrowthLimits {
  /** Questions on the longest way down. */
  readonly depthMax: number;
  /** A tree node with fewer rows is not split. */
  readonly splitRowsMin: number;
  /** No side of a split gets fewer rows. */
  readonly leafRowsMin: number;
  /** Columns tried at each split, drawn anew; all of them when it is the number of columns. */
  readonly columnsPerSplit: number;
}

export interface GrowthExamples {
  readonly ranked: RankedColumns;
  readonly labels: Int32Array;
  /** Rows of weight 0 take no part. */
  readonly weights: Float64Array;
  readonly classes: number;
}

/** A stretch of rows that waits to become a tree node. */
interface Pending {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly parent: number;
  readonly isLeft: boolean;
}

/**
 * Grows a tree. Columns are tried in an order drawn from `choices`, even when all of them are: of two
 * splits that part the rows equally well the first tried is kept, and none should be so by its place.
 */
export function growTree(examples: GrowthExamples, limits: GrowthLimits, choices: Choices): Tree {
  return new Growth(examples, limits, choices).run();
}

class Growth {
  private readonly examples: GrowthExamples;
  private readonly limits: GrowthLimits;
  private readonly choices: Choices;
  private readonly search: SplitSearch;
  private readonly order: Int32Array;
  private readonly candidates: Int32Array;
  private readonly totals: Float64Array;
  private readonly columns: number[] = [];
  private readonly thresholds: number[] = [];
  private readonly lefts: number[] = [];
  private readonly rights: number[] = [];
  private readonly shares: number[] = [];

  constructor(examples: GrowthExamples, limits: GrowthLimits, choices: Choices) {
    const { ranked, labels, weights, classes } = examples;
    this.examples = examples;
    this.limits = limits;
    this.choices = choices;
    this.search = new SplitSearch(ranked, labels, weights, classes, limits.leafRowsMin);
    this.order = Int32Array.from(labels.keys()).filter((row) => (weights[row] as number) > 0);
    this.candidates = Int32Array.from({ length: ranked.columns }, (_, column) => column);
    this.totals = new Float64Array(classes);
  }

  run(): Tree {
    const waiting: Pending[] = [
      { start: 0, end: this.order.length, depth: 0, parent: -1, isLeft: true },
    ];
    for (let pending = waiting.pop(); pending !== undefined; pending = waiting.pop()) {
      const at = this.addNode(pending);
      const split = this.chooseSplit(pending);
      if (split === undefined) continue;
      const middle = this.partition(pending, split);
      this.columns[at] = split.column;
      this.thresholds[at] = this.thresholdOf(split);
      const depth = pending.depth + 1;
      // The left side is pushed last and so comes next: parents, then left, then right.
      waiting.push({ start: middle, end: pending.end, depth, parent: at, isLeft: false });
      waiting.push({ start: pending.start, end: middle, depth, parent: at, isLeft: true });
    }
    return {
      classes: this.examples.classes,
      columns: Int32Array.from(this.columns),
      thresholds: Float64Array.from(this.thresholds),
      lefts: Int32Array.from(this.lefts),
      rights: Int32Array.from(this.rights),
      shares: Float64Array.from(this.shares),
    };
  }

  /** Adds a leaf for these rows, ties it to its parent and leaves its class weights in `totals`. */
  private addNode({ start, end, parent, isLeft }: Pending): number {
    const { totals } = this;
    totals.fill(0);
    let sum = 0;
    for (let i = start; i < end; i++) {
      const row = this.order[i] as number;
      const label = this.examples.labels[row] as number;
      const weight = this.examples.weights[row] as number;
      totals[label] = (totals[label] as number) + weight;
      sum += weight;
    }
    const at = this.columns.length;
    this.columns.push(LEAF);
    this.thresholds.push(0);
    this.lefts.push(LEAF);
    this.rights.push(LEAF);
    for (const total of totals) this.shares.push(total / sum);
    if (parent >= 0) (isLeft ? this.lefts : this.rights)[parent] = at;
    return at;
  }

  /** The best split of the rows whose class weights are in `totals`; undefined for a leaf. */
  private chooseSplit(pending: Pending): BestSplit | undefined {
    const { depthMax, splitRowsMin, leafRowsMin, columnsPerSplit } = this.limits;
    const rows = pending.end - pending.start;
    if (pending.depth >= depthMax || rows < Math.max(splitRowsMin, 2 * leafRowsMin)) {
      return undefined;
    }
    if (this.totals.filter((total) => total > 0).length < 2) return undefined;
    const node = { order: this.order, start: pending.start, end: pending.end };
    const best: BestSplit = { column: -1, rank: 0, rankAbove: 0, score: -Infinity };
    const { candidates } = this;
    let hasVaried = false;
    for (let tried = 0; tried < candidates.length; tried++) {
      // Columns without variety here do not count as a chance to split: drawing goes on until one has.
      if (tried >= columnsPerSplit && hasVaried) break;
      this.drawCandidate(tried);
      const column = candidates[tried] as number;
      if (this.search.improve(best, column, node, this.totals)) hasVaried = true;
    }
    return best.column < 0 ? undefined : best;
  }

  /** Puts a column drawn from candidates[tried, …) at `tried`. */
  private drawCandidate(tried: number): void {
    const { candidates } = this;
    const from = tried + this.choices.below(candidates.length - tried);
    const column = candidates[from] as number;
    candidates[from] = candidates[tried] as number;
    candidates[tried] = column;
  }

  /** Moves the rows that go left to the front; returns where the right side starts. */
  private partition({ start, end }: Pending, split: BestSplit): number {
    const { order } = this;
    const { ranks, rows } = this.examples.ranked;
    const base = split.column * rows;
    let middle = start;
    for (let i = start; i < end; i++) {
      const row = order[i] as number;
      if ((ranks[base + row] as number) > split.rank) continue;
      order[i] = order[middle] as number;
      order[middle] = row;
      middle++;
    }
    return middle;
  }

  /** Half way between the two values that the split parts. */
  private thresholdOf(split: BestSplit): number {
    const values = this.examples.ranked.values[split.column] as Float64Array;
    const below = values[split.rank] as number;
    const above = values[split.rankAbove] as number;
    const half = below + (above - below) / 2;
    // Between neighbouring doubles the half may round up to the upper value, which must go right.
    return half < above ? half : below;
  }
}
