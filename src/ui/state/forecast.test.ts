import { expect, test } from 'vitest';
import { forecastOf } from './forecast.ts';

const valuesOf = (n: number, parameters: object = {}) =>
  forecastOf('hierarchical_consensus', n, { ...parameters }).map(({ value }) => String(value));

test('a hierarchy is forecast as undisturbed runs report it', () => {
  expect(valuesOf(25)).toEqual(['2', '96', '75']);
  expect(valuesOf(125)).toEqual(['3', '496', '375']);
  expect(valuesOf(27)).toEqual(['3', '114', '81']);
});

test('at the last level all that are left form one cluster', () => {
  expect(valuesOf(25, { maxLevels: 1 })).toEqual(['1', '76', '75']);
  expect(valuesOf(1_000)).toEqual(['4', '3993', '3000']);
});
