/**
 * What it is: which parameters matter: the share of the loss's variance over the whole space that each explains alone,
 * and what is left for several together.
 * Source: F. Hutter, H. Hoos, K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014
 * (functional ANOVA on a forest): a tree is constant on boxes, so its mean over all other parameters is a sum over
 * leaves, exact for each tree; shares are means over the trees.
 * Shapes: the space is the unit cube of space/encoding.ts, in which a choice has its equal part. A parameter that is not
 * active stands in the middle, so what counts only sometimes has its share of the whole.
 * Bounds: losses beyond the worse half's distance from the middle are cut off at `WORST_KEPT` of it, lest a few
 * disasters be all that there is to explain.
 * Errors: fewer than four complete trials, or equal losses, explain nothing: all shares are 0.
 * Cost: trees × leaves × log leaves × parameters; some milliseconds for a hundred trials.
 */

import type { Choices } from '../../base/choices.ts';
import { growRegressionTree } from '../../learning/trees/regressionTree.ts';
import { rankColumns } from '../../learning/trees/rankedColumns.ts';
import { LEAF } from '../../learning/trees/tree.ts';
import type { RegressionTree } from '../../learning/trees/regressionTree.ts';
import { pointOf } from '../space/encoding.ts';
import type { SearchSpace } from '../space/space.ts';
import type { Trial } from '../trial.ts';

export interface Importance {
  readonly parameter: string;
  /** From 0 to 1: what it explains by itself. */
  readonly share: number;
}

export interface Importances {
  /** In the order of the space. */
  readonly alone: readonly Importance[];
  /** From 0 to 1: what only several parameters explain together. */
  readonly together: number;
}

const TREES = 48;
const LIMITS = { depthMax: 24, leafRowsMin: 1 };
const TRIALS_LEAST = 4;
/** Losses are kept up to so many times the distance from the best to the middle one. */
const WORST_KEPT = 10;

/** The shares of all parameters in one objective, from the complete trials. */
export function importances(
  space: SearchSpace,
  trials: readonly Trial[],
  choices: Choices,
  objective = 0,
): Importances {
  const complete = trials.filter(({ state }) => state === 'complete');
  const columns = space.parameters.length;
  const losses = keptLosses(complete.map(({ values }) => values[objective] as number));
  const features = new Float64Array(complete.length * columns);
  complete.forEach(({ assignment }, row) =>
    features.set(pointOf(space, assignment), row * columns),
  );
  const shares = new Float64Array(columns);
  let counted = 0;
  if (complete.length >= TRIALS_LEAST) {
    const ranked = rankColumns({ rows: complete.length, columns, features });
    for (let i = 0; i < TREES; i++) {
      const weights = new Float64Array(complete.length);
      for (let k = 0; k < complete.length; k++) {
        const row = choices.below(complete.length);
        weights[row] = (weights[row] as number) + 1;
      }
      const { tree } = growRegressionTree(ranked, losses, weights, LIMITS);
      const own = sharesOf(tree, columns);
      if (own === undefined) continue;
      counted++;
      own.forEach((share, column) => {
        shares[column] = (shares[column] as number) + share;
      });
    }
  }
  const alone = space.parameters.map(({ name }, column) => ({
    parameter: name,
    share: counted === 0 ? 0 : (shares[column] as number) / counted,
  }));
  const explained = alone.reduce((sum, { share }) => sum + share, 0);
  return { alone, together: counted === 0 ? 0 : Math.max(0, 1 - explained) };
}

function keptLosses(losses: readonly number[]): Float64Array {
  const sorted = losses.toSorted((x, y) => x - y);
  const best = sorted[0] ?? 0;
  const middle = sorted[sorted.length >> 1] ?? 0;
  const most = best + WORST_KEPT * (middle - best);
  return Float64Array.from(losses, (loss) => (middle > best ? Math.min(loss, most) : loss));
}

interface Leaf {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly value: number;
  readonly volume: number;
}

/** For each column the share of the tree's variance that its own mean has; undefined for a tree that is constant. */
function sharesOf(tree: RegressionTree, columns: number): readonly number[] | undefined {
  const leaves = leavesOf(tree, columns);
  const mean = leaves.reduce((sum, { value, volume }) => sum + value * volume, 0);
  const variance = leaves.reduce(
    (sum, { value, volume }) => sum + volume * (value - mean) * (value - mean),
    0,
  );
  if (!(variance > 0)) return undefined;
  return Array.from(
    { length: columns },
    (_, column) => ownVariance(leaves, column, mean) / variance,
  );
}

/** The variance of the mean over all other columns, which is constant between neighbouring borders. */
function ownVariance(leaves: readonly Leaf[], column: number, mean: number): number {
  // What each leaf adds to the mean from its low border to its high one.
  const changes = leaves.flatMap(({ low, high, value, volume }) => {
    const from = low[column] as number;
    const to = high[column] as number;
    const height = (value * volume) / (to - from);
    return [
      { at: from, by: height },
      { at: to, by: -height },
    ];
  });
  changes.sort((one, other) => one.at - other.at);
  let sum = 0;
  let height = 0;
  let reached = 0;
  for (const { at, by } of changes) {
    sum += (at - reached) * (height - mean) * (height - mean);
    reached = at;
    height += by;
  }
  return sum;
}

function leavesOf(tree: RegressionTree, columns: number): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (at: number, low: Float64Array, high: Float64Array): void => {
    const column = tree.columns[at] as number;
    if (column === LEAF) {
      const volume = low.reduce((product, from, i) => product * ((high[i] as number) - from), 1);
      if (volume > 0) leaves.push({ low, high, value: tree.values[at] as number, volume });
      return;
    }
    const border = tree.thresholds[at] as number;
    walk(tree.lefts[at] as number, low, high.with(column, border));
    walk(tree.rights[at] as number, low.with(column, border), high);
  };
  walk(0, new Float64Array(columns), new Float64Array(columns).fill(1));
  return leaves;
}
