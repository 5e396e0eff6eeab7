/**
 * What it is: where a new node goes: a free place near the middle of what the canvas shows.
 * The canvas says what it shows; who adds a node need not know the canvas.
 */

import { createStore } from 'zustand/vanilla';
import type { Design, NodeKind } from '../../engine/document/design.ts';
import type { Point } from './designEdits.ts';
import { GRID, geometryOf } from './nodeGeometry.ts';
import type { Size } from './nodeGeometry.ts';

/** A rectangle in the design's coordinates. */
export interface Area extends Point, Size {}

const GAP = 32;
const RINGS_MOST = 60;
const MARGIN = 24;
/** Three columns of nodes and room for connections between them. */
const COLUMNS_WIDTH = 760;

/** What the canvas shows; the last known while there is none on screen. */
export const shownArea = createStore<Area>(() => ({ x: 0, y: 0, width: 960, height: 560 }));

/** Where a node of this kind and size goes: into its column of `area`, or else near its middle. */
export function freePlace(
  design: Design,
  size: Size,
  kind: NodeKind,
  area: Area = shownArea.getState(),
): Point {
  const taken = design.nodes.map((node): Area => ({ ...node.position, ...geometryOf(node) }));
  const start = {
    x: snap(area.x + (area.width - size.width) / 2),
    y: snap(area.y + (area.height - size.height) / 2),
  };
  const isFree = (place: Point): boolean => !taken.some((other) => overlaps(place, size, other));
  const inColumn = placesInColumn({ ...start, ...size }, kind, area).find(isFree);
  if (inColumn !== undefined) return inColumn;
  for (let ring = 0; ring <= RINGS_MOST; ring++) {
    const place = placesOnRing(start, ring).find(isFree);
    if (place !== undefined) return place;
  }
  return start;
}

/**
 * A drawing reads from the left to the right: what feeds a coordination, coordinations, what they decide.
 * The places of the column that lie in sight, from the middle outwards; none where there is no room for three.
 */
function placesInColumn(start: Area, kind: NodeKind, area: Area): readonly Point[] {
  if (area.width < COLUMNS_WIDTH) return [];
  const x =
    kind === 'coordination'
      ? start.x
      : kind === 'output'
        ? snap(area.x + area.width - MARGIN - start.width)
        : snap(area.x + MARGIN);
  const steps = Math.floor((area.height - start.height) / 2 / GRID);
  return Array.from({ length: Math.max(0, 2 * steps + 1) }, (_, i) => ({
    x,
    y: start.y + (i % 2 === 0 ? -1 : 1) * Math.ceil(i / 2) * GRID,
  }));
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
