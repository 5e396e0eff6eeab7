/** What it is: a foreseen figure in words, and how far what was measured lies from it. */

import type { Figure } from '../../engine/forecast/figure.ts';
import { formatFigure, formatMicros } from './format.ts';

/** What counts as foreseen. */
const NEAR = 0.05;

/** A value of the figure with its unit. */
export function sayFigure({ unit }: Figure, value: string | number): string {
  return typeof value === 'number' && unit === 'µs' ? formatMicros(value) : formatFigure(value);
}

/** "as foreseen" within a twentieth or within the bound, otherwise the difference in per cent. */
export function sayDifference({ value, isBound = false }: Figure, measured: number): string {
  const off = typeof value === 'number' && value > 0 ? measured / value - 1 : 0;
  const isMet = isBound ? measured <= Number(value) : Math.abs(off) <= NEAR;
  return isMet ? 'as foreseen' : `${off > 0 ? '+' : '−'}${Math.round(Math.abs(off) * 100)} %`;
}
