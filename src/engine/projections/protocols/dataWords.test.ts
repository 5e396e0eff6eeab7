import { expect, test } from 'vitest';
import { REGRESSION_IDS } from '../../document/design.ts';
import { BUNDLED_DATASETS, findDataset, loadDataset } from '../../learning/data/bundled.ts';
import { classesOf, dataOf, hasNumbers } from './dataWords.ts';

test('what is said of the data that come with Concord is true', () => {
  for (const dataset of BUNDLED_DATASETS) {
    expect(classesOf({ dataset })).toEqual(loadDataset(dataset).classNames);
    expect(dataOf({ dataset })).toBe(findDataset(dataset)?.title);
  }
  expect(classesOf({ dataset: 'diabetes' })).toEqual([]);
  expect(BUNDLED_DATASETS.some((dataset) => hasNumbers({ dataset }))).toBe(false);
  expect(REGRESSION_IDS.every((dataset) => hasNumbers({ dataset }))).toBe(true);
  expect(dataOf({ dataset: 'diabetes' })).toBe(findDataset('diabetes')?.title);
});
