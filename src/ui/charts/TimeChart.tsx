/**
 * What it is: the lines of one chart over virtual time, drawn by Recharts without animation and with fixed
 * axes. Series come reduced from the worker: at most five lines of 120 points.
 */

import { memo, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Chart } from '../../engine/projections/frame.ts';
import { usePlayback } from '../state/playbackStore.ts';
import { usePalette } from '../theme/palette.ts';
import { sayTick, timeAxisOf, yAxisOf } from './axes.ts';
import { ChartTip } from './ChartTip.tsx';
import { colourOf } from './colour.ts';
import { rowsOf } from './rows.ts';

export interface TimeChartProps {
  readonly chart: Chart;
  readonly cursor: number;
  readonly end: number;
}

const MARGIN = { top: 6, right: 14, bottom: 0, left: 0 };
/** Lines at the very top or bottom of the axis keep their full width. */
const ROOM = { top: 4, bottom: 3 };
const X_TICKS = 4;
const Y_TICKS = 4;
/** Charts of single observations: what is between two of them is no measurement, so dots lead. */
const OBSERVED = new Set(['phaseDurations', 'latency', 'confidence']);
/** Lines of fewer points show each of them: a dot is an element of the page, and hundreds are slow. */
const DOTS_MOST = 12;
const OBSERVED_DOTS_MOST = 60;
/** Points of each line while playing. */
const PLAYING_POINTS = 40;

export const TimeChart = memo(function TimeChart({ chart, cursor, end }: TimeChartProps) {
  const palette = usePalette();
  const mostPoints = Math.max(0, ...chart.series.map((series) => series.x.length));
  // While the cursor runs nobody reads single points, and every row costs each line; at rest all are drawn.
  const isPlaying = usePlayback((state) => state.transport.phase === 'playing');
  const most = isPlaying ? PLAYING_POINTS : Infinity;
  const isObserved = OBSERVED.has(chart.id) && mostPoints <= OBSERVED_DOTS_MOST;
  const rows = useMemo(() => rowsOf(chart, cursor, most), [chart, cursor, most]);
  const x = useMemo(() => timeAxisOf(end, X_TICKS), [end]);
  const y = useMemo(() => yAxisOf(chart, Y_TICKS), [chart]);
  const tick = { fill: palette.text[2], fontSize: 11 };
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 300, height: 140 }}>
      <ComposedChart data={[...rows]} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke={palette.line} vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          domain={[...x.domain]}
          ticks={[...x.ticks]}
          tickFormatter={x.format}
          tick={tick}
          tickLine={false}
          tickMargin={5}
          height={22}
          axisLine={{ stroke: palette.lineStrong }}
          interval="preserveStartEnd"
          allowDataOverflow
        />
        <YAxis
          domain={[...y.domain]}
          ticks={[...y.ticks]}
          tickFormatter={(value: number) => sayTick(value, chart.unit)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={44}
          padding={ROOM}
          allowDataOverflow
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: palette.lineStrong }}
          content={({ active, label }) =>
            active && typeof label === 'number' ? <ChartTip chart={chart} at={label} /> : undefined
          }
        />
        <ReferenceLine x={cursor} stroke={palette.text[0]} strokeWidth={1} strokeOpacity={0.55} />
        {chart.series.map((series, i) => {
          const colour = colourOf(series, palette);
          const common = {
            dataKey: `s${i}`,
            name: series.title,
            type: chart.kind === 'step' ? ('stepAfter' as const) : ('linear' as const),
            stroke: colour,
            strokeWidth: isObserved ? 1 : 1.75,
            strokeOpacity: isObserved ? 0.4 : 1,
            connectNulls: true,
            isAnimationActive: false,
            dot:
              isObserved || series.x.length <= DOTS_MOST
                ? {
                    r: series.x.length === 1 ? 3 : 1.75,
                    fill: colour,
                    fillOpacity: 1,
                    strokeWidth: 0,
                  }
                : false,
            activeDot: { r: 3, fill: colour, stroke: palette.surface.panel },
          };
          return chart.kind === 'area' ? (
            <Area key={series.id} {...common} fill={colour} fillOpacity={0.18} />
          ) : (
            <Line key={series.id} {...common} />
          );
        })}
      </ComposedChart>
    </ResponsiveContainer>
  );
});
