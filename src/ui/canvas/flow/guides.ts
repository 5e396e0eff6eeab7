/**
 * What it is: alignment while nodes are dragged: where an edge or the middle of what is moved comes close
 * to one of another node, it is drawn to it and a line shows why. Units: pixels of the design.
 */

import type { Area } from '../../state/placing.ts';

/** A line across the canvas: at `at` on the axis, from `from` to `to` along the other. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Alignment {
  /** How far what is moved goes to be aligned; undefined on an axis where nothing is near. */
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly guides: readonly Guide[];
}

/** The bounds of several areas. */
export function boundsOf(areas: readonly Area[]): Area {
  const left = Math.min(...areas.map((area) => area.x));
  const top = Math.min(...areas.map((area) => area.y));
  const right = Math.max(...areas.map((area) => area.x + area.width));
  const bottom = Math.max(...areas.map((area) => area.y + area.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Aligns `moved` with the nearest of `others` that lies within `reach`. */
export function align(moved: Area, others: readonly Area[], reach: number): Alignment {
  const x = nearest(
    spots(moved.x, moved.width),
    others,
    (area) => spots(area.x, area.width),
    reach,
  );
  const y = nearest(
    spots(moved.y, moved.height),
    others,
    (area) => spots(area.y, area.height),
    reach,
  );
  const placed = { ...moved, x: moved.x + (x?.shift ?? 0), y: moved.y + (y?.shift ?? 0) };
  const guides: Guide[] = [];
  if (x !== undefined) guides.push(guideOf('x', x, placed));
  if (y !== undefined) guides.push(guideOf('y', y, placed));
  return { x: x?.shift, y: y?.shift, guides };
}

interface Match {
  readonly shift: number;
  readonly at: number;
  readonly other: Area;
}

/** Both edges and the middle. */
function spots(start: number, length: number): readonly number[] {
  return [start, start + length / 2, start + length];
}

function nearest(
  own: readonly number[],
  others: readonly Area[],
  spotsOf: (area: Area) => readonly number[],
  reach: number,
): Match | undefined {
  let best: Match | undefined;
  for (const other of others) {
    for (const at of spotsOf(other)) {
      for (const spot of own) {
        const shift = at - spot;
        if (Math.abs(shift) > reach) continue;
        if (best === undefined || Math.abs(shift) < Math.abs(best.shift))
          best = { shift, at, other };
      }
    }
  }
  return best;
}

function guideOf(axis: 'x' | 'y', { at, other }: Match, moved: Area): Guide {
  const [from, to] =
    axis === 'x'
      ? [Math.min(moved.y, other.y), Math.max(moved.y + moved.height, other.y + other.height)]
      : [Math.min(moved.x, other.x), Math.max(moved.x + moved.width, other.x + other.width)];
  return { axis, at, from, to };
}
