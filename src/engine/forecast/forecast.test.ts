import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../document/read.ts';
import { networkSettings } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import { finishRun, openRun } from '../simulation.ts';
import type { Prospect } from './figure.ts';
import { compareForecast, forecastOf, forecastPlanned } from './forecast.ts';
import { kthOf, lastOf, latencyDelay, thinkDelay } from './waiting.ts';

const prospect = (participants: number, parameters: object = {}): Prospect => ({
  participants,
  parameters: { ...parameters },
  network: networkSettings.parse({}),
  thinkMicros: 200_000,
  mute: 0,
});
const valuesOf = (n: number, parameters: object = {}) =>
  forecastOf('hierarchical_consensus', prospect(n, parameters))
    .slice(0, 3)
    .map(({ value }) => String(value));

describe('arithmetic', () => {
  test('a hierarchy has levels, clusters and messages by its size', () => {
    expect(valuesOf(25)).toEqual(['2', '146', '75']);
    expect(valuesOf(125)).toEqual(['3', '746', '375']);
    expect(valuesOf(27)).toEqual(['3', '168', '81']);
    expect(valuesOf(25, { maxLevels: 1 })).toEqual(['1', '126', '75']);
    expect(valuesOf(1_000)).toEqual(['4', '5993', '3000']);
  });

  test('PBFT bears a third, and nothing is executed without a quorum', () => {
    const values = (one: Prospect) =>
      forecastOf('byzantine_consensus', one).map(({ label, value }) => [label, value]);
    expect(values(prospect(7, { requests: 10 })).slice(0, 3)).toEqual([
      ['Bears faulty', 'f = 2'],
      ['Messages a request', 92],
      ['Messages, about', 920],
    ]);
    expect(values({ ...prospect(7), mute: 3 }).at(-1)).toEqual(['Executes', 'nothing']);
    expect(forecastOf('byzantine_consensus', prospect(0))).toEqual([]);
  });

  test('a voter that never answers makes every round wait for its time-out', () => {
    const [, , time] = forecastOf('simple_consensus', {
      ...prospect(5, { rounds: 3, timeoutMicros: 2_000_000 }),
      mute: 1,
    });
    expect(time).toMatchObject({ value: 6_000_000, isBound: true });
  });
});

describe('waiting', () => {
  test('equals the exact expectations of order statistics', () => {
    const uniform = latencyDelay({ distribution: 'uniform', fromMicros: 0, toMicros: 1_000_000 });
    expect(lastOf(4, [uniform])).toBe(800_000);
    expect(kthOf(1, 4, [uniform])).toBe(200_000);
    const exponential = latencyDelay({
      distribution: 'exponential',
      leastMicros: 0,
      meanMicros: 600_000,
    });
    expect(lastOf(3, [exponential])).toBe(1_100_000);
    expect(kthOf(1, 3, [exponential])).toBe(200_000);
    expect(lastOf(1, [latencyDelay({ distribution: 'constant', micros: 7 })])).toBe(7);
    expect(lastOf(1, [thinkDelay(200_000), thinkDelay(100_000)])).toBe(300_000);
    const normal = latencyDelay({
      distribution: 'normal',
      meanMicros: 1_000_000,
      deviationMicros: 100_000,
    });
    // The mean of the largest of nine standard normals is 1.485.
    expect(Math.abs(lastOf(9, [normal]) - 1_148_500)).toBeLessThan(2_000);
  });
});

describe('against runs', () => {
  /** How far the measures of an undisturbed scenario lie from what is foreseen, at most, as shares. */
  test.each([
    ['simple-vote', { messages: 0, virtualMicros: 0.1 }],
    ['byzantine-calm', { messages: 0, virtualMicros: 0.05 }],
    ['byzantine-yours-to-break', { messages: 0.05, virtualMicros: 0.05 }],
    ['ensemble-iris', { messages: 0, virtualMicros: 0 }],
    ['hierarchy-liar', { messages: 0.1, virtualMicros: 0.05 }],
  ])('%s comes to what was foreseen', (id, most) => {
    const url = new URL(`../../../scenarios/${id}.json`, import.meta.url);
    const read = readDesign(readFileSync(url, 'utf8'));
    if (!read.ok) throw new Error(read.problem.message);
    const { plan } = compileDesign(read.value.design);
    const planned = plan!.coordinations[0]!;
    const ended = finishRun(openRun(plan!)).summary().coordinations[0]!;
    const figures = compareForecast(forecastPlanned(plan!, planned), ended);
    expect(figures.some(({ measured }) => measured !== undefined)).toBe(true);
    for (const { value, measure, measured } of figures) {
      if (measure === undefined || measured === undefined) continue;
      expect(Math.abs(measured / Number(value) - 1)).toBeLessThanOrEqual(most[measure]);
    }
  });

  test.each([
    ['who never answers', 0, 0.01],
    ['who falls silent after voting', 650_000, 0.01],
  ])('a hierarchy tells the decision longer for one %s', (_, at, most) => {
    const url = new URL('../../../scenarios/hierarchy-crash.json', import.meta.url);
    const written = JSON.parse(readFileSync(url, 'utf8')) as object;
    // An agent that represents nobody.
    const crash = { id: 'crash', kind: 'crash', at, agents: ['agents/12'] };
    const read = readDesign({ ...written, faults: [crash], expectations: [] });
    if (!read.ok) throw new Error(read.problem.message);
    const { plan } = compileDesign(read.value.design);
    const ended = finishRun(openRun(plan!)).summary().coordinations[0]!;
    const figures = compareForecast(forecastPlanned(plan!, plan!.coordinations[0]!), ended);
    const time = figures.find(({ measure }) => measure === 'virtualMicros')!;
    expect(Math.abs(time.measured! / Number(time.value) - 1)).toBeLessThanOrEqual(most);
  });

  test('a search takes at least the messages that its trials need', () => {
    const read = readDesign(
      readFileSync(new URL('../../../scenarios/tuning-branin.json', import.meta.url), 'utf8'),
    );
    if (!read.ok) throw new Error(read.problem.message);
    const plan = compileDesign(read.value.design).plan!;
    const ended = finishRun(openRun(plan)).summary().coordinations[0]!;
    const figures = compareForecast(forecastPlanned(plan, plan.coordinations[0]!), ended);
    const least = figures.find(({ label }) => label === 'Messages at least')?.value;
    expect(least).toBe(160);
    expect(ended.messages).toBeGreaterThanOrEqual(160);
  });
});
