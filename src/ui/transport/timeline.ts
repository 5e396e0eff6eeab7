/**
 * What it is: the arithmetic of the timeline: which stretch of virtual time it shows and where things lie.
 * While a run goes on, the stretch is rounded up to a fine figure, so that the picture stands still for a
 * while instead of shrinking with every frame.
 */

import type { Mark } from '../../engine/projections/frame.ts';

/** 1, 1.5, 2, 3, 5, 7.5 and their tens: no two are further apart than two thirds. */
const FIGURES = [1, 1.5, 2, 3, 5, 7.5, 10];

/** The end of the shown stretch in µs, at least 1 ms. */
export function shownEnd(end: number, isOver: boolean): number {
  const least = Math.max(end, 1_000);
  if (isOver) return least;
  const ten = 10 ** Math.floor(Math.log10(least));
  const figure = FIGURES.find((one) => one * ten > least) ?? 10;
  return figure * ten;
}

/** Room at both sides, so that a mark at the very start or end is whole. */
export const INSET = 6;

/** The x of a time, in pixels from the left of a timeline of this width. */
export function placeOfTime(at: number, end: number, width: number): number {
  return INSET + Math.min(Math.max(at / end, 0), 1) * (width - 2 * INSET);
}

export function timeOfPlace(x: number, end: number, width: number): number {
  const share = (x - INSET) / Math.max(width - 2 * INSET, 1);
  return Math.round(Math.min(Math.max(share, 0), 1) * end);
}

/** The mark nearest to a place, if one is within `reach` pixels. */
export function markNear(
  marks: readonly Mark[],
  x: number,
  end: number,
  width: number,
  reach: number,
): Mark | undefined {
  let nearest: Mark | undefined;
  let distance = reach;
  for (const mark of marks) {
    if (mark.kind === 'phase') continue;
    const apart = Math.abs(placeOfTime(mark.at, end, width) - x);
    if (apart <= distance) {
      nearest = mark;
      distance = apart;
    }
  }
  return nearest;
}

/** Where a key leads from a time: a hundredth or, with more force, a tenth of what is shown. */
export function timeAfterKey(key: string, at: number, end: number): number | undefined {
  const step = Math.max(1, Math.round(end / 100));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - step);
    case 'ArrowRight':
    case 'ArrowUp':
      return at + step;
    case 'PageDown':
      return Math.max(0, at - 10 * step);
    case 'PageUp':
      return at + 10 * step;
    default:
      return undefined;
  }
}
