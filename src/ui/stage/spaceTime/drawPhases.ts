/**
 * What it is: the phases of requests as thin strips at the foot of each lane, from one milestone to the next.
 * Requests in flight at the same time lie one below the other.
 */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { seriesColour } from '../../theme/palette.ts';
import type { Palette } from '../../theme/palette.ts';
import { AXIS, GUTTER, laneHeight, timeX } from './geometry.ts';
import type { Area } from './geometry.ts';

/** Lanes lower than this have no room beside their messages. */
const LANE_LEAST = 20;
const STRIP = 3;
const STRIPS = 3;

export function drawPhases(
  context: CanvasRenderingContext2D,
  picture: Area & { readonly stage: SpaceTimeStage },
  palette: Palette,
): void {
  const height = laneHeight(picture);
  if (height < LANE_LEAST) return;
  context.globalAlpha = 0.75;
  for (const { lane, from, to, hue, slot } of picture.stage.phases) {
    const left = Math.max(GUTTER, timeX(picture, from));
    const right = Math.min(picture.width, timeX(picture, to));
    if (right <= left) continue;
    context.fillStyle = seriesColour(palette, hue);
    const top = AXIS + height * (lane + 1) - 2 - STRIP * (1 + (slot % STRIPS));
    context.fillRect(left, top, Math.max(1, right - left - 1), STRIP - 1);
  }
  context.globalAlpha = 1;
}
