/**
 * What it is: a cluster at the cursor: the map of its regions, the ring with its tasks, regions in figures and the
 * newest decisions. The tables are also how the picture is read without eyes for it.
 */

import { useEffect, useMemo, useRef, useState } from 'react';
import type { PointerEvent, RefObject } from 'react';
import type { RegionsStage } from '../../../engine/projections/regionsStage.ts';
import { frameStore } from '../../state/frameStore.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { usePalette } from '../../theme/palette.ts';
import { InTurn } from '../InTurn.tsx';
import { AgentName } from './AgentName.tsx';
import { drawMap, lookOfMap } from './regionDraw.ts';
import { layOutMap, memberNear, sayMap, sayMember, standingOf } from './regionMap.ts';
import { drawArcs, drawTasks, lookOfArcs, lookOfTasks } from './ringDraw.ts';
import './pictures.css';
import './regions.css';

/** How many decisions the table has. */
const DECISIONS_MOST = 8;
const NO_AGENTS = new Uint8Array(0);

export function Regions({ stage }: { readonly stage: RegionsStage }) {
  return (
    <div className="picture regions">
      <InTurn stage={stage} part={MapPart} isAwaited />
      <InTurn stage={stage} part={RingPart} isAwaited />
      <InTurn stage={stage} part={FiguresPart} isAwaited />
    </div>
  );
}

function FiguresPart({ stage }: { readonly stage: RegionsStage }) {
  return (
    <section className="picture-part" aria-label="Regions in figures">
      <Figures stage={stage} />
      <Decisions stage={stage} />
    </section>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The canvas, as large as its box and as sharp as the screen. */
function useCanvas(): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly size: Size;
} {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { box, canvas, size };
}

/** Clears the canvas and hands out its context, in CSS pixels. */
function contextOf(
  canvas: HTMLCanvasElement | null,
  { width, height }: Size,
): CanvasRenderingContext2D | undefined {
  if (canvas === null || width === 0 || height === 0) return undefined;
  const ratio = window.devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  const context = canvas.getContext('2d') ?? undefined;
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

function MapPart({ stage }: { readonly stage: RegionsStage }) {
  const { box, canvas, size } = useCanvas();
  const palette = usePalette();
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const { regions, members } = stage;
  const shape = regions.map(({ voters }) => voters.join()).join('/');
  const map = useMemo(
    () => layOutMap(regions, members.length, size.width, size.height),
    // Regions are new with every frame; who votes, by which dots are ordered, is not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shape, members.length, size],
  );
  const agents = frameStore.getState().frame?.agents ?? NO_AGENTS;
  // Most frames change nothing that is seen here.
  const look = lookOfMap({ stage, agents });
  const words = useMemo(
    () => sayMap(stage),
    // The look has all that the words say.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [look],
  );
  useEffect(() => {
    const context = contextOf(canvas.current, size);
    if (context !== undefined) drawMap(context, { stage, map, agents, hovered }, palette);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [canvas, look, map, size, hovered, palette]);
  const memberAt = (event: PointerEvent | React.MouseEvent): number | undefined => {
    const around = event.currentTarget.getBoundingClientRect();
    return memberNear(map, event.clientX - around.left, event.clientY - around.top);
  };
  return (
    <section className="picture-part regions-map" aria-label="Map of regions">
      {/* A canvas is pointed at as a whole; the table beside it has the same by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div
        ref={box}
        className="regions-box"
        onPointerMove={(event) => setHovered(memberAt(event))}
        onPointerLeave={() => setHovered(undefined)}
        onClick={(event) => {
          const actor = stage.members[memberAt(event) ?? -1]?.actor;
          const id =
            actor === undefined ? undefined : frameStore.getState().brief?.actors[actor]?.agentId;
          if (id !== undefined) sessionStore.selectAgent(id);
        }}
      >
        <canvas ref={canvas} role="img" aria-label={words} />
      </div>
      <p className="regions-words">
        {hovered === undefined
          ? 'Large dots vote; a dashed ring is suspected, a full one held dead by most.'
          : sayMember(stage, hovered)}
      </p>
    </section>
  );
}

function RingPart({ stage }: { readonly stage: RegionsStage }) {
  const { box, canvas, size } = useCanvas();
  const palette = usePalette();
  const ground = useRef<HTMLCanvasElement>(null);
  const arcs = lookOfArcs(stage);
  const tasks = lookOfTasks(stage);
  useEffect(() => {
    const context = contextOf(ground.current, size);
    if (context !== undefined) drawArcs(context, stage, size, palette);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [arcs, size, palette]);
  useEffect(() => {
    const context = contextOf(canvas.current, size);
    if (context !== undefined) drawTasks(context, stage, size, palette);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [canvas, arcs, tasks, size, palette]);
  const placed = stage.tasks.filter(({ holder }) => holder !== undefined).length;
  return (
    <section className="picture-part regions-ring" aria-label="Ring of tasks">
      <div ref={box} className="regions-box">
        <canvas ref={ground} aria-hidden="true" />
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${stage.tasks.length} tasks on the ring, ${placed} held by a node.`}
        />
      </div>
    </section>
  );
}

function Figures({ stage }: { readonly stage: RegionsStage }) {
  return (
    <table className="picture-table">
      <thead>
        <tr>
          <th scope="col">Region</th>
          <th scope="col">Leader</th>
          <th scope="col" className="is-number">
            Term
          </th>
          <th scope="col" className="is-number">
            Alive
          </th>
          <th scope="col" className="is-number">
            Knows
          </th>
          <th scope="col" className="is-number">
            Waiting
          </th>
        </tr>
      </thead>
      <tbody>
        {stage.regions.map((region, number) => {
          const leader = region.leader === undefined ? undefined : stage.members[region.leader];
          const own = stage.members.slice(region.from, region.to);
          // Who is doubted by some is a member all the same.
          const alive = own.filter((_, i) => standingOf(stage, region.from + i) !== 'dead').length;
          return (
            // Regions have no other name than their number.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={number}>
              <th scope="row">
                <span
                  className="agent-dot"
                  style={{ background: `var(--series-${number % 8})` }}
                  aria-hidden="true"
                />{' '}
                {number}
                {stage.presider === number ? ' presides' : ''}
              </th>
              <td>
                {leader === undefined ? (
                  region.isElecting ? (
                    'electing'
                  ) : (
                    '–'
                  )
                ) : (
                  <AgentName actor={leader.actor} label={leader.label} />
                )}
              </td>
              <td className="is-number numeric">{region.term}</td>
              <td className="is-number numeric">{`${alive} of ${own.length}`}</td>
              <td className="is-number numeric">{region.learned}</td>
              <td className="is-number numeric">{region.waiting}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Decisions({ stage }: { readonly stage: RegionsStage }) {
  const shown = stage.decisions.slice(-DECISIONS_MOST).toReversed();
  return (
    <table className="picture-table regions-decisions">
      <caption className="picture-kicker">{`${stage.decided} decided across regions`}</caption>
      <thead>
        <tr>
          <th scope="col" className="is-number">
            Slot
          </th>
          <th scope="col">Command</th>
          <th scope="col">Accepted by</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ slot, command, accepted, isDecided }) => (
          <tr key={slot}>
            <td className="is-number numeric">{slot}</td>
            <td>{command}</td>
            <td>{accepted.toSorted((a, b) => a - b).join(', ')}</td>
            <td>{isDecided ? 'decided' : 'open'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
