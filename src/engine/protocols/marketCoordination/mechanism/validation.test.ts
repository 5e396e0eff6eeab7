import { describe, expect, test } from 'vitest';
import { readOffers } from './validation.ts';

const codeOf = (items: unknown, among: number): string => {
  const read = readOffers({ agentId: 'p/1', offers: [{ amount: 10, items }] }, 'p/1', among);
  return read.kind === 'refused' ? read.code : 'taken';
};

describe('MARKET-10 the items of an offer', () => {
  test.each([
    ['one that is not for sale', [3], 3],
    ['a part of one', [0.5], 3],
    ['one twice', [1, 1], 3],
    ['none of a bundle', [], 3],
    ['a word', 'all', 3],
    ['items where units are sold', [0], 0],
  ])('are refused: %s', (_, items, among) => {
    expect(codeOf(items, among)).toBe('invalid_items');
  });

  test('are taken when each is for sale and stands once', () => {
    expect(codeOf([2, 0], 3)).toBe('taken');
    expect(codeOf([], 0)).toBe('taken');
  });
});
