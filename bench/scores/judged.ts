/** What it is: what judging one seed of a data set gives, and how the folds of every row are found. */

import foldFile from '../../src/engine/learning/fixtures/folds.json' with { type: 'json' };

export const FOLDS = 5;

/** One model or ensemble over the folds of one seed. */
export interface Judged {
  /** Accuracy, or root mean square error, of each fold. */
  readonly scores: number[];
  /** Log-loss of each fold; empty where there are no probabilities. */
  readonly losses: number[];
  /** For every row of the data set: 1 when it was answered rightly, else 0; or the squared error. */
  readonly rows: number[];
}

export type Scoreboard = Record<string, Judged>;

/** The fold of every row, as the reference dealt them. */
export function foldsOf(set: keyof typeof foldFile.folds, seed: number): Int32Array {
  return Int32Array.from(foldFile.folds[set][seed] ?? '', Number);
}

/** The entry of that name, made when it is first asked for. */
export function entryOf(board: Scoreboard, name: string): Judged {
  return (board[name] ??= { scores: [], losses: [], rows: [] });
}
