/** What it is: the timeline as a slider: shows the whole run, and takes the cursor anywhere. */

import { useEffect, useRef, useState } from 'react';
import type { PointerEvent, RefObject } from 'react';
import { commands } from '../commands/registry.ts';
import { frameStore, useFrame } from '../state/frameStore.ts';
import { playbackStore } from '../state/playbackStore.ts';
import { viewStore } from '../state/viewStore.ts';
import { currentPalette, subscribePalette } from '../theme/palette.ts';
import { formatMicros, spokenMicros } from '../widgets/format.ts';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { drawTimeline } from './drawTimeline.ts';
import { endOf } from './stretch.ts';
import { markNear, timeAfterKey, timeOfPlace } from './timeline.ts';

/** One bucket of the histogram for so many pixels. */
const BUCKET_PIXELS = 3;
const MARK_REACH = 6;

export function Scrubber() {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<Hovered | undefined>(undefined);
  useDrawing(frame, canvas);
  const at = useFrame((state) => state.frame?.cursor.at ?? 0);
  const design = useDocument((state) => state.design);
  const end = useFrame((state) => endOf(state, design));

  const timeUnder = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return timeOfPlace(event.clientX - box.left, end, box.width);
  };

  return (
    <div
      ref={frame}
      className="scrubber"
      // A range input has a thumb of its own and cannot carry the picture.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="slider"
      tabIndex={0}
      aria-label="Time cursor"
      aria-valuemin={0}
      aria-valuemax={Math.round(end)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${spokenMicros(at)} of ${spokenMicros(end)}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        void playbackStore.seek({ to: 'time', at: timeUnder(event) });
      }}
      onPointerMove={(event) => {
        const time = timeUnder(event);
        const box = event.currentTarget.getBoundingClientRect();
        setHovered({ x: event.clientX - box.left, left: box.left, top: box.top, width: box.width });
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          void playbackStore.seek({ to: 'time', at: time });
      }}
      onPointerLeave={() => {
        setHovered(undefined);
      }}
      onKeyDown={(event) => {
        if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
        if (!moveByKey(event.key, at, end)) return;
        event.preventDefault();
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {hovered === undefined ? undefined : <Hint hovered={hovered} end={end} />}
    </div>
  );
}

/** Does what a key means on the timeline; says whether it means anything. */
function moveByKey(key: string, at: number, end: number): boolean {
  if (key === ' ') return commands.execute('run.togglePlay');
  if (key === 'Home') void playbackStore.seek({ to: 'start' });
  else if (key === 'End') void playbackStore.seek({ to: 'end' });
  else {
    const time = timeAfterKey(key, at, end);
    if (time === undefined) return false;
    void playbackStore.seek({ to: 'time', at: time });
  }
  return true;
}

/** The pointer on the timeline, and where the timeline lies on the page. */
interface Hovered {
  readonly x: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** The time under the pointer, and the mark there; placed on the page, since its panel clips what leaves it. */
function Hint({ hovered, end }: { readonly hovered: Hovered; readonly end: number }) {
  const marks = useFrame((state) => state.marks);
  const { x, left, top, width } = hovered;
  const mark = markNear(marks, x, end, width, MARK_REACH);
  const share = Math.min(Math.max(x / width, 0), 1);
  return (
    <span
      className="scrubber-hint"
      style={{ left: left + x, top: top - 4, transform: `translate(${-share * 100}%, -100%)` }}
    >
      <span className="numeric">{formatMicros(mark?.at ?? timeOfPlace(x, end, width))}</span>
      {mark === undefined ? undefined : <span>{mark.label}</span>}
    </span>
  );
}

/** Keeps the canvas drawn: after every frame, in every size, in each theme. */
function useDrawing(
  frame: RefObject<HTMLDivElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
): void {
  useEffect(() => {
    const box = frame.current;
    const surface = canvas.current;
    const context = surface?.getContext('2d') ?? undefined;
    if (box === null || surface === null || context === undefined) return undefined;
    const draw = (): void => {
      const state = frameStore.getState();
      if (state.frame === undefined) return;
      drawTimeline(
        context,
        {
          width: box.clientWidth,
          height: box.clientHeight,
          histogram: state.histogram,
          marks: state.marks,
          cursor: state.frame.cursor.at,
          simulated: state.frame.end.at,
          end: endOf(state, documentStore.getState().design),
        },
        currentPalette(),
      );
    };
    const resize = (): void => {
      const ratio = window.devicePixelRatio;
      surface.width = Math.round(box.clientWidth * ratio);
      surface.height = Math.round(box.clientHeight * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      viewStore.want({ histogram: Math.max(40, Math.floor(box.clientWidth / BUCKET_PIXELS)) });
      draw();
    };
    const observer = new ResizeObserver(resize);
    observer.observe(box);
    const unsubscribeFrames = frameStore.subscribe(draw);
    const unsubscribePalette = subscribePalette(draw);
    // What is planned later than the run has come makes the stretch longer.
    const unsubscribeDesign = documentStore.subscribe(draw);
    return () => {
      observer.disconnect();
      unsubscribeFrames();
      unsubscribePalette();
      unsubscribeDesign();
      viewStore.want({ histogram: 0 });
    };
  }, [frame, canvas]);
}
