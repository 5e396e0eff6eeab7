/** What it is: a chart's numbers as a table, for those who read rather than look. */

import { useMemo } from 'react';
import type { Chart } from '../../engine/projections/frame.ts';
import { formatMicros } from '../widgets/format.ts';
import { sayValue } from './axes.ts';
import { rowsOf, sampledTimes, valuesAt } from './rows.ts';

const ROWS_MOST = 60;

export function ChartTable({ chart, cursor }: { readonly chart: Chart; readonly cursor: number }) {
  const times = useMemo(() => sampledTimes(rowsOf(chart, cursor), ROWS_MOST), [chart, cursor]);
  return (
    <section
      className="chart-table"
      // What scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={`${chart.title} as a table`}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{chart.kind === 'histogram' ? 'From' : 'Time'}</th>
            {chart.series.map((series) => (
              <th key={series.id} scope="col">
                {series.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((at) => (
            <tr key={at}>
              <th scope="row">{formatMicros(at)}</th>
              {valuesAt(chart.series, at).map((value, i) => (
                <td key={chart.series[i]?.id}>
                  {value === undefined ? '–' : sayValue(value, chart.unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
