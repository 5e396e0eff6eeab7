import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeTurn } from './useInTurn.ts';
import type { Chart, Series } from '../../engine/projections/frame.ts';
import {
  axisFor,
  isSameAxis,
  sayPlain,
  sayTick,
  sayUnit,
  sayValue,
  timeAxisOf,
  yAxisOf,
} from './axes.ts';
import { scalesOf } from './drawLines.ts';
import { looksOf } from './looks.ts';
import { lastPointAt, rowsOf, sampledTimes, valuesAt } from './rows.ts';

function aSeries(points: readonly (readonly [number, number])[], id = 'a'): Series {
  return {
    id,
    title: id,
    hue: 0,
    actor: undefined,
    x: Float64Array.from(points.map(([x]) => x)),
    y: Float64Array.from(points.map(([, y]) => y)),
  };
}

function aChart(series: readonly Series[], part: Partial<Chart> = {}): Chart {
  return { id: 'c', title: 'C', unit: 'ms', kind: 'line', series, hidden: 0, ...part };
}

test('an axis has round ends that hold every value, and few ticks', () => {
  expect(axisFor(0, 571, 4)).toEqual({ domain: [0, 600], ticks: [0, 200, 400, 600] });
  expect(axisFor(0.945, 0.998, 4).ticks).toEqual([0.94, 0.96, 0.98, 1]);
  expect(axisFor(5, 5, 4).domain[0]).toBeLessThanOrEqual(5);
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      (least, range) => {
        const { domain, ticks } = axisFor(least, least + range, 4);
        const slack = range * 1e-6 + Math.abs(least) * 1e-8;
        expect(domain[0]).toBeLessThanOrEqual(least + slack);
        expect(domain[1]).toBeGreaterThanOrEqual(least + range - slack);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(new Set(ticks).size).toBe(ticks.length);
      },
    ),
  );
});

test('amounts begin at zero, shares stay between 0 and 1, counts have whole ticks', () => {
  expect(
    yAxisOf(
      aChart([
        aSeries([
          [0, 40],
          [1, 52],
        ]),
      ]),
      4,
    ).domain[0],
  ).toBe(0);
  const share = yAxisOf(
    aChart(
      [
        aSeries([
          [0, 0.97],
          [1, 1],
        ]),
      ],
      { unit: 'share' },
    ),
    4,
  );
  expect(share.domain[1]).toBe(1);
  expect(share.domain[0]).toBeGreaterThan(0.9);
  const bids = yAxisOf(
    aChart(
      [
        aSeries([
          [0, 1],
          [1, 3],
        ]),
      ],
      { unit: 'bids' },
    ),
    4,
  );
  expect(bids.ticks).toEqual([0, 1, 2, 3]);
  const view = yAxisOf(aChart([aSeries([[0, 1]])], { unit: 'view' }), 4);
  expect(view.domain).toEqual([0, 2]);
  const terms = yAxisOf(aChart([aSeries([[0, 1]]), aSeries([[0, 2]])], { unit: 'term' }), 4);
  expect(terms.ticks).toEqual([0, 1, 2, 3]);
  const reputation = yAxisOf(aChart([aSeries([[0, 0.39]])], { unit: 'reputation' }), 4);
  expect(reputation.domain[1]).toBeLessThanOrEqual(1);
  expect(sayValue(0.391, 'reputation')).toBe('0.39');
});

test('times on the axis are in one unit', () => {
  const axis = timeAxisOf(194_170, 4);
  expect(axis.domain).toEqual([0, 194_170]);
  expect(axis.ticks.map(axis.format)).toEqual(['0', '50\u202fms', '100\u202fms', '150\u202fms']);
  const long = timeAxisOf(21_000_000, 4);
  expect(long.ticks.map(long.format).at(-1)).toBe('20\u202fs');
  const half = timeAxisOf(1_000_000, 4);
  expect(half.ticks.map(half.format)).toEqual([
    '0',
    '0.25\u202fs',
    '0.50\u202fs',
    '0.75\u202fs',
    '1.00\u202fs',
  ]);
});

test('rows hold all lines that have a point at a time, in order', () => {
  const chart = aChart([
    aSeries([
      [0, 1],
      [20, 2],
    ]),
    aSeries(
      [
        [10, 5],
        [20, 6],
      ],
      'b',
    ),
  ]);
  expect(rowsOf(chart, 50)).toEqual([
    { x: 0, s0: 1 },
    { x: 10, s1: 5 },
    { x: 20, s0: 2, s1: 6 },
  ]);
});

test('a step still holds at the cursor', () => {
  const chart = aChart(
    [
      aSeries([
        [0, 1],
        [20, 2],
      ]),
    ],
    { kind: 'step' },
  );
  expect(rowsOf(chart, 50).at(-1)).toEqual({ x: 50, s0: 2 });
  expect(rowsOf(chart, 20)).toHaveLength(2);
});

test('a line says its last value at a time, and nothing before its first', () => {
  const line = aSeries([
    [10, 1],
    [20, 2],
    [20, 3],
  ]);
  expect(lastPointAt(line, 9)).toBe(-1);
  expect(lastPointAt(line, 10)).toBe(0);
  expect(lastPointAt(line, 25)).toBe(2);
  expect(valuesAt([line, aSeries([])], 20)).toEqual([3, undefined]);
});

test('a table has the first and the last time and no more rows than it may', () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ x: i * 7 }));
  const times = sampledTimes(rows, 60);
  expect(times).toHaveLength(60);
  expect([times[0], times.at(-1)]).toEqual([0, 299 * 7]);
  expect(sampledTimes(rows.slice(0, 3), 60)).toEqual([0, 7, 14]);
});

test('values have units, in tables in full and in legends without', () => {
  expect(sayValue(0.9566, 'share')).toBe('95.7\u202f%');
  expect(sayPlain(0.9566, 'share')).toBe('95.7');
  expect(sayValue(12.37, 'ms')).toBe('12.4\u202fms');
  expect(sayPlain(12.37, 'ms')).toBe('12.4');
  expect(sayValue(128, 'money')).toBe('€\u202f128.00');
  expect(sayPlain(128, 'money')).toBe('128.00');
  expect(sayValue(36, 'messages')).toBe('36\u202fmessages');
  expect(sayPlain(36, 'messages')).toBe('36');
  expect(sayTick(0.975, 'share')).toBe('97.5');
  expect(sayTick(80_640, 'messages')).toBe('80.6\u202fk');
  expect(sayUnit('share')).toBe('%');
});

const newItem = (id: string, version: number) => ({ id, version, parts: 2, isLive: false });

test('charts are taken over one at a time, each in its turn, until all are new', () => {
  const old = ['a', 'b', 'c'].map((id) => newItem(id, 1));
  const wanted = old.map(({ id }) => newItem(id, 2));
  const versions = (list: readonly { readonly version: number }[]) =>
    list.map((one) => one.version);
  const first = takeTurn(old, wanted, 1);
  expect(versions(first)).toEqual([1, 2, 1]);
  const second = takeTurn(first, wanted, 2);
  expect(versions(second)).toEqual([1, 2, 2]);
  expect(takeTurn(second, wanted, 3)).toBe(wanted);
  const other = [newItem('z', 1)];
  expect(takeTurn(old, other, 0)).toEqual(other);
  expect(takeTurn([], wanted, 0)).toEqual(wanted.slice(0, 1));
  expect(takeTurn(wanted.slice(0, 1), wanted, 1)).toEqual(wanted.slice(0, 2));
  expect(takeTurn(wanted, [], 0)).toEqual([]);
});

test('while the cursor runs a chart that appears, or has its first line, comes one part a turn', () => {
  const live = (id: string, parts: number) => ({ id, parts, isLive: true });
  const wanted = [live('a', 2), live('b', 0)];
  const seen: string[] = [];
  let shown: readonly ReturnType<typeof live>[] = [];
  for (let turn = 0; shown !== wanted && turn < 20; turn++) {
    shown = takeTurn(shown, wanted, turn);
    seen.push(shown.map(({ id, parts }) => id + parts).join(' '));
  }
  expect(seen).toEqual(['a0', 'a1', 'a2', 'a2 b0', 'a2 b0']);
  const withLine = [live('a', 2), live('b', 2)];
  const next = takeTurn(shown, withLine, 0);
  expect(next.map(({ parts }) => parts)).toEqual([2, 1]);
  expect(takeTurn(next, withLine, 0).map(({ parts }) => parts)).toEqual([2, 2]);
});

test('the canvas draws a point where the frame has it, and the axes of a frame are compared by what they show', () => {
  const x = timeAxisOf(1_000, 4);
  const y = axisFor(0, 100, 4);
  const scales = scalesOf({ x, y, size: { width: 358, height: 228 } });
  expect([scales.left, scales.right, scales.top, scales.bottom]).toEqual([44, 344, 6, 206]);
  expect([scales.x(0), scales.x(500), scales.x(1_000)]).toEqual([44, 194, 344]);
  expect([scales.y(0), scales.y(100)]).toEqual([203, 10]);
  expect(isSameAxis(timeAxisOf(1_000, 4), x)).toBe(true);
  expect(isSameAxis(timeAxisOf(1_001, 4), x)).toBe(false);
  expect(isSameAxis(axisFor(0, 200, 4), y)).toBe(false);
});

test('few points and single observations are dots, many are a line', () => {
  const points = (count: number) => Array.from({ length: count }, (_, i) => [i, i] as const);
  expect(looksOf(aChart([aSeries(points(12))])).dots).toBe(true);
  expect(looksOf(aChart([aSeries(points(13))])).dots).toBe(false);
  expect(looksOf(aChart([aSeries(points(60))], { id: 'latency' })).dots).toBe(true);
  expect(looksOf(aChart([aSeries(points(61))], { id: 'latency' })).dots).toBe(false);
  expect(looksOf(aChart([aSeries(points(61))], { id: 'latency' })).isScattered).toBe(true);
  expect(looksOf(aChart([aSeries(points(61))])).isScattered).toBe(false);
});
