/**
 * What it is: the hatchings of bands. Made once per theme and scale; a canvas takes them as fill styles.
 */

import type { Palette } from '../../theme/palette.ts';

export interface Patterns {
  readonly viewChange: CanvasPattern | string;
  readonly faulty: CanvasPattern | string;
}

const SIZE = 8;
const made = new WeakMap<Palette, Patterns>();

/** Lines that climb (view change) or fall (faulty), in the colours of the theme. */
export function patternsFor(palette: Palette): Patterns {
  const known = made.get(palette);
  if (known !== undefined) return known;
  const patterns: Patterns = {
    viewChange: hatch(palette.warning, true),
    faulty: hatch(palette.condition.byzantine, false),
  };
  made.set(palette, patterns);
  return patterns;
}

function hatch(colour: string, isClimbing: boolean): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = SIZE;
  tile.height = SIZE;
  const context = tile.getContext('2d');
  if (context === null) return colour;
  context.strokeStyle = colour;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  // Three strokes, so that the tile joins itself at its corners.
  for (const shift of [-SIZE, 0, SIZE]) {
    context.moveTo(shift, isClimbing ? SIZE : 0);
    context.lineTo(shift + SIZE, isClimbing ? 0 : SIZE);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
