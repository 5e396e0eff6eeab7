/** What it is: which members would do for which price, and how well: as a plot of the sets worth their price, and as a table. */

import type { EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import { axisFor } from '../../charts/axes.ts';
import { formatShare } from '../../widgets/format.ts';
import { sayMembers } from './ensembleFigures.ts';

const WIDTH = 220;
const HEIGHT = 110;
const LEFT = 46;
const TOP = 8;
const BOTTOM = 32;
const TICKS = 3;

export function Front({ stage }: { readonly stage: EnsembleStage }) {
  const quality = stage.hasNumbers ? 'variance explained' : 'accuracy';
  return (
    <section className="picture-part ensemble-front" aria-label="Cost and quality">
      <FrontPlot stage={stage} quality={quality} />
      <table className="picture-table">
        <thead>
          <tr>
            <th scope="col" className="is-number">
              Credits a batch
            </th>
            <th scope="col" className="is-number">
              {quality}, held out
            </th>
            <th scope="col">Members</th>
            <th scope="col">Asked</th>
          </tr>
        </thead>
        <tbody>
          {stage.front.map((subset) => (
            <tr key={subset.members.join()} data-state={subset.isChosen ? 'ready' : undefined}>
              <td className="is-number numeric">{subset.cost}</td>
              <td className="is-number numeric">{formatShare(subset.accuracy)}</td>
              <td className="ensemble-set">{sayMembers(stage, subset.members)}</td>
              <td>{subset.isChosen ? '✓ asked' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface FrontPlotProps {
  readonly stage: EnsembleStage;
  readonly quality: string;
}

/** The front as steps: what more money buys. The set that is asked is full, the others are rings. */
function FrontPlot({ stage: { front }, quality }: FrontPlotProps) {
  const costs = axisFor(0, Math.max(...front.map(({ cost }) => cost)), TICKS);
  const shares = front.map(({ accuracy }) => accuracy);
  const merits = axisFor(Math.min(...shares), Math.max(...shares), TICKS);
  const x = (cost: number): number => LEFT + (cost / costs.domain[1]) * WIDTH;
  const y = (merit: number): number =>
    TOP + ((merits.domain[1] - merit) / (merits.domain[1] - merits.domain[0])) * HEIGHT;
  const steps = front.map(({ cost, accuracy }, i) =>
    i === 0 ? `M${x(cost)} ${y(accuracy)}` : `H${x(cost)}V${y(accuracy)}`,
  );
  return (
    <svg
      role="img"
      aria-label={`What each set costs a batch, and its ${quality}: ${front.length} sets are worth their price`}
      viewBox={`0 0 ${LEFT + WIDTH + 14} ${TOP + HEIGHT + BOTTOM}`}
    >
      {merits.ticks.map((tick) => (
        <g key={tick}>
          <line
            className="reliability-grid"
            x1={x(0)}
            x2={LEFT + WIDTH}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={LEFT - 5} y={y(tick) + 3} textAnchor="end">
            {Number((tick * 100).toPrecision(4))}
          </text>
        </g>
      ))}
      {costs.ticks.map((tick) => (
        <text key={tick} x={x(tick)} y={TOP + HEIGHT + 13} textAnchor="middle">
          {tick}
        </text>
      ))}
      <path className="front-steps" d={steps.join('')} />
      {front.map(({ cost, accuracy, isChosen, members }) => (
        <circle
          key={members.join()}
          className="front-point"
          data-chosen={isChosen || undefined}
          cx={x(cost)}
          cy={y(accuracy)}
          r={isChosen ? 5 : 3.5}
        >
          <title>{`${cost} credits: ${formatShare(accuracy)}`}</title>
        </circle>
      ))}
      <text x={LEFT + WIDTH / 2} y={TOP + HEIGHT + 28} textAnchor="middle">
        credits a batch
      </text>
      <text transform={`translate(10 ${TOP + HEIGHT / 2}) rotate(-90)`} textAnchor="middle">
        {quality} in %
      </text>
    </svg>
  );
}
