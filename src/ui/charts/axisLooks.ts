/** What it is: how the axes of all charts look. */

import type { Palette } from '../theme/palette.ts';
import { X_HEIGHT, Y_WIDTH } from './measures.ts';

function tickOf(palette: Palette) {
  return { fill: palette.text[2], fontSize: 11 };
}

/** A line with ticks below it. */
export function xLooks(palette: Palette) {
  return {
    tick: tickOf(palette),
    tickLine: false,
    tickMargin: 5,
    height: X_HEIGHT,
    axisLine: { stroke: palette.lineStrong },
  };
}

/** Ticks alone: the grid has the lines. */
export function yLooks(palette: Palette) {
  return {
    type: 'number',
    tick: tickOf(palette),
    tickLine: false,
    axisLine: false,
    width: Y_WIDTH,
  } as const;
}
