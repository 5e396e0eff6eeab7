/** What it is: a share by cluster size: a line through the means, in a band of what chance may do if there is one. */

import { formatShare } from '../widgets/format.ts';
import { MeansCurve } from './MeansCurve.tsx';
import type { Mean } from './MeansCurve.tsx';

/** Shares, 0..1 or more. */
export interface SizePoint extends Mean {
  readonly size: number;
}

export interface SizeCurveProps {
  readonly points: readonly SizePoint[];
  /** For who cannot see it. */
  readonly label: string;
}

const TICKS = 4;
const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;

export function SizeCurve({ points, label }: SizeCurveProps) {
  const sayPoint = (place: number): string => {
    const { size = 0, mean = 0, low = 0, high = 0 } = points[place] ?? {};
    const within = low === high ? '' : ` (${formatShare(low)} to ${formatShare(high)})`;
    return `Clusters of ${size}: ${formatShare(mean)}${within}`;
  };
  return (
    <MeansCurve
      // Sizes stand at equal distances: they are tried in steps that grow.
      points={points.map(({ size, ...mean }) => ({ ...mean, at: String(size) }))}
      x={{ interval: 0 }}
      ticks={TICKS}
      sayY={percent}
      sayPoint={sayPoint}
      label={label}
    />
  );
}
