/**
 * What it is: the search for the best threshold of one column among the rows of one tree node.
 * Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984,
 * chapter 4 (Gini criterion). Minimising the children's weighted impurity is the same as maximising
 * Σ left² / left + Σ right² / right over class weights, which is what is computed.
 * Units: weights of rows; rank thresholds are inclusive on the left.
 * Cost: linear in rows when the column has few distinct values (counting), else a sort of the rows.
 */

import type { RankedColumns } from './rankedColumns.ts';

/** Rows of one node: order[start, end) are row indices. */
export interface NodeRows {
  readonly order: Int32Array;
  readonly start: number;
  readonly end: number;
}

/** The best split found so far. `column` is -1 as long as there is none. */
export interface BestSplit {
  column: number;
  /** Rows of this rank and below go left. */
  rank: number;
  /** The next rank that occurs in the node: it goes right. */
  rankAbove: number;
  score: number;
}

/** A later candidate must be better by this factor: digits lost in summing must not choose. */
const BETTER = 1 + 1e-12;
/** Below this many rows a plain insertion beats the host's sort. */
const INSERTION_ROWS = 24;

/** Searches columns of one training set; it owns the scratch memory, so keep one for all nodes. */
export class SplitSearch {
  private readonly ranked: RankedColumns;
  private readonly labels: Int32Array;
  private readonly weights: Float64Array;
  private readonly classes: number;
  private readonly leafRowsMin: number;
  private readonly left: Float64Array;
  private readonly right: Float64Array;
  private readonly classCounts: Float64Array;
  private readonly rowCounts: Int32Array;
  private readonly keys: Float64Array;

  constructor(
    ranked: RankedColumns,
    labels: Int32Array,
    weights: Float64Array,
    classes: number,
    leafRowsMin: number,
  ) {
    this.ranked = ranked;
    this.labels = labels;
    this.weights = weights;
    this.classes = classes;
    this.leafRowsMin = leafRowsMin;
    this.left = new Float64Array(classes);
    this.right = new Float64Array(classes);
    const distinctMost = Math.max(...ranked.values.map((distinct) => distinct.length));
    this.classCounts = new Float64Array(distinctMost * classes);
    this.rowCounts = new Int32Array(distinctMost);
    this.keys = new Float64Array(ranked.rows);
  }

  /**
   * Improves `best` with the best threshold of the column; `totals` are the node's class weights.
   * False when all rows of the node share one value, so that the column cannot split it.
   */
  improve(best: BestSplit, column: number, node: NodeRows, totals: Float64Array): boolean {
    const { ranks, rows } = this.ranked;
    const base = column * rows;
    let least = Infinity;
    let most = -1;
    for (let i = node.start; i < node.end; i++) {
      const rank = ranks[base + (node.order[i] as number)] as number;
      if (rank < least) least = rank;
      if (rank > most) most = rank;
    }
    if (least === most) return false;
    this.left.fill(0);
    this.right.set(totals);
    const count = node.end - node.start;
    const span = most - least + 1;
    const isNarrow = span * (this.classes + 1) <= count * Math.max(4, 32 - Math.clz32(count));
    if (isNarrow) this.searchByCounting(best, column, node, least, most);
    else this.searchBySorting(best, column, node);
    return true;
  }

  private searchByCounting(
    best: BestSplit,
    column: number,
    node: NodeRows,
    least: number,
    most: number,
  ): void {
    const { classes, classCounts, rowCounts, labels, weights, left, right } = this;
    const base = column * this.ranked.rows;
    const ranks = this.ranked.ranks;
    classCounts.fill(0, 0, (most - least + 1) * classes);
    rowCounts.fill(0, 0, most - least + 1);
    for (let i = node.start; i < node.end; i++) {
      const row = node.order[i] as number;
      const place = (ranks[base + row] as number) - least;
      const cell = place * classes + (labels[row] as number);
      classCounts[cell] = (classCounts[cell] as number) + (weights[row] as number);
      rowCounts[place] = (rowCounts[place] as number) + 1;
    }
    const rowsAll = node.end - node.start;
    let rowsLeft = 0;
    let previous = -1;
    for (let place = 0; place <= most - least; place++) {
      const rowsHere = rowCounts[place] as number;
      if (rowsHere === 0) continue;
      if (previous >= 0 && this.isAllowed(rowsLeft, rowsAll)) {
        this.offer(best, column, least + previous, least + place);
      }
      rowsLeft += rowsHere;
      for (let label = 0; label < classes; label++) {
        const moved = classCounts[place * classes + label] as number;
        left[label] = (left[label] as number) + moved;
        right[label] = (right[label] as number) - moved;
      }
      previous = place;
    }
  }

  private searchBySorting(best: BestSplit, column: number, node: NodeRows): void {
    const { labels, weights, left, right, keys } = this;
    const { ranks, rows } = this.ranked;
    const base = column * rows;
    const count = node.end - node.start;
    // A key holds rank and row in one exact number, so sorting keys sorts rows without a comparator.
    for (let i = 0; i < count; i++) {
      const row = node.order[node.start + i] as number;
      keys[i] = (ranks[base + row] as number) * rows + row;
    }
    sortStart(keys, count);
    let previous = -1;
    for (let i = 0; i < count; i++) {
      const key = keys[i] as number;
      const rank = Math.floor(key / rows);
      const row = key - rank * rows;
      if (i > 0 && rank !== previous && this.isAllowed(i, count)) {
        this.offer(best, column, previous, rank);
      }
      const label = labels[row] as number;
      const weight = weights[row] as number;
      left[label] = (left[label] as number) + weight;
      right[label] = (right[label] as number) - weight;
      previous = rank;
    }
  }

  private isAllowed(rowsLeft: number, rowsAll: number): boolean {
    return rowsLeft >= this.leafRowsMin && rowsAll - rowsLeft >= this.leafRowsMin;
  }

  private offer(best: BestSplit, column: number, rank: number, rankAbove: number): void {
    const { classes, left, right } = this;
    let leftSum = 0;
    let leftSquares = 0;
    let rightSum = 0;
    let rightSquares = 0;
    for (let label = 0; label < classes; label++) {
      const onLeft = left[label] as number;
      const onRight = right[label] as number;
      leftSum += onLeft;
      leftSquares += onLeft * onLeft;
      rightSum += onRight;
      rightSquares += onRight * onRight;
    }
    const score = leftSquares / leftSum + rightSquares / rightSum;
    if (best.column >= 0 && score <= best.score * BETTER) return;
    best.column = column;
    best.rank = rank;
    best.rankAbove = rankAbove;
    best.score = score;
  }
}

/** Sorts keys[0, count) upwards. */
function sortStart(keys: Float64Array, count: number): void {
  if (count > INSERTION_ROWS) {
    keys.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const key = keys[i] as number;
    let j = i - 1;
    for (; j >= 0 && (keys[j] as number) > key; j--) keys[j + 1] = keys[j] as number;
    keys[j + 1] = key;
  }
}
