/**
 * What it is: the grid of a pool's agents: a drawing that follows the frames by itself, is pointed at and
 * moved over by keys. React draws it once; frames paint it.
 */

import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { documentStore } from '../../state/documentStore.ts';
import { frameStore } from '../../state/frameStore.ts';
import { swarmGrid } from '../../state/nodeGeometry.ts';
import { nodeOfAgent, numberOfAgent } from '../../state/participation.ts';
import { sessionStore, useSession } from '../../state/sessionStore.ts';
import { conditionOf } from '../../../engine/projections/conditions.ts';
import { CONDITION_GLYPHS } from '../../theme/glyphs.ts';
import { currentPalette, subscribePalette } from '../../theme/palette.ts';
import { canvasStore } from '../canvasStore.ts';
import { useZoom } from '../flow/adapter.tsx';
import { paintSwarm } from './paint.ts';
import { readLiveStates, readPlannedStates } from './states.ts';
import { agentUnder } from '../gestures.ts';
import { agentAfterKey, centreOf } from './swarm.ts';

export interface SwarmProps {
  readonly pool: string;
  readonly name: string;
  readonly count: number;
}

export function Swarm({ pool, name, count }: SwarmProps) {
  const [current, setCurrent] = useState(-1);
  const selected = useSession(({ selection }) => selectedIn(pool, selection.agent));
  // A drawing is as sharp as the zoom asks, in whole steps, so that panning never repaints.
  const sharpness = useZoom((zoom) => Math.min(3, Math.max(1, Math.ceil(zoom))));
  const grid = swarmGrid(count);
  const at = Math.min(current, count - 1);
  const surface = usePainting({ pool, count, selected, current: at, sharpness });

  const agentAtPointer = (event: MouseEvent): number | undefined =>
    agentUnder(event.currentTarget, count, event);
  const openMenu = (index: number, x: number, y: number): void => {
    sessionStore.selectAgent(`${pool}/${index}`);
    canvasStore.setState({
      tip: undefined,
      menu: { kind: 'agent', agent: `${pool}/${index}`, at: { x, y } },
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLCanvasElement>): void => {
    // Ctrl+Enter and the like are commands of the page.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = Math.max(0, at);
    const to = agentAfterKey(grid, count, from, event.key);
    if (to !== undefined) setCurrent(current < 0 ? 0 : to);
    else if (event.key === 'Enter' || event.key === ' ')
      sessionStore.selectAgent(`${pool}/${from}`);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const box = event.currentTarget.getBoundingClientRect();
      const { x, y } = centreOf(grid, from);
      const scale = box.width / (grid.columns * grid.cell);
      openMenu(from, box.left + x * scale, box.top + y * scale);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <canvas
        ref={surface}
        className="swarm"
        style={{ width: grid.columns * grid.cell, height: grid.rows * grid.cell }}
        tabIndex={0}
        // The agents are drawn, so the drawing itself takes the keys and says what they lead to.
        // oxlint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role
        role="application"
        aria-label={`Agents of ${name}: arrow keys choose one, Enter shows it, Shift F10 opens its menu`}
        aria-describedby={`${pool}-swarm-said`}
        onKeyDown={onKeyDown}
        onFocus={() => {
          if (current < 0) setCurrent(Math.max(0, selected));
        }}
        onBlur={() => {
          setCurrent(-1);
        }}
        onMouseMove={(event) => {
          const index = agentAtPointer(event);
          const tip =
            index === undefined || event.buttons !== 0
              ? undefined
              : { agent: `${pool}/${index}`, at: { x: event.clientX, y: event.clientY } };
          canvasStore.setState({ tip });
        }}
        onMouseLeave={() => {
          canvasStore.setState({ tip: undefined });
        }}
        onClick={(event) => {
          const index = agentAtPointer(event);
          if (index === undefined || event.shiftKey || event.ctrlKey || event.metaKey) return;
          event.stopPropagation();
          sessionStore.selectAgent(`${pool}/${index}`);
        }}
        onContextMenu={(event) => {
          const index = agentAtPointer(event);
          if (index === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          openMenu(index, event.clientX, event.clientY);
        }}
      />
      <span id={`${pool}-swarm-said`} className="visually-hidden" aria-live="polite">
        {at < 0 ? '' : sayAgent(`${pool}/${at}`)}
      </span>
    </>
  );
}

function selectedIn(pool: string, agent: string | undefined): number {
  if (agent === undefined || nodeOfAgent(agent) !== pool) return -1;
  const number = numberOfAgent(agent);
  return Number.isInteger(number) ? number : -1;
}

function sayAgent(agent: string): string {
  const state = frameStore.stateOf(agent);
  return state === undefined ? agent : `${agent}, ${CONDITION_GLYPHS[conditionOf(state)].title}`;
}

interface Painting {
  readonly pool: string;
  readonly count: number;
  readonly selected: number;
  readonly current: number;
  readonly sharpness: number;
}

/** Paints now, and again after each frame or change that shows; at most once per paint of the page. */
function usePainting({ pool, count, selected, current, sharpness }: Painting) {
  const surface = useRef<HTMLCanvasElement | null>(null);
  useEffect(() => {
    const canvas = surface.current;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return undefined;
    const grid = swarmGrid(count);
    const scale = sharpness * window.devicePixelRatio;
    canvas.width = Math.round(grid.columns * grid.cell * scale);
    canvas.height = Math.round(grid.rows * grid.cell * scale);
    const states = new Uint8Array(count);
    const painted = new Uint8Array(count);
    let hasPainted = false;
    let wasLive = false;
    let request = 0;

    const paint = (isForced: boolean): void => {
      const isLive = readLiveStates(frameStore, pool, states);
      if (!isLive) readPlannedStates(documentStore.getState().design, pool, states);
      const isSame = isLive === wasLive && states.every((state, i) => state === painted[i]);
      if (isSame && hasPainted && !isForced) return;
      painted.set(states);
      wasLive = isLive;
      hasPainted = true;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      const palette = currentPalette();
      paintSwarm(context, { grid, count, states, isLive, selected, current, palette });
    };
    const schedule = (): void => {
      if (request !== 0) return;
      request = requestAnimationFrame(() => {
        request = 0;
        paint(false);
      });
    };
    paint(true);
    const stops = [
      frameStore.subscribe(schedule),
      documentStore.subscribe((state, before) => {
        if (state.design.faults !== before.design.faults) schedule();
      }),
      subscribePalette(() => {
        paint(true);
      }),
    ];
    return () => {
      cancelAnimationFrame(request);
      for (const stop of stops) stop();
    };
  }, [pool, count, selected, current, sharpness]);
  return surface;
}
