/**
 * What it is: the ring with its tasks, on two canvases: who is there changes seldom, the tasks often.
 * Cost: seven hundred arcs in a few milliseconds.
 */

import { ownerOf, placeOfTask, ringOf } from '../../../engine/base/ring.ts';
import type { RegionsStage } from '../../../engine/projections/regionsStage.ts';
import { seriesColour } from '../../theme/palette.ts';
import type { Palette } from '../../theme/palette.ts';
import { standingOf } from './regionMap.ts';

type Context = CanvasRenderingContext2D;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** So many arcs stand for the whole ring. */
const ARCS = 720;
/** A ring that is smaller has room for a number only. */
const ROOM_FOR_WORDS = 52;
const WORDS = 2 ** 32;

/** All that the arcs' picture hangs on beside its size and the palette: who is there. */
export function lookOfArcs(stage: RegionsStage): string {
  const members = stage.members.map((_, member) => (isThere(stage, member) ? '1' : '0'));
  return `${stage.virtualNodes}|${members.join('')}`;
}

/** What the tasks' picture hangs on beside that of the arcs. */
export function lookOfTasks(stage: RegionsStage): string {
  return stage.tasks.map(({ task, holder }) => `${task}:${holder}`).join(' ');
}

function isThere(stage: RegionsStage, member: number): boolean {
  const standing = standingOf(stage, member);
  return standing === 'alive' || standing === 'suspected';
}

function regionOf(stage: RegionsStage, member: number): number {
  return stage.regions.findIndex(({ from, to }) => member >= from && member < to);
}

/** The ring, and where its circle is on the canvas. */
function placeRing(stage: RegionsStage, { width, height }: Size) {
  const radius = Math.max(20, Math.min(width, height) / 2 - 22);
  const ring = ringOf(stage.members.length, stage.virtualNodes);
  return { radius, x: width / 2, y: height / 2, ring };
}

/** The arcs: each has the colour of its owner's region. */
export function drawArcs(
  context: Context,
  stage: RegionsStage,
  size: Size,
  palette: Palette,
): void {
  const { radius, x, y, ring } = placeRing(stage, size);
  const arcs = new Map<number, Path2D>();
  let place = 0;
  for (let arc = 0; arc < ARCS; arc++) {
    const word = ((arc + 0.5) / ARCS) * WORDS;
    while (place < ring.places.length && (ring.places[place] as number) < word) place++;
    let owner = -1;
    for (let i = 0; i < ring.owners.length && owner === -1; i++) {
      const node = ring.owners[(place + i) % ring.owners.length] as number;
      if (isThere(stage, node)) owner = node;
    }
    if (owner === -1) continue;
    // Neighbouring owners of one region differ in strength.
    const look = 2 * regionOf(stage, owner) + (owner % 2);
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
}

/** The tasks, outside of the arcs; those of nobody are hollow. */
export function drawTasks(
  context: Context,
  stage: RegionsStage,
  size: Size,
  palette: Palette,
): void {
  const { radius, x, y, ring } = placeRing(stage, size);
  for (const { task, holder } of stage.tasks) {
    const angle = angleOf(placeOfTask(task));
    const owner = ownerOf(ring, task, (node) => isThere(stage, node));
    const isHome = holder === owner;
    const out = radius + (isHome ? 9 : 13);
    context.beginPath();
    context.arc(x + out * Math.cos(angle), y + out * Math.sin(angle), 3, 0, 2 * Math.PI);
    context.lineWidth = 1.25;
    context.strokeStyle = palette.text[0];
    context.fillStyle =
      holder === undefined ? palette.surface.panel : seriesColour(palette, regionOf(stage, holder));
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
