import { describe, expect, test } from 'vitest';
import { hitsOf } from '../testing/hits.testing.ts';

describe('priorities', () => {
  test.each([1, 2, 3])('meet a bug of depth %i at least as often as the bound says', (depth) => {
    const runs = { 1: 100, 2: 300, 3: 1_000 }[depth] ?? 0;
    const { priorities, uniform, bound } = hitsOf(depth, runs);
    expect(priorities / runs).toBeGreaterThanOrEqual(bound);
    expect(priorities).toBeGreaterThan(2 * uniform);
  });
});
