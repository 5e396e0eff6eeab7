/**
 * What it is: the arithmetic of the timeline: where things lie on it, and where keys lead.
 */

import type { Mark } from '../../engine/projections/frame.ts';

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
