/**
 * What it is: growing a small tree whose leaves hold numbers, as boosting by gradients needs it.
 * Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984,
 * chapter 8 (least squares): a split maximises (Σ left)² / weight left + (Σ right)² / weight right.
 * Shapes: targets, weights and `leaves` have one entry for each row; `leaves` is -1 for a weightless row.
 * Ties: of splits equally good the one of the first column and least threshold is kept.
 * Cost: about columns × (rows + distinct values) for each node.
 */

import type { RankedColumns } from './rankedColumns.ts';
import { LEAF } from './tree.ts';
import type { Questions } from './tree.ts';

/** Questions, and the weighted mean of the targets at every node. */
export interface RegressionTree extends Questions {
  readonly values: Float64Array;
}

export interface RegressionLimits {
  readonly depthMax: number;
  /** A tree node with fewer rows is not split; 2 when it is not said. */
  readonly splitRowsMin?: number;
  readonly leafRowsMin: number;
}

export interface RegressionGrowth {
  readonly tree: RegressionTree;
  /** The leaf of each row that took part. */
  readonly leaves: Int32Array;
}

interface Split {
  column: number;
  rank: number;
  rankAbove: number;
  score: number;
}

/** A later split must be better by this share: digits lost in summing must not choose. */
const BETTER = 1e-12;

/** Grows a tree of least squares over targets of rows that count by weight. */
export function growRegressionTree(
  ranked: RankedColumns,
  targets: Float64Array,
  weights: Float64Array,
  limits: RegressionLimits,
): RegressionGrowth {
  return new Growth(ranked, targets, weights, limits).run();
}

class Growth {
  private readonly ranked: RankedColumns;
  private readonly targets: Float64Array;
  private readonly weights: Float64Array;
  private readonly limits: RegressionLimits;
  private readonly order: Int32Array;
  private readonly leaves: Int32Array;
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;
  private readonly counts: Int32Array;
  private readonly columns: number[] = [];
  private readonly thresholds: number[] = [];
  private readonly lefts: number[] = [];
  private readonly rights: number[] = [];
  private readonly values: number[] = [];

  constructor(
    ranked: RankedColumns,
    targets: Float64Array,
    weights: Float64Array,
    limits: RegressionLimits,
  ) {
    this.ranked = ranked;
    this.targets = targets;
    this.weights = weights;
    this.limits = limits;
    this.order = Int32Array.from(targets.keys()).filter((row) => (weights[row] as number) > 0);
    this.leaves = new Int32Array(targets.length).fill(-1);
    const distinctMost = Math.max(...ranked.values.map((distinct) => distinct.length));
    this.sums = new Float64Array(distinctMost);
    this.masses = new Float64Array(distinctMost);
    this.counts = new Int32Array(distinctMost);
  }

  run(): RegressionGrowth {
    this.grow(0, this.order.length, 0);
    const tree = {
      columns: Int32Array.from(this.columns),
      thresholds: Float64Array.from(this.thresholds),
      lefts: Int32Array.from(this.lefts),
      rights: Int32Array.from(this.rights),
      values: Float64Array.from(this.values),
    };
    return { tree, leaves: this.leaves };
  }

  /** Grows the node of order[start, end) and all below it; returns its place. */
  private grow(start: number, end: number, depth: number): number {
    let sum = 0;
    let mass = 0;
    for (let i = start; i < end; i++) {
      const row = this.order[i] as number;
      const weight = this.weights[row] as number;
      sum += weight * (this.targets[row] as number);
      mass += weight;
    }
    const at = this.columns.length;
    this.columns.push(LEAF);
    this.thresholds.push(0);
    this.lefts.push(LEAF);
    this.rights.push(LEAF);
    this.values.push(sum / mass);
    const { depthMax, splitRowsMin = 2, leafRowsMin } = this.limits;
    const isDeep = depth >= depthMax || end - start < Math.max(splitRowsMin, 2 * leafRowsMin);
    const split = isDeep ? undefined : this.chooseSplit(start, end, sum, mass);
    if (split === undefined) {
      for (let i = start; i < end; i++) this.leaves[this.order[i] as number] = at;
      return at;
    }
    const middle = this.partition(start, end, split);
    this.columns[at] = split.column;
    this.thresholds[at] = this.thresholdOf(split);
    this.lefts[at] = this.grow(start, middle, depth + 1);
    this.rights[at] = this.grow(middle, end, depth + 1);
    return at;
  }

  private chooseSplit(start: number, end: number, sum: number, mass: number): Split | undefined {
    const whole = (sum * sum) / mass;
    const best: Split = { column: LEAF, rank: 0, rankAbove: 0, score: whole };
    for (let column = 0; column < this.ranked.columns; column++) {
      this.improve(best, column, start, end, sum, mass);
    }
    return best.column === LEAF ? undefined : best;
  }

  private improve(
    best: Split,
    column: number,
    start: number,
    end: number,
    sum: number,
    mass: number,
  ): void {
    const { order, sums, masses, counts, targets, weights } = this;
    const { ranks, rows } = this.ranked;
    const base = column * rows;
    const { least, most } = this.rangeOf(base, start, end);
    if (least === most) return;
    sums.fill(0, least, most + 1);
    masses.fill(0, least, most + 1);
    counts.fill(0, least, most + 1);
    for (let i = start; i < end; i++) {
      const row = order[i] as number;
      const rank = ranks[base + row] as number;
      const weight = weights[row] as number;
      sums[rank] = (sums[rank] as number) + weight * (targets[row] as number);
      masses[rank] = (masses[rank] as number) + weight;
      counts[rank] = (counts[rank] as number) + 1;
    }
    const { leafRowsMin } = this.limits;
    const count = end - start;
    let left = 0;
    let leftMass = 0;
    let leftCount = 0;
    let previous = -1;
    for (let rank = least; rank <= most; rank++) {
      if (counts[rank] === 0) continue;
      if (leftCount >= leafRowsMin && count - leftCount >= leafRowsMin) {
        const right = sum - left;
        const score = (left * left) / leftMass + (right * right) / (mass - leftMass);
        if (score > best.score + BETTER * (1 + Math.abs(best.score)))
          Object.assign(best, { column, rank: previous, rankAbove: rank, score });
      }
      left += sums[rank] as number;
      leftMass += masses[rank] as number;
      leftCount += counts[rank] as number;
      previous = rank;
    }
  }

  /** The lowest and the highest rank in a column among the rows of order[start, end). */
  private rangeOf(base: number, start: number, end: number): { least: number; most: number } {
    const { ranks } = this.ranked;
    let least = Infinity;
    let most = -1;
    for (let i = start; i < end; i++) {
      const rank = ranks[base + (this.order[i] as number)] as number;
      if (rank < least) least = rank;
      if (rank > most) most = rank;
    }
    return { least, most };
  }

  /** Moves the rows that go left to the front, in their order; returns where the right side starts. */
  private partition(start: number, end: number, split: Split): number {
    const { order } = this;
    const base = split.column * this.ranked.rows;
    const right: number[] = [];
    let middle = start;
    for (let i = start; i < end; i++) {
      const row = order[i] as number;
      if ((this.ranked.ranks[base + row] as number) > split.rank) right.push(row);
      else order[middle++] = row;
    }
    order.set(right, middle);
    return middle;
  }

  private thresholdOf(split: Split): number {
    const values = this.ranked.values[split.column] as Float64Array;
    return between(values[split.rank] as number, values[split.rankAbove] as number);
  }
}

/** Half way between two values, never so far rounded up that it reaches the upper one. */
function between(below: number, above: number): number {
  const half = below + (above - below) / 2;
  return half < above ? half : below;
}
