/** What it is: means over what was tried: a line through them in a band of what chance may do. GainCurve and SizeCurve say of what. */

import type { ReactNode } from 'react';
import { Area, Line, Tooltip } from 'recharts';
import type { XAxisProps } from 'recharts';
import { usePalette } from '../theme/palette.ts';
import { axisFor } from './axes.ts';
import { CurveFrame } from './CurveFrame.tsx';
import { Y_WIDTH } from './measures.ts';

/** A mean, and between which bounds it lies for all one knows. */
export interface Mean {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A mean at its place on the x axis, in the unit of the y axis. */
export interface PlacedMean extends Mean {
  readonly at: string | number;
}

export interface MeansCurveProps {
  readonly points: readonly PlacedMean[];
  /** What is tried is a number on a scale, or one of a few that stand at equal distances. */
  readonly x: XAxisProps;
  readonly ticks: number;
  readonly sayY: (value: number) => string;
  /** What is said of the point under the pointer. */
  readonly sayPoint: (place: number) => ReactNode;
  /** For who cannot see it. */
  readonly label: string;
  /** Lines across it. */
  readonly children?: ReactNode;
}

const BAND_OPACITY = 0.18;
const HEIGHT = 170;

export function MeansCurve(props: MeansCurveProps) {
  const { points, x, ticks, sayY, sayPoint, label, children } = props;
  const palette = usePalette();
  const colour = palette.series[0] ?? palette.accent;
  const least = Math.min(0, ...points.map(({ low }) => low));
  const most = Math.max(0, ...points.map(({ high }) => high));
  const y = axisFor(least, most, ticks);
  const data = points.map(({ at, mean, low, high }) => ({ at, mean, band: [low, high] }));
  return (
    <CurveFrame
      data={data}
      x={{ dataKey: 'at', ...x }}
      y={y}
      sayY={sayY}
      yWidth={Y_WIDTH + 6}
      height={HEIGHT}
      label={label}
    >
      {children}
      <Area
        dataKey="band"
        stroke="none"
        fill={colour}
        fillOpacity={BAND_OPACITY}
        isAnimationActive={false}
      />
      <Line
        dataKey="mean"
        type="linear"
        stroke={colour}
        strokeWidth={1.75}
        dot={{ r: 2, fill: colour, strokeWidth: 0 }}
        isAnimationActive={false}
      />
      <Tooltip
        content={({ active, label: at }) => {
          const place = points.findIndex((one) => one.at === at);
          return active === true && place >= 0 ? (
            <div className="chart-tip">{sayPoint(place)}</div>
          ) : undefined;
        }}
        isAnimationActive={false}
      />
    </CurveFrame>
  );
}
