/**
 * What it is: a plot as a list of plain shapes: made by a pure function of what is shown and the size, painted on a
 * canvas, and asked what lies under the pointer. Shapes that stand for a trial carry its number.
 * Units: CSS pixels from the upper left corner.
 */

import type { Palette } from '../../theme/palette.ts';
import { seriesColour } from '../../theme/palette.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A colour of the theme, by its part: a number is a place in the series. */
export type Tone =
  'text' | 'quiet' | 'faint' | 'line' | 'strong' | 'accent' | 'good' | 'bad' | 'panel' | number;

interface Mark {
  readonly tone: Tone;
  /** 0..1; 1 unless told otherwise. */
  readonly opacity?: number;
  /** The trial that it stands for. */
  readonly trial?: number;
}

export type Shape =
  | (Mark & {
      readonly kind: 'line';
      /** x and y in turn. */
      readonly points: readonly number[];
      readonly width?: number;
      readonly dash?: readonly number[];
    })
  | (Mark & {
      readonly kind: 'dot';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly look: 'full' | 'ring' | 'cross';
    })
  | (Mark & {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** Striped boxes are told from full ones without their colour. */
      readonly look: 'full' | 'striped' | 'outline';
    })
  | (Mark & {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly align: 'left' | 'center' | 'right';
      readonly isStrong?: boolean;
      /** It stands over lines: an edge of the panel's colour keeps it readable. */
      readonly isOver?: boolean;
    });

export type Scene = readonly Shape[];

function colourOf(tone: Tone, palette: Palette): string {
  if (typeof tone === 'number') return seriesColour(palette, tone);
  switch (tone) {
    case 'text':
      return palette.text[0];
    case 'quiet':
      return palette.text[1];
    case 'faint':
      return palette.text[2];
    case 'line':
      return palette.line;
    case 'strong':
      return palette.lineStrong;
    case 'accent':
      return palette.accent;
    case 'good':
      return palette.good;
    case 'bad':
      return palette.bad;
    case 'panel':
      return palette.surface.panel;
  }
}

/** Paints the shapes in their order; those of the lit trial once more, on top and in full. */
export function paintScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  lit: number | undefined,
  palette: Palette,
): void {
  for (const shape of scene) paint(context, shape, palette, false);
  if (lit === undefined) return;
  for (const shape of scene)
    if (shape.trial === lit && shape.kind !== 'text') paint(context, shape, palette, true);
}

function paint(
  context: CanvasRenderingContext2D,
  shape: Shape,
  palette: Palette,
  isLit: boolean,
): void {
  const colour = isLit ? palette.text[0] : colourOf(shape.tone, palette);
  context.globalAlpha = isLit ? 1 : (shape.opacity ?? 1);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  switch (shape.kind) {
    case 'line':
      paintLine(context, shape, isLit);
      break;
    case 'dot':
      paintDot(context, shape, isLit);
      break;
    case 'box':
      paintBox(context, shape, isLit);
      break;
    case 'text':
      context.font = `${shape.isStrong === true ? '500 ' : ''}11px ${palette.fontText}`;
      context.textAlign = shape.align;
      context.textBaseline = 'middle';
      if (shape.isOver === true) {
        context.strokeStyle = palette.surface.panel;
        context.lineWidth = 4;
        context.lineJoin = 'round';
        context.strokeText(shape.text, shape.x, shape.y);
      }
      context.fillText(shape.text, shape.x, shape.y);
  }
  context.globalAlpha = 1;
}

function paintLine(
  context: CanvasRenderingContext2D,
  { points, width = 1, dash = [] }: Shape & { kind: 'line' },
  isLit: boolean,
): void {
  context.lineWidth = isLit ? width + 1 : width;
  context.setLineDash([...dash]);
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  context.stroke();
  context.setLineDash([]);
}

function paintDot(
  context: CanvasRenderingContext2D,
  { x, y, radius, look }: Shape & { kind: 'dot' },
  isLit: boolean,
): void {
  const size = isLit ? radius + 2 : radius;
  context.lineWidth = 1.5;
  context.beginPath();
  if (look === 'cross') {
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x - size, y + size);
    context.lineTo(x + size, y - size);
    context.stroke();
    return;
  }
  context.arc(x, y, size, 0, 2 * Math.PI);
  if (look === 'full') context.fill();
  else context.stroke();
}

const STRIPE = 5;

function paintBox(
  context: CanvasRenderingContext2D,
  { x, y, width, height, look }: Shape & { kind: 'box' },
  isLit: boolean,
): void {
  context.lineWidth = isLit ? 2 : 1;
  if (look === 'full' && !isLit) return context.fillRect(x, y, width, height);
  if (look === 'striped') {
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.beginPath();
    for (let at = x - height; at < x + width; at += STRIPE) {
      context.moveTo(at, y + height);
      context.lineTo(at + height, y);
    }
    context.stroke();
    context.restore();
  }
  context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), Math.max(0, height - 1));
}

/** How near the pointer must come. */
const REACH = 8;

/** The trial nearest to a point, among shapes within reach; of equals the one painted last. */
export function trialNear(scene: Scene, x: number, y: number): number | undefined {
  let best: number | undefined;
  let least = REACH;
  for (const shape of scene) {
    if (shape.trial === undefined) continue;
    const distance = distanceTo(shape, x, y);
    if (distance > least) continue;
    least = distance;
    best = shape.trial;
  }
  return best;
}

function distanceTo(shape: Shape, x: number, y: number): number {
  switch (shape.kind) {
    case 'dot':
      return Math.hypot(shape.x - x, shape.y - y);
    case 'box':
      return Math.hypot(
        outside(x, shape.x, shape.x + shape.width),
        outside(y, shape.y, shape.y + shape.height),
      );
    case 'line':
      return distanceToLine(shape.points, x, y);
    case 'text':
      return Infinity;
  }
}

function outside(at: number, from: number, to: number): number {
  return Math.max(0, from - at, at - to);
}

function distanceToLine(points: readonly number[], x: number, y: number): number {
  let least = Infinity;
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = points.slice(i, i + 4);
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
    const share = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y));
  }
  return least;
}
