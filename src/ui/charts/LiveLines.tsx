/**
 * What it is: the lines of a chart while the cursor runs, drawn on a canvas inside the frame that the charting
 * library keeps. Building its elements anew eight times a second for every line would cost the page tasks of a
 * tenth of a second; a canvas costs one millisecond. At rest the library draws the lines again.
 */

import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Chart } from '../../engine/projections/frame.ts';
import { usePalette } from '../theme/palette.ts';
import type { Axis } from './axes.ts';
import { drawLines } from './drawLines.ts';

export interface LiveLinesProps {
  readonly chart: Chart;
  readonly cursor: number;
  readonly x: Axis;
  readonly y: Axis;
}

export function LiveLines({ chart, cursor, x, y }: LiveLinesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const draw = useRef<() => void>(() => undefined);
  useLayoutEffect(() => {
    draw.current = () => {
      const surface = canvas.current;
      const context = surface?.getContext('2d') ?? undefined;
      if (surface === null || context === undefined) return;
      const size = { width: surface.clientWidth, height: surface.clientHeight };
      drawLines(context, { chart, cursor, x, y, size, palette });
    };
    draw.current();
  }, [chart, cursor, x, y, palette]);
  useEffect(() => {
    const surface = canvas.current;
    if (surface === null) return undefined;
    const observer = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio;
      surface.width = Math.round(surface.clientWidth * ratio);
      surface.height = Math.round(surface.clientHeight * ratio);
      surface.getContext('2d')?.setTransform(ratio, 0, 0, ratio, 0, 0);
      draw.current();
    });
    observer.observe(surface);
    return () => observer.disconnect();
  }, []);
  return <canvas ref={canvas} className="chart-live" aria-hidden="true" />;
}
