/**
 * What it is: the painting of a pool's agents: one path for each condition, so that a thousand agents are
 * a handful of fills and not a thousand. Each condition has a shape of its own; see theme/glyphs.ts.
 */

import {
  AGENT_ACCUSED,
  AGENT_ACTIVE,
  AGENT_CONDITION_MASK,
  AGENT_DECIDED,
  AGENT_LEADS,
} from '../../../engine/projections/frame.ts';
import type { SwarmGrid } from '../../state/nodeGeometry.ts';
import { CONDITIONS, conditionOf } from '../../../engine/projections/conditions.ts';
import type { Condition } from '../../../engine/projections/conditions.ts';
import type { Palette } from '../../theme/palette.ts';
import { centreOf } from './swarm.ts';

export interface SwarmPicture {
  readonly grid: SwarmGrid;
  readonly count: number;
  /** One state byte for each agent. */
  readonly states: Uint8Array;
  /** Whether the states are those of a run; without one they are what the design plans. */
  readonly isLive: boolean;
  /** The agent that is selected, and the one the keys are at; -1 for none. */
  readonly selected: number;
  readonly current: number;
  readonly palette: Palette;
}

const FULL = 2 * Math.PI;
/** Below this radius a tick cannot be read; a stroke under the dot says the same. */
const TICK_RADIUS_LEAST = 4.5;

type Brush = (path: Path2D, x: number, y: number, r: number) => void;

const BRUSHES: Readonly<Record<Condition, Brush>> = {
  healthy: (path, x, y, r) => {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, FULL);
  },
  crashed: (path, x, y, r) => {
    const d = r * 0.85;
    path.moveTo(x - d, y - d);
    path.lineTo(x + d, y + d);
    path.moveTo(x + d, y - d);
    path.lineTo(x - d, y + d);
  },
  byzantine: (path, x, y, r) => {
    path.moveTo(x, y - r * 1.2);
    path.lineTo(x + r * 1.2, y + r);
    path.lineTo(x - r * 1.2, y + r);
    path.closePath();
  },
  slow: (path, x, y, r) => {
    path.moveTo(x, y - r);
    path.arc(x, y, r, -FULL / 4, FULL / 4);
    path.closePath();
    path.moveTo(x, y + r * 0.8);
    path.arc(x, y, r * 0.8, FULL / 4, -FULL / 4);
    path.arc(x, y, r, -FULL / 4, FULL / 4, true);
    path.closePath();
  },
  cutOff: (path, x, y, r) => {
    const inner = r * 0.85;
    path.moveTo(x + inner, y);
    path.arc(x, y, inner, 0, FULL);
    path.moveTo(x - r, y + r);
    path.lineTo(x + r, y - r);
  },
  skewed: (path, x, y, r) => {
    const inner = r * 0.9;
    path.moveTo(x + inner, y);
    path.arc(x, y, inner, 0, FULL);
    path.moveTo(x, y - inner * 0.6);
    path.lineTo(x, y);
    path.lineTo(x + inner * 0.5, y + inner * 0.3);
  },
  disturbed: (path, x, y, r) => {
    path.moveTo(x - r, y + r * 0.5);
    path.lineTo(x - r * 0.4, y - r * 0.5);
    path.lineTo(x + r * 0.1, y + r * 0.5);
    path.lineTo(x + r * 0.5, y - r * 0.5);
    path.lineTo(x + r, y + r * 0.5);
  },
};

const STROKED: ReadonlySet<Condition> = new Set<Condition>([
  'crashed',
  'cutOff',
  'skewed',
  'disturbed',
]);

/** Paints all agents; the context is scaled to the grid's pixels and cleared. */
export function paintSwarm(context: CanvasRenderingContext2D, picture: SwarmPicture): void {
  const { grid, palette, isLive } = picture;
  const radius = Math.min(8.5, grid.cell * 0.36);
  const paths = pathsOf(picture, radius);
  context.lineCap = 'round';
  for (const condition of CONDITIONS) {
    const path = paths.get(condition);
    if (path === undefined) continue;
    context.lineWidth = Math.max(1.25, radius * 0.35);
    const isPlain = condition === 'healthy' && !isLive;
    const colour = isPlain ? palette.condition.waiting : palette.condition[condition];
    if (STROKED.has(condition)) {
      context.strokeStyle = colour;
      context.stroke(path);
    } else {
      context.fillStyle = colour;
      context.fill(path);
    }
  }
  paintFlags(context, picture, radius);
  paintMarks(context, picture);
}

function pathsOf(picture: SwarmPicture, radius: number): ReadonlyMap<Condition, Path2D> {
  const paths = new Map<Condition, Path2D>();
  for (let i = 0; i < picture.count; i++) {
    const condition = conditionOf(picture.states[i] ?? 0);
    let path = paths.get(condition);
    if (path === undefined) {
      path = new Path2D();
      paths.set(condition, path);
    }
    const { x, y } = centreOf(picture.grid, i);
    BRUSHES[condition](path, x, y, radius);
  }
  return paths;
}

/** Who leads has a ring, who has decided a tick, who is active a halo, whom a violation names four corners. */
function paintFlags(
  context: CanvasRenderingContext2D,
  { grid, count, states, palette }: SwarmPicture,
  radius: number,
): void {
  const leads = new Path2D();
  const decided = new Path2D();
  const active = new Path2D();
  const accused = new Path2D();
  for (let i = 0; i < count; i++) {
    const state = states[i] ?? 0;
    if ((state & ~AGENT_CONDITION_MASK) === 0) continue;
    const { x, y } = centreOf(grid, i);
    if (state & AGENT_LEADS) BRUSHES.healthy(leads, x, y, radius + 2.25);
    if (state & AGENT_ACTIVE) BRUSHES.healthy(active, x, y, radius + 1);
    if (state & AGENT_DECIDED) tick(decided, x, y, radius);
    if (state & AGENT_ACCUSED) corners(accused, x, y, grid.cell / 2 - 1);
  }
  context.strokeStyle = palette.text[2];
  context.lineWidth = 0.75;
  context.stroke(active);
  context.strokeStyle = palette.bad;
  context.lineWidth = 2;
  context.stroke(accused);
  context.strokeStyle = palette.condition.leads;
  context.lineWidth = Math.max(1.25, radius * 0.28);
  context.stroke(leads);
  const isInside = radius >= TICK_RADIUS_LEAST;
  context.strokeStyle = isInside ? palette.surface.panel : palette.text[0];
  context.lineWidth = isInside ? 1.5 : 1;
  context.stroke(decided);
}

/** The four corners of a square around a dot. */
function corners(path: Path2D, x: number, y: number, half: number): void {
  const arm = half * 0.5;
  for (const [dx, dy] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const) {
    path.moveTo(x + dx * (half - arm), y + dy * half);
    path.lineTo(x + dx * half, y + dy * half);
    path.lineTo(x + dx * half, y + dy * (half - arm));
  }
}

function tick(path: Path2D, x: number, y: number, r: number): void {
  if (r < TICK_RADIUS_LEAST) {
    path.moveTo(x - r, y + r + 0.5);
    path.lineTo(x + r, y + r + 0.5);
    return;
  }
  path.moveTo(x - r * 0.45, y + r * 0.02);
  path.lineTo(x - r * 0.1, y + r * 0.38);
  path.lineTo(x + r * 0.48, y - r * 0.34);
}

/** The selected agent and the one that the keys are at. */
function paintMarks(
  context: CanvasRenderingContext2D,
  { grid, palette, selected, current }: SwarmPicture,
): void {
  const box = (index: number, colour: string, width: number): void => {
    if (index < 0) return;
    const { x, y } = centreOf(grid, index);
    const half = grid.cell / 2 - width / 2;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.roundRect(x - half, y - half, 2 * half, 2 * half, Math.min(4, grid.cell / 4));
    context.stroke();
  };
  if (current !== selected) box(current, palette.text[1], 1);
  box(selected, palette.accent, 1.5);
}
