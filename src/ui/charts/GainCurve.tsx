/** What it is: a gain in money by a share in percent: a line through the means in a band of what chance may do, and where nothing is gained. */

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
import { usePalette } from '../theme/palette.ts';
import { formatEuros, formatShort } from '../widgets/format.ts';
import { axisFor } from './axes.ts';
import { MARGIN, X_HEIGHT, Y_WIDTH } from './measures.ts';
import './charts.css';

export interface GainPoint {
  /** In percent. */
  readonly share: number;
  /** In minor units. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface GainCurveProps {
  readonly points: readonly GainPoint[];
  /** For who cannot see it. */
  readonly label: string;
}

const TICKS = 5;
const MINOR = 100;
const BAND_OPACITY = 0.18;
/** Ticks are round; below a hundred they may have a digit after the point. */
const money = (amount: number): string =>
  Math.abs(amount) < 100 ? String(amount) : formatShort(amount);
const percent = (share: number): string => `${share} %`;

export function GainCurve({ points, label }: GainCurveProps) {
  const palette = usePalette();
  const colour = palette.series[0] ?? palette.accent;
  const y = axisFor(
    Math.min(0, ...points.map(({ low }) => low / MINOR)),
    Math.max(0, ...points.map(({ high }) => high / MINOR)),
    TICKS,
  );
  const shares = points.map(({ share }) => share);
  const x = axisFor(Math.min(...shares), Math.max(...shares), 8, true);
  const data = points.map(({ share, mean, low, high }) => ({
    share,
    mean: mean / MINOR,
    band: [low / MINOR, high / MINOR],
  }));
  const tick = { fill: palette.text[2], fontSize: 11 };
  return (
    <div className="gain-curve" role="img" aria-label={label}>
      <ResponsiveContainer
        width="100%"
        height="100%"
        initialDimension={{ width: 900, height: 190 }}
      >
        <ComposedChart data={data} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={palette.line} vertical={false} />
          <XAxis
            dataKey="share"
            type="number"
            domain={[...x.domain]}
            ticks={[...x.ticks]}
            tickFormatter={percent}
            tick={tick}
            tickLine={false}
            tickMargin={5}
            height={X_HEIGHT}
            axisLine={{ stroke: palette.lineStrong }}
          />
          <YAxis
            type="number"
            domain={[...y.domain]}
            ticks={[...y.ticks]}
            tickFormatter={money}
            tick={tick}
            tickLine={false}
            axisLine={false}
            width={Y_WIDTH}
          />
          <ReferenceLine y={0} stroke={palette.lineStrong} />
          <ReferenceLine
            x={100}
            stroke={palette.lineStrong}
            strokeDasharray="3 3"
            label={{
              value: 'truth',
              position: 'insideTopRight',
              fill: palette.text[2],
              fontSize: 11,
            }}
          />
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
            content={({ active, payload }) =>
              active === true ? (
                <Tip point={points.find(({ share }) => share === shareOf(payload[0]?.payload))} />
              ) : undefined
            }
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function shareOf(point: unknown): number {
  return typeof point === 'object' && point !== null && 'share' in point ? Number(point.share) : -1;
}

function Tip({ point }: { readonly point: GainPoint | undefined }) {
  if (point === undefined) return undefined;
  const { share, mean, low, high } = point;
  return (
    <div className="chart-tip">
      {percent(share)} of the truth: {formatEuros(mean)} ({formatEuros(low)} to {formatEuros(high)})
    </div>
  );
}
