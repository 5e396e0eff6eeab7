/** What it is: the points of a line without the line, as one element: hundreds of circles would be slow. */

import type { CurveProps } from 'recharts';

/** Points in pixels. A line of no length with round ends is a dot as wide as the stroke. */
export function ScatteredPoints({ points, stroke, strokeWidth }: CurveProps) {
  const dots = (points ?? []).flatMap(({ x, y }) =>
    x === null || y === null ? [] : [`M${x.toFixed(1)},${y.toFixed(1)}h0`],
  );
  return (
    <path
      d={dots.join('')}
      stroke={stroke}
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      fill="none"
    />
  );
}
