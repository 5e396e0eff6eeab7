/**
 * What it is: seeded ways to part rows into those that train and those that judge.
 * Source: stratification as in R. Kohavi, "A Study of Cross-Validation and Bootstrap for Accuracy
 * Estimation and Model Selection", IJCAI 1995, section 3: each part keeps the shares of the classes.
 * Shapes: a fold list holds, for each row, the fold in which that row is tested.
 */

import type { Choices } from '../../base/choices.ts';
import { shuffle } from '../../base/choices.ts';
import { invariant } from '../../base/invariant.ts';
import type { Ppm } from '../../base/units.ts';
import { PPM_ONE } from '../../base/units.ts';

/** Row indices, ascending in both lists, no row in both. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Parts the rows so that `testShare` of them, and of each class as nearly as whole rows allow, are
 * held out; `testShare` between 0 and 1,000,000, both exclusive. A class of two rows or more keeps
 * at least one for training.
 */
export function stratifiedSplit(labels: Int32Array, testShare: Ppm, choices: Choices): Split {
  invariant(testShare > 0 && testShare < PPM_ONE, `a test share of ${testShare} ppm`);
  const classes = shuffledClasses(labels, choices);
  const quotas = testQuotas(
    classes.map((rows) => rows.length),
    testShare,
  );
  const isTest = new Uint8Array(labels.length);
  classes.forEach((rows, i) => {
    for (const row of rows.slice(0, quotas[i])) isTest[row] = 1;
  });
  return partition(isTest, (held) => held === 1);
}

/**
 * Gives every row a fold in [0, count), classes spread evenly, so that fold sizes differ by at most
 * one; `count` from 2 to the number of rows.
 */
export function stratifiedFolds(labels: Int32Array, count: number, choices: Choices): Int32Array {
  invariant(count >= 2 && count <= labels.length, `${count} folds of ${labels.length} rows`);
  const folds = new Int32Array(labels.length);
  // Dealing goes on from where the last class ended; starting anew at fold 0 for each class would
  // give the first folds a row more of every class.
  let next = 0;
  for (const rows of shuffledClasses(labels, choices)) {
    for (const row of rows) folds[row] = next++ % count;
  }
  return folds;
}

/** The split in which `fold` judges and all the other rows train. */
export function splitOfFold(folds: Int32Array, fold: number): Split {
  return partition(folds, (own) => own === fold);
}

/** The rows of each class that occurs, classes in ascending order, rows shuffled. */
function shuffledClasses(labels: Int32Array, choices: Choices): number[][] {
  const classes = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = classes.get(label);
    if (rows === undefined) classes.set(label, [row]);
    else rows.push(row);
  });
  const ascending = [...classes.entries()].toSorted(([one], [other]) => one - other);
  for (const [, rows] of ascending) shuffle(rows, choices);
  return ascending.map(([, rows]) => rows);
}

/** Whole test rows for each class: shares rounded down, the rest to the largest remainders. */
function testQuotas(sizes: readonly number[], testShare: Ppm): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const wanted = Math.round((total * testShare) / PPM_ONE);
  const quotas = sizes.map((size) => Math.floor((size * testShare) / PPM_ONE));
  const byRemainder = sizes
    .map((size, index) => ({ index, remainder: (size * testShare) % PPM_ONE }))
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index);
  let missing = wanted - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { index } of byRemainder) {
    const quota = quotas[index] as number;
    if (missing <= 0 || quota + 1 >= (sizes[index] as number)) continue;
    quotas[index] = quota + 1;
    missing--;
  }
  return quotas;
}

function partition(marks: ArrayLike<number>, isTested: (mark: number) => boolean): Split {
  const train: number[] = [];
  const test: number[] = [];
  for (let row = 0; row < marks.length; row++) {
    (isTested(marks[row] as number) ? test : train).push(row);
  }
  return { train: Int32Array.from(train), test: Int32Array.from(test) };
}
