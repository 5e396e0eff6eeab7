/**
 * What it is: the lines of a chart drawn on a canvas, where and as the charting library draws them.
 * The plot's place follows from the same measures that are given to the library.
 */

import type { Chart, Series } from '../../engine/projections/frame.ts';
import type { Palette } from '../theme/palette.ts';
import type { Axis } from './axes.ts';
import { colourOf } from './colour.ts';
import { GUIDE_DASHES, edgesOf, isFilled, isStepped, linesIn, looksOf } from './looks.ts';
import type { LineLooks } from './looks.ts';
import { MARGIN, ROOM, X_HEIGHT, Y_WIDTH } from './measures.ts';

export interface Drawing {
  readonly chart: Chart;
  readonly cursor: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly size: { readonly width: number; readonly height: number };
  readonly palette: Palette;
}

/** Where values lie on the canvas, in pixels. */
export interface Scales {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

export function scalesOf({ x, y, size }: Pick<Drawing, 'x' | 'y' | 'size'>): Scales {
  const left = MARGIN.left + Y_WIDTH;
  const right = Math.max(left + 1, size.width - MARGIN.right);
  const top = MARGIN.top;
  const bottom = Math.max(top + 1, size.height - MARGIN.bottom - X_HEIGHT);
  const [low, high] = [bottom - ROOM.bottom, top + ROOM.top];
  const place = (value: number, [least, most]: Axis['domain'], from: number, to: number): number =>
    from + ((value - least) / (most - least || 1)) * (to - from);
  return {
    left,
    right,
    top,
    bottom,
    x: (at) => place(at, x.domain, left, right),
    y: (value) => place(value, y.domain, low, high),
  };
}

export function drawLines(context: CanvasRenderingContext2D, drawing: Drawing): void {
  const { chart, cursor, size, palette } = drawing;
  const scales = scalesOf(drawing);
  const looks = looksOf(chart);
  context.clearRect(0, 0, size.width, size.height);
  context.save();
  context.beginPath();
  context.rect(scales.left, 0, scales.right - scales.left, scales.bottom);
  context.clip();
  drawGuides(context, chart, scales, palette);
  drawBand(context, chart, scales, palette);
  for (const series of linesIn(chart)) {
    const colour = colourOf(series, palette);
    if (!looks.isScattered) {
      drawLine(context, series, chart.kind, scales, looks, colour, scales.x(cursor));
    }
    if (looks.dots || looks.isScattered) drawDots(context, series, scales, looks.radius, colour);
  }
  if (chart.kind !== 'histogram') drawCursor(context, scales, cursor, palette);
  context.restore();
}

/** The room between a band's edges, which have their points at the same times. */
function drawBand(
  context: CanvasRenderingContext2D,
  chart: Chart,
  scales: Scales,
  palette: Palette,
): void {
  const [upper, lower] = edgesOf(chart);
  if (upper === undefined || lower === undefined) return;
  context.beginPath();
  upper.x.forEach((at, i) => {
    context.lineTo(scales.x(at), scales.y(upper.y[i] ?? 0));
  });
  for (let i = lower.x.length - 1; i >= 0; i--)
    context.lineTo(scales.x(lower.x[i] ?? 0), scales.y(lower.y[i] ?? 0));
  context.globalAlpha = AREA_OPACITY;
  context.fillStyle = colourOf(upper, palette);
  context.fill();
}

function drawGuides(
  context: CanvasRenderingContext2D,
  { guides = [] }: Chart,
  scales: Scales,
  palette: Palette,
): void {
  context.globalAlpha = 1;
  context.strokeStyle = palette.text[2];
  context.lineWidth = 1;
  context.setLineDash(GUIDE_DASHES);
  for (const guide of guides) {
    context.beginPath();
    context.moveTo(scales.left, scales.y(guide));
    context.lineTo(scales.right, scales.y(guide));
    context.stroke();
  }
  context.setLineDash([]);
}

function drawCursor(
  context: CanvasRenderingContext2D,
  scales: Scales,
  cursor: number,
  palette: Palette,
): void {
  context.globalAlpha = 0.55;
  context.strokeStyle = palette.text[0];
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(scales.x(cursor), scales.top);
  context.lineTo(scales.x(cursor), scales.bottom);
  context.stroke();
}

function drawLine(
  context: CanvasRenderingContext2D,
  { x, y }: Series,
  kind: Chart['kind'],
  scales: Scales,
  looks: LineLooks,
  colour: string,
  end: number,
): void {
  if (x.length === 0) return;
  context.beginPath();
  let height = scales.y(y[0] ?? 0);
  context.moveTo(scales.x(x[0] ?? 0), height);
  for (let i = 1; i < x.length; i++) {
    const at = scales.x(x[i] ?? 0);
    if (isStepped({ kind })) context.lineTo(at, height);
    height = scales.y(y[i] ?? 0);
    context.lineTo(at, height);
  }
  // A step still holds at the cursor.
  if (kind === 'step') context.lineTo(end, height);
  context.globalAlpha = looks.opacity;
  context.strokeStyle = colour;
  context.lineWidth = looks.width;
  context.lineJoin = 'round';
  context.stroke();
  if (!isFilled({ kind })) return;
  context.lineTo(scales.x(x.at(-1) ?? 0), scales.bottom);
  context.lineTo(scales.x(x[0] ?? 0), scales.bottom);
  context.globalAlpha = AREA_OPACITY;
  context.fillStyle = colour;
  context.fill();
}

/** How much of its colour an area has below its line. */
export const AREA_OPACITY = 0.18;

function drawDots(
  context: CanvasRenderingContext2D,
  { x, y }: Series,
  scales: Scales,
  radius: number,
  colour: string,
): void {
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.beginPath();
  for (let i = 0; i < x.length; i++) {
    const [across, down] = [scales.x(x[i] ?? 0), scales.y(y[i] ?? 0)];
    context.moveTo(across + radius, down);
    context.arc(across, down, radius, 0, 2 * Math.PI);
  }
  context.fill();
}
