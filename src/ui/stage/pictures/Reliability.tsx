/**
 * What it is: how far an ensemble's confidence can be believed: for each tenth of confidence how often it was right. On the
 * diagonal it is right as often as it is sure; below, it is too sure. Dots grow with their rows; bars are 95 % intervals.
 */

import type { CalibrationBin, EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import { formatCount, formatShare } from '../../widgets/format.ts';
import { offBy, saySureness } from './ensembleFigures.ts';

const WIDTH = 220;
const HEIGHT = 150;
const LEFT = 46;
const BOTTOM = 32;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const RADIUS_LEAST = 2;
const RADIUS_MOST = 7;

const x = (share: number): number => LEFT + share * WIDTH;
const y = (share: number): number => 6 + (1 - share) * HEIGHT;

export function Reliability({ stage }: { readonly stage: EnsembleStage }) {
  const bins = stage.calibration;
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  const words = bins.map(sayBin).join('; ');
  return (
    <section className="picture-part ensemble-reliability" aria-label="Calibration">
      <svg
        role="img"
        aria-label={`How often it is right by how sure it is. ${words}.`}
        viewBox={`0 0 ${LEFT + WIDTH + 10} ${HEIGHT + 6 + BOTTOM}`}
      >
        <rect className="estimate-frame" x={LEFT} y={6} width={WIDTH} height={HEIGHT} />
        {TICKS.map((tick) => (
          <g key={tick}>
            <line className="reliability-grid" x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
            <text x={x(tick)} y={HEIGHT + 18} textAnchor="middle">
              {tick * 100}
            </text>
            <text x={LEFT - 4} y={y(tick) + 3} textAnchor="end">
              {tick * 100}
            </text>
          </g>
        ))}
        <line className="estimate-right" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {bins.map((bin) => {
          const { rows, right, confidence, interval } = bin;
          const radius = RADIUS_LEAST + (RADIUS_MOST - RADIUS_LEAST) * Math.sqrt(rows / most);
          return (
            <g key={confidence}>
              <line
                className="estimate-doubt"
                x1={x(confidence)}
                x2={x(confidence)}
                y1={y(interval[0])}
                y2={y(interval[1])}
              />
              <circle
                className="reliability-point"
                cx={x(confidence)}
                cy={y(right / rows)}
                r={radius}
              >
                <title>{sayBin(bin)}</title>
              </circle>
            </g>
          );
        })}
        <text x={x(0.5)} y={HEIGHT + 34} textAnchor="middle">
          confidence in %
        </text>
        <text transform={`translate(10 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
          right in %
        </text>
      </svg>
      <div>
        <p className="picture-kicker">Calibration</p>
        <p className="picture-why">
          {saySureness(bins)} Confidence is off by {formatShare(offBy(bins))} on the mean.
        </p>
      </div>
    </section>
  );
}

function sayBin({ rows, right, confidence }: CalibrationBin): string {
  return `${formatShare(confidence)} sure: ${formatShare(right / rows)} of ${formatCount(rows)} rows right`;
}
