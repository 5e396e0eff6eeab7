/** What it is: the frame of a chart of figures that were gathered: its size, its grid and its axes. The curves in it say what of. */

import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { CartesianGrid, ComposedChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { XAxisProps } from 'recharts';
import { usePalette } from '../theme/palette.ts';
import { xLooks, yLooks } from './axisLooks.ts';
import type { Axis } from './axes.ts';
import { MARGIN, Y_WIDTH } from './measures.ts';
import './charts.css';

export interface CurveFrameProps {
  readonly data: readonly object[];
  readonly x: XAxisProps;
  readonly y: Axis;
  readonly sayY: (value: number) => string;
  readonly yWidth?: number;
  /** In pixels; it is as wide as there is room. */
  readonly height: number;
  /** For who cannot see it. */
  readonly label: string;
  readonly children: ReactNode;
}

const WIDTH = 440;

export function CurveFrame(props: CurveFrameProps) {
  const { data, x, y, sayY, yWidth = Y_WIDTH, height, label, children } = props;
  const palette = usePalette();
  const own = useMemo(() => [...data], [data]);
  return (
    <div role="img" aria-label={label} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: WIDTH, height }}>
        <ComposedChart data={own} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={palette.line} vertical={false} />
          <XAxis {...xLooks(palette)} {...x} />
          <YAxis
            {...yLooks(palette)}
            domain={[...y.domain]}
            ticks={[...y.ticks]}
            tickFormatter={sayY}
            width={yWidth}
          />
          {children}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
