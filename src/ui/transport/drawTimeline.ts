/**
 * What it is: the picture of the timeline on a canvas: events as a histogram, past the cursor paler, phases
 * as a strip of ticks below, and what matters (decisions, violations, faults, interventions) as marks above,
 * each kind with a shape of its own.
 */

import type { Mark } from '../../engine/projections/frame.ts';
import type { Palette } from '../theme/palette.ts';
import { INSET, placeOfTime } from './timeline.ts';

export interface TimelinePicture {
  readonly width: number;
  readonly height: number;
  /** Buckets over the stretch from 0 to `simulated`. */
  readonly histogram: Uint32Array | undefined;
  readonly marks: readonly Mark[];
  readonly cursor: number;
  /** How far the run has been simulated, and how far the timeline reaches, in µs. */
  readonly simulated: number;
  readonly end: number;
}

/** Heights from the top: marks, bars, phases. */
const MARKS = 11;
const PHASES = 4;

/** Draws everything anew; the context is scaled to CSS pixels. */
export function drawTimeline(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  palette: Palette,
): void {
  context.clearRect(0, 0, picture.width, picture.height);
  drawGround(context, picture, palette);
  drawBars(context, picture, palette);
  for (const mark of picture.marks) drawMark(context, mark, picture, palette);
  drawCursor(context, picture, palette);
}

function drawGround(
  context: CanvasRenderingContext2D,
  { width, height, simulated, end }: TimelinePicture,
  palette: Palette,
): void {
  context.fillStyle = palette.surface.app;
  context.fillRect(INSET, MARKS, width - 2 * INSET, height - MARKS - PHASES);
  context.fillStyle = palette.surface.active;
  const covered = placeOfTime(simulated, end, width) - INSET;
  context.fillRect(INSET, MARKS, covered, height - MARKS - PHASES);
}

function drawBars(
  context: CanvasRenderingContext2D,
  { width, height, histogram, cursor, simulated, end }: TimelinePicture,
  palette: Palette,
): void {
  if (histogram === undefined || histogram.length === 0) return;
  let most = 1;
  for (const count of histogram) most = Math.max(most, count);
  const floor = height - PHASES;
  const room = floor - MARKS - 1;
  const covered = placeOfTime(simulated, end, width) - INSET;
  const step = covered / histogram.length;
  const passed = placeOfTime(cursor, end, width);
  histogram.forEach((count, i) => {
    if (count === 0) return;
    const x = INSET + i * step;
    // The square root keeps a quiet second visible beside a storm of messages.
    const bar = Math.max(1, Math.sqrt(count / most) * room);
    context.fillStyle = x < passed ? palette.accent : palette.lineStrong;
    context.globalAlpha = x < passed ? 0.75 : 1;
    context.fillRect(x, floor - bar, Math.max(step - (step > 3 ? 1 : 0), 0.75), bar);
  });
  context.globalAlpha = 1;
}

function drawMark(
  context: CanvasRenderingContext2D,
  mark: Mark,
  { width, height, end }: TimelinePicture,
  palette: Palette,
): void {
  const x = placeOfTime(mark.at, end, width);
  if (mark.kind === 'phase') {
    context.fillStyle = palette.text[2];
    context.fillRect(Math.round(x), height - PHASES, 1, PHASES);
    return;
  }
  const colour = markColour(mark.kind, palette);
  context.fillStyle = colour;
  context.globalAlpha = 0.45;
  context.fillRect(Math.round(x), MARKS - 1, 1, height - MARKS - PHASES + 1);
  context.globalAlpha = 1;
  drawSign(context, mark.kind, x, colour);
}

/** The colour of a kind of mark; the shape says the same again. */
function markColour(kind: Mark['kind'], palette: Palette): string {
  switch (kind) {
    case 'decision':
      return palette.good;
    case 'violation':
    case 'failure':
      return palette.bad;
    case 'fault':
      return palette.warning;
    case 'intervention':
      return palette.accent;
    case 'phase':
      return palette.text[2];
    default:
      return palette.quiet;
  }
}

/** decision: diamond; violation: triangle; failure: cross; fault: bar; intervention: pointer. */
function drawSign(
  context: CanvasRenderingContext2D,
  kind: Mark['kind'],
  x: number,
  colour: string,
): void {
  const y = MARKS / 2;
  context.beginPath();
  if (kind === 'decision') polygon(context, [x, y - 4.5, x + 4.5, y, x, y + 4.5, x - 4.5, y]);
  else if (kind === 'violation') polygon(context, [x, y - 5, x + 5, y + 4.5, x - 5, y + 4.5]);
  else if (kind === 'fault') context.rect(x - 1.5, y - 4.5, 3, 9);
  else if (kind === 'intervention') polygon(context, [x - 4, y - 4, x + 4, y - 4, x, y + 4]);
  else {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.moveTo(x - 3.5, y - 3.5);
    context.lineTo(x + 3.5, y + 3.5);
    context.moveTo(x + 3.5, y - 3.5);
    context.lineTo(x - 3.5, y + 3.5);
    context.stroke();
    return;
  }
  context.fill();
}

function polygon(context: CanvasRenderingContext2D, points: readonly number[]): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

function drawCursor(
  context: CanvasRenderingContext2D,
  { width, height, cursor, end }: TimelinePicture,
  palette: Palette,
): void {
  const x = placeOfTime(cursor, end, width);
  context.fillStyle = palette.text[0];
  context.fillRect(x - 1, 0, 2, height);
  context.beginPath();
  context.arc(x, height - PHASES - 4, 4.5, 0, 2 * Math.PI);
  context.fill();
}
