/**
 * What it is: the messages of the space–time diagram: arrows by kind, with a cross where one was lost and a
 * bar where one was refused. What thousands would smear is left out: heads first, then marks, then width.
 */

import { seriesColour } from '../../theme/palette.ts';
import type { Palette } from '../../theme/palette.ts';
import type { Picture } from './picture.ts';
import {
  DROPPED,
  GUTTER,
  IGNORED,
  IN_FLIGHT,
  arrowOf,
  detailFor,
  laneHeight,
  meanJourney,
} from './geometry.ts';
import type { Line } from './geometry.ts';
import { dashOf } from './look.ts';

type Context = CanvasRenderingContext2D;

/** The paths of one kind of message. */
interface Strokes {
  readonly lines: Path2D;
  readonly pale: Path2D;
  readonly heads: Path2D;
}

export function drawMessages(context: Context, picture: Picture, palette: Palette): void {
  const { stage } = picture;
  const { messages } = stage;
  const mean = meanJourney(messages);
  const inView = visibleRows(picture);
  const detail = detailFor(inView.length, picture.width, laneHeight(picture));
  const strokes = stage.kinds.map((): Strokes => ({
    lines: new Path2D(),
    pale: new Path2D(),
    heads: new Path2D(),
  }));
  const lost = new Path2D();
  const refused = new Path2D();
  for (const i of inView) {
    const own = strokes[messages.kind[i] ?? 0];
    if (own === undefined) continue;
    const line = arrowOf(stage, i, picture, picture.cursor, mean);
    const fate = messages.fate[i];
    addLine(fate === DROPPED || fate === IGNORED ? own.pale : own.lines, line);
    if (detail === 'hairs') continue;
    if (fate === DROPPED) addCross(lost, line);
    else if (fate === IGNORED) addBar(refused, line);
    else if (detail === 'full' && fate !== IN_FLIGHT) addHead(own.heads, line);
  }
  stage.kinds.forEach((kind, place) => {
    const own = strokes[place];
    if (own === undefined) return;
    const colour = seriesColour(palette, kind.hue);
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = detail === 'full' ? 1.25 : detail === 'lines' ? 1 : 0.75;
    context.setLineDash(detail === 'hairs' ? [] : [...dashOf(kind.hue)]);
    context.globalAlpha = detail === 'hairs' ? 0.35 : 0.9;
    context.stroke(own.lines);
    context.globalAlpha *= 0.55;
    context.stroke(own.pale);
    context.setLineDash([]);
    context.globalAlpha = 1;
    context.fill(own.heads);
  });
  context.lineWidth = 1.75;
  context.strokeStyle = palette.bad;
  context.stroke(lost);
  context.strokeStyle = palette.warning;
  context.stroke(refused);
  drawCauses(context, picture, mean, palette);
  drawMarked(context, picture, mean, palette);
}

/** Rows that touch the shown stretch and whose kind is not hidden. */
function visibleRows(picture: Picture): readonly number[] {
  const { stage, span, cursor, isHidden } = picture;
  const { messages } = stage;
  const rows: number[] = [];
  for (let i = 0; i < messages.count; i++) {
    const end = messages.endAt[i] ?? -1;
    if ((messages.sentAt[i] ?? 0) > span.to || (end < 0 ? cursor : end) < span.from) continue;
    if (!isHidden(messages.kind[i] ?? 0)) rows.push(i);
  }
  return rows;
}

/** The way to the emphasised message: every message without which it would not have been sent. */
function drawCauses(context: Context, picture: Picture, mean: number, palette: Palette): void {
  const path = new Path2D();
  const heads = new Path2D();
  for (const i of picture.causes) {
    const line = arrowOf(picture.stage, i, picture, picture.cursor, mean);
    addLine(path, line);
    addHead(heads, line);
  }
  context.lineWidth = 2;
  context.strokeStyle = palette.text[0];
  context.fillStyle = palette.text[0];
  context.globalAlpha = 0.75;
  context.stroke(path);
  context.fill(heads);
  context.globalAlpha = 1;
}

function drawMarked(context: Context, picture: Picture, mean: number, palette: Palette): void {
  for (const i of picture.marked) {
    const line = arrowOf(picture.stage, i, picture, picture.cursor, mean);
    const path = new Path2D();
    addLine(path, line);
    context.lineWidth = 6;
    context.strokeStyle = palette.selection;
    context.stroke(path);
    context.lineWidth = 2;
    context.strokeStyle = palette.text[0];
    context.stroke(path);
    const head = new Path2D();
    addHead(head, line);
    context.fillStyle = palette.text[0];
    context.fill(head);
  }
}

function addLine(path: Path2D, [x1, y1, x2, y2]: Line): void {
  // Far outside the canvas some renderers lose precision.
  path.moveTo(Math.max(x1, GUTTER - 4_000), y1);
  path.lineTo(x2, y2);
}

/** The direction of a line as a step of one pixel. */
function stepOf([x1, y1, x2, y2]: Line): readonly [number, number] {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = Math.sqrt(dx * dx + dy * dy);
  return length < 1e-6 ? [1, 0] : [dx / length, dy / length];
}

function addHead(path: Path2D, line: Line): void {
  const [dx, dy] = stepOf(line);
  const [, , x, y] = line;
  path.moveTo(x, y);
  path.lineTo(x - dx * 6.5 + dy * 2.6, y - dy * 6.5 - dx * 2.6);
  path.lineTo(x - dx * 6.5 - dy * 2.6, y - dy * 6.5 + dx * 2.6);
  path.closePath();
}

function addCross(path: Path2D, [, , x, y]: Line): void {
  path.moveTo(x - 3.5, y - 3.5);
  path.lineTo(x + 3.5, y + 3.5);
  path.moveTo(x + 3.5, y - 3.5);
  path.lineTo(x - 3.5, y + 3.5);
}

function addBar(path: Path2D, line: Line): void {
  const [dx, dy] = stepOf(line);
  const x = line[2] - dx * 7;
  const y = line[3] - dy * 7;
  path.moveTo(x + dy * 5, y - dx * 5);
  path.lineTo(x - dy * 5, y + dx * 5);
}
