/**
 * What it is: the region map and the ring on their canvases.
 * Colour is never the only sign: the dead are crossed out, the suspected ringed with dashes, a leader has a star.
 * Cost: a thousand dots and seven hundred arcs in a few milliseconds; nothing is an element of its own.
 */

import { ownerOf, placeOfTask, ringOf } from '../../../engine/base/ring.ts';
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
  for (const box of map.boxes) drawRegion(context, picture, box, palette);
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

function drawRegion(
  context: Context,
  { stage, agents }: MapPicture,
  box: RegionBox,
  palette: Palette,
): void {
  const region = stage.regions[box.region];
  if (region === undefined) return;
  const isPresiding = stage.presider === box.region;
  const members = stage.members.slice(region.from, region.to);
  const isCutOff = members.every(({ actor }) => conditionOf(agents[actor] ?? 0) === 'cutOff');
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
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.font = `600 12px ${palette.fontText}`;
  context.fillStyle = seriesColour(palette, box.region);
  context.fillRect(box.x + 9, box.y + 8, 8, 8);
  context.fillStyle = palette.text[0];
  const title = `Region ${box.region}`;
  context.fillText(title, box.x + 22, box.y + 12);
  const from = box.x + 30 + context.measureText(title).width;
  context.font = `11px ${palette.fontText}`;
  context.fillStyle = palette.text[1];
  const leads = region.leader === undefined ? (region.isElecting ? 'electing' : 'no leader') : '';
  const words = [
    `term ${region.term}`,
    leads,
    isPresiding ? 'presides' : '',
    isCutOff ? 'cut off' : '',
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

/** So many arcs stand for the whole ring. */
const ARCS = 720;
/** A ring that is smaller has room for a number only. */
const ROOM_FOR_WORDS = 52;
const WORDS = 2 ** 32;

/** All that the ring's picture hangs on beside its size and the palette. */
export function lookOfRing(stage: RegionsStage): string {
  const members = stage.members.map((_, member) =>
    ['dead', 'absent'].includes(standingOf(stage, member)) ? '0' : '1',
  );
  const tasks = stage.tasks.map(({ task, holder }) => `${task}:${holder}`);
  return `${stage.virtualNodes}|${members.join('')}|${tasks.join(' ')}`;
}

/** The ring: each arc has the colour of its owner's region, tasks lie outside, those of nobody are hollow. */
export function drawRing(
  context: Context,
  stage: RegionsStage,
  width: number,
  height: number,
  palette: Palette,
): void {
  const radius = Math.max(20, Math.min(width, height) / 2 - 22);
  const [x, y] = [width / 2, height / 2];
  const regionOf = (member: number): number =>
    stage.regions.findIndex(({ from, to }) => member >= from && member < to);
  const isThere = stage.members.map((_, member) => {
    const standing = standingOf(stage, member);
    return standing === 'alive' || standing === 'suspected';
  });
  const ring = ringOf(stage.members.length, stage.virtualNodes);
  const arcs = new Map<number, Path2D>();
  let place = 0;
  for (let arc = 0; arc < ARCS; arc++) {
    const word = ((arc + 0.5) / ARCS) * WORDS;
    while (place < ring.places.length && (ring.places[place] as number) < word) place++;
    let owner = -1;
    for (let i = 0; i < ring.owners.length && owner === -1; i++) {
      const node = ring.owners[(place + i) % ring.owners.length] as number;
      if (isThere[node] === true) owner = node;
    }
    if (owner === -1) continue;
    // Neighbouring owners of one region differ in strength.
    const look = 2 * regionOf(owner) + (owner % 2);
    const path = arcs.get(look) ?? new Path2D();
    arcs.set(look, path);
    const from = angleOf(word - WORDS / ARCS);
    path.moveTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
    path.arc(x, y, radius, from, angleOf(word + WORDS / ARCS / 2));
  }
  context.lineWidth = 8;
  for (const [look, path] of arcs) {
    context.globalAlpha = look % 2 === 0 ? 1 : 0.62;
    context.strokeStyle = seriesColour(palette, Math.floor(look / 2));
    context.stroke(path);
  }
  context.globalAlpha = 1;
  for (const { task, holder } of stage.tasks) {
    const angle = angleOf(placeOfTask(task));
    const owner = ownerOf(ring, task, (node) => isThere[node] === true);
    const isHome = holder === owner;
    const out = radius + (isHome ? 9 : 13);
    context.beginPath();
    context.arc(x + out * Math.cos(angle), y + out * Math.sin(angle), 3, 0, 2 * Math.PI);
    context.lineWidth = 1.25;
    context.strokeStyle = palette.text[0];
    context.fillStyle =
      holder === undefined ? palette.surface.panel : seriesColour(palette, regionOf(holder));
    context.fill();
    context.stroke();
  }
  const moving = stage.tasks.filter(({ holder }) => holder === undefined).length;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text[0];
  context.font = `600 15px ${palette.fontText}`;
  const hasRoom = radius > ROOM_FOR_WORDS;
  context.fillText(`${stage.tasks.length}${hasRoom ? ' tasks' : ''}`, x, hasRoom ? y - 9 : y);
  if (!hasRoom) return;
  context.font = `11px ${palette.fontText}`;
  context.fillStyle = palette.text[1];
  context.fillText(moving === 0 ? 'all on a node' : `${moving} between nodes`, x, y + 9);
}

/** The place on the circle, from the top clockwise. */
function angleOf(word: number): number {
  return (word / WORDS) * 2 * Math.PI - Math.PI / 2;
}
