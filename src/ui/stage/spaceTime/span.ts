/**
 * What it is: the arithmetic of the stretch of virtual time that the space–time diagram shows: moving it,
 * widening it, keeping the cursor in it, and its ticks. Times are µs, places are pixels.
 */

import { roundStep, TIME_UNITS } from '../../charts/axes.ts';

/** A stretch of virtual time: `from` before `to`, both in µs. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The narrowest stretch that can be shown. */
const WIDTH_LEAST = 200;
/** The widest: more than any run lasts. */
const WIDTH_MOST = 1e12;
/** Where the cursor stands in a stretch that follows it: room is left for what comes. */
const CURSOR_SHARE = 0.86;

export function widthOf(span: Span): number {
  return span.to - span.from;
}

/** The place of a time, where the stretch fills the pixels from `left` to `left + width`. */
export function placeIn(span: Span, at: number, left: number, width: number): number {
  return left + ((at - span.from) / widthOf(span)) * width;
}

export function timeIn(span: Span, x: number, left: number, width: number): number {
  return span.from + ((x - left) / Math.max(width, 1)) * widthOf(span);
}

function boundWidth(width: number): number {
  return Math.min(Math.max(width, WIDTH_LEAST), WIDTH_MOST);
}

/** Widens (factor above 1) or narrows the stretch; the time `around` keeps its place. */
export function zoomed(span: Span, factor: number, around: number): Span {
  const width = boundWidth(widthOf(span) * factor);
  const share = (around - span.from) / widthOf(span);
  return atLeastZero({ from: around - share * width, to: around + (1 - share) * width });
}

/** Moves the stretch by µs, never before the start. */
export function moved(span: Span, by: number): Span {
  return atLeastZero({ from: span.from + by, to: span.to + by });
}

/** Before zero nothing happens: such a stretch is moved to the start, its width unchanged. */
function atLeastZero(span: Span): Span {
  return span.from >= 0 ? span : { from: 0, to: widthOf(span) };
}

/** A stretch of a width that has the cursor in sight, near its right end. */
export function following(cursor: number, width: number): Span {
  const bounded = boundWidth(width);
  const from = Math.max(0, cursor - bounded * CURSOR_SHARE);
  return { from, to: from + bounded };
}

/** The whole run with a little air on the right. */
export function wholeOf(end: number): Span {
  return { from: 0, to: boundWidth(end * 1.02) };
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Without 2.5, whose ticks need a further digit. */
const STEPS = [1, 2, 5, 10];

/** Ticks at round times, at least `apart` pixels from one another, all in one unit with equal digits. */
export function ticksOf(span: Span, width: number, apart: number): readonly Tick[] {
  const step = Math.max(1, roundStep((widthOf(span) / Math.max(width, 1)) * apart, STEPS));
  const [micros, word] = TIME_UNITS.find(([size]) => step >= size / 100 && span.to >= size) ?? [
    1,
    'µs',
  ];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / micros) - 1e-9));
  const ticks: Tick[] = [];
  for (let at = Math.ceil(span.from / step) * step; at <= span.to; at += step) {
    ticks.push({ at, label: `${(at / micros).toFixed(digits)}\u202f${word}` });
  }
  return ticks;
}
