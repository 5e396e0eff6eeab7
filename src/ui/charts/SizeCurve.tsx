/** What it is: a share by cluster size: a line through the means, in a band of what chance may do if there is one. */

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { usePalette } from '../theme/palette.ts';
import { formatShare } from '../widgets/format.ts';
import { axisFor } from './axes.ts';
import { MARGIN, X_HEIGHT, Y_WIDTH } from './measures.ts';
import './charts.css';

export interface SizePoint {
  readonly size: number;
  /** Shares, 0..1 or more. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface SizeCurveProps {
  readonly points: readonly SizePoint[];
  /** For who cannot see it. */
  readonly label: string;
}

const TICKS = 4;
const BAND_OPACITY = 0.18;
const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;

export function SizeCurve({ points, label }: SizeCurveProps) {
  const palette = usePalette();
  const colour = palette.series[0] ?? palette.accent;
  const most = Math.max(...points.map(({ high }) => high));
  const y = axisFor(0, most, TICKS);
  const data = points.map(({ size, mean, low, high }) => ({
    size: String(size),
    mean,
    band: [low, high],
  }));
  const tick = { fill: palette.text[2], fontSize: 11 };
  return (
    <div className="size-curve" role="img" aria-label={label}>
      <ResponsiveContainer
        width="100%"
        height="100%"
        initialDimension={{ width: 440, height: 160 }}
      >
        <ComposedChart data={data} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke={palette.line} vertical={false} />
          {/* Sizes stand at equal distances: they are tried in steps that grow. */}
          <XAxis
            dataKey="size"
            tick={tick}
            tickLine={false}
            tickMargin={5}
            height={X_HEIGHT}
            interval={0}
            axisLine={{ stroke: palette.lineStrong }}
          />
          <YAxis
            type="number"
            domain={[...y.domain]}
            ticks={[...y.ticks]}
            tickFormatter={percent}
            tick={tick}
            tickLine={false}
            axisLine={false}
            width={Y_WIDTH + 6}
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
            content={({ active, label: size }) => {
              const point = points.find((one) => String(one.size) === size);
              return active === true && point !== undefined ? <Tip {...point} /> : undefined;
            }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function Tip({ size, mean, low, high }: SizePoint) {
  const within = low === high ? '' : ` (${formatShare(low)} to ${formatShare(high)})`;
  return (
    <div className="chart-tip">
      Clusters of {size}: {formatShare(mean)}
      {within}
    </div>
  );
}
