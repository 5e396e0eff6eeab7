/** What it is: an ensemble that estimates numbers: how far off it is, and its estimates against the truth. */

import type { EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import { formatCount, formatShare } from '../../widgets/format.ts';
import {
  leastOff,
  progressOf,
  sayErrorLead,
  sayLeadInterval,
  sayNumber,
} from './ensembleFigures.ts';
import { Progress } from './Progress.tsx';

interface EstimatesProps {
  readonly stage: EnsembleStage;
}

export function EstimateStanding({ stage }: EstimatesProps) {
  const { estimates } = stage;
  if (estimates === undefined) return undefined;
  const best = leastOff(stage);
  const [low, high] = estimates.interval;
  return (
    <section className="picture-part ensemble-standing" aria-label="Error">
      <p className="picture-kicker">Error (RMSE) on {stage.dataset || 'the data'}</p>
      <p className="picture-figure numeric">{sayNumber(estimates.error)}</p>
      <p className="picture-why">{sayErrorLead(stage, estimates.error)}</p>
      <Progress share={progressOf(stage)} />
      <dl className="picture-facts">
        <dt>95 % interval</dt>
        <dd className="numeric">
          {sayNumber(low)} to {sayNumber(high)}
        </dd>
        <dt>Best member</dt>
        <dd className="numeric">{best?.error === undefined ? '–' : sayNumber(best.error)}</dd>
        {best?.lead !== undefined && (
          <>
            <dt title="By how much it is less off, on the batches that both judged">Lead, 95 %</dt>
            <dd className="numeric">{sayLeadInterval(best.lead, false)}</dd>
          </>
        )}
        <dt>Saying the mean</dt>
        <dd className="numeric">{sayNumber(estimates.chance)}</dd>
        <dt>Mean uncertainty</dt>
        <dd className="numeric">± {sayNumber(estimates.uncertainty)}</dd>
        <dt>Truth within twice that</dt>
        <dd className="numeric">{formatShare(estimates.within)}</dd>
        <dt>Batch</dt>
        <dd className="numeric">
          {formatCount(stage.batch)} of {formatCount(stage.batches)}
        </dd>
      </dl>
    </section>
  );
}

const SIZE = 240;
const LEFT = 40;
const BOTTOM = 30;

/** Each estimate above its truth: on the diagonal when it is right; the bar is the members' disagreement. */
export function EstimatePlot({ stage: { estimates } }: EstimatesProps) {
  if (estimates === undefined) return undefined;
  const { points } = estimates;
  const values = points.flatMap(([truth, value]) => [truth, value]);
  const least = Math.min(...values);
  const most = Math.max(...values);
  const span = most - least || 1;
  const x = (value: number): number => LEFT + ((value - least) / span) * SIZE;
  const y = (value: number): number => SIZE - ((value - least) / span) * SIZE;
  return (
    <section className="picture-part ensemble-estimates" aria-label="Estimates against the truth">
      <p className="picture-kicker">
        Estimate against truth, the latest {formatCount(points.length)} rows
      </p>
      <svg
        role="img"
        aria-label={`${points.length} estimates against their truths, from ${sayNumber(least)} to ${sayNumber(most)}; root mean square error ${sayNumber(estimates.error)}`}
        viewBox={`0 0 ${LEFT + SIZE + 8} ${SIZE + BOTTOM}`}
      >
        <rect className="estimate-frame" x={LEFT} y={0} width={SIZE} height={SIZE} />
        <line className="estimate-right" x1={x(least)} y1={y(least)} x2={x(most)} y2={y(most)} />
        {points.map(([truth, value, uncertainty], i) => (
          <g key={i}>
            <line
              className="estimate-doubt"
              x1={x(truth)}
              x2={x(truth)}
              y1={Math.min(SIZE, y(value - uncertainty))}
              y2={Math.max(0, y(value + uncertainty))}
            />
            <circle className="estimate-point" cx={x(truth)} cy={y(value)} r={2} />
          </g>
        ))}
        <text x={LEFT} y={SIZE + 12}>
          {sayNumber(least)}
        </text>
        <text x={LEFT + SIZE} y={SIZE + 12} textAnchor="end">
          {sayNumber(most)}
        </text>
        <text x={LEFT + SIZE / 2} y={SIZE + 24} textAnchor="middle">
          truth
        </text>
        <text x={LEFT - 4} y={SIZE} textAnchor="end">
          {sayNumber(least)}
        </text>
        <text x={LEFT - 4} y={9} textAnchor="end">
          {sayNumber(most)}
        </text>
        <text transform={`rotate(-90) translate(${-SIZE / 2} 10)`} textAnchor="middle">
          estimate
        </text>
      </svg>
    </section>
  );
}
