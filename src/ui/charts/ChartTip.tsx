/** What it is: the values of all lines at the time under the pointer. */

import type { Chart } from '../../engine/projections/frame.ts';
import { usePalette } from '../theme/palette.ts';
import { formatMicros } from '../widgets/format.ts';
import { sayValue } from './axes.ts';
import { colourOf } from './colour.ts';
import { valuesAt } from './rows.ts';

export function ChartTip({ chart, at }: { readonly chart: Chart; readonly at: number }) {
  const palette = usePalette();
  const values = valuesAt(chart.series, at);
  return (
    <div className="chart-tip">
      <p className="numeric">{formatMicros(at)}</p>
      <dl>
        {chart.series.map((series, i) => (
          <div key={series.id}>
            <dt>
              <span className="chart-swatch" style={{ background: colourOf(series, palette) }} />
              {series.title}
            </dt>
            <dd className="numeric">
              {values[i] === undefined ? '–' : sayValue(values[i], chart.unit)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
