/**
 * What it is: how things look in the space–time diagram, in one place for the drawing and for its legend:
 * dashes by kind of message, glyphs by kind of point. Colour is never the only sign.
 */

import type { Palette } from '../../theme/palette.ts';

/** Dashes by place in the palette: kinds that share a hue for colour-blind eyes still differ. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [6, 3],
  [2, 2.5],
  [9, 3, 2, 3],
  [1, 4],
  [],
  [4, 4],
  [12, 4],
];
const SOLID: readonly number[] = [];

export function dashOf(hue: number): readonly number[] {
  return DASHES[hue % DASHES.length] ?? SOLID;
}

export interface PointLook {
  readonly title: string;
  readonly shape: 'ring' | 'disc' | 'square' | 'diamond' | 'triangle' | 'tick';
  readonly tone: 'text' | 'good' | 'bad' | 'warning' | 'accent';
}

const POINT_LOOKS: Readonly<Record<string, PointLook>> = {
  'pre-prepare': { title: 'Pre-prepared', shape: 'tick', tone: 'text' },
  prepare: { title: 'Prepared', shape: 'ring', tone: 'text' },
  commit: { title: 'Committed', shape: 'disc', tone: 'text' },
  execute: { title: 'Executed', shape: 'square', tone: 'good' },
  reply: { title: 'Answered', shape: 'diamond', tone: 'accent' },
  equivocation: { title: 'Equivocation caught', shape: 'triangle', tone: 'warning' },
  election: { title: 'Stands for election', shape: 'ring', tone: 'warning' },
  leader: { title: 'Leads', shape: 'diamond', tone: 'accent' },
  deposed: { title: 'Leads no more', shape: 'triangle', tone: 'warning' },
  decision: { title: 'Decided by regions', shape: 'square', tone: 'good' },
  violation: { title: 'Violation', shape: 'triangle', tone: 'bad' },
};
const UNKNOWN: PointLook = { title: 'Other', shape: 'ring', tone: 'text' };

export function lookOfPoint(kind: string): PointLook {
  return POINT_LOOKS[kind] ?? UNKNOWN;
}

export function toneColour(tone: PointLook['tone'], palette: Palette): string {
  return tone === 'text' ? palette.text[0] : palette[tone];
}

/** The outline of a glyph around (x, y), as a path to fill or, for rings and ticks, to stroke. */
export function glyphPath(shape: PointLook['shape'], x: number, y: number, r: number): Path2D {
  const path = new Path2D();
  switch (shape) {
    case 'ring':
    case 'disc':
      path.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'square':
      path.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
      break;
    case 'diamond':
      path.moveTo(x, y - r * 1.3);
      path.lineTo(x + r * 1.3, y);
      path.lineTo(x, y + r * 1.3);
      path.lineTo(x - r * 1.3, y);
      path.closePath();
      break;
    case 'triangle':
      path.moveTo(x, y - r * 1.5);
      path.lineTo(x + r * 1.4, y + r);
      path.lineTo(x - r * 1.4, y + r);
      path.closePath();
      break;
    default:
      path.moveTo(x, y - r * 1.2);
      path.lineTo(x, y + r * 1.2);
  }
  return path;
}

/** Whether a glyph is an outline rather than a surface. */
export function isOutline(shape: PointLook['shape']): boolean {
  return shape === 'ring' || shape === 'tick';
}
