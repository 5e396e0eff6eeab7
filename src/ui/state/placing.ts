/**
 * What it is: where a new node goes: a free place near the middle of what the canvas shows.
 * The canvas says what it shows; who adds a node need not know the canvas.
 */

import { createStore } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';
import type { Point } from './designEdits.ts';
import { GRID, geometryOf } from './nodeGeometry.ts';
import type { Size } from './nodeGeometry.ts';

/** A rectangle in the design's coordinates. */
export interface Area extends Point, Size {}

const GAP = 32;
const RINGS_MOST = 60;

/** What the canvas shows; the last known while there is none on screen. */
export const shownArea = createStore<Area>(() => ({ x: 0, y: 0, width: 960, height: 560 }));

/** Where a node of this size finds room, as near to the middle of `area` as can be. */
export function freePlace(design: Design, size: Size, area: Area = shownArea.getState()): Point {
  const taken = design.nodes.map((node): Area => ({ ...node.position, ...geometryOf(node) }));
  const start = {
    x: snap(area.x + (area.width - size.width) / 2),
    y: snap(area.y + (area.height - size.height) / 2),
  };
  const isFree = (place: Point): boolean => !taken.some((other) => overlaps(place, size, other));
  for (let ring = 0; ring <= RINGS_MOST; ring++) {
    const place = placesOnRing(start, ring).find(isFree);
    if (place !== undefined) return place;
  }
  return start;
}

/** To the right first, then below, left and above: the way a drawing grows. */
function placesOnRing(start: Point, ring: number): readonly Point[] {
  if (ring === 0) return [start];
  const step = 4 * GRID * ring;
  const sides = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ] as const;
  return sides.map(([x, y]) => ({ x: start.x + x * step, y: start.y + y * step }));
}

function overlaps(place: Point, size: Size, other: Area): boolean {
  return (
    place.x < other.x + other.width + GAP &&
    other.x < place.x + size.width + GAP &&
    place.y < other.y + other.height + GAP &&
    other.y < place.y + size.height + GAP
  );
}

/** The nearest point of the grid. */
export function snap(length: number): number {
  return Math.round(length / GRID) * GRID;
}
