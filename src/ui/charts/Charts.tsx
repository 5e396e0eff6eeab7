/** What it is: all charts of the shown coordination, in a grid that fills the panel. */

import { useMemo } from 'react';
import { frameStore, useFrame } from '../state/frameStore.ts';
import { shownEnd } from '../widgets/timeSpan.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { ChartPanel } from './ChartPanel.tsx';
import './charts.css';

export function Charts() {
  const charts = useFrame((state) => state.charts);
  // The charts come eight times a second; between them the cursor does not need to draw them again.
  const moment = useMemo(() => momentOf(charts), [charts]);
  if (charts.length === 0) {
    return <EmptyState>Charts of a coordination appear here; select one on the canvas.</EmptyState>;
  }
  return (
    <div className="charts">
      {charts.map((chart) => (
        <ChartPanel key={chart.id} chart={chart} cursor={moment.cursor} end={moment.end} />
      ))}
    </div>
  );
}

/** The cursor and the end of the axis when these charts came. */
function momentOf(_charts: unknown): { readonly cursor: number; readonly end: number } {
  const { frame } = frameStore.getState();
  if (frame === undefined) return { cursor: 0, end: 1 };
  const isOver = frame.isRecording || frame.status.phase === 'finished';
  return { cursor: frame.cursor.at, end: shownEnd(frame.end.at, isOver) };
}
