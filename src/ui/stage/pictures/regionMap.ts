/**
 * What it is: where the region map draws things: regions as boxes in a grid, their cluster nodes as dots, voters
 * first and larger.
 * Units: CSS pixels.
 * Cost: linear in the number of nodes.
 */

import type { RegionsStage } from '../../../engine/projections/regionsStage.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RegionBox extends Box {
  readonly region: number;
}

/** The dots of all members, by member. */
export interface RegionMap {
  readonly boxes: readonly RegionBox[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly radius: Float32Array;
}

const GAP = 12;
const HEADER = 30;
const PADDING = 8;
const RADIUS_MOST = 11;
/** Between the middles of two dots. */
const PITCH_MOST = 48;
/** A voter's dot is so many times as large as another's. */
const VOTER_SCALE = 1.45;

/** The grid of `count` boxes whose cells are nearest to 1.6 by one, with few left empty. */
function columnsFor(count: number, width: number, height: number): number {
  let best = 1;
  let bestError = Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const ratio = width / columns / (height / rows);
    const empty = (rows * columns - count) / count;
    const error = Math.abs(Math.log2(ratio / 1.6)) + empty;
    if (error < bestError) [best, bestError] = [columns, error];
  }
  return best;
}

/** Lays out the map in a canvas of this size. */
export function layOutMap(
  regions: RegionsStage['regions'],
  memberCount: number,
  width: number,
  height: number,
): RegionMap {
  const columns = columnsFor(regions.length, width, height);
  const rows = Math.ceil(regions.length / columns);
  const cellWidth = (width - GAP * (columns + 1)) / columns;
  const cellHeight = (height - GAP * (rows + 1)) / rows;
  const map = {
    boxes: regions.map((_, region): RegionBox => ({
      region,
      x: GAP + (region % columns) * (cellWidth + GAP),
      y: GAP + Math.floor(region / columns) * (cellHeight + GAP),
      width: cellWidth,
      height: cellHeight,
    })),
    x: new Float32Array(memberCount),
    y: new Float32Array(memberCount),
    radius: new Float32Array(memberCount),
  };
  regions.forEach((region, number) => {
    const box = map.boxes[number];
    if (box !== undefined) placeDots(map, region, box);
  });
  return map;
}

/** The largest pitch with which so many dots fit into a box. */
function pitchFor(count: number, width: number, height: number): number {
  let pitch = Math.sqrt((width * height) / Math.max(1, count));
  while (pitch > 1 && Math.floor(width / pitch) * Math.floor(height / pitch) < count) pitch *= 0.97;
  return pitch;
}

/** Rows as long as there are voters, so that these stand by themselves; as long as the box where that needs too many. */
function columnsOf(count: number, voters: number, across: number, down: number): number {
  const most = Math.max(1, Math.floor(across + 1e-6));
  return voters > 0 && voters <= most && Math.ceil(count / voters) <= down ? voters : most;
}

function placeDots(map: RegionMap, region: RegionsStage['regions'][number], box: RegionBox): void {
  const width = Math.max(8, box.width - 2 * PADDING);
  const height = Math.max(8, box.height - HEADER - PADDING);
  const members = Array.from({ length: region.to - region.from }, (_, i) => region.from + i);
  const isVoter = new Set(region.voters);
  const ordered = [
    ...members.filter((one) => isVoter.has(one)),
    ...members.filter((one) => !isVoter.has(one)),
  ];
  const across = Math.min(PITCH_MOST, pitchFor(ordered.length, width, height));
  const columns = columnsOf(ordered.length, isVoter.size, width / across, height / across);
  // Low enough that a leader's star has room above the first row.
  const radius = Math.min(RADIUS_MOST, across * 0.23);
  ordered.forEach((member, place) => {
    map.x[member] = box.x + PADDING + across * ((place % columns) + 0.5);
    map.y[member] = box.y + HEADER + across * (Math.floor(place / columns) + 0.5);
    map.radius[member] = isVoter.has(member) ? radius * VOTER_SCALE : radius;
  });
}

/** The member whose dot is nearest to a place, within `reach` pixels of its edge. */
export function memberNear(map: RegionMap, x: number, y: number, reach = 6): number | undefined {
  let found: number | undefined;
  let nearest = Infinity;
  map.x.forEach((at, member) => {
    const distance = Math.hypot(at - x, (map.y[member] ?? 0) - y) - (map.radius[member] ?? 0);
    if (distance < nearest && distance <= reach) [found, nearest] = [member, distance];
  });
  return found;
}

/** How a member stands in the eyes of the others. */
export function standingOf(
  stage: RegionsStage,
  member: number,
): 'absent' | 'dead' | 'suspected' | 'alive' {
  if (stage.isAbsent[member] === 1) return 'absent';
  if (2 * (stage.deadBy[member] ?? 0) > stage.members.length) return 'dead';
  const isDoubted = (stage.suspectedBy[member] ?? 0) + (stage.deadBy[member] ?? 0) > 0;
  return isDoubted ? 'suspected' : 'alive';
}

/** A member in a sentence. */
export function sayMember(stage: RegionsStage, member: number): string {
  const region = stage.regions.findIndex(({ from, to }) => member >= from && member < to);
  const own = stage.regions[region];
  const tasks = stage.tasks.filter(({ holder }) => holder === member).length;
  const words = [
    `${stage.members[member]?.label ?? member}, region ${region}`,
    own?.leader === member ? 'leader' : own?.voters.includes(member) === true ? 'voter' : '',
    tasks > 0 ? `${tasks} ${tasks === 1 ? 'task' : 'tasks'}` : '',
    stage.isAbsent[member] === 1 ? 'not in the cluster' : '',
    (stage.suspectedBy[member] ?? 0) > 0 ? `suspected by ${stage.suspectedBy[member]}` : '',
    (stage.deadBy[member] ?? 0) > 0 ? `held dead by ${stage.deadBy[member]}` : '',
  ];
  return words.filter((word) => word !== '').join(' · ');
}

/** The whole map in a sentence, for who does not see it. */
export function sayMap(stage: RegionsStage): string {
  const led = stage.regions.filter(({ leader }) => leader !== undefined).length;
  const members = stage.members.map((_, member) => standingOf(stage, member));
  const count = (standing: string): number => members.filter((one) => one === standing).length;
  const presides =
    stage.presider === undefined ? 'no region presides' : `region ${stage.presider} presides`;
  return `${stage.regions.length} regions, ${led} with a leader, ${presides}; ${stage.members.length} cluster nodes, ${count('suspected')} suspected, ${count('dead')} held dead.`;
}
