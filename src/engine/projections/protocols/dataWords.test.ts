import { expect, test } from 'vitest';
import { BUNDLED_DATASETS, loadDataset } from '../../learning/data/bundled.ts';
import { findDataset } from '../../learning/data/bundled.ts';
import { classesOf, dataOf } from './dataWords.ts';

test('what is said of the data that come with Concord is true', () => {
  for (const dataset of BUNDLED_DATASETS) {
    expect(classesOf({ dataset })).toEqual(loadDataset(dataset).classNames);
    expect(dataOf({ dataset })).toBe(findDataset(dataset)?.title);
  }
  expect(classesOf({ dataset: 'diabetes' })).toEqual([]);
  expect(dataOf({ dataset: 'diabetes' })).toBe(findDataset('diabetes')?.title);
});
