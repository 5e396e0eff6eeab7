/**
 * What it is: where the lanes and the arrows of the space–time diagram lie, and which arrow is under the
 * pointer. Pure arithmetic over a stage, so that drawing and pointing can never disagree.
 */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { placeIn } from './span.ts';
import type { Span } from './span.ts';

export const IN_FLIGHT = 0;
export const DROPPED = 2;
export const IGNORED = 3;

/** Room for the names of the lanes, and for the axis. */
export const GUTTER = 104;
export const AXIS = 22;
const LANE_MOST = 112;
/** A lost message is drawn up to here of its way, an ignored one up to its receiver's door. */
const LOST_SHARE = 0.86;

export interface Area {
  readonly width: number;
  readonly height: number;
  readonly lanes: number;
  readonly span: Span;
}

/** The height of one lane. */
export function laneHeight(area: Pick<Area, 'height' | 'lanes'>): number {
  return Math.min(LANE_MOST, (area.height - AXIS - 4) / Math.max(1, area.lanes));
}

/** The middle of a lane; lanes lie below the axis. */
export function laneY(area: Pick<Area, 'height' | 'lanes'>, lane: number): number {
  return AXIS + laneHeight(area) * (lane + 0.5);
}

export function timeX(area: Pick<Area, 'width' | 'span'>, at: number): number {
  return placeIn(area.span, at, GUTTER, area.width - GUTTER);
}

/** The mean journey of those that have ended; what is in flight is drawn as if it took as long. */
export function meanJourney(messages: SpaceTimeStage['messages']): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < messages.count; i++) {
    const end = messages.endAt[i] ?? -1;
    if (end < 0) continue;
    sum += end - (messages.sentAt[i] ?? 0);
    count++;
  }
  return count === 0 ? 10_000 : Math.max(sum / count, 1);
}

/** [x1, y1, x2, y2] in pixels. */
export type Line = readonly [x1: number, y1: number, x2: number, y2: number];

/** The line of one message: its whole way, or as far as it has come at the cursor. */
export function arrowOf(
  stage: SpaceTimeStage,
  i: number,
  area: Area,
  cursor: number,
  mean: number,
): Line {
  const { messages } = stage;
  const sentAt = messages.sentAt[i] ?? 0;
  const endAt = messages.endAt[i] ?? -1;
  const y1 = laneY(area, messages.from[i] ?? 0);
  const y2 = laneY(area, messages.to[i] ?? 0);
  const x1 = timeX(area, sentAt);
  if (endAt < 0) {
    const share = Math.min(0.94, Math.max(0, cursor - sentAt) / mean);
    return [x1, y1, timeX(area, Math.max(cursor, sentAt)), y1 + (y2 - y1) * share];
  }
  if (messages.fate[i] === DROPPED) {
    // What the network loses at once still gets a slope, so that it can be seen.
    const until = Math.max(endAt, sentAt + mean / 2);
    const x2 = timeX(area, until);
    return [x1, y1, x1 + (x2 - x1) * LOST_SHARE, y1 + (y2 - y1) * LOST_SHARE];
  }
  return [x1, y1, timeX(area, endAt), y2];
}

/** The distance of a point from a line of two ends. */
export function distanceTo([x1, y1, x2, y2]: Line, x: number, y: number): number {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const square = dx * dx + dy * dy;
  const share =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square));
  const apartX = x - (x1 + share * dx);
  const apartY = y - (y1 + share * dy);
  return Math.sqrt(apartX * apartX + apartY * apartY);
}

/** The message nearest to a point within `reach` pixels; the later one of two that are equally near. */
export function arrowNear(
  stage: SpaceTimeStage,
  area: Area,
  cursor: number,
  point: { readonly x: number; readonly y: number },
  reach: number,
  isHidden: (kind: number) => boolean,
): number | undefined {
  const mean = meanJourney(stage.messages);
  let nearest: number | undefined;
  let least = reach;
  for (let i = 0; i < stage.messages.count; i++) {
    if (isHidden(stage.messages.kind[i] ?? 0)) continue;
    const apart = distanceTo(arrowOf(stage, i, area, cursor, mean), point.x, point.y);
    if (apart <= least) {
      nearest = i;
      least = apart;
    }
  }
  return nearest;
}

/** The point (prepared, committed, …) under the pointer. */
export function pointNear(
  stage: SpaceTimeStage,
  area: Area,
  point: { readonly x: number; readonly y: number },
  reach: number,
): number | undefined {
  let nearest: number | undefined;
  let least = reach;
  stage.points.forEach(({ at, lane }, i) => {
    const apart = Math.max(
      Math.abs(timeX(area, at) - point.x),
      Math.abs(laneY(area, lane) - point.y),
    );
    if (apart > least) return;
    nearest = i;
    least = apart;
  });
  return nearest;
}

/**
 * How much of each message is drawn. With few, arrows with heads; with thousands, only hairlines: more
 * would be a grey surface that costs a frame.
 */
export function detailFor(count: number, pixels: number, lane: number): 'full' | 'lines' | 'hairs' {
  const each = pixels / Math.max(1, count);
  // Heads need lanes that are higher than they are.
  if (each > 2.5 && lane > 10) return 'full';
  return each > 0.6 ? 'lines' : 'hairs';
}
