/** What it is: a gain in money by a share in percent: a line through the means in a band of what chance may do, and where nothing is gained. */

import { ReferenceLine } from 'recharts';
import { usePalette } from '../theme/palette.ts';
import { formatEuros, formatShort } from '../widgets/format.ts';
import { axisFor } from './axes.ts';
import { MeansCurve } from './MeansCurve.tsx';
import type { Mean } from './MeansCurve.tsx';

/** In minor units. */
export interface GainPoint extends Mean {
  /** In percent. */
  readonly share: number;
}

export interface GainCurveProps {
  readonly points: readonly GainPoint[];
  /** For who cannot see it. */
  readonly label: string;
}

const TICKS = 5;
const X_TICKS = 8;
const MINOR = 100;
/** Ticks are round; below a hundred they may have a digit after the point. */
const money = (amount: number): string =>
  `€ ${Math.abs(amount) < 100 ? String(amount) : formatShort(amount)}`.replace('€ -', '−€ ');
const percent = (share: number): string => `${share} %`;

export function GainCurve({ points, label }: GainCurveProps) {
  const palette = usePalette();
  const shares = points.map(({ share }) => share);
  const x = axisFor(Math.min(...shares), Math.max(...shares), X_TICKS, true);
  const truth = { value: 'truth', position: 'insideTopRight', fill: palette.text[2] } as const;
  const sayPoint = (place: number): string => {
    const { share = 100, mean = 0, low = 0, high = 0 } = points[place] ?? {};
    return `${percent(share)} of the truth: ${formatEuros(mean)} (${formatEuros(low)} to ${formatEuros(high)})`;
  };
  return (
    <MeansCurve
      points={points.map(({ share, mean, low, high }) => ({
        at: share,
        mean: mean / MINOR,
        low: low / MINOR,
        high: high / MINOR,
      }))}
      x={{ type: 'number', domain: [...x.domain], ticks: [...x.ticks], tickFormatter: percent }}
      ticks={TICKS}
      sayY={money}
      sayPoint={sayPoint}
      label={label}
    >
      <ReferenceLine y={0} stroke={palette.lineStrong} />
      <ReferenceLine
        x={100}
        stroke={palette.lineStrong}
        strokeDasharray="3 3"
        label={{ ...truth, fontSize: 11 }}
      />
    </MeansCurve>
  );
}
