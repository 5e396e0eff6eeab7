/** What it is: how one count grows with another, as one line with both axes from zero. */

import { useMemo } from 'react';
import { Line } from 'recharts';
import { usePalette } from '../theme/palette.ts';
import { formatShort } from '../widgets/format.ts';
import { axisFor } from './axes.ts';
import { CurveFrame } from './CurveFrame.tsx';

export interface CountCurveProps {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** What x reaches in the end: the axis stands still while the line grows. */
  readonly xMost: number;
  /** For who cannot see it. */
  readonly label: string;
}

const HEIGHT = 140;
const TICKS = 4;
const POINTS_MOST = 160;

export function CountCurve({ points, xMost, label }: CountCurveProps) {
  const palette = usePalette();
  const data = useMemo(() => thinned(points), [points]);
  const yMost = data.reduce((most, { y }) => Math.max(most, y), 0);
  const x = axisFor(0, Math.max(1, xMost), TICKS, true);
  const y = axisFor(0, Math.max(1, yMost), TICKS, true);
  return (
    <CurveFrame
      data={data}
      x={{
        dataKey: 'x',
        type: 'number',
        domain: [0, Math.max(1, xMost)],
        ticks: x.ticks.filter((one) => one <= xMost),
        tickFormatter: formatShort,
      }}
      y={y}
      sayY={formatShort}
      height={HEIGHT}
      label={label}
    >
      <Line
        dataKey="y"
        type="linear"
        stroke={palette.series[0] ?? palette.accent}
        strokeWidth={1.75}
        dot={false}
        isAnimationActive={false}
      />
    </CurveFrame>
  );
}

/** Evenly as many points as can be told apart, the last among them. */
function thinned(points: CountCurveProps['points']) {
  const whole = [{ x: 0, y: 0 }, ...points];
  const every = Math.ceil(whole.length / POINTS_MOST);
  return whole.filter((_, i) => i % every === 0 || i === whole.length - 1);
}
