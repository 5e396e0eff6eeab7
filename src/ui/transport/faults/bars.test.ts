import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../engine/document/fault.ts';
import type { Strike } from '../../../engine/projections/frame.ts';
import { barsOf, endedFault, movedFault, rowsOf } from './bars.ts';
import type { FaultBar } from './bars.ts';
import { snapTime, stepOf } from './snap.ts';

const crash = (at: number, until?: number): Fault => ({
  id: 'c',
  kind: 'crash',
  at,
  ...(until === undefined ? {} : { until }),
  agents: ['replicas/0'],
});
const waiting: Fault = {
  id: 'w',
  kind: 'loss',
  at: 10,
  until: 900,
  sharePpm: 5,
  link: { from: ['replicas'], oneWay: false },
  when: { event: 'message.sent', message: 'commit', nth: 2, delayMicros: 0 },
};
const strike = (fault: string, at: number, until?: number): Strike => ({
  fault,
  kind: 'crash',
  at,
  seq: at,
  until,
  actors: [1],
});

describe('bars', () => {
  test('stand where a fault is planned, or where one that waited has struck', () => {
    const [planned, waits] = barsOf([crash(3_000, 5_000), waiting], []);
    expect([planned?.from, planned?.to, planned?.isWaiting]).toEqual([3_000, 5_000, false]);
    expect(planned?.words).toBe('Crash of replicas/0 from 3.00\u202fms to 5.00\u202fms');
    expect([waits?.from, waits?.to, waits?.isWaiting]).toEqual([10, 900, true]);
    expect(waits?.words).toBe('Loss of replicas, waits for the second message.sent of commit');
    const [, struck] = barsOf([crash(3_000), waiting], [strike('w', 50, 60)]);
    expect([struck?.from, struck?.to, struck?.isWaiting]).toEqual([50, 60, false]);
  });

  test('what was done by hand has bars that cannot be moved, and say whom it struck', () => {
    const actors = [{ agentId: 'replicas/0' }, { agentId: 'replicas/1' }];
    const bars = barsOf([], [strike('intervention/0', 1_000), strike('gone', 5)], actors);
    expect(bars.map(({ id, fault, from, to }) => [id, fault, from, to])).toEqual([
      ['intervention/0', undefined, 1_000, undefined],
    ]);
    expect(bars[0]?.words).toBe('Crash of replicas/1, done by hand from 1.00\u202fms on');
  });

  test('never lie over one another in a row', () => {
    const spans = fc.array(fc.tuple(fc.nat(100), fc.option(fc.nat(50), { nil: undefined })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(spans, (ones) => {
        const bars = ones.map(([from, length], i): FaultBar => {
          const to = length === undefined ? undefined : from + length;
          const fault = crash(from, to);
          return {
            id: `${i}`,
            kind: 'crash',
            fault,
            from,
            to,
            isWaiting: false,
            title: '',
            whom: '',
            words: '',
          };
        });
        const rows = rowsOf(bars, { least: 3, waiting: 20 });
        const endOf = (bar: FaultBar) => Math.max(bar.to ?? Infinity, bar.from + 3);
        for (const [i, one] of bars.entries()) {
          for (const [j, other] of bars.entries()) {
            if (i >= j || rows[i] !== rows[j]) continue;
            expect(endOf(one) <= other.from || endOf(other) <= one.from).toBe(true);
          }
        }
      }),
    );
  });
});

describe('moving', () => {
  test('the body keeps its length and stays after the start; edges keep their order', () => {
    expect(movedFault(crash(10, 30), 'body', 5)).toMatchObject({ at: 15, until: 35 });
    expect(movedFault(crash(10, 30), 'body', -50)).toMatchObject({ at: 0, until: 20 });
    expect(movedFault(crash(10, 30), 'begin', 50)).toMatchObject({ at: 29, until: 30 });
    expect(movedFault(crash(10, 30), 'end', -50)).toMatchObject({ at: 10, until: 11 });
    expect(movedFault(crash(10), 'end', 5)).toEqual(crash(10));
    expect(endedFault(crash(10), 25)).toEqual(crash(10, 25));
    expect(endedFault(crash(10), 5)).toEqual(crash(10, 11));
  });

  test('one that waits stays, and a reboot has no end', () => {
    expect(movedFault(waiting, 'body', 5)).toBe(waiting);
    const reboot: Fault = { id: 'r', kind: 'reboot', at: 5, agents: ['replicas/0'] };
    expect(movedFault(reboot, 'end', 5)).toBe(reboot);
    expect(endedFault(reboot, 9)).toBe(reboot);
    expect(movedFault(reboot, 'body', 5)).toMatchObject({ at: 10 });
  });

  test('times are round, to about a pixel or two', () => {
    expect([stepOf(300_000), stepOf(1_000_000), stepOf(100)]).toEqual([1_000, 1_000, 1]);
    expect([snapTime(12_345, 300_000), snapTime(-4, 300_000)]).toEqual([12_000, 0]);
  });
});
