import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../base/choices.ts';
import type { Latency } from '../document/design.ts';
import { LatencyTable } from './latency.ts';

/** Mean and standard deviation over evenly spread words, which is the distribution itself. */
function moments(latency: Latency): {
  mean: number;
  deviation: number;
  least: number;
  most: number;
} {
  const table = new LatencyTable(latency);
  const count = 1 << 20;
  let sum = 0;
  let squares = 0;
  let least = Infinity;
  let most = 0;
  for (let i = 0; i < count; i++) {
    const micros = table.sample(i * 4_096 + (i & 4_095));
    sum += micros;
    squares += micros * micros;
    least = Math.min(least, micros);
    most = Math.max(most, micros);
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(squares / count - mean * mean), least, most };
}

describe('latency tables', () => {
  test('a constant latency is constant', () => {
    const found = moments({ distribution: 'constant', micros: 7_001 });
    expect(found).toEqual({ mean: 7_001, deviation: 0, least: 7_001, most: 7_001 });
  });

  test('a uniform latency has both ends and nothing beyond, each value equally often', () => {
    const found = moments({ distribution: 'uniform', fromMicros: 5_000, toMicros: 15_000 });
    expect(found.least).toBe(5_000);
    expect(found.most).toBe(15_000);
    expect(found.mean).toBeCloseTo(10_000, 0);
    expect(found.deviation).toBeCloseTo(10_001 / Math.sqrt(12), 0);
    const table = new LatencyTable({ distribution: 'uniform', fromMicros: 3, toMicros: 1 });
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[table.sample(i * 143_165)]!++;
    expect(counts[0]).toBe(0);
    for (const count of counts.slice(1)) expect(Math.abs(count - 10_000)).toBeLessThan(10);
  });

  test('a normal latency has its mean and deviation', () => {
    const found = moments({ distribution: 'normal', meanMicros: 50_000, deviationMicros: 5_000 });
    expect(Math.abs(found.mean - 50_000)).toBeLessThan(2);
    expect(Math.abs(found.deviation - 5_000)).toBeLessThan(15);
    expect(found.least).toBeGreaterThan(50_000 - 5_000 * 5);
    expect(found.most).toBeLessThan(50_000 + 5_000 * 5);
    const still = moments({ distribution: 'normal', meanMicros: 9, deviationMicros: 0 });
    expect(still).toMatchObject({ mean: 9, least: 9, most: 9 });
  });

  test('a normal latency is cut off at zero, not heaped up there', () => {
    const found = moments({ distribution: 'normal', meanMicros: 1_000, deviationMicros: 2_000 });
    // The mean of a normal without its part below zero: mean + deviation × density / share above.
    const share = 0.6914624612740131;
    const density = 0.3520653267642995;
    expect(found.least).toBe(0);
    expect(Math.abs(found.mean - (1_000 + (2_000 * density) / share))).toBeLessThan(3);
    const table = new LatencyTable({
      distribution: 'normal',
      meanMicros: 1_000,
      deviationMicros: 2_000,
    });
    let zeros = 0;
    for (let i = 0; i < 100_000; i++) if (table.sample(i * 42_949) === 0) zeros++;
    expect(zeros).toBeLessThan(50);
  });

  test('an exponential latency has its least and its mean', () => {
    const found = moments({ distribution: 'exponential', leastMicros: 2_000, meanMicros: 12_000 });
    expect(found.least).toBe(2_000);
    expect(Math.abs(found.mean - 12_000)).toBeLessThan(3);
    expect(Math.abs(found.deviation - 10_000)).toBeLessThan(60);
    const table = new LatencyTable({
      distribution: 'exponential',
      leastMicros: 0,
      meanMicros: 1e6,
    });
    let beyond = 0;
    for (let i = 0; i < 1 << 16; i++) if (table.sample(i * 65_536) > 2e6) beyond++;
    expect(beyond / (1 << 16)).toBeCloseTo(Math.exp(-2), 3);
    const flat = moments({ distribution: 'exponential', leastMicros: 500, meanMicros: 20 });
    expect(flat).toMatchObject({ least: 500, most: 500 });
  });

  test('every latency is a whole number of microseconds from 0, and grows with its word', () => {
    const micros = fc.integer({ min: 0, max: 2 ** 47 });
    const latencies: fc.Arbitrary<Latency> = fc.oneof(
      fc.record({
        distribution: fc.constant('uniform' as const),
        fromMicros: micros,
        toMicros: micros,
      }),
      fc.record({
        distribution: fc.constant('normal' as const),
        meanMicros: micros,
        deviationMicros: micros,
      }),
      fc.record({
        distribution: fc.constant('exponential' as const),
        leastMicros: micros,
        meanMicros: micros,
      }),
    );
    fc.assert(
      fc.property(latencies, fc.nat(1_000_000), (latency, seed) => {
        const table = new LatencyTable(latency);
        const choices = SeededChoices.named(seed, 'words');
        const words = Array.from({ length: 200 }, () => choices.word());
        words.push(0, 2 ** 32 - 1);
        words.sort((x, y) => x - y);
        let before = 0;
        for (const word of words) {
          const sample = table.sample(word);
          if (!Number.isSafeInteger(sample) || sample < before)
            expect([before, sample]).toEqual([]);
          before = sample;
        }
      }),
      { numRuns: 40 },
    );
  });
});
