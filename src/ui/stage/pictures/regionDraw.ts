/**
 * What it is: the region map on its canvas.
 * Colour is never the only sign: the dead are crossed out, the suspected ringed with dashes, a leader has a star.
 * Cost: a thousand dots in a few milliseconds; nothing is an element of its own.
 */

import type { RegionsStage } from '../../../engine/projections/regionsStage.ts';
import { conditionOf } from '../../../engine/projections/conditions.ts';
import { AGENT_CONDITION_MASK } from '../../../engine/projections/frame.ts';
import { CONDITION_GLYPHS, LEADS_GLYPH } from '../../theme/glyphs.ts';
import type { Condition } from '../../../engine/projections/conditions.ts';
import { seriesColour } from '../../theme/palette.ts';
import type { Palette } from '../../theme/palette.ts';
import { standingOf } from './regionMap.ts';
import type { RegionBox, RegionMap } from './regionMap.ts';

type Context = CanvasRenderingContext2D;

type Region = RegionsStage['regions'][number];

const STANDINGS = ['alive', 'suspected', 'dead', 'absent'] as const;
const ABSENT_ALPHA = 0.3;

export interface MapPicture {
  readonly stage: RegionsStage;
  readonly map: RegionMap;
  /** One state byte per actor of the run. */
  readonly agents: Uint8Array;
  readonly hovered: number | undefined;
}

/** All that the map's picture hangs on beside its layout, the pointer and the palette: equal words, equal pictures. */
export function lookOfMap({ stage, agents }: Pick<MapPicture, 'stage' | 'agents'>): string {
  const members = stage.members.map(({ actor }, member) => {
    const condition = (agents[actor] ?? 0) & AGENT_CONDITION_MASK;
    return String.fromCharCode(32 + condition * 4 + STANDINGS.indexOf(standingOf(stage, member)));
  });
  const regions = stage.regions.map(
    ({ term, leader, isElecting }) => `${term} ${leader} ${isElecting}`,
  );
  return `${stage.presider}|${regions.join('|')}|${members.join('')}`;
}

/** Regions with their nodes. */
export function drawMap(context: Context, picture: MapPicture, palette: Palette): void {
  const { stage, map, agents } = picture;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  // To set a font costs more than to write with it.
  context.font = `600 12px ${palette.fontText}`;
  const froms = map.boxes.map((box) => drawRegion(context, picture, box, palette));
  context.font = `11px ${palette.fontText}`;
  context.fillStyle = palette.text[1];
  map.boxes.forEach((box, i) => drawWords(context, picture, box, froms[i] ?? box.x));
  const dots = new Map<number, Path2D>();
  stage.members.forEach(({ actor }, member) => {
    const condition = conditionOf(agents[actor] ?? 0);
    const standing = standingOf(stage, member);
    const alpha = standing === 'absent' ? ABSENT_ALPHA : 1;
    if (condition === 'healthy' && alpha === 1) {
      // Nearly all are so: the discs of a size are filled at once.
      const radius = map.radius[member] ?? 1;
      const disc = dots.get(radius) ?? new Path2D();
      dots.set(radius, disc);
      const [x, y] = [map.x[member] ?? 0, map.y[member] ?? 0];
      disc.moveTo(x + radius, y);
      disc.arc(x, y, radius, 0, 2 * Math.PI);
    } else drawGlyph(context, map, member, condition, alpha, palette);
  });
  context.fillStyle = palette.condition.healthy;
  for (const disc of dots.values()) context.fill(disc);
  drawSigns(context, picture, palette);
}

/** What stands beside the dots: rings of doubt, the pointer, the leaders' stars. */
function drawSigns(context: Context, picture: MapPicture, palette: Palette): void {
  const { stage, map, hovered } = picture;
  const ring = (member: number, more: number, width: number, colour: string): void => {
    const radius = (map.radius[member] ?? 1) + more;
    context.beginPath();
    context.arc(map.x[member] ?? 0, map.y[member] ?? 0, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  };
  stage.members.forEach((_, member) => {
    const standing = standingOf(stage, member);
    if (standing === 'dead') ring(member, 2, 1.25, palette.bad);
    if (standing !== 'suspected') return;
    context.setLineDash([2, 2]);
    ring(member, 2, 1.25, palette.warning);
    context.setLineDash([]);
  });
  if (hovered !== undefined) ring(hovered, 4, 1.5, palette.selection);
  for (const { leader } of stage.regions)
    if (leader !== undefined)
      drawStar(context, map.x[leader] ?? 0, map.y[leader] ?? 0, map.radius[leader] ?? 1, palette);
}

function isCutOffIn({ stage, agents }: MapPicture, { from, to }: Region): boolean {
  for (let i = from; i < to; i++)
    if (conditionOf(agents[stage.members[i]?.actor ?? -1] ?? 0) !== 'cutOff') return false;
  return true;
}

/** The region's box and name; gives where there is room for more words. */
function drawRegion(
  context: Context,
  picture: MapPicture,
  box: RegionBox,
  palette: Palette,
): number {
  const { stage } = picture;
  const region = stage.regions[box.region];
  if (region === undefined) return box.x;
  const isPresiding = stage.presider === box.region;
  const isCutOff = isCutOffIn(picture, region);
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 6);
  context.fillStyle = palette.surface.raised;
  context.fill();
  context.lineWidth = isPresiding ? 2 : 1;
  context.strokeStyle = isCutOff
    ? palette.condition.cutOff
    : isPresiding
      ? palette.accent
      : palette.lineStrong;
  context.setLineDash(isCutOff ? [6, 4] : []);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = seriesColour(palette, box.region);
  context.fillRect(box.x + 9, box.y + 8, 8, 8);
  context.fillStyle = palette.text[0];
  const whole = `Region ${box.region}`;
  // A narrow box has room for the number only; the table beside it says of what.
  const title = context.measureText(whole).width > box.width - 30 ? `${box.region}` : whole;
  context.fillText(title, box.x + 22, box.y + 12);
  return box.x + 30 + context.measureText(title).width;
}

/** How the region stands, from a place on beside its name. */
function drawWords(context: Context, picture: MapPicture, box: RegionBox, from: number): void {
  const { stage } = picture;
  const region = stage.regions[box.region];
  if (region === undefined) return;
  const leads = region.leader === undefined ? (region.isElecting ? 'electing' : 'no leader') : '';
  const words = [
    `term ${region.term}`,
    leads,
    stage.presider === box.region ? 'presides' : '',
    isCutOffIn(picture, region) ? 'cut off' : '',
  ].filter((word) => word !== '');
  // Where not all words fit, the first ones stand.
  const room = box.x + box.width - from - 6;
  while (words.length > 0 && context.measureText(words.join(' · ')).width > room) words.pop();
  context.fillText(words.join(' · '), from, box.y + 12);
}

function drawGlyph(
  context: Context,
  map: RegionMap,
  member: number,
  condition: Condition,
  alpha: number,
  palette: Palette,
): void {
  const radius = map.radius[member] ?? 1;
  const { isFilled } = CONDITION_GLYPHS[condition];
  const colour = palette.condition[condition];
  context.save();
  context.globalAlpha = alpha;
  context.translate(map.x[member] ?? 0, map.y[member] ?? 0);
  context.scale(radius / 4, radius / 4);
  context.translate(-6, -6);
  context.lineWidth = 1.75;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (isFilled) context.fill(glyphPath(condition));
  else context.stroke(glyphPath(condition));
  context.restore();
}

const paths = new Map<Condition, Path2D>();

/** The shape of a condition, read once. */
function glyphPath(condition: Condition): Path2D {
  const known = paths.get(condition) ?? new Path2D(CONDITION_GLYPHS[condition].path);
  paths.set(condition, known);
  return known;
}

function drawStar(context: Context, x: number, y: number, radius: number, palette: Palette): void {
  context.save();
  context.translate(x + radius * 0.6, y - radius * 1.9);
  context.scale(0.85, 0.85);
  context.translate(-6, -6);
  const star = new Path2D(LEADS_GLYPH.path);
  context.lineWidth = 2;
  context.strokeStyle = palette.surface.raised;
  context.stroke(star);
  context.fillStyle = palette.condition.leads;
  context.fill(star);
  context.restore();
}
