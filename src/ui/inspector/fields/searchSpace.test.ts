import { describe, expect, test } from 'vitest';
import {
  asKind,
  freshName,
  readChoices,
  sayChoices,
  sayRow,
  withCondition,
} from './searchSpace.ts';
import type { SpaceRow } from './searchSpace.ts';

const depth: SpaceRow = { kind: 'float', name: 'depth', low: 1.5, high: 8.2, scale: 'log' };

describe('choices in a line', () => {
  test('come back as what they are', () => {
    expect(readChoices('0.1, true; gini , −3')).toEqual([0.1, true, 'gini', -3]);
    expect(readChoices(sayChoices([1, false, 'a b']))).toEqual([1, false, 'a b']);
    expect(readChoices(' , ')).toEqual([]);
  });
});

describe('a parameter of another kind', () => {
  test('keeps its range, widened to whole numbers', () => {
    expect(asKind(depth, 'integer')).toEqual({ ...depth, kind: 'integer', low: 1, high: 9 });
  });

  test('takes its ends as choices, and a range where there was none', () => {
    const choice = asKind(depth, 'categorical');
    expect(choice).toEqual({ kind: 'categorical', name: 'depth', choices: [1.5, 8.2] });
    expect(asKind(choice, 'float')).toMatchObject({ low: 1, high: 10, scale: 'linear' });
  });

  test('keeps its condition until that is taken away', () => {
    const when = { parameter: 'kind', equals: ['tree'] };
    const bound = withCondition(depth, when);
    expect(asKind(bound, 'categorical').when).toEqual(when);
    expect(withCondition(bound, undefined)).toEqual(depth);
  });
});

test('a fresh name is nobody’s', () => {
  expect(freshName([])).toBe('parameter1');
  expect(freshName([{ ...depth, name: 'parameter2' }])).toBe('parameter3');
  expect(sayRow(depth)).toBe('depth 1.5 to 8.2, log');
});
