import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventLog } from './eventLog.ts';
import { BLOCK_ROWS } from './eventColumns.ts';
import { readRecord, sayAmount, sayRecord, sayTime } from './say.ts';
import { defineEvent } from './shape.ts';

const met = defineEvent(
  'test.met',
  { other: 'actor', word: 'text', loud: 'flag', count: 'int', after: 'micros', share: 'real' },
  'meets {other} {word} {loud} {count} times after {after} ({share}) {oddity}',
);
const paid = defineEvent('test.paid', { amount: 'money' }, 'pays {amount}');
const SHAPES = [met, paid];
const EURO = { symbol: '€', minorPerMajor: 100 };
const nameOf = (actor: number): string => `agent ${actor}`;

/** Appends `count` rows whose content depends on their place alone. */
function fill(log: EventLog, count: number): void {
  for (let i = 0; i < count; i++) {
    const n = log.length;
    if (n % 7 === 0) log.record(paid, n * 3, n % 5, n - 1, { amount: n * 100 });
    else if (n % 3 === 0) {
      log.record(met, n * 3, n % 5, -1, {
        other: (n + 1) % 5,
        word: `word ${n % 1000}`,
        loud: n % 2 === 0,
        count: -n,
        after: n,
        share: n / 7,
      });
    } else log.append(0, n * 3, n % 5, n - 1, 1, log.intern(`word ${n % 50}`), 0, n);
  }
}

function filled(count: number): EventLog {
  const log = new EventLog(SHAPES);
  fill(log, count);
  return log;
}

describe('EventLog', () => {
  test('gives back what was recorded', () => {
    const log = filled(10_000);
    const values = {
      other: 3,
      word: 'loudly',
      loud: true,
      count: -2_147_483_648,
      after: 2 ** 47,
      share: -0.25,
    };
    const seq = log.record(met, 2 ** 40 + 1, 4, 9_999, values);
    expect(seq).toBe(10_000);
    expect(readRecord(log, seq)).toEqual({
      seq,
      at: 2 ** 40 + 1,
      actor: 4,
      cause: 9_999,
      kind: 'test.met',
      fields: values,
    });
    expect(readRecord(log, 8_400).fields).toEqual({ amount: 840_000 });
    expect(log.kindId('test.paid')).toBe(1);
    expect(log.kindId('test.other')).toBe(-1);
  });

  test('says an event in words', () => {
    const log = new EventLog(SHAPES);
    const values = { other: 3, word: 'x', loud: true, count: 2, after: 12_345, share: 1 / 3 };
    log.record(met, 0, 0, -1, values);
    log.record(paid, 0, 0, -1, { amount: 12_305 });
    log.record(met, 0, 0, -1, { ...values, other: -1, loud: false });
    expect(sayRecord(log, 0, nameOf, EURO)).toBe(
      'meets agent 3 x yes 2 times after 12.345 ms (0.333) {oddity}',
    );
    expect(sayRecord(log, 1, nameOf, EURO)).toBe('pays €123.05');
    expect(sayRecord(log, 2, nameOf, EURO)).toContain('meets nobody x no');
    expect(sayTime(999)).toBe('999 µs');
    expect(sayTime(2_500_000)).toBe('2.5 s');
    expect(sayAmount(-7, { symbol: '$', minorPerMajor: 100 })).toBe('−$0.07');
    expect(sayAmount(7, { symbol: '¥', minorPerMajor: 1 })).toBe('¥7');
  });

  test('refuses what does not fit a column', () => {
    const log = new EventLog(SHAPES);
    const refused = (values: unknown, shape: typeof met | typeof paid): (() => void) => {
      return () => void log.record(shape as never, 0, 0, -1, values as never);
    };
    const values = { other: 0, word: 'x', loud: true, count: 2, after: 1, share: 1 };
    expect(refused({ ...values, count: 2 ** 31 }, met)).toThrow('test.met.count');
    expect(refused({ ...values, count: 0.5 }, met)).toThrow('test.met.count');
    expect(refused({ ...values, share: NaN }, met)).toThrow('test.met.share');
    expect(refused({ ...values, after: 0.5 }, met)).toThrow('test.met.after');
    expect(refused({ ...values, word: 7 }, met)).toThrow('test.met.word');
    expect(refused({ ...values, loud: 1 }, met)).toThrow('test.met.loud');
    expect(refused({}, paid)).toThrow('test.paid.amount');
    expect(() => new EventLog([paid]).record(met, 0, 0, -1, values)).toThrow('not declared');
    expect(() => log.kind(0)).toThrow('no event 0');
    expect(log.length).toBe(0);
  });

  test('has one digest for one stream, whatever the batches and however often asked', () => {
    const total = 2 * BLOCK_ROWS + 10;
    const expected = filled(total).digest();
    const watched = new EventLog(SHAPES);
    for (let left = total; left > 0; left -= 4_099) {
      fill(watched, Math.min(left, 4_099));
      expect(watched.digest()).toBe(watched.digest());
    }
    expect(watched.digest()).toBe(expected);
    expect(filled(total - 1).digest()).not.toBe(expected);
    const longer = filled(total);
    longer.append(0, 0, 0, 0, 0, 0, 0, 0);
    expect(longer.digest()).not.toBe(expected);
  });

  test('has another digest when a cell, a text or a kind differs', () => {
    const digest = (at: number, text: string, shape = 'test.paid'): string => {
      const log = new EventLog([met, { ...paid, kind: shape }]);
      log.append(0, at, 0, -1, 0, log.intern(text), 0, 0);
      return log.digest();
    };
    const digests = [digest(1, 'a'), digest(2, 'a'), digest(1, 'b'), digest(1, 'a', 'test.given')];
    expect(new Set(digests).size).toBe(4);
  });

  test('goes through columns and back unchanged', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 9_000 }),
        (n, size) => {
          const log = filled(n);
          const batches = [];
          let texts = 0;
          for (let from = 0; from < n; from += size) {
            const batch = log.batch(from, size, texts);
            texts += batch.texts.length;
            batches.push(batch);
          }
          const twin = EventLog.fromBlocks(SHAPES, batches);
          expect(twin.length).toBe(n);
          expect(twin.digest()).toBe(log.digest());
          if (n > 0) expect(readRecord(twin, n - 1)).toEqual(readRecord(log, n - 1));
        },
      ),
      { numRuns: 12 },
    );
  });

  test('goes back to a mark and on as if nothing had been there', () => {
    for (const kept of [0, 1, 100, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 1, 2 * BLOCK_ROWS]) {
      const log = filled(kept);
      const mark = log.mark();
      const before = log.digest();
      log.append(0, 1, 1, 1, 1, log.intern('never again'), 1, 1);
      fill(log, BLOCK_ROWS + 5);
      const later = log.digest();
      const fork = log.fork(mark);
      expect(fork.digest(), `fork at ${kept}`).toBe(before);
      fill(fork, 300);
      expect(log.digest()).toBe(later);
      log.rewind(mark);
      expect(log.digest(), `rewound to ${kept}`).toBe(before);
      fill(log, 300);
      expect(log.digest()).toBe(filled(kept + 300).digest());
      expect(fork.digest()).toBe(log.digest());
    }
  });
});
