import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import type { Examples } from '../data/dataset.ts';
import { selectRows } from '../data/dataset.ts';
import { growTree } from './grow.ts';
import type { GrowthLimits } from './grow.ts';
import { rankColumns } from './rankedColumns.ts';
import { SplitSearch } from './splitSearch.ts';
import type { BestSplit } from './splitSearch.ts';
import type { Tree } from './tree.ts';
import { LEAF, depthOf, impurityOf, leafOf } from './tree.ts';

const UNLIMITED = { depthMax: 64, splitRowsMin: 2, leafRowsMin: 1 };

function grow(examples: Examples, limits: Partial<GrowthLimits> = {}, seed = 1): Tree {
  const { rows, columns, classes, labels } = examples;
  return growTree(
    {
      ranked: rankColumns(examples),
      labels,
      weights: examples.weights ?? new Float64Array(rows).fill(1),
      classes,
    },
    { ...UNLIMITED, columnsPerSplit: columns, ...limits },
    SeededChoices.named(seed, 'tree'),
  );
}

/** Tables of whole numbers; `spread` is how many different values a column may have. */
function someExamples(rowsMax: number, spread: number, classes = 3): fc.Arbitrary<Examples> {
  return fc
    .record({
      columns: fc.integer({ min: 1, max: 3 }),
      labels: fc.array(fc.integer({ min: 0, max: classes - 1 }), {
        minLength: 2,
        maxLength: rowsMax,
      }),
      seed: fc.integer(),
    })
    .map(({ columns, labels, seed }) => {
      const choices = SeededChoices.named(seed, 'values');
      const features = Float64Array.from(
        { length: labels.length * columns },
        () => choices.below(spread) - 2,
      );
      return { rows: labels.length, columns, classes, features, labels: Int32Array.from(labels) };
    });
}

describe('growing', () => {
  test('without limits, rows that differ end in leaves of their own class', () => {
    fc.assert(
      fc.property(someExamples(40, 1_000_000), (examples) => {
        const tree = grow(examples);
        examples.labels.forEach((label, row) => {
          const at = leafOf(tree, examples.features, row * examples.columns);
          expect(impurityOf(tree, at)).toBe(0);
          expect(tree.shares[at * examples.classes + label]).toBe(1);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('a leaf answers with the class shares of the rows that reach it', () => {
    fc.assert(
      fc.property(someExamples(40, 3), (examples) => {
        const tree = grow(examples, { depthMax: 2 });
        expect(depthOf(tree)).toBeLessThanOrEqual(2);
        const counts = new Map<number, number[]>();
        examples.labels.forEach((label, row) => {
          const at = leafOf(tree, examples.features, row * examples.columns);
          if (!counts.has(at)) counts.set(at, [0, 0, 0]);
          counts.get(at)![label]!++;
        });
        for (const [at, own] of counts) {
          const total = own.reduce((sum, count) => sum + count, 0);
          own.forEach((count, label) => {
            expect(tree.shares[at * 3 + label]).toBeCloseTo(count / total, 12);
          });
        }
      }),
      { numRuns: 50 },
    );
  });

  test('no leaf has fewer rows than asked, and small nodes are not split', () => {
    fc.assert(
      fc.property(someExamples(40, 10), fc.integer({ min: 1, max: 6 }), (examples, leafRowsMin) => {
        const tree = grow(examples, { leafRowsMin });
        const reached = new Map<number, number>();
        examples.labels.forEach((_, row) => {
          const at = leafOf(tree, examples.features, row * examples.columns);
          reached.set(at, (reached.get(at) ?? 0) + 1);
        });
        if (reached.size > 1)
          expect(Math.min(...reached.values())).toBeGreaterThanOrEqual(leafRowsMin);
        expect(grow(examples, { splitRowsMin: examples.rows + 1 }).columns).toEqual(
          Int32Array.of(LEAF),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('exclusive or is learned although its first split gains nothing', () => {
    const examples = {
      rows: 4,
      columns: 2,
      classes: 2,
      features: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
      labels: Int32Array.of(0, 1, 1, 0),
    };
    const tree = grow(examples);
    expect(depthOf(tree)).toBe(2);
    const answers = [0, 1, 2, 3].map(
      (row) => tree.shares[leafOf(tree, examples.features, row * 2) * 2],
    );
    expect(answers).toEqual([1, 0, 0, 1]);
  });

  test('a whole weight counts like that many copies of the row, and 0 like none', () => {
    fc.assert(
      fc.property(someExamples(20, 8), fc.integer(), (examples, seed) => {
        const choices = SeededChoices.named(seed, 'weights');
        const weights = Float64Array.from(examples.labels, () => choices.below(3));
        weights[0] = 1;
        const copies = [...examples.labels.keys()].flatMap((row) =>
          Array.from({ length: weights[row]! }, () => row),
        );
        const repeated = selectRows(examples, copies);
        expect(grow({ ...examples, weights })).toEqual(grow(repeated));
      }),
      { numRuns: 50 },
    );
  });

  test('trying fewer columns draws others for another seed', () => {
    const choices = SeededChoices.named(7, 'noise');
    const examples = {
      rows: 60,
      columns: 6,
      classes: 2,
      features: Float64Array.from({ length: 360 }, () => choices.fraction()),
      labels: Int32Array.from({ length: 60 }, () => choices.below(2)),
    };
    const one = grow(examples, { columnsPerSplit: 1 }, 1);
    expect(grow(examples, { columnsPerSplit: 1 }, 1)).toEqual(one);
    expect(grow(examples, { columnsPerSplit: 1 }, 2)).not.toEqual(one);
    // Tried alone, a poor column must serve: the tree is larger than the one that sees all.
    expect(one.columns.length).toBeGreaterThan(grow(examples).columns.length);
  });

  test('a column without variety does not use up the chance to split', () => {
    const examples = {
      rows: 2,
      columns: 3,
      classes: 2,
      features: Float64Array.of(5, 0, 5, 5, 1, 5),
      labels: Int32Array.of(0, 1),
    };
    for (let seed = 0; seed < 20; seed++) {
      expect(grow(examples, { columnsPerSplit: 1 }, seed).columns[0]).toBe(1);
    }
  });

  test('a threshold between neighbouring doubles still parts them', () => {
    const low = 1;
    const high = 1 + Number.EPSILON;
    const examples = {
      rows: 2,
      columns: 1,
      classes: 2,
      features: Float64Array.of(low, high),
      labels: Int32Array.of(0, 1),
    };
    const tree = grow(examples);
    expect([0, 1].map((row) => tree.shares[leafOf(tree, examples.features, row) * 2])).toEqual([
      1, 0,
    ]);
  });
});

/** The least impurity of a split of the rows, by trying every column and value. */
function bestByDefinition(examples: Examples, rows: readonly number[]): number {
  const gini = (part: readonly number[]): number => {
    const counts = [0, 0, 0];
    for (const row of part) counts[examples.labels[row]!]!++;
    return part.length - counts.reduce((sum, count) => sum + count * count, 0) / part.length;
  };
  let best = Infinity;
  for (let column = 0; column < examples.columns; column++) {
    const valueOf = (row: number): number => examples.features[row * examples.columns + column]!;
    for (const threshold of new Set(rows.map(valueOf))) {
      const left = rows.filter((row) => valueOf(row) <= threshold);
      const right = rows.filter((row) => valueOf(row) > threshold);
      if (right.length > 0) best = Math.min(best, gini(left) + gini(right));
    }
  }
  return best;
}

describe('searching a split', () => {
  // All rows of a table with few values are counted; a few rows among very many different values
  // are sorted, by insertion or, from 25 rows on, by the host.
  test.each([
    ['counting', 4, 1],
    ['sorting', 1_000_000, 5],
  ])('by %s finds the least impurity there is', (_, spread, share) => {
    fc.assert(
      fc.property(someExamples(240, spread), (examples) => {
        const { rows, classes, labels } = examples;
        const weights = new Float64Array(rows).fill(1);
        const search = new SplitSearch(rankColumns(examples), labels, weights, classes, 1);
        const best: BestSplit = { column: -1, rank: 0, rankAbove: 0, score: -Infinity };
        const end = Math.ceil(rows / share);
        const node = [...labels.keys()].slice(0, end);
        const totals = new Float64Array(classes);
        for (const row of node) totals[labels[row]!]!++;
        for (let column = 0; column < examples.columns; column++) {
          search.improve(best, column, { order: Int32Array.from(node), start: 0, end }, totals);
        }
        const wanted = bestByDefinition(examples, node);
        if (best.column < 0) expect(wanted).toBe(Infinity);
        else expect(end - best.score).toBeCloseTo(wanted, 9);
      }),
      { numRuns: 40 },
    );
  });
});
