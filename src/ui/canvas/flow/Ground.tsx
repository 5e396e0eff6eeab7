/**
 * What it is: the grid of dots under the nodes. It goes with the view by being shifted, less than the distance of two dots: what
 * moves is a layer that is painted already, where a pattern with another offset would be painted anew for every pixel.
 */

import { useId, useRef } from 'react';
import { GRID } from '../../state/nodeGeometry.ts';
import { useView } from './adapter.tsx';
import type { View } from './adapter.tsx';

/** Between two dots, and across one, in the design's coordinates. */
const STEP = 3 * GRID;
const DOT = 1.5;

export function Ground() {
  const drawing = useRef<SVGSVGElement>(null);
  const pattern = useRef<SVGPatternElement>(null);
  const dot = useRef<SVGCircleElement>(null);
  const shown = useRef<View>(undefined);
  const id = useId();
  useView((view) => {
    if (view.zoom !== shown.current?.zoom) {
      const step = `${STEP * view.zoom}`;
      const radius = `${(DOT * view.zoom) / 2}`;
      pattern.current?.setAttribute('width', step);
      pattern.current?.setAttribute('height', step);
      for (const name of ['cx', 'cy', 'r']) dot.current?.setAttribute(name, radius);
      drawing.current?.style.setProperty('--step', `${step}px`);
    }
    const step = STEP * view.zoom;
    drawing.current?.style.setProperty(
      'transform',
      `translate(${shiftOf(view.x, step)}px, ${shiftOf(view.y, step)}px)`,
    );
    shown.current = view;
  });
  return (
    <div className="ground" aria-hidden="true">
      <svg ref={drawing} className="ground-dots">
        <pattern ref={pattern} id={id} patternUnits="userSpaceOnUse">
          <circle ref={dot} fill="var(--grid-dot)" />
        </pattern>
        <rect width="100%" height="100%" fill={`url(#${id})`} />
      </svg>
    </div>
  );
}

/** How far the grid is shifted: up to one step to the left of where it begins. */
function shiftOf(offset: number, step: number): number {
  const from = (offset - step / 2) % step;
  return from > 0 ? from - step : from;
}
