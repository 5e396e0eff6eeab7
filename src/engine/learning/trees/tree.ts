/**
 * What it is: a grown classification tree as plain data, and walking down it.
 * Shapes: all arrays are indexed by tree node, in the order of a walk that visits a parent, then its
 * left, then its right side; shares are nodes × classes.
 */

/** The column of a leaf, which asks nothing. */
export const LEAF = -1;

/** What a tree asks on the way down. */
export interface Questions {
  /** The column that the node asks about, or LEAF. */
  readonly columns: Int32Array;
  /** A row goes left when its value is at most the threshold. */
  readonly thresholds: Float64Array;
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
}

export interface Tree extends Questions {
  readonly classes: number;
  /** What share of the training weight that reached the node each class has. */
  readonly shares: Float64Array;
}

/** The leaf that a row of row-major features reaches; `start` is the place of the row's first value. */
export function leafOf(tree: Questions, features: Float64Array, start: number): number {
  const { columns, thresholds, lefts, rights } = tree;
  let at = 0;
  for (;;) {
    const column = columns[at] as number;
    if (column === LEAF) return at;
    const isLeft = (features[start + column] as number) <= (thresholds[at] as number);
    at = (isLeft ? lefts[at] : rights[at]) as number;
  }
}

/** The class with the largest share in the leaf that a row reaches; the first of equals. */
export function answerOf(tree: Tree, features: Float64Array, start: number): number {
  const from = leafOf(tree, features, start) * tree.classes;
  let best = 0;
  for (let label = 1; label < tree.classes; label++) {
    if ((tree.shares[from + label] as number) > (tree.shares[from + best] as number)) best = label;
  }
  return best;
}

/** Gini's impurity of a tree node: the chance that two rows drawn from it differ in class. */
export function impurityOf(tree: Tree, at: number): number {
  let same = 0;
  for (let label = 0; label < tree.classes; label++) {
    const share = tree.shares[at * tree.classes + label] as number;
    same += share * share;
  }
  return 1 - same;
}

/** How many questions the longest way down asks; 0 for a single leaf. */
export function depthOf(tree: Tree): number {
  const depths = new Int32Array(tree.columns.length);
  let deepest = 0;
  tree.columns.forEach((column, at) => {
    if (column === LEAF) return;
    const below = (depths[at] as number) + 1;
    depths[tree.lefts[at] as number] = below;
    depths[tree.rights[at] as number] = below;
    deepest = Math.max(deepest, below);
  });
  return deepest;
}
