import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { concord } from './concord.testing.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const vickrey = join(SCENARIOS, 'vickrey-auction.json');

describe('deviate', () => {
  test('finds no gain under the design’s own format, and one at first price', async () => {
    const asked = ['deviate', vickrey, '--deviations', '1000'];
    const own = await concord(...asked, '--format', 'vickrey');
    expect(own.code).toBe(0);
    expect(own.out).toBe('vickrey (the design’s own): None of 1000 lies gained.');
    const first = await concord(...asked, '--format', 'sealed_bid', '--json');
    expect(first.code).toBe(1);
    const { format, formats } = first.json<{
      format: string;
      formats: readonly { verdict: string; gainful: number; best: { gain: number } }[];
    }>();
    expect(format).toBe('vickrey');
    expect(formats).toMatchObject([{ format: 'sealed_bid', deviations: 1_000, refused: null }]);
    expect(formats[0]?.gainful).toBeGreaterThan(10);
    expect(formats[0]?.best.gain).toBeGreaterThan(0);
  });

  test('says why a format is not tried, and what it cannot find', async () => {
    const { code, out } = await concord('deviate', vickrey, '--format', 'double_auction');
    expect(code).toBe(0);
    expect(out).toBe('double_auction: not tried. There are no sellers among the bidders.');
    const format = await concord('deviate', vickrey, '--format', 'lottery');
    expect(format.code).toBe(64);
    expect(format.asides).toMatch(/--format is one of english, .*, not lottery\./);
    const vote = await concord('deviate', join(SCENARIOS, 'simple-vote.json'));
    expect(vote.code).toBe(2);
    expect(vote.asides).toMatch(/has no market_coordination\./);
  });
});
