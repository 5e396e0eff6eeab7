/** What it is: one chart with its title, its legend and the choice to read it as a table. */

import { ChartLine, Table } from 'lucide-react';
import { memo, useState } from 'react';
import type { Chart } from '../../engine/projections/frame.ts';
import { usePalette } from '../theme/palette.ts';
import { IconButton } from '../widgets/Button.tsx';
import { sayPlain, sayUnit } from './axes.ts';
import { colourOf } from './colour.ts';
import { ChartTable } from './ChartTable.tsx';
import { valuesAt } from './rows.ts';
import { TimeChart } from './TimeChart.tsx';

export interface ChartPanelProps {
  readonly chart: Chart;
  /** Virtual time of the cursor and of the end of the axis. */
  readonly cursor: number;
  readonly end: number;
  /** Whether the cursor runs. */
  readonly isLive: boolean;
  /** How much of its frame is drawn, while it appears. */
  readonly parts: number;
}

export const ChartPanel = memo(function ChartPanel({
  chart,
  cursor,
  end,
  isLive,
  parts,
}: ChartPanelProps) {
  const [isTable, setTable] = useState(false);
  const isEmpty = chart.series.length === 0;
  return (
    <figure className="chart" aria-label={chart.title}>
      <figcaption className="chart-head">
        <span className="chart-title truncate">{chart.title}</span>
        <span className="chart-unit">{sayUnit(chart.unit)}</span>
        <IconButton
          size="small"
          side="left"
          className="chart-toggle"
          label={isTable ? 'Show as chart' : 'Show as table'}
          aria-pressed={isTable}
          icon={isTable ? <ChartLine size={14} /> : <Table size={14} />}
          onClick={() => {
            setTable(!isTable);
          }}
        />
      </figcaption>
      <div className="chart-body">
        <ChartBody {...{ chart, cursor, end, isLive, parts, isTable }} />
      </div>
      {isEmpty ? undefined : <ChartLegend chart={chart} cursor={cursor} />}
    </figure>
  );
});

function ChartBody({ chart, isTable, ...moment }: ChartPanelProps & { readonly isTable: boolean }) {
  if (chart.series.length === 0) {
    const words = EMPTY[chart.title] ?? EMPTY[chart.id] ?? 'Nothing to draw up to the cursor.';
    return <p className="chart-empty">{words}</p>;
  }
  return isTable ? (
    <ChartTable chart={chart} cursor={moment.cursor} />
  ) : (
    <TimeChart chart={chart} {...moment} />
  );
}

/** Why a chart has no line yet, where one may wonder: by id, or by title where protocols share an id. */
const EMPTY: Readonly<Record<string, string>> = {
  view: 'No view has changed: the primary of view 0 still leads.',
  latency: 'No request has its f + 1 replies yet.',
  latencyHistogram: 'No request has its f + 1 replies yet.',
  phaseDurations: 'No request has passed a phase yet.',
  bids: 'No bid has been accepted yet.',
  price: 'No price stands yet.',
  book: 'No order waits yet.',
  closing: 'No auction of the series has ended with a sale yet.',
  welfare: 'Nothing is settled yet: values are disclosed after the sale.',
  efficiency: 'Nothing is settled yet: values are disclosed after the sale.',
  reputation: 'No bidder has paid, failed to pay or been flagged yet.',
  participation: 'No auction of the series is over yet.',
  trend: 'No auction of the series is over yet.',
  impact: 'No auction of the series is over yet.',
  search: 'The search begins when the bidding ends.',
  bidCount: 'No bid has arrived yet.',
  weights: 'No member has been scored yet.',
  memberAccuracy: 'No member has been scored yet.',
  regret: 'Weights by hedge or fixed share have a regret, from the first batch on.',
  accuracy: 'No batch has been decided yet.',
  votes: 'No vote has been counted yet.',
  agreement: 'No round has been tallied yet.',
  'Agreement per level': 'No level has been decided yet.',
  'Messages against a flat vote': 'No level has been decided yet.',
  load: 'No level has been decided yet.',
  replacements: 'No representative has been replaced.',
  calibration: 'No batch has been decided yet.',
  lately: 'No batch has been decided yet.',
  error: 'No batch has been estimated yet.',
  memberError: 'No batch has been estimated yet.',
  uncertainty: 'No batch has been estimated yet.',
  best: 'No trial has a value yet.',
  'Regret of the best': 'No trial has a value yet.',
  trials: 'No trial has ended yet.',
  workers: 'No worker has been given a trial yet.',
  commitLatency: 'No command has been decided yet.',
  latencies: 'No command has been decided yet.',
  gossip: 'No period of gossip is over yet.',
  terms: 'No leader has been elected yet.',
  placement: 'No task has a node yet.',
  messagesByPhase: 'No message has been sent yet.',
};

/** Of a histogram: how many values each line has. */
function totalsOf({ series }: Chart): readonly number[] {
  return series.map(({ y }) => y.reduce((sum, count) => sum + count, 0));
}

/** The lines by name, with what they say at the cursor. */
function ChartLegend({ chart, cursor }: { readonly chart: Chart; readonly cursor: number }) {
  const palette = usePalette();
  const values = chart.kind === 'histogram' ? totalsOf(chart) : valuesAt(chart.series, cursor);
  return (
    <ul className="chart-legend">
      {chart.series.map((series, i) => (
        <li key={series.id}>
          <span
            className="chart-swatch"
            data-edge={series.edge}
            style={{ background: colourOf(series, palette) }}
          />
          <span className="truncate">{series.title}</span>
          <span className="numeric chart-value">{sayPlain(values[i] ?? NaN, chart.unit)}</span>
        </li>
      ))}
      {chart.hidden === 0 ? undefined : <li className="chart-more">and {chart.hidden} more</li>}
    </ul>
  );
}
