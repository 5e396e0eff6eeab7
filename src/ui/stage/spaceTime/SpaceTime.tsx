/**
 * What it is: the space–time diagram in the stage: the canvas, its tooltip, its legend and its controls.
 * The picture itself is drawn by diagram.ts; here is what is words.
 */

import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { viewStore } from '../../state/viewStore.ts';
import { pickEvent, stageStore, useStage } from '../stageStore.ts';
import { Diagram } from './diagram.ts';
import { GUTTER } from './geometry.ts';
import { Legend } from './Legend.tsx';
import type { Target } from './target.ts';
import { TargetTip } from './TargetTip.tsx';
import { describe } from './words.ts';
import './spaceTime.css';

/** A pointer that moves less is a click, not a drag. */
const CLICK_PIXELS = 4;

export function SpaceTime({ stage }: { readonly stage: SpaceTimeStage }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [target, setTarget] = useState<Target | undefined>(undefined);
  const diagram = useDiagram(box, canvas, setTarget);
  useCausesOf(target);
  const pointer = usePointer(diagram);

  return (
    <div className="space-time">
      {/* A picture that is moved by pointer and keys has no element of its own in HTML. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/prefer-tag-over-role */}
      <div
        ref={box}
        className="space-time-box"
        role="group"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={describe(stage)}
        aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown + - 0 Enter"
        onKeyDown={(event) => {
          if (diagram.current !== undefined && actOnKey(diagram.current, event))
            event.preventDefault();
        }}
        {...pointer}
      >
        <canvas ref={canvas} aria-hidden="true" />
        {target === undefined ? undefined : <TargetTip target={target} gutter={GUTTER} />}
      </div>
      <Legend stage={stage} diagram={diagram} />
    </div>
  );
}

function useDiagram(
  box: RefObject<HTMLDivElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  onTarget: (target: Target | undefined) => void,
): RefObject<Diagram | undefined> {
  const diagram = useRef<Diagram | undefined>(undefined);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? undefined;
    if (box.current === null || canvas.current === null || context === undefined) return undefined;
    diagram.current = new Diagram(box.current, canvas.current, context, onTarget);
    return diagram.current.connect();
  }, [box, canvas, onTarget]);
  return diagram;
}

/** What led to the event that is pointed at, or else to the one that was picked, comes with the next frame. */
function useCausesOf(target: Target | undefined): void {
  const picked = useStage((state) => state.picked);
  const seq = target?.seq ?? picked;
  useEffect(() => {
    viewStore.want({ causes: seq });
    return () => {
      viewStore.want({ causes: undefined });
    };
  }, [seq]);
}

function usePointer(diagram: RefObject<Diagram | undefined>) {
  const drag = useRef<{ x: number; readonly startX: number; isMoving: boolean } | undefined>(
    undefined,
  );
  const placeOf = (event: PointerEvent | React.MouseEvent): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      drag.current = { x: event.clientX, startX: event.clientX, isMoving: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const held = drag.current;
      if (held === undefined) {
        diagram.current?.point(...placeOf(event));
        return;
      }
      if (!held.isMoving && Math.abs(event.clientX - held.startX) < CLICK_PIXELS) return;
      if (!held.isMoving) event.currentTarget.setPointerCapture(event.pointerId);
      held.isMoving = true;
      diagram.current?.panPixels(event.clientX - held.x);
      held.x = event.clientX;
    },
    onPointerUp: (event: PointerEvent) => {
      const wasDrag = drag.current?.isMoving === true;
      drag.current = undefined;
      if (!wasDrag) pickEvent(diagram.current?.point(...placeOf(event))?.seq);
    },
    onPointerLeave: () => {
      if (drag.current === undefined) diagram.current?.leave();
    },
    onDoubleClick: (event: React.MouseEvent) => {
      const target = diagram.current?.point(...placeOf(event));
      if (target !== undefined) void playbackStore.seek({ to: 'event', seq: target.seq + 1 });
    },
  };
}

/** Does what a key means in the diagram; says whether it means anything. */
function actOnKey(diagram: Diagram, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    if (event.key !== '+') return false;
  }
  const { picked } = stageStore.getState();
  switch (event.key) {
    case 'ArrowLeft':
      diagram.pan(-0.15);
      return true;
    case 'ArrowRight':
      diagram.pan(0.15);
      return true;
    case 'ArrowUp':
      diagram.pickNext(-1);
      return true;
    case 'ArrowDown':
      diagram.pickNext(1);
      return true;
    case '+':
    case '=':
      diagram.zoom(1 / 1.4);
      return true;
    case '-':
      diagram.zoom(1.4);
      return true;
    case '0':
      diagram.fit();
      return true;
    case 'Enter':
      if (picked === undefined) return false;
      void playbackStore.seek({ to: 'event', seq: picked + 1 });
      return true;
    case 'Escape':
      if (picked === undefined) return false;
      pickEvent(undefined);
      diagram.leave();
      return true;
    default:
      return false;
  }
}
