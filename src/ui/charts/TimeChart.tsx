/**
 * What it is: the lines of one chart over virtual time, drawn by Recharts without animation and with fixed
 * axes. Series come reduced from the worker: at most five lines of 120 points. While the cursor runs the
 * library keeps only the frame, drawn again when an axis changes, and a canvas in it draws the lines. A frame
 * that appears while the cursor runs comes in parts: as a whole it would be a long task.
 */

import { memo, useMemo } from 'react';
import type { Chart } from '../../engine/projections/frame.ts';
import { timeAxisOf, yAxisOf } from './axes.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { LiveLines } from './LiveLines.tsx';
import { rowsOf } from './rows.ts';

export interface TimeChartProps {
  readonly chart: Chart;
  readonly cursor: number;
  readonly end: number;
  /** Whether the cursor runs. */
  readonly isLive: boolean;
  /** How much of the frame is drawn: nothing, the x axis, all. */
  readonly parts: number;
}

/** The room of the frame, its x axis, and all else. */
const FRAME_PARTS = 3;

/** How many parts of its frame a chart wants: none while it has no line. */
export function partsOf(chart: Chart): number {
  return chart.series.length === 0 ? 0 : FRAME_PARTS;
}

const X_TICKS = 4;
const Y_TICKS = 4;

export const TimeChart = memo(function TimeChart(props: TimeChartProps) {
  const { chart, cursor, end, isLive, parts } = props;
  // A histogram has durations on its axis, as far as there are any.
  const most = chart.kind === 'histogram' ? (chart.series[0]?.x.at(-1) ?? end) : end;
  const x = useMemo(() => timeAxisOf(most, X_TICKS), [most]);
  const y = useMemo(() => yAxisOf(chart, Y_TICKS), [chart]);
  const lines = useMemo(
    () => (isLive ? undefined : { chart, cursor, rows: rowsOf(chart, cursor) }),
    [isLive, chart, cursor],
  );
  return (
    <>
      {parts === 0 ? undefined : (
        <ChartFrame x={x} y={y} unit={chart.unit} lines={lines} parts={parts} />
      )}
      {isLive ? <LiveLines chart={chart} cursor={cursor} x={x} y={y} /> : undefined}
    </>
  );
});
