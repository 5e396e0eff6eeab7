/** What it is: all charts of the shown coordination, in a grid that fills the panel. */

import { useMemo } from 'react';
import { frameStore, useFrame } from '../state/frameStore.ts';
import { usePlayback } from '../state/playbackStore.ts';
import type { Chart } from '../../engine/projections/frame.ts';
import { shownEnd } from '../widgets/timeSpan.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { ChartPanel } from './ChartPanel.tsx';
import { useInTurn } from './useInTurn.ts';
import { partsOf } from './TimeChart.tsx';
import './charts.css';

export function Charts() {
  const charts = useFrame((state) => state.charts);
  // The charts come eight times a second; between them the cursor does not need to draw them again.
  const isLive = usePlayback((state) => state.transport.phase === 'playing');
  const panels = useMemo(() => panelsOf(charts, isLive), [charts, isLive]);
  const shown = useInTurn(panels);
  if (panels.length === 0) {
    return <EmptyState>Charts of a coordination appear here; select one on the canvas.</EmptyState>;
  }
  return (
    <div className="charts">
      {shown.map(({ id, ...panel }) => (
        <ChartPanel key={id} {...panel} />
      ))}
      {/* What is still to come has its place already: nothing moves when it appears. */}
      {panels.slice(shown.length).map(({ id }) => (
        <div key={id} className="chart" aria-busy="true" />
      ))}
    </div>
  );
}

function panelsOf(charts: readonly Chart[], isLive: boolean) {
  const moment = momentNow();
  return charts.map((chart) => ({ id: chart.id, parts: partsOf(chart), chart, isLive, ...moment }));
}

/** The cursor and the end of the axis at this moment. */
function momentNow(): { readonly cursor: number; readonly end: number } {
  const { frame } = frameStore.getState();
  if (frame === undefined) return { cursor: 0, end: 1 };
  const isOver = frame.isRecording || frame.status.phase === 'finished';
  return { cursor: frame.cursor.at, end: shownEnd(frame.end.at, isOver) };
}
