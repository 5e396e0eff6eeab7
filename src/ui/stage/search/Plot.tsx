/**
 * What it is: a scene on a canvas as large as its box. What lies under the pointer is told, and a click chooses it;
 * the table of trials offers the same by keyboard.
 */

import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { usePalette } from '../../theme/palette.ts';
import { paintScene, trialNear } from './scene.ts';
import type { Scene, Size } from './scene.ts';

export interface PlotProps {
  /** What the plot shows, in a sentence. */
  readonly label: string;
  /** A pure function; a new one when what it shows has changed. */
  readonly scene: (size: Size) => Scene;
  /** In pixels, for a width: what it needs to be read; its box scrolls where there is less. */
  readonly heightLeast?: number | ((width: number) => number);
  readonly lit: number | undefined;
  readonly onHover: (trial: number | undefined) => void;
  readonly onChoose: (trial: number) => void;
  /** A pull over the plot, from where to where; undefined: pulling does nothing. */
  readonly onPull?: ((from: Point, to: Point, size: Size) => void) | undefined;
  /** What the keyboard does in the plot; undefined: it passes by. */
  readonly keys?: PlotKeys | undefined;
}

export interface PlotKeys {
  /** In words, for who cannot guess. */
  readonly help: string;
  readonly onPress: (event: KeyboardEvent) => void;
  readonly onFocus: (isHere: boolean) => void;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const HEIGHT_LEAST = 150;
/** Shorter pulls are clicks. */
const PULL_LEAST = 5;

export function Plot(props: PlotProps) {
  const { label, scene, heightLeast = HEIGHT_LEAST, lit, onHover, onChoose, onPull, keys } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pulled = useRef<Point | undefined>(undefined);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const palette = usePalette();
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const shapes = useMemo(() => (size.width === 0 ? [] : scene(size)), [scene, size]);
  useEffect(() => {
    const surface = canvas.current;
    const context = surface?.getContext('2d');
    if (surface === null || context === null || context === undefined) return;
    const ratio = window.devicePixelRatio;
    surface.width = Math.round(size.width * ratio);
    surface.height = Math.round(size.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintScene(context, shapes, lit, palette);
  }, [shapes, size, lit, palette]);
  const pointOf = (event: PointerEvent): Point => {
    const around = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - around.left, y: event.clientY - around.top };
  };
  return (
    <div
      ref={box}
      className="search-plot"
      style={{ minHeight: typeof heightLeast === 'number' ? heightLeast : heightLeast(size.width) }}
      onPointerMove={(event) => {
        const { x, y } = pointOf(event);
        onHover(trialNear(shapes, x, y));
      }}
      onPointerLeave={() => onHover(undefined)}
      onPointerDown={(event) => {
        pulled.current = pointOf(event);
      }}
      onPointerUp={(event) => {
        const [from, to] = [pulled.current, pointOf(event)];
        pulled.current = undefined;
        if (from === undefined) return;
        const isPull = Math.hypot(to.x - from.x, to.y - from.y) >= PULL_LEAST;
        if (isPull) return onPull?.(from, to, size);
        const trial = trialNear(shapes, to.x, to.y);
        if (trial !== undefined) onChoose(trial);
      }}
    >
      <canvas ref={canvas} role="img" aria-label={label} />
      {keys !== undefined && (
        <button
          type="button"
          className="search-keys"
          aria-label={`Axes. ${keys.help}`}
          title={keys.help}
          onKeyDown={keys.onPress}
          onFocus={() => keys.onFocus(true)}
          onBlur={() => keys.onFocus(false)}
        />
      )}
    </div>
  );
}
