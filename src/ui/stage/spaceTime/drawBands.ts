/**
 * What it is: the bands behind the lanes: views as light tints, view changes hatched, crashes grey, faults
 * hatched the other way. Each says its name where there is room.
 */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { seriesColour } from '../../theme/palette.ts';
import type { Palette } from '../../theme/palette.ts';
import { AXIS, GUTTER, laneHeight, timeX } from './geometry.ts';
import type { Area } from './geometry.ts';
import { patternsFor } from './patterns.ts';

type Band = SpaceTimeStage['bands'][number];
type Context = CanvasRenderingContext2D;

/** What lies above hides what lies below: faults are seen through views. */
const ORDER: readonly Band['kind'][] = ['view', 'viewChange', 'faulty', 'crashed'];
const NAME_ROOM = 56;
const NAME_HEIGHT = 20;
/** Lanes of this height have room for two names, one above the other. */
const TWO_NAMES_HEIGHT = 32;
const NAME_WIDTH = 48;

export function drawBands(
  context: Context,
  picture: Area & { readonly stage: SpaceTimeStage },
  palette: Palette,
): void {
  for (const kind of ORDER) {
    for (const band of picture.stage.bands) {
      if (band.kind === kind) drawBand(context, band, picture, palette);
    }
  }
  context.globalAlpha = 1;
}

function drawBand(context: Context, band: Band, area: Area, palette: Palette): void {
  const left = Math.max(GUTTER, timeX(area, band.from));
  const right = Math.min(area.width, timeX(area, band.to));
  if (right <= left) return;
  const height = laneHeight(area);
  const top = AXIS + height * band.lane;
  const inset = height > 14 ? 2 : 0.5;
  const box = [left, top + inset, right - left, height - 2 * inset] as const;
  fillBand(context, band, palette);
  context.fillRect(...box);
  context.globalAlpha = 1;
  if (right - left < NAME_ROOM || height < NAME_HEIGHT) return;
  // Views begin together: their name stands once, on the topmost replica's lane.
  if (band.kind === 'view' && band.lane > 1) return;
  context.font = `11px ${palette.fontText}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  const isFaulty = band.kind === 'faulty';
  context.fillStyle = isFaulty ? palette.condition.byzantine : palette.text[2];
  const isSecond = isFaulty || band.kind === 'crashed';
  const isBelow = isSecond && height >= TWO_NAMES_HEIGHT;
  const y = isBelow ? top + height - inset - 3 : top + inset + 10;
  context.fillText(band.label, left + 5 + (isSecond && !isBelow ? NAME_WIDTH : 0), y);
}

function fillBand(context: Context, band: Band, palette: Palette): void {
  switch (band.kind) {
    case 'view': {
      const number = Number(/\d+/.exec(band.label)?.[0] ?? 0);
      context.globalAlpha = palette.isDark ? 0.1 : 0.08;
      context.fillStyle = seriesColour(palette, number * 2);
      break;
    }
    case 'viewChange':
      context.fillStyle = patternsFor(palette).viewChange;
      break;
    case 'faulty':
      context.fillStyle = patternsFor(palette).faulty;
      context.globalAlpha = 0.55;
      break;
    case 'crashed':
      context.fillStyle = palette.condition.crashed;
      context.globalAlpha = 0.28;
      break;
    default:
      band.kind satisfies never;
  }
}
