/**
 * What it is: the fault track of the timeline: what is planned to go wrong, and what was done by hand, as bars
 * in virtual time. Faults are dropped on it, added by a double click or its button, and moved by hand or keys.
 */

import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { DragEvent, MouseEvent, RefObject } from 'react';
import type { FaultKind } from '../../../engine/document/fault.ts';
import { BLOCK_DRAG_TYPE, findBlock } from '../../state/blocks.ts';
import { documentStore, useDocument } from '../../state/documentStore.ts';
import { addFaultAt } from '../../state/faultBlocks.ts';
import { frameStore, useFrame } from '../../state/frameStore.ts';
import { noticeStore } from '../../state/noticeStore.ts';
import { formatMicros } from '../../widgets/format.ts';
import { endOf } from '../stretch.ts';
import { placeOfTime, timeOfPlace } from '../timeline.ts';
import { AddMenu, AddMenuAt } from './AddMenu.tsx';
import { barsOf, rowsOf } from './bars.ts';
import { BarMenu } from './BarMenu.tsx';
import { Bar, WAITING_WIDTH } from './Bar.tsx';
import { snapTime } from './snap.ts';
import './faultTrack.css';

/** The narrowest bar that can be caught, in pixels. */
const BAR_LEAST = 14;
/** One row has the whole track, more have half of it each and scroll. */
const TRACK_HEIGHT = 32;
const ROWS_IN_SIGHT = 2;
/** How long a fault dropped on the track holds, as a share of what is shown. */
const SPAN_SHARE = 0.2;

export const FaultTrack = memo(function FaultTrack() {
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const faults = useDocument(({ design }) => design.faults);
  const design = useDocument((state) => state.design);
  const strikes = useFrame((state) => state.strikes);
  const end = useFrame((state) => endOf(state, design));
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const [menuAt, setMenuAt] = useState<number | undefined>(undefined);
  const [barMenu, setBarMenu] = useState<string | undefined>(undefined);
  const actors = useFrame((state) => state.brief?.actors);
  const bars = useMemo(() => barsOf(faults, strikes, actors), [faults, strikes, actors]);
  const chosen = bars.find(({ id }) => id === barMenu);
  const least = (end / Math.max(width, 1)) * BAR_LEAST;
  const rows = rowsOf(bars, { least, waiting: least * (WAITING_WIDTH / BAR_LEAST) });
  const rowCount = Math.max(1, ...rows.map((row) => row + 1));
  const height = rowCount === 1 ? TRACK_HEIGHT : TRACK_HEIGHT / ROWS_IN_SIGHT;

  const timeUnder = (event: MouseEvent | DragEvent): number => {
    const box = track.current?.getBoundingClientRect();
    return box === undefined
      ? 0
      : snapTime(timeOfPlace(event.clientX - box.left, end, box.width), end);
  };
  const add = (kind: FaultKind, at: number): void => addOver(kind, at, end);

  return (
    <>
      <AddMenu count={bars.length} onAdd={addAtCursor} />
      {/* Dropping and double-clicking are ways for the mouse; the button beside it and the bars are for keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={track}
        className="fault-track"
        role="group"
        aria-label="Fault track"
        data-hovered={hovered === undefined ? undefined : true}
        data-more={rowCount > ROWS_IN_SIGHT || undefined}
        onDoubleClick={(event) => {
          if (event.target === event.currentTarget || isGround(event)) setMenuAt(timeUnder(event));
        }}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(BLOCK_DRAG_TYPE)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          setHovered(timeUnder(event));
        }}
        onDragLeave={() => {
          setHovered(undefined);
        }}
        onDrop={(event) => {
          setHovered(undefined);
          const block = findBlock(event.dataTransfer.getData(BLOCK_DRAG_TYPE));
          if (block === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          if (block.kind === 'fault') add(block.fault, timeUnder(event));
          else refuseBlock(block.title);
        }}
      >
        <div className="fault-rows" style={{ height: rowCount * height }}>
          {bars.map((bar, i) => (
            <Bar
              key={bar.id}
              bar={bar}
              end={end}
              width={width}
              top={(rows[i] ?? 0) * height}
              height={height - 2}
              onMenu={() => setBarMenu(bar.id)}
            />
          ))}
          {bars.length === 0 && hovered === undefined ? (
            <span className="fault-hint">Drag a fault here, or double-click</span>
          ) : undefined}
          {hovered === undefined ? undefined : (
            <span className="fault-drop" style={{ left: placeOfTime(hovered, end, width) }}>
              <span className="fault-drop-time numeric">{formatMicros(hovered)}</span>
            </span>
          )}
        </div>
        {chosen === undefined ? undefined : (
          <BarMenu
            key={chosen.id}
            bar={chosen}
            left={placeOfTime(chosen.from, end, width)}
            onClose={() => setBarMenu(undefined)}
          />
        )}
        {menuAt === undefined ? undefined : (
          <AddMenuAt
            key={menuAt}
            at={menuAt}
            left={placeOfTime(menuAt, end, width)}
            onAdd={(kind) => add(kind, menuAt)}
            onClose={() => setMenuAt(undefined)}
          />
        )}
      </div>
    </>
  );
});

/** A fault at a moment, for a share of the stretch that is shown. */
function addOver(kind: FaultKind, at: number, end: number): void {
  addFaultAt(kind, { at, until: at + snapTime(end * SPAN_SHARE, end) });
}

function addAtCursor(kind: FaultKind): void {
  const state = frameStore.getState();
  const end = endOf(state, documentStore.getState().design);
  addOver(kind, snapTime(state.frame?.cursor.at ?? 0, end), end);
}

function isGround(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.matches('.fault-rows, .fault-hint');
}

function refuseBlock(title: string): void {
  noticeStore.notify({
    tone: 'warning',
    title: 'The track is for faults',
    message: `${title} stands on the canvas; let it go there.`,
    topic: 'fault',
  });
}

/** The track's width in pixels, in every size of the page. */
function useWidth(track: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = track.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [track]);
  return width;
}
