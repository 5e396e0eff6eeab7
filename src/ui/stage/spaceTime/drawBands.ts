/**
 * What it is: the bands behind the lanes: views as light tints, view changes hatched, crashes grey, faults
 * hatched the other way. Each says its name where there is room, in front of the messages.
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
/** How much of the messages behind a name is hidden. */
const PLATE_OPACITY = 0.82;

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

/** The names of the bands that are high and wide enough, each on a plate that sets it off from the messages. */
export function drawBandNames(
  context: Context,
  picture: Area & { readonly stage: SpaceTimeStage },
  palette: Palette,
): void {
  if (laneHeight(picture) < NAME_HEIGHT) return;
  context.font = `11px ${palette.fontText}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  const { bands } = picture.stage;
  for (const band of bands) {
    const { left, right } = edgesOf(band, picture);
    if (right - left < NAME_ROOM || isNamedAbove(band, bands, picture)) continue;
    drawName(context, band, left, picture, palette);
  }
}

function drawName(context: Context, band: Band, left: number, area: Area, palette: Palette): void {
  const { top, bottom } = insideOf(band, area);
  const isFaulty = band.kind === 'faulty';
  const isSecond = isFaulty || band.kind === 'crashed';
  const isBelow = isSecond && laneHeight(area) >= TWO_NAMES_HEIGHT;
  const x = left + 5 + (isSecond && !isBelow ? NAME_WIDTH : 0);
  const y = isBelow ? bottom - 3 : top + 10;
  context.globalAlpha = PLATE_OPACITY;
  context.fillStyle = palette.surface.panel;
  context.fillRect(x - 3, y - 10, context.measureText(band.label).width + 6, 13);
  context.globalAlpha = 1;
  context.fillStyle = isFaulty ? palette.condition.byzantine : palette.text[2];
  context.fillText(band.label, x, y);
}

/** Lanes that are in one view together name it once, on the topmost of them. */
function isNamedAbove(band: Band, bands: readonly Band[], area: Area): boolean {
  if (band.kind !== 'view') return false;
  const from = Math.max(band.from, area.span.from);
  return bands.some(
    (other) =>
      other.kind === 'view' &&
      other.lane === band.lane - 1 &&
      other.label === band.label &&
      other.from <= from &&
      other.to > from,
  );
}

function edgesOf(band: Band, area: Area): { readonly left: number; readonly right: number } {
  return {
    left: Math.max(GUTTER, timeX(area, band.from)),
    right: Math.min(area.width, timeX(area, band.to)),
  };
}

function insideOf({ lane }: Band, area: Area): { readonly top: number; readonly bottom: number } {
  const height = laneHeight(area);
  const inset = height > 14 ? 2 : 0.5;
  const top = AXIS + height * lane;
  return { top: top + inset, bottom: top + height - inset };
}

function drawBand(context: Context, band: Band, area: Area, palette: Palette): void {
  const { left, right } = edgesOf(band, area);
  if (right <= left) return;
  const { top, bottom } = insideOf(band, area);
  fillBand(context, band, palette);
  context.fillRect(left, top, right - left, bottom - top);
  context.globalAlpha = 1;
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
