/** What it is: the arithmetic of long lists: which rows to ask for, and which of them is at a place. */

import type { LogFilter, LogPage, LogRequest, LogRow } from '../../../engine/projections/frame.ts';

/** Rows of one page: some screens, so that a flick of the wheel stays within it. */
export const PAGE_ROWS = 240;
/** Rows of the page while the list follows the cursor: as many as are on the largest screen. */
export const FOLLOWED_ROWS = 120;
/** Rows drawn beyond what is on screen, at either end. */
const BEYOND = 12;
/** How many rows before the first one shown are asked for too. */
const BEFORE = 80;
/** A list of more rows would be higher than browsers can make an element: the oldest are left out. */
export const LIST_MOST = 1_200_000;

/** The place in the log of the list's first row. */
export function startOf(total: number): number {
  return Math.max(0, total - LIST_MOST);
}

/** The row of the log at a place, if the page holds it. */
export function rowOf(page: LogPage | undefined, place: number): LogRow | undefined {
  if (page === undefined || place < page.first) return undefined;
  return page.rows[place - page.first];
}

/**
 * What to ask for so that the rows from `firstShown` on are there; the newest when it is undefined. Stays
 * what the page is while that still reaches far enough around, so that scrolling a little asks for nothing.
 */
export function pageFor(
  page: LogPage | undefined,
  firstShown: number | undefined,
  filter: LogFilter,
): LogRequest {
  if (firstShown === undefined) return { rows: FOLLOWED_ROWS, until: undefined, filter };
  const rows = PAGE_ROWS;
  const isWithin =
    page !== undefined &&
    (page.first === 0 || firstShown - page.first > BEFORE / 2) &&
    firstShown >= page.first &&
    firstShown + BEFORE < page.first + page.rows.length;
  const first = isWithin ? page.first : Math.max(0, firstShown - BEFORE);
  return { rows, until: undefined, first, filter };
}

/** The row before or after the picked one, with its place in the log; the last one when none is picked. */
export function neighbour(
  page: LogPage | undefined,
  picked: number | undefined,
  direction: 1 | -1,
): { readonly row: LogRow; readonly place: number } | undefined {
  if (page === undefined || page.rows.length === 0) return undefined;
  const current = page.rows.findIndex((row) => row.seq === picked);
  const wanted = current < 0 ? page.rows.length - 1 : current + direction;
  const at = Math.min(Math.max(wanted, 0), page.rows.length - 1);
  const row = page.rows[at];
  return row === undefined ? undefined : { row, place: page.first + at };
}

/** Places [first, last) of a list. */
export interface Places {
  readonly first: number;
  readonly last: number;
}

/** The places to draw of `count` rows of one height, in a box that shows so many pixels from `top` on. */
export function placesOf(top: number, shown: number, count: number, row: number): Places {
  const first = Math.floor(top / row) - BEYOND;
  const last = Math.ceil((top + shown) / row) + BEYOND;
  return { first: Math.min(Math.max(first, 0), count), last: Math.min(Math.max(last, 0), count) };
}

/** How far to scroll a box to have a place in its middle, or just within it. */
export function topFor(
  where: 'middle' | 'nearest',
  place: number,
  box: { readonly scrollTop: number; readonly clientHeight: number },
  row: number,
): number {
  const [top, end] = [place * row, (place + 1) * row];
  if (where === 'middle') return Math.max(0, top - (box.clientHeight - row) / 2);
  if (top < box.scrollTop) return top;
  return Math.max(box.scrollTop, end - box.clientHeight);
}

/** Whether a list is scrolled to its end, give or take a row. */
export function isAtEnd(top: number, shown: number, height: number, row: number): boolean {
  return height - top - shown <= row;
}
