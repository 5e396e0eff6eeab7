import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { BUNDLED_DATASETS, findDataset, loadDataset, loadDiabetes } from './bundled.ts';
import { allExamples, selectRows, takeExamples, takeFeatures, takeLabels } from './dataset.ts';
import { splitOfFold, stratifiedFolds, stratifiedSplit } from './splits.ts';
import { fitStandardisation, noStandardisation, standardise } from './standardisation.ts';

describe('bundled data sets', () => {
  test.each([
    ['iris', 150, 4, [50, 50, 50]],
    ['wine', 178, 13, [59, 71, 48]],
    ['breast_cancer', 569, 30, [212, 357]],
    ['digits', 1_797, 64, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]],
  ] as const)('%s has %i rows, %i columns and the known classes', (name, rows, columns, counts) => {
    const dataset = loadDataset(name);
    expect([dataset.rows, dataset.columns]).toEqual([rows, columns]);
    expect(dataset.features).toHaveLength(rows * columns);
    expect(dataset.featureNames).toHaveLength(columns);
    expect(counts.map((_, label) => dataset.labels.filter((own) => own === label).length)).toEqual(
      counts,
    );
    expect(dataset.classNames).toHaveLength(counts.length);
    expect(dataset.features.every((value) => Number.isFinite(value))).toBe(true);
    expect(dataset.licence).toContain('CC BY 4.0');
    expect(dataset.cite).toContain('https://doi.org/10.24432/');
  });

  test('rows are read across the columns of the file', () => {
    expect([...takeFeatures(loadDataset('iris'), [0, 149])]).toEqual([
      5.1, 3.5, 1.4, 0.2, 5.9, 3, 5.1, 1.8,
    ]);
    expect([...takeFeatures(loadDataset('wine'), [177])].slice(0, 3)).toEqual([14.13, 4.1, 2.74]);
    expect([...takeFeatures(loadDataset('breast_cancer'), [568])].slice(0, 3)).toEqual([
      7.76, 24.54, 47.92,
    ]);
    expect([...takeFeatures(loadDataset('digits'), [0])].slice(0, 8)).toEqual([
      0, 0, 5, 13, 9, 1, 0, 0,
    ]);
    // Fisher's own value, which the repository's file has wrong.
    expect([...takeFeatures(loadDataset('iris'), [34])]).toEqual([4.9, 3.1, 1.5, 0.2]);
  });

  test('names are known and loading is done once', () => {
    for (const name of BUNDLED_DATASETS) expect(findDataset(name)).toBe(loadDataset(name));
    expect(findDataset('diabetes')).toBe(loadDiabetes());
    expect(findDataset('toString')).toBeUndefined();
    expect(loadDataset('iris')).toBe(loadDataset('iris'));
  });

  test('diabetes has 442 rows of ten columns, each with its number', () => {
    const { rows, columns, features, targets, featureNames } = loadDiabetes();
    expect([rows, columns, features.length, targets.length]).toEqual([442, 10, 4_420, 442]);
    expect(featureNames).toHaveLength(10);
    expect([...takeFeatures(loadDiabetes(), [0])].slice(0, 5)).toEqual([59, 2, 32.1, 101, 157]);
    expect([targets[0], targets[441]]).toEqual([151, 57]);
    expect(targets.reduce((sum, target) => sum + target, 0) / rows).toBeCloseTo(152.1335, 4);
  });

  test('weights go with their rows', () => {
    const examples = {
      ...allExamples(loadDataset('iris')),
      weights: new Float64Array(150).map((_, row) => row),
    };
    const selected = selectRows(examples, [3, 149]);
    expect([...selected.weights!]).toEqual([3, 149]);
    expect(selectRows(allExamples(loadDataset('iris')), [3]).weights).toBeUndefined();
  });

  test('examples are copies, rows may repeat, and unknown rows are refused', () => {
    const iris = loadDataset('iris');
    const examples = takeExamples(iris, [149, 0, 0]);
    expect([...examples.labels]).toEqual([2, 0, 0]);
    examples.features.fill(0);
    expect(iris.features[0]).toBe(5.1);
    expect(() => takeLabels(iris, [150])).toThrow('no row 150');
    expect(() => takeLabels(iris, [-1])).toThrow('no row');
    expect(() => takeLabels(iris, [0.5])).toThrow('no row');
  });
});

/** Up to four classes, up to sixty rows. */
const someLabels = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 60 })
  .map((labels) => Int32Array.from(labels));

function countOf(labels: Int32Array, rows: Int32Array, label: number): number {
  return rows.filter((row) => labels[row] === label).length;
}

describe('splits', () => {
  test('every row is on one side, and each class keeps its share as nearly as rows allow', () => {
    fc.assert(
      fc.property(
        someLabels,
        fc.integer(),
        fc.integer({ min: 1, max: 999_999 }),
        (labels, seed, share) => {
          const { train, test: held } = stratifiedSplit(
            labels,
            share,
            SeededChoices.named(seed, 's'),
          );
          const all = [...train, ...held].toSorted((x, y) => x - y);
          expect(all).toEqual([...labels.keys()]);
          for (const label of new Set(labels)) {
            const size = countOf(labels, Int32Array.from(labels.keys()), label);
            const taken = countOf(labels, held, label);
            expect(Math.abs(taken - (size * share) / 1e6)).toBeLessThan(1);
            expect(taken).toBeLessThan(size);
          }
        },
      ),
    );
  });

  test('a fifth of iris is thirty rows, ten of each class, chosen by the seed', () => {
    const { labels } = loadDataset('iris');
    const split = stratifiedSplit(labels, 200_000, SeededChoices.named(1, 's'));
    expect([0, 1, 2].map((label) => countOf(labels, split.test, label))).toEqual([10, 10, 10]);
    expect(stratifiedSplit(labels, 200_000, SeededChoices.named(1, 's'))).toEqual(split);
    expect(stratifiedSplit(labels, 200_000, SeededChoices.named(2, 's'))).not.toEqual(split);
  });

  test('folds are of equal size, within each class too', () => {
    fc.assert(
      fc.property(
        someLabels,
        fc.integer(),
        fc.integer({ min: 2, max: 10 }),
        (labels, seed, count) => {
          const folds = stratifiedFolds(labels, count, SeededChoices.named(seed, 'folds'));
          const groups = [
            labels.map(() => 1),
            ...[...new Set(labels)].map((own) => labels.map((label) => (label === own ? 1 : 0))),
          ];
          for (const group of groups) {
            const sizes = Array.from({ length: count }, () => 0);
            folds.forEach((fold, row) => (sizes[fold]! += group[row]!));
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  test('each row judges in exactly one fold', () => {
    const folds = stratifiedFolds(loadDataset('wine').labels, 5, SeededChoices.named(3, 'folds'));
    const judged = [0, 1, 2, 3, 4].flatMap((fold) => [...splitOfFold(folds, fold).test]);
    expect(judged.toSorted((x, y) => x - y)).toEqual([...folds.keys()]);
    expect(splitOfFold(folds, 0).train.some((row) => folds[row] === 0)).toBe(false);
  });

  test('impossible requests are refused', () => {
    const labels = Int32Array.of(0, 1);
    const choices = SeededChoices.named(1, 's');
    expect(() => stratifiedSplit(labels, 0, choices)).toThrow('share');
    expect(() => stratifiedSplit(labels, 1_000_000, choices)).toThrow('share');
    expect(() => stratifiedFolds(labels, 3, choices)).toThrow('folds');
  });
});

describe('standardisation', () => {
  const table = {
    rows: 3,
    columns: 2,
    classes: 1,
    features: Float64Array.of(1, 7, 3, 7, 8, 7),
    labels: new Int32Array(3),
  };

  test('uses population deviations and leaves constant columns alone', () => {
    const scale = fitStandardisation(table);
    expect([...scale.means]).toEqual([4, 7]);
    expect(scale.deviations[0]).toBeCloseTo(Math.sqrt(26 / 3), 14);
    expect(scale.deviations[1]).toBe(1);
    const scaled = standardise(scale, table.features);
    expect(scaled[1]).toBe(0);
    expect(scaled[0]! + scaled[2]! + scaled[4]!).toBeCloseTo(0, 14);
  });

  test('a weight of two counts like the row twice', () => {
    const twice = fitStandardisation({
      ...table,
      rows: 4,
      features: Float64Array.of(1, 7, 3, 7, 8, 7, 8, 7),
    });
    expect(fitStandardisation({ ...table, weights: Float64Array.of(1, 1, 2) })).toEqual(twice);
  });

  test('none leaves the numbers as they are', () => {
    expect(standardise(noStandardisation(2), table.features)).toEqual(table.features);
  });
});
