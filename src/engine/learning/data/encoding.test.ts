import { describe, expect, test } from 'vitest';
import { datasetFrom, datasetNamed } from './named.ts';
import type { RawFeatures } from './encoding.ts';
import { encodedWidth, encodeRows, fitEncoding } from './encoding.ts';
import { tableDataset } from './tables.ts';

const raw: RawFeatures = {
  missing: 'mean',
  columns: [
    { kind: 'number', name: 'n', values: Float64Array.of(1, 3, 3, Number.NaN, 100) },
    {
      kind: 'category',
      name: 'c',
      categories: ['a', 'b', 'z'],
      codes: Int32Array.of(0, 1, 1, -1, 2),
    },
  ],
};

describe('made of the training rows alone', () => {
  test.each([
    ['mean', 7 / 3],
    ['median', 3],
    ['mode', 3],
  ] as const)('a gap is filled with their %s', (missing, fill) => {
    // Row 4, with its 100, judges: it must not show in what fills the gap of row 3.
    const encoding = fitEncoding({ ...raw, missing }, [0, 1, 2]);
    const row = encodeRows(raw, encoding, [3]);
    expect(row[0]).toBeCloseTo(fill, 12);
    // The commonest category stands for a missing one; "z" never occurred and has no column.
    expect(row.slice(1)).toEqual(Float64Array.of(0, 1));
    expect(encodedWidth(encoding)).toBe(3);
  });

  test('a category that training never showed is none of those that it did', () => {
    const encoding = fitEncoding(raw, [0, 1, 2]);
    expect([...encodeRows(raw, encoding, [4, 0])]).toEqual([100, 0, 0, 1, 1, 0]);
  });

  test('what judges may be anything: the encoding stays', () => {
    const other: RawFeatures = {
      ...raw,
      columns: [
        { kind: 'number', name: 'n', values: Float64Array.of(1, 3, 3, 77, -9) },
        {
          kind: 'category',
          name: 'c',
          categories: ['a', 'b', 'z'],
          codes: Int32Array.of(0, 1, 1, 2, 2),
        },
      ],
    };
    expect(fitEncoding(other, [0, 1, 2])).toEqual(fitEncoding(raw, [0, 1, 2]));
  });

  test('a column without any value is filled with nought', () => {
    expect(fitEncoding(raw, [3])[0]).toEqual({ kind: 'number', fill: 0 });
  });
});

test('a table is a data set, known by its name once it was shown', () => {
  const source = {
    file: 'own.csv',
    text: `x,c\n${Array.from({ length: 12 }, (_, i) => `${i},${i < 6 ? 'low' : 'high'}`).join('\n')}\n`,
    target: 'c',
    missing: 'mean',
    asCategories: [],
    ignored: [],
  } as const;
  expect(datasetNamed('table:0000000000000000')).toBeUndefined();
  const made = datasetFrom('table:0000000000000000', source);
  expect(datasetNamed('table:0000000000000000')).toBe(made);
  expect(made).toMatchObject({
    task: 'classification',
    rows: 12,
    columns: 1,
    classNames: ['high', 'low'],
  });
  expect(tableDataset('n', { ...source, target: 'x', asCategories: [] })).toMatchObject({
    task: 'regression',
    columns: 2,
  });
});
