/**
 * What it is: the space–time diagram on a canvas. A lane per actor, time to the right; bands behind, then
 * messages as arrows from sender to receiver, then points, the time cursor, and the axis above.
 * Cost: one path per kind of message and fate, so some thousands of arrows stay within a few milliseconds.
 */

import { AGENT_LEADS } from '../../../engine/projections/frame.ts';
import { conditionOf } from '../../../engine/projections/conditions.ts';
import { CONDITION_GLYPHS, LEADS_GLYPH } from '../../theme/glyphs.ts';
import { hueOfActor, seriesColour } from '../../theme/palette.ts';
import type { Palette } from '../../theme/palette.ts';
import { drawBandNames, drawBands } from './drawBands.ts';
import { drawMessages } from './drawMessages.ts';
import { drawPhases } from './drawPhases.ts';
import { AXIS, GUTTER, laneHeight, laneY, timeX } from './geometry.ts';
import { glyphPath, isOutline, lookOfPoint, toneColour } from './look.ts';
import type { Picture } from './picture.ts';
import { ticksOf } from './span.ts';

type Context = CanvasRenderingContext2D;

/** Ticks of the axis lie at least so many pixels apart. */
const TICKS_APART = 84;
/** Lanes lower than this have no room for a name beside the next one. */
const LABEL_HEIGHT = 11;
/** Where lanes are low, every other name stands further right, with its number alone. */
const SECOND_COLUMN = 62;

export function drawPicture(context: Context, picture: Picture, palette: Palette): void {
  context.clearRect(0, 0, picture.width, picture.height);
  context.save();
  context.beginPath();
  context.rect(GUTTER, 0, picture.width - GUTTER, picture.height);
  context.clip();
  drawAxis(context, picture, palette);
  drawBands(context, picture, palette);
  drawPhases(context, picture, palette);
  drawLanes(context, picture, palette);
  drawMessages(context, picture, palette);
  drawPoints(context, picture, palette);
  drawBandNames(context, picture, palette);
  drawCursor(context, picture, palette);
  context.restore();
  drawNames(context, picture, palette);
}

function drawAxis(context: Context, picture: Picture, palette: Palette): void {
  const bottom = AXIS + laneHeight(picture) * picture.lanes;
  context.font = `11px ${palette.fontText}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const { at, label } of ticksOf(picture.span, picture.width - GUTTER, TICKS_APART)) {
    const x = Math.round(timeX(picture, at));
    context.fillStyle = palette.line;
    context.fillRect(x, AXIS - 5, 1, bottom - AXIS + 5);
    context.fillStyle = palette.text[2];
    context.fillText(label, x + 4, AXIS / 2);
  }
}

function drawLanes(context: Context, picture: Picture, palette: Palette): void {
  context.fillStyle = palette.lineStrong;
  picture.stage.lanes.forEach((_, lane) => {
    context.fillRect(GUTTER, Math.round(laneY(picture, lane)), picture.width - GUTTER, 1);
  });
}

function drawPoints(context: Context, picture: Picture, palette: Palette): void {
  const { stage, span } = picture;
  const shown = stage.points.filter(({ at }) => at >= span.from && at <= span.to);
  const isCrowded = shown.length > picture.width / 2;
  const r = Math.min(4, Math.max(1.5, laneHeight(picture) / 7));
  context.lineWidth = 1.5;
  for (const { lane, at, kind } of shown) {
    const look = lookOfPoint(kind);
    // Among thousands only what is rare keeps its sign; the rest would hide the messages.
    if (isCrowded && (look.tone === 'text' || look.tone === 'good')) continue;
    // A commit is often executed at once: its disc is larger and shows behind the square.
    const size = look.shape === 'disc' ? r * 1.4 : r;
    const path = glyphPath(look.shape, timeX(picture, at), laneY(picture, lane) + 0.5, size);
    const colour = toneColour(look.tone, palette);
    context.setLineDash([]);
    if (isOutline(look.shape)) {
      context.fillStyle = palette.surface.panel;
      if (look.shape === 'ring') context.fill(path);
      context.strokeStyle = colour;
      context.stroke(path);
    } else {
      // A rim in the ground's colour keeps neighbours apart.
      context.strokeStyle = palette.surface.panel;
      context.stroke(path);
      context.fillStyle = colour;
      context.fill(path);
    }
  }
}

function drawCursor(context: Context, picture: Picture, palette: Palette): void {
  const x = Math.round(timeX(picture, picture.cursor));
  const right = picture.width;
  const bottom = AXIS + laneHeight(picture) * picture.lanes;
  if (x < right) {
    context.globalAlpha = 0.45;
    context.fillStyle = palette.surface.sunken;
    context.fillRect(x, AXIS, right - x, bottom - AXIS);
    context.globalAlpha = 1;
  }
  context.fillStyle = palette.text[0];
  context.fillRect(x - 0.5, AXIS - 7, 1.5, bottom - AXIS + 7);
  context.beginPath();
  context.moveTo(x - 4.5, AXIS - 10);
  context.lineTo(x + 5, AXIS - 10);
  context.lineTo(x + 0.25, AXIS - 3);
  context.fill();
}

/** The names on the left, each with the agent's condition; where lanes are low, in two columns, or every so many. */
function drawNames(context: Context, picture: Picture, palette: Palette): void {
  const { stage, agents } = picture;
  const rows = LABEL_HEIGHT / laneHeight(picture);
  const isLow = rows > 1;
  const every = Math.max(1, Math.ceil(rows / 2));
  context.font = `${isLow ? 10 : 12}px ${palette.fontText}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  stage.lanes.forEach((lane, i) => {
    if (i % every !== 0) return;
    const isSecond = isLow && (i / every) % 2 === 1;
    const left = isSecond ? SECOND_COLUMN : 0;
    const y = laneY(picture, i);
    const byte = agents[lane.actor] ?? 0;
    drawCondition(context, left + (isLow ? 1 : 6), y - 6, byte, lane.actor, palette);
    context.fillStyle = palette.text[conditionOf(byte) === 'crashed' ? 2 : 1];
    const leads = (byte & AGENT_LEADS) !== 0;
    const name = isSecond ? (lane.label.split(' ').at(-1) ?? lane.label) : lane.label;
    const right = isLow && !isSecond ? SECOND_COLUMN - 1 : GUTTER - 5 - (leads ? 14 : 0);
    const x = left + (isLow ? 14 : 23);
    context.fillText(fitted(context, name, right - x), x, y + 0.5);
    if (!leads) return;
    context.save();
    context.translate(GUTTER - 15, y - 5);
    context.scale(0.85, 0.85);
    context.fillStyle = palette.condition.leads;
    context.fill(new Path2D(LEADS_GLYPH.path));
    context.restore();
  });
}

/** The shape says the condition; a healthy agent has the colour of its lines in the charts. */
function drawCondition(
  context: Context,
  x: number,
  y: number,
  byte: number,
  actor: number,
  palette: Palette,
): void {
  const condition = conditionOf(byte);
  const glyph = CONDITION_GLYPHS[condition];
  const colour =
    condition === 'healthy'
      ? seriesColour(palette, hueOfActor(actor))
      : palette.condition[condition];
  const path = new Path2D(glyph.path);
  context.save();
  context.translate(x, y);
  context.lineWidth = 1.75;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (glyph.isFilled) context.fill(path);
  else context.stroke(path);
  context.restore();
}

/** The name as far as there is room: what is cut is the pool's, since the number tells the lanes apart. */
function fitted(context: Context, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const number = /(?: \S+)?$/.exec(text)?.[0] ?? '';
  const pool = text.slice(0, text.length - number.length);
  let length = pool.length - 1;
  const cut = (): string => `${pool.slice(0, length)}…${number}`;
  while (length > 1 && context.measureText(cut()).width > room) length--;
  return cut();
}
