import { expect, test } from 'vitest';
import type { LogPage, LogRow } from '../../../engine/projections/frame.ts';
import {
  LIST_MOST,
  FOLLOWED_ROWS,
  PAGE_ROWS,
  isAtEnd,
  neighbour,
  pageFor,
  rowOf,
  placesOf,
  startOf,
  topFor,
} from './window.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import { explained, inWords, KIND_GROUPS, messageRow } from './words.ts';

const ALL = { kinds: [], agent: '', text: '' };

function aRow(seq: number, part: Partial<LogRow> = {}): LogRow {
  return {
    seq,
    at: seq * 10,
    actor: 0,
    cause: -1,
    kind: 'message.sent',
    fields: {},
    agent: 'replicas/0',
    says: '',
    tone: 'quiet',
    ...part,
  };
}

function aPage(first: number, count: number, total: number): LogPage {
  return { first, total, rows: Array.from({ length: count }, (_, i) => aRow(2 * (first + i))) };
}

test('a row is found by its place while its page is there', () => {
  const page = aPage(100, 50, 1_000);
  expect(rowOf(page, 120)?.seq).toBe(240);
  expect(rowOf(page, 99)).toBeUndefined();
  expect(rowOf(page, 150)).toBeUndefined();
  expect(rowOf(undefined, 0)).toBeUndefined();
});

test('at the cursor the newest rows are asked for', () => {
  expect(pageFor(undefined, undefined, ALL)).toEqual({
    rows: FOLLOWED_ROWS,
    until: undefined,
    filter: ALL,
  });
});

test('of a list of any length the rows in sight are drawn and a few beyond', () => {
  expect(placesOf(0, 220, 1_000_000, 22)).toEqual({ first: 0, last: 22 });
  expect(placesOf(22_000, 220, 1_000_000, 22)).toEqual({ first: 988, last: 1_022 });
  expect(placesOf(1_000 * 22 - 220, 220, 1_000, 22)).toEqual({ first: 978, last: 1_000 });
  expect(placesOf(-220, 220, 0, 22)).toEqual({ first: 0, last: 0 });
  expect(placesOf(0, 220, 3, 22)).toEqual({ first: 0, last: 3 });
});

test('a place is brought into the middle, or only as far into sight as it must', () => {
  const box = { scrollTop: 2_200, clientHeight: 222 };
  expect(topFor('middle', 500, box, 22)).toBe(10_900);
  expect(topFor('middle', 0, box, 22)).toBe(0);
  expect(topFor('nearest', 105, box, 22)).toBe(2_200);
  expect(topFor('nearest', 99, box, 22)).toBe(2_178);
  expect(topFor('nearest', 110, box, 22)).toBe(2_220);
});

test('scrolling within a page asks for nothing new, scrolling out of it does', () => {
  const page = aPage(1_000, PAGE_ROWS, 9_000);
  expect(pageFor(page, 1_090, ALL).first).toBe(1_000);
  expect(pageFor(page, 1_200, ALL).first).toBe(1_120);
  expect(pageFor(page, 1_005, ALL).first).toBe(925);
  expect(pageFor(page, 20, ALL).first).toBe(0);
});

test('the oldest rows are left out of a list that would be too high', () => {
  expect(startOf(5_000)).toBe(0);
  expect(startOf(LIST_MOST + 7)).toBe(7);
});

test('the mark moves to neighbours, stops at the ends, and begins at the last row', () => {
  const page = aPage(10, 3, 13);
  expect(neighbour(page, 22, 1)).toMatchObject({ place: 12, row: { seq: 24 } });
  expect(neighbour(page, 22, -1)?.place).toBe(10);
  expect(neighbour(page, 24, 1)?.place).toBe(12);
  expect(neighbour(page, undefined, 1)?.place).toBe(12);
  expect(neighbour(aPage(0, 0, 0), undefined, 1)).toBeUndefined();
});

test('the end is the end, give or take a row', () => {
  expect(isAtEnd(980, 200, 1_200, 22)).toBe(true);
  expect(isAtEnd(900, 200, 1_200, 22)).toBe(false);
});

test('each kind of message event says who sent to whom', () => {
  const nameOf = (actor: number): string => `replicas/${actor}`;
  const arrived = aRow(1, {
    kind: 'message.delivered',
    agent: 'replicas/2',
    fields: { from: 1, message: 'prePrepare', detail: 'v0 n1' },
  });
  expect(messageRow(arrived, nameOf)).toEqual({
    from: 'replicas/1',
    to: 'replicas/2',
    message: 'pre prepare',
    detail: 'v0 n1',
    fate: 'arrived',
    reason: '',
  });
  const lost = aRow(2, {
    kind: 'message.dropped',
    fields: { to: 3, message: 'commit', detail: '', reason: 'receiverCrashed' },
  });
  expect(messageRow(lost, nameOf)).toMatchObject({
    from: 'replicas/0',
    to: 'replicas/3',
    fate: 'lost',
    reason: 'receiver crashed',
  });
});

test('whatever a protocol records is found under the protocol', () => {
  const { kinds } = KIND_GROUPS.protocol;
  const own = [...PROTOCOL_CARDS.values()].flatMap((card) => card.events.map(({ kind }) => kind));
  expect(own.length).toBeGreaterThan(100);
  expect(own.filter((kind) => !kinds.some((prefix) => kind.startsWith(prefix)))).toEqual([]);
});

test('codes become words', () => {
  expect(inWords('notPrimary')).toBe('not primary');
  expect(inWords('bid_too_low')).toBe('bid too low');
});

test('a refused bid is explained, in the log as in the picture', () => {
  const says = 'rejects 5.00 from bidders/1: missing_amount';
  const row = aRow(1, { kind: 'market.bid.rejected', says, fields: { code: 'missing_amount' } });
  expect(explained(row)).toBe(`${says}. It names no amount.`);
  expect(explained({ ...row, fields: { code: 'of_tomorrow' } })).toBe(says);
  expect(explained({ ...row, kind: 'pbft.reply.accepted' })).toBe(says);
});
