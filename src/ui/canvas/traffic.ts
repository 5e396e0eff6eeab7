/**
 * What it is: traffic on the edges as density: how many messages the ends of a connection have sent lately,
 * smoothed, as the width and the strength of its line. Lines are styled directly: nothing is rendered.
 */

import type { Frame } from '../../engine/projections/frame.ts';
import type { RunBrief } from '../../workers/api.ts';
import { frameStore } from '../state/frameStore.ts';

/** How much of what was sent before still counts in the next frame. */
const KEPT_A_FRAME = 0.93;
/** So many messages that still count look like half of the most. */
const HALF_AT = 10;

/** A density from the messages that still count: 0..1, half at HALF_AT. */
export function densityOf(messages: number): number {
  return messages / (messages + HALF_AT);
}

/** The messages that still count after one more frame: the new ones, and what is left of the others. */
export function smoothed(before: number, messages: number): number {
  const next = before * KEPT_A_FRAME + messages;
  return next < 0.05 ? 0 : next;
}

interface Line {
  readonly path: SVGPathElement;
  readonly source: string;
  readonly target: string;
  messages: number;
}

const lines = new Set<Line>();
let stop: (() => void) | undefined;

/** Lets a line show the traffic between two nodes; gives back how to stop. */
export function showTraffic(path: SVGPathElement, source: string, target: string): () => void {
  const line: Line = { path, source, target, messages: 0 };
  lines.add(line);
  stop ??= frameStore.subscribe(update);
  return () => {
    lines.delete(line);
    if (lines.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

let actorsOf = new Map<string, Uint32Array>();
let known: RunBrief | undefined;

function update(): void {
  const { frame, brief } = frameStore.getState();
  if (brief !== known) {
    known = brief;
    actorsOf = new Map();
  }
  for (const line of lines) {
    const sent = frame === undefined || brief === undefined ? 0 : sentOn(line, frame, brief);
    const next = frame === undefined ? 0 : smoothed(line.messages, sent);
    if (next === line.messages) continue;
    line.messages = next;
    const density = densityOf(next);
    line.path.style.setProperty('--density', density.toFixed(3));
  }
}

/** What the actors of a line sent in a frame; who they are is looked up once a run. */
function sentOn(line: Line, frame: Frame, brief: RunBrief): number {
  const key = `${line.source}>${line.target}`;
  let actors = actorsOf.get(key);
  if (actors === undefined) {
    actors = actorsBetween(brief, line.source, line.target);
    actorsOf.set(key, actors);
  }
  let sum = 0;
  for (const actor of actors) sum += frame.traffic[actor] ?? 0;
  return sum;
}

/** A pool's own agents in the coordination; a network carries everybody's messages. */
function actorsBetween(brief: RunBrief, source: string, target: string): Uint32Array {
  const coordination = brief.plan.coordinations.findIndex((one) => one.id === target);
  const isPool = brief.plan.agents.some((agent) => agent.pool === source);
  return Uint32Array.from(
    brief.actors
      .filter(
        (entry) =>
          entry.coordination === coordination &&
          (!isPool || entry.agentId.startsWith(`${source}/`)),
      )
      .map((entry) => entry.actor),
  );
}
