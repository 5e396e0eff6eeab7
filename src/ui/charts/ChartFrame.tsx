/** What it is: a chart as Recharts draws it: grid and axes, and its lines if they are given. */

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
import { usePalette } from '../theme/palette.ts';
import type { Palette } from '../theme/palette.ts';
import { isSameAxis, sayTick } from './axes.ts';
import type { Axis, TimeAxis } from './axes.ts';
import { xLooks, yLooks } from './axisLooks.ts';
import { ChartTip } from './ChartTip.tsx';
import { colourOf } from './colour.ts';
import { AREA_OPACITY } from './drawLines.ts';
import { ScatteredPoints } from './ScatteredPoints.tsx';
import { GUIDE_DASHES, edgesOf, isFilled, isStepped, looksOf } from './looks.ts';
import { MARGIN, ROOM } from './measures.ts';
import type { Row } from './rows.ts';

/** What a chart at rest shows in its frame. */
interface Lines {
  readonly chart: Chart;
  readonly cursor: number;
  readonly rows: readonly Row[];
}

export interface ChartFrameProps {
  readonly x: TimeAxis;
  readonly y: Axis;
  readonly unit: string;
  readonly lines: Lines | undefined;
  /** How much of it is drawn: nothing but its room, the x axis, all. */
  readonly parts: number;
}

const NO_ROWS: readonly Row[] = [];

export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  const { x, y, unit, lines, parts } = props;
  const palette = usePalette();
  const rows = lines?.rows ?? NO_ROWS;
  const data = useMemo(() => [...rows], [rows]);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 300, height: 140 }}>
      <ComposedChart data={data} margin={MARGIN} accessibilityLayer={false}>
        {parts > 1 ? xParts(x, palette) : undefined}
        {parts > 2 ? yParts(y, unit, palette) : undefined}
        {lines === undefined ? undefined : linesOf(lines, palette)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}, isSameFrame);

function xParts(x: TimeAxis, palette: Palette) {
  return (
    <XAxis
      {...xLooks(palette)}
      dataKey="x"
      type="number"
      domain={[...x.domain]}
      ticks={[...x.ticks]}
      tickFormatter={x.format}
      interval="preserveStartEnd"
      allowDataOverflow
    />
  );
}

function yParts(y: Axis, unit: string, palette: Palette) {
  return (
    <>
      <CartesianGrid stroke={palette.line} vertical={false} />
      <YAxis
        {...yLooks(palette)}
        domain={[...y.domain]}
        ticks={[...y.ticks]}
        tickFormatter={(value: number) => sayTick(value, unit)}
        padding={ROOM}
        allowDataOverflow
      />
    </>
  );
}

/** The frame is drawn again only for what can be seen of it. */
function isSameFrame(one: ChartFrameProps, other: ChartFrameProps): boolean {
  return (
    one.lines === other.lines &&
    one.unit === other.unit &&
    one.parts === other.parts &&
    isSameAxis(one.x, other.x) &&
    isSameAxis(one.y, other.y)
  );
}

function guidesOf({ guides = [] }: Chart, palette: Palette) {
  return guides.map((guide) => (
    <ReferenceLine
      key={guide}
      y={guide}
      stroke={palette.text[2]}
      strokeDasharray={GUIDE_DASHES.join(' ')}
    />
  ));
}

/** The room between the edges of a band. */
function bandOf(chart: Chart, palette: Palette) {
  const [upper, lower] = edgesOf(chart);
  if (upper === undefined || lower === undefined) return undefined;
  const [high, low] = [upper, lower].map((series) => `s${chart.series.indexOf(series)}`);
  return (
    <Area
      dataKey={({ [low ?? '']: least, [high ?? '']: most }: Row) =>
        least === undefined || most === undefined ? undefined : [least, most]
      }
      type="linear"
      stroke="none"
      fill={colourOf(upper, palette)}
      fillOpacity={AREA_OPACITY}
      connectNulls
      isAnimationActive={false}
      activeDot={false}
    />
  );
}

function linesOf({ chart, cursor }: Lines, palette: Palette) {
  const looks = looksOf(chart);
  return (
    <>
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: palette.lineStrong }}
        content={({ active, label }) =>
          active && typeof label === 'number' ? <ChartTip chart={chart} at={label} /> : undefined
        }
      />
      {chart.kind === 'histogram' ? undefined : (
        <ReferenceLine x={cursor} stroke={palette.text[0]} strokeWidth={1} strokeOpacity={0.55} />
      )}
      {guidesOf(chart, palette)}
      {bandOf(chart, palette)}
      {chart.series.map((series, i) => {
        if (series.edge !== undefined) return undefined;
        const colour = colourOf(series, palette);
        const common = {
          dataKey: `s${i}`,
          name: series.title,
          type: isStepped(chart) ? ('stepAfter' as const) : ('linear' as const),
          stroke: colour,
          strokeWidth: looks.width,
          strokeOpacity: looks.opacity,
          connectNulls: true,
          isAnimationActive: false,
          dot: looks.dots
            ? { r: looks.radius, fill: colour, fillOpacity: 1, strokeWidth: 0 }
            : false,
          ...(looks.isScattered
            ? { shape: ScatteredPoints, strokeWidth: 2 * looks.radius, strokeOpacity: 1 }
            : {}),
          activeDot: { r: 3, fill: colour, stroke: palette.surface.panel },
        };
        return isFilled(chart) ? (
          <Area key={series.id} {...common} fill={colour} fillOpacity={AREA_OPACITY} />
        ) : (
          <Line key={series.id} {...common} />
        );
      })}
    </>
  );
}
